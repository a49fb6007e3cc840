package guildpicture_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files instead of comparing with them")

// stage is a scene with a snapshot and a clock that only tests move.
type stage struct {
	*scene.Scene
	snap *sim.Snapshot
	now  time.Duration
}

func newStage(w, h float64, snap *sim.Snapshot) *stage {
	return newStageIn(scenetest.Listener{}, w, h, snap)
}

// newStageIn is a stage in a language.
func newStageIn(words ui.Translator, w, h float64, snap *sim.Snapshot) *stage {
	s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, Language: words, Share: true}), snap: snap, now: time.Second}
	s.Resize(w, h, 1, scenetest.Measurer{})
	s.frame()
	return s
}

func (s *stage) frame() scene.Frame {
	f := s.Frame(s.snap, s.now)
	scenetest.Hear(s.Widgets())
	return f
}

// Every text that any test of this package draws is in all languages.
func TestMain(m *testing.M) { os.Exit(scenetest.Translated(m.Run())) }

// wait lets time pass without an event, and the interface come to rest.
func (s *stage) wait(d time.Duration) scene.Frame {
	s.now += d
	return s.frame()
}

// rest lets a motion begin and end.
func (s *stage) rest() scene.Frame {
	s.frame()
	return s.wait(time.Second)
}

// widget is the widget with that id in the last frame.
func (s *stage) widget(t *testing.T, id string) ui.Widget {
	t.Helper()
	for _, w := range s.Widgets() {
		if w.ID == id {
			return w
		}
	}
	t.Fatalf("no widget %s", id)
	return ui.Widget{}
}

// middle is the middle of a widget.
func (s *stage) middle(t *testing.T, id string) ui.Point {
	t.Helper()
	r := s.widget(t, id).Rect
	return ui.Point{X: r.CenterX(), Y: r.CenterY()}
}

// click presses and releases in the middle of a widget, and builds a frame after each.
func (s *stage) click(t *testing.T, id string) {
	t.Helper()
	q := s.middle(t, id)
	s.PointerDown(q, s.now)
	s.wait(16 * time.Millisecond)
	s.PointerUp(q, s.now)
	s.wait(16 * time.Millisecond)
}

// picture prints all of a frame.
func picture(s *stage, f scene.Frame) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# base\n%s# field\n", f.Base.Print(s.Theme()))
	fmt.Fprintf(&b, "at %d,%d pitch %d dot %d dots %d per %d marks %d\n",
		f.Field.X, f.Field.Y, f.Field.Pitch, f.Field.Dot, f.Field.Dots, f.Field.Per, len(f.Field.Marks))
	fmt.Fprintf(&b, "# live\n%s# over\n%s", f.Live.Print(s.Theme()), f.Over.Print(s.Theme()))
	return b.String()
}

// Has reports whether there is a widget with that id.
func (s *stage) Has(id string) bool {
	for _, w := range s.Widgets() {
		if w.ID == id {
			return true
		}
	}
	return false
}

// inside prints the ops of base and over that begin in r: a part of the screen.
func inside(s *stage, f scene.Frame, r ui.Rect) string {
	var b strings.Builder
	for _, l := range []*ui.List{f.Base, f.Over} {
		part := ui.List{Clips: l.Clips}
		for _, op := range l.Ops {
			cut := op.Clip != 0 && l.Clips[op.Clip].Intersect(r).Empty()
			if !cut && r.Contains(ui.Point{X: op.Rect.X, Y: op.Rect.Y}) {
				part.Ops = append(part.Ops, op)
			}
		}
		b.WriteString(part.Print(s.Theme()))
	}
	return b.String()
}

// around prints the ops of base and over that touch r: one component in one state.
func around(s *stage, f scene.Frame, r ui.Rect) string {
	var b strings.Builder
	for _, l := range []*ui.List{f.Base, f.Over} {
		part := ui.List{Clips: l.Clips}
		for _, op := range l.Ops {
			at := op.Rect
			if op.Kind == ui.KindText {
				at = ui.Rect{X: at.X, Y: at.Y - 8, W: at.W, H: 8}
			}
			big := at.W > 300 || at.H > 300
			if !big && !at.Intersect(r.Inset(-12)).Empty() {
				part.Ops = append(part.Ops, op)
			}
		}
		b.WriteString(part.Print(s.Theme()))
	}
	return b.String()
}

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("%s:%d\n got %s\nwant %s\n(go test ./render/pictures/guild -rewrite, then look at the difference)", path, i+1, g[i], w[i])
		}
	}
	t.Fatalf("%s: %d lines, want %d", path, len(g), len(w))
}
