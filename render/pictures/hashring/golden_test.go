package ringpicture

import (
	"fmt"
	"hash/fnv"
	"strings"
	"testing"
	"time"

	"fanout/render/language"
	"fanout/render/ui"
)

// goldens are the canvases of which every op and every widget is kept.
var goldens = []string{"1440x900", "1024x704", "768x940", "390x844", "844x390"}

// digest prints a list. Of the thousands of slots and dots, runs of small ops of one
// kind, only the number and a sum are kept.
func digest(l *ui.List, t *ui.Theme) string {
	var b strings.Builder
	var run []string
	kind := ui.Kind(255)
	flush := func() {
		if len(run) > 12 {
			sum := fnv.New32a()
			for _, line := range run {
				sum.Write([]byte(line))
			}
			run = []string{fmt.Sprintf("%d × %v, first %s, sum %08x", len(run), kind, run[0], sum.Sum32())}
		}
		for _, line := range run {
			b.WriteString(line + "\n")
		}
		run = run[:0]
	}
	for i, line := range strings.Split(strings.TrimSuffix(l.Print(t), "\n"), "\n") {
		if i >= len(l.Ops) {
			break
		}
		if op := &l.Ops[i]; op.Kind != kind || op.Kind == ui.KindText {
			flush()
			kind = op.Kind
		}
		run = append(run, line)
	}
	flush()
	return b.String()
}

func TestPictures(t *testing.T) {
	for _, name := range goldens {
		t.Run(name, func(t *testing.T) {
			s := newStage(name, moment())
			s.rest()
			golden(t, "picture-"+name, "# base\n"+digest(&s.base, s.theme)+"# live\n"+digest(&s.live, s.theme)+"# over\n"+digest(&s.over, s.theme))
		})
	}
}

func TestWidgets(t *testing.T) {
	for _, name := range goldens {
		t.Run(name, func(t *testing.T) {
			s := newStage(name, moment())
			var b strings.Builder
			for _, w := range s.shell.in.Widgets() {
				fmt.Fprintln(&b, w)
			}
			golden(t, "widgets-"+name, b.String())
		})
	}
}

// worlds are histories that show what pictures have to have room for.
var worlds = map[string][]string{
	"many":     {"set nodes 20", "set sessions 1000000", "set guilds 100", "set connects 1000"},
	"one":      {"set nodes 1", "run 1s"},
	"uneven":   {"set nodes 20", "set replicas 1", "run 1s"},
	"modulo":   {"set placement modulo", "set nodes 11", "set lookup constant", "set sessions 1000", "reconnect", "run 2s"},
	"left":     {"run 1s", "leave gs-3", "set sessions 20000", "set lookup process", "reconnect", "run 100ms"},
	"apart":    {"set nodes 20", "toggle separator on", "set cores 64"},
	"small":    {"set sessions 1", "set guilds 1", "set cores 64", "set lookup constant"},
	"nineteen": {"set nodes 19", "set nodes 20", "leave gs-20", "leave gs-19"},
}

// No text is clipped, smaller than 11 px, or outside of the stage or the rail that it was
// drawn on: on no canvas, in no world, in neither theme.
func TestTextsHaveRoom(t *testing.T) {
	for name, lines := range worlds {
		snap := history(lines...)
		for _, c := range canvases {
			s := newStage(c.name, snap)
			for _, state := range []func(){func() {}, func() { s.Look("follow a key with quite a long name, like this", 0) }, s.do.pick[3], func() { s.theme = ui.Light() }} {
				state()
				s.rest()
				for _, l := range []*ui.List{&s.base, &s.live, &s.over} {
					for i := range l.Ops {
						if why := misplaced(s, l, &l.Ops[i]); why != "" {
							t.Errorf("%s at %s: %q %s", name, c.name, l.Ops[i].Text, why)
						}
					}
				}
			}
		}
	}
}

// Nor is any in another language.
func TestTextsHaveRoomInEveryLanguage(t *testing.T) {
	for _, tag := range language.Tags()[1:] {
		l, _ := language.Of(tag)
		for name, lines := range worlds {
			snap := history(lines...)
			for _, c := range canvases {
				s := newStage(c.name, snap)
				s.words = l
				s.rest()
				for _, list := range []*ui.List{&s.base, &s.live, &s.over} {
					for i := range list.Ops {
						if why := misplaced(s, list, &list.Ops[i]); why != "" {
							t.Errorf("%s: %s at %s: %q %s", tag, name, c.name, list.Ops[i].Text, why)
						}
					}
				}
				overlaps(t, tag+": "+name+" at "+c.name, s)
			}
		}
	}
}

// misplaced is what is wrong with a text, "" if nothing is.
func misplaced(s *stage, l *ui.List, op *ui.Op) string {
	if op.Kind != ui.KindText {
		return ""
	}
	size := op.Style.Spec().Size
	r := ui.Box(op.Rect.X, op.Rect.Y-size*.75, op.Rect.W, size*.75)
	switch {
	case size < 11:
		return "is too small"
	case op.Clip != 0:
		return "is clipped"
	case !inside(r, s.place.Stage, false) && !inside(r, s.rail, true): // a rail scrolls
		return fmt.Sprintf("at %v is outside of the stage %v and the rail %v", r, s.place.Stage, s.rail)
	}
	return ""
}

// inside reports whether r lies in a room, which goes on downwards if it is tall.
func inside(r, room ui.Rect, tall bool) bool {
	return r.X >= room.X-.01 && r.Right() <= room.Right()+.01 && r.Y >= room.Y-.01 && (tall || r.Bottom() <= room.Bottom()+.01)
}

// No two texts of a part lie over each other.
func TestTextsDoNotOverlap(t *testing.T) {
	for name, lines := range worlds {
		snap := history(lines...)
		for _, c := range canvases {
			s := newStage(c.name, snap)
			s.rest()
			overlaps(t, name+" at "+c.name, s)
		}
	}
}

// overlaps tells which texts of the stage lie over each other.
func overlaps(t *testing.T, where string, s *stage) {
	t.Helper()
	var boxes []ui.Rect
	var texts []string
	for _, l := range []*ui.List{&s.base, &s.live} {
		for i := range l.Ops {
			if op := &l.Ops[i]; op.Kind == ui.KindText {
				size := op.Style.Spec().Size
				boxes = append(boxes, ui.Box(op.Rect.X, op.Rect.Y-size*.7, op.Rect.W, size*.7))
				texts = append(texts, op.Text)
			}
		}
	}
	for i := range boxes {
		for j := range i {
			if o := boxes[i].Intersect(boxes[j]); o.W > .5 && o.H > .5 {
				t.Errorf("%s: %q and %q lie over each other at %v", where, texts[j], texts[i], o)
			}
		}
	}
}

// Every widget has words, and those that a person uses lie on the stage or in the rail.
func TestWidgetsHaveWords(t *testing.T) {
	for _, c := range canvases {
		s := newStage(c.name, moment())
		seen := map[string]bool{}
		for _, w := range s.shell.in.Widgets() {
			if w.Label == "" {
				t.Errorf("%s: %s has no label", c.name, w.ID)
			}
			if seen[w.ID] {
				t.Errorf("%s: two widgets are called %s", c.name, w.ID)
			}
			seen[w.ID] = true
			if !inside(w.Rect, s.place.Stage, false) && !inside(w.Rect, s.rail, true) {
				t.Errorf("%s: %v leaves the stage %v", c.name, w, s.place.Stage)
			}
		}
	}
}

// The figures are those of the run.
func TestFigures(t *testing.T) {
	s := newStage("1440x900", moment())
	s.rest()
	for _, text := range []string{"9,324", "91,151", "9.1 % expected, 9.3 % moved", "5,532 points", "1 dot = 100 keys", "gs-11 joined",
		"Worst: gs-1 at 0.86×.", "1,500,000 found at 10.5 s", "17.50", "30.00", "0.75", "10 → 11", "gs-110", "gs-1 + 10", "gs-11 + 0",
		"Off: 100 of 5,632 points collide", "1.09", "fair 9.09", "40 times faster; building it takes up to 1 s"} {
		if !strings.Contains("\n"+s.texts(), "\n"+text+"\n") {
			t.Errorf("%q is not written in\n%s", text, s.texts())
		}
	}
	s = newStage("1440x900", young())
	for _, text := range []string{"100,000", "keys on 10 nodes", "5,120 points"} {
		if !strings.Contains("\n"+s.texts(), "\n"+text+"\n") {
			t.Errorf("%q is not written before anything has changed", text)
		}
	}
}

// All dots together are all keys, and those that are lit are those that moved.
func TestDotsAreKeys(t *testing.T) {
	s := newStage("1440x900", moment())
	dots, lit := 0, 0
	for _, op := range s.circle.band {
		if op.Kind == ui.KindBox {
			dots++
		}
	}
	slots := 0
	for _, op := range s.circle.lit {
		if op.Kind == ui.KindBox {
			lit++
		} else {
			slots++
		}
	}
	if dots != 1000 || lit < 92 || lit > 93 {
		t.Errorf("%d dots, %d lit; expected 1000 and 93", dots, lit)
	}
	if slots != 67 { // 9.324 % of 720
		t.Errorf("%d slots are lit; expected 67", slots)
	}
	keys := 0
	for _, n := range s.close.stack {
		keys += n
	}
	if from, to := s.lens.ends(); keys != len(within(from, to)) || keys < 250 || keys > 420 {
		t.Errorf("the lens has %d dots", keys)
	}
}

// Reduced motion: what changed is there at once.
func TestReducedMotion(t *testing.T) {
	s := newStage("1440x900", young())
	s.motion.Reduced = true
	s.snap = moment()
	s.build()
	if s.motion.Moving {
		t.Error("something is on its way")
	}
	s = newStage("1440x900", young())
	s.snap = moment()
	s.build()
	if !s.motion.Moving {
		t.Error("bars and arcs are there at once")
	}
	s.now += time.Second
	s.build()
	if s.motion.Moving {
		t.Error("something is still on its way after a second")
	}
}

// What moves with virtual time is drawn without memory.
func TestLiveAllocatesNothing(t *testing.T) {
	for _, name := range goldens {
		s := newStage(name, moment())
		s.rest()
		v := s.view(1, &s.live)
		if n := testing.AllocsPerRun(100, func() { s.live.Reset(); s.Live(v) }); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkBase(b *testing.B) {
	s := newStage("1440x900", moment())
	b.ReportAllocs()
	for b.Loop() {
		s.now += 100 * time.Millisecond
		s.build()
	}
}

// A change of the ring computes the circle and the lens again.
func BenchmarkChange(b *testing.B) {
	s := newStage("1440x900", moment())
	for b.Loop() {
		s.story, s.circle, s.close = nil, circle{}, closeup{}
		s.build()
	}
}
