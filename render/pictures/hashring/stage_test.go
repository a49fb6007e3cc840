package ringpicture

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/hashring"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files")

// shell is what the picture asks of a shell, with a clock that only tests move.
type shell struct {
	in       ui.Interaction
	said     []string
	timeline float64 // its top
}

func (s *shell) In() *ui.Interaction          { return &s.in }
func (s *shell) Say(text string)              { s.said = append(s.said, text) }
func (s *shell) Tell(text string)             { s.said = append(s.said, text) }
func (s *shell) Hides(string, ...string) bool { return false }
func (s *shell) Here() string                 { return "HERE" }
func (s *shell) TimelineY() float64           { return s.timeline }
func (s *shell) Inspect()                     { s.in.Stale = true }
func (s *shell) Unpicked()                    { s.in.Stale = true }

// stage is a picture with a shell around it.
type stage struct {
	*Picture
	shell            shell
	motion           ui.Motion
	theme            *ui.Theme
	measure          ui.Measurer
	words            ui.Translator
	now              time.Duration
	w, h             float64
	size             ui.Breakpoint
	rail             ui.Rect
	snap             *sim.Snapshot
	about            []string // what Inspect said last
	base, live, over ui.List
	views            [3]scene.View
}

// canvases are what layouts are tested at: a canvas, and the stage on it as a shell
// gives it.
var canvases = []struct {
	name  string
	w, h  float64
	place scene.Place
	rail  ui.Rect // of the controls; beside the canvas where it is a sheet
}{
	{"1440x900", 1440, 900, scene.Place{Stage: ui.Box(264, 48, 880, 764), Size: ui.Wide}, ui.Box(1144, 48, 296, 764)},
	{"1024x704", 1024, 704, scene.Place{Stage: ui.Box(0, 48, 728, 568), Size: ui.Medium}, ui.Box(728, 48, 296, 568)},
	{"768x940", 768, 940, scene.Place{Stage: ui.Box(0, 48, 768, 792), Size: ui.Narrow}, ui.Box(800, 48, 296, 792)},
	{"390x844", 390, 844, scene.Place{Stage: ui.Box(0, 52, 390, 680), Size: ui.Phone}, ui.Box(420, 52, 374, 780)},
	{"844x390", 844, 390, scene.Place{Stage: ui.Box(0, 52, 844, 282), Size: ui.Phone, Low: true, Square: 250, Taken: ui.Box(0, 278, 566, 56)}, ui.Box(860, 52, 374, 330)},
	{"1366x630", 1366, 630, scene.Place{Stage: ui.Box(264, 48, 806, 494), Size: ui.Wide, Low: true}, ui.Box(1070, 48, 296, 494)},
	{"1240x500", 1240, 500, scene.Place{Stage: ui.Box(264, 48, 680, 364), Size: ui.Wide, Low: true}, ui.Box(944, 48, 296, 364)},
	{"360x640", 360, 640, scene.Place{Stage: ui.Box(0, 52, 360, 476), Size: ui.Phone}, ui.Box(380, 52, 344, 560)},
	{"1920x1080", 1920, 1080, scene.Place{Stage: ui.Box(264, 48, 1360, 944), Size: ui.Wide}, ui.Box(1624, 48, 296, 944)},
	{"folded", 1440, 900, scene.Place{Stage: ui.Box(0, 48, 1440, 140), Size: ui.Wide, Folded: true}, ui.Rect{}},
	{"folded-768", 768, 940, scene.Place{Stage: ui.Box(0, 48, 768, 140), Size: ui.Narrow, Folded: true}, ui.Rect{}},
	{"folded-390", 390, 844, scene.Place{Stage: ui.Box(0, 52, 390, 140), Size: ui.Phone, Folded: true}, ui.Rect{}},
}

// history plays commands and returns what they lead to.
func history(lines ...string) *sim.Snapshot {
	p, err := sim.NewPlayer(hashring.Model())
	if err != nil {
		panic(err)
	}
	for _, line := range lines {
		if err := p.Do(line); err != nil {
			panic(err)
		}
		p.Finish()
	}
	s := new(sim.Snapshot)
	p.Snapshot(s)
	return s
}

// moment is an eleventh machine, and a storm in which 1,500,000 lookups have been made.
var moment = sync.OnceValue(func() *sim.Snapshot {
	return history("set connects 0", "run 1s", "set nodes 11", "reconnect", "run 10.5s")
})

// young is a world in which nothing has happened yet.
var young = sync.OnceValue(func() *sim.Snapshot { return history("set connects 0") })

// Every text that any test of this package draws is in all languages.
func TestMain(m *testing.M) { os.Exit(scenetest.Translated(m.Run())) }

// newStage is a picture on one of the canvases that has been built once.
func newStage(canvas string, snap *sim.Snapshot) *stage {
	s := &stage{snap: snap, theme: ui.Dark(), measure: scenetest.Measurer{}, words: scenetest.Listener{}, now: time.Second}
	s.Picture = newPicture(&s.shell)
	for _, c := range canvases {
		if c.name == canvas {
			s.w, s.h, s.size, s.rail = c.w, c.h, c.place.Size, c.rail
			s.shell.timeline = c.place.Stage.Bottom()
			s.Place(c.place)
		}
	}
	s.build()
	return s
}

func (s *stage) view(i int, l *ui.List) *scene.View {
	l.Reset()
	s.views[i] = scene.View{Snap: s.snap, View: ui.View{
		Painter: ui.Painter{List: l, Theme: s.theme, Measure: s.measure, Words: s.words},
		In:      &s.shell.in, Motion: &s.motion, Size: s.size, W: s.w, H: s.h,
	}}
	return &s.views[i]
}

// build builds all lists, as a shell does. The rail has the machine that is picked, or
// else the controls, which are as high as they are.
func (s *stage) build() {
	s.shell.in.Begin()
	s.motion.Begin(s.now)
	v := s.view(0, &s.base)
	v.Fill(v.Canvas(), 0, s.theme.Bg0)
	s.Base(v)
	if !s.rail.Empty() {
		v.Fill(s.rail, 0, s.theme.Bg1)
		c := &ui.Column{X: s.rail.X + 16, Y: s.rail.Y + 10, W: s.rail.W - 32}
		if s.Picked() != "" {
			f := &ui.Facts{View: &v.View, X: c.X, Y: c.Y, W: c.W}
			s.Inspect(v, f)
			s.about = f.About
		} else {
			s.Controls(v, c)
		}
	}
	o := s.view(2, &s.over)
	s.Over(o)
	o.Tooltip()
	s.motion.End()
	if !s.place.Folded {
		s.Live(s.view(1, &s.live))
	}
}

// rest lets everything come to rest.
func (s *stage) rest() {
	for range 3 {
		s.now += time.Second
		s.build()
	}
}

// click presses and releases in the middle of a widget.
func (s *stage) click(t *testing.T, id string) {
	t.Helper()
	w := s.shell.in.Find(id)
	if w == nil {
		t.Fatalf("no widget %s", id)
	}
	q := w.Rect.Middle()
	s.shell.in.PointerDown(q, s.now)
	s.now += time.Second / 60
	s.build()
	s.shell.in.PointerUp(q, s.now)
	s.build()
}

// texts are all texts of the picture.
func (s *stage) texts() string {
	var b strings.Builder
	for _, l := range []*ui.List{&s.base, &s.live, &s.over} {
		for _, op := range l.Ops {
			if op.Kind == ui.KindText {
				b.WriteString(op.Text + "\n")
			}
		}
	}
	return b.String()
}

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *rewrite {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
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
			t.Fatalf("%s:%d\n got %s\nwant %s\n(go test ./render/pictures/hashring -rewrite, then look at the difference)", path, i+1, g[i], w[i])
		}
	}
	t.Fatalf("%s: %d lines, want %d", path, len(g), len(w))
}

// ringOf is the last change of a world.
func ringOf(s *sim.Snapshot) *hashring.Change { return hashring.ViewOf(s).Change }
