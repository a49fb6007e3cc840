package guildpicture_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"fanout/sim/guild"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
)

// zoomed goes so many levels nearer and lets the motion end.
func (s *stage) zoomed(steps int) scene.Frame {
	for range steps {
		s.Key("+", false, s.snap, s.now)
	}
	s.frame()
	s.wait(time.Second)
	return s.frameAnew()
}

// look does what a line says, which must be good.
func (s *stage) look(t *testing.T, line string) scene.Frame {
	t.Helper()
	if err := s.Look(line); err != nil {
		t.Fatal(err)
	}
	s.frame()
	s.wait(time.Second)
	return s.frameAnew()
}

// Every level of detail, what can be picked, and what it says.
func TestZoomViews(t *testing.T) {
	for _, c := range []struct {
		name    string
		w, h    float64
		members int
		do      func(*testing.T, *stage)
	}{
		{"dots", 1440, 900, 1_000_000, func(t *testing.T, s *stage) { s.zoomed(2) }},
		{"cells", 1440, 900, 1_000_000, func(t *testing.T, s *stage) { s.look(t, "follow 500 430"); s.zoomed(6) }},
		{"cards", 1440, 900, 1_000_000, func(t *testing.T, s *stage) { s.look(t, "follow 500 464"); s.zoomed(8) }},
		{"cards-handled", 1440, 900, 1_000_000, func(t *testing.T, s *stage) { s.look(t, "follow 500 444"); s.zoomed(8) }},
		{"cards-1024", 1024, 704, 10_000, func(t *testing.T, s *stage) { s.zoomed(8) }},
		{"cards-768", 768, 940, 10_000, func(t *testing.T, s *stage) { s.zoomed(8) }},
		{"cards-390", 390, 844, 10_000, func(t *testing.T, s *stage) { s.zoomed(8) }},
		{"cards-7", 1440, 900, 7, func(t *testing.T, s *stage) { s.zoomed(8) }},
		{"session", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.look(t, "follow 50 40") }},
		{"session-390", 390, 844, 10_000, func(t *testing.T, s *stage) { s.look(t, "follow 50 40") }},
		{"dot-picked", 1440, 900, 1_000_000, func(t *testing.T, s *stage) { s.clickAt(ui.Point{X: 1000, Y: 300}) }},
		{"message", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.look(t, "follow #165") }},
		{"api", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.click(t, "api-2") }},
		{"guild", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.click(t, "guild") }},
		{"sieve", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.click(t, "sieve") }},
		{"cpu-stage", 1440, 900, 10_000, func(t *testing.T, s *stage) {
			r := s.widget(t, "cpu.sessions").Rect
			s.clickAt(ui.Point{X: r.X + r.W*.447, Y: r.CenterY()})
		}},
		{"finder", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.typed("f", "1", "2", " ", "3") }},
		{"finder-bad", 1440, 900, 10_000, func(t *testing.T, s *stage) { s.typed("f", "9", "9", "9", "9", "9", "Enter") }},
		{"cell-cursor", 1440, 900, 10_000, func(t *testing.T, s *stage) {
			focus("field")(t, s)
			s.typed("ArrowRight", "ArrowRight", "ArrowDown")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(c.w, c.h, guildtest.Snapshot(c.members, .4))
			c.do(t, s)
			s.frame()
			s.wait(time.Second)
			f := s.frameAnew()
			rest := ui.List{Clips: f.Base.Clips}
			field := s.widget(t, "field").Rect
			for _, op := range f.Base.Ops { // of the base what is about this: the stage, and the rail if it is the inspector
				inStage := op.Rect.Y < field.Bottom() && op.Rect.X < field.Right()+40 && c.name != "api" && c.name != "sieve" && c.name != "cpu-stage"
				if op.Rect.Y >= 48 && op.Rect.X >= field.X-300 && (inStage || len(s.Watching().About) > 0 && op.Rect.X >= c.w-296) {
					rest.Ops = append(rest.Ops, op)
				}
			}
			var b strings.Builder
			fmt.Fprintf(&b, "# base\n%s# field\nat %d,%d pitch %d dot %d dots %d per %d clip %s marks %d\n# live\n%s# over\n%s",
				rest.Print(s.Theme()), f.Field.X, f.Field.Y, f.Field.Pitch, f.Field.Dot, f.Field.Dots, f.Field.Per, f.Field.Clip,
				len(f.Field.Marks), f.Live.Print(s.Theme()), f.Over.Print(s.Theme()))
			golden(t, "zoom-"+c.name, b.String())
		})
	}
}

// clickAt presses and releases at q.
func (s *stage) clickAt(q ui.Point) {
	s.PointerDown(q, s.now)
	s.wait(16 * time.Millisecond)
	s.PointerUp(q, s.now)
	s.wait(time.Second)
}

func (s *stage) typed(keys ...string) {
	for _, k := range keys {
		s.Key(k, false, s.snap, s.now)
		s.wait(16 * time.Millisecond)
	}
}

// under is the session that a click at q would pick, by the name it is followed by.
func (s *stage) under(q ui.Point) string {
	s.clickAt(q)
	name := s.Watching().Following
	s.typed("Escape")
	return name
}

// A wheel over the field zooms about the pointer; over the rail it scrolls that, and
// elsewhere it does nothing.
func TestWheelZooms(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	q := ui.Point{X: 760, Y: 230}
	before := s.under(q)
	for level := 1; level <= 4; level++ {
		s.Wheel(q, -1)
		s.frame()
		s.wait(time.Second)
		if w := s.Watching(); w.Level != level {
			t.Fatalf("after %d notches level %d", level, w.Level)
		}
		if after := s.under(q); after != before {
			t.Errorf("level %d: %s is under the pointer, was %s", level, after, before)
		}
	}
	s.Wheel(ui.Point{X: 300, Y: 600}, -1)
	if s.Watching().Level != 4 {
		t.Error("a wheel over the counters zooms")
	}
	for range 30 { // a trackpad's small steps
		s.Wheel(q, .1)
	}
	s.frame()
	s.wait(time.Second)
	if w := s.Watching(); w.Level != 1 && w.Level != 0 {
		t.Errorf("three notches in small steps lead from level 4 to %d", w.Level)
	}
}

// Zooming in and out by the keys, and back to the whole field at once.
func TestZoomKeys(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(1_000_000, .4))
	var meanings []string
	for {
		w := s.Watching()
		meanings = append(meanings, w.Meaning)
		s.typed("+")
		s.wait(time.Second)
		if s.Watching().Level == w.Level {
			break
		}
	}
	want := "1 dot = 64 sessions, 1 dot = 16 sessions, 1 dot = 4 sessions, 1 dot = 1 session, " +
		"1 cell = 1 session, 1 cell = 1 session, 1 cell = 1 session, 1 cell = 1 session, 1 card = 1 session"
	if got := strings.Join(meanings, ", "); got != want {
		t.Errorf("%s", got)
	}
	s.typed("-")
	if w := s.Watching(); w.Level != w.Levels-2 {
		t.Errorf("- leads to %d", w.Level)
	}
	s.typed("0")
	if w := s.Watching(); w.Level != 0 || w.InView != 1_000_000 {
		t.Errorf("0 leads to %+v", w)
	}
	if n := len(s.Commands()); n != 0 {
		t.Errorf("zooming gives the world %d commands", n)
	}
}

// A drag moves the field with the pointer, up to its edges and no further, and is
// no click.
func TestDragPans(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(1_000_000, .4))
	q := ui.Point{X: 900, Y: 330}
	drag := func(dx, dy float64) {
		s.PointerDown(q, s.now)
		for i := range 10 {
			s.PointerMove(ui.Point{X: q.X + dx*float64(i+1)/10, Y: q.Y + dy*float64(i+1)/10}, s.now)
			s.wait(16 * time.Millisecond)
		}
		s.PointerUp(ui.Point{X: q.X + dx, Y: q.Y + dy}, s.now)
		s.frame()
		s.wait(time.Second)
	}
	drag(100, 0)
	if s.Watching().Following != "" {
		t.Error("a drag over the whole field picks something")
	}
	s.typed("+", "+", "+", "+", "+")
	s.wait(time.Second)
	s.frame()
	before := s.under(q)
	drag(-140, 28)
	if at := s.under(ui.Point{X: q.X - 140, Y: q.Y + 28}); at != before {
		t.Errorf("%s was dragged, and %s is where it was left", before, at)
	}
	drag(-100_000, -100_000)
	if at := s.under(ui.Point{X: 1127, Y: 592}); at != "999 999" {
		t.Errorf("the last corner shows %s", at)
	}
	drag(100_000, 100_000)
	if at := s.under(ui.Point{X: 629, Y: 94}); at != "000 000" {
		t.Errorf("the first corner shows %s", at)
	}
}

// Two fingers zoom about their middle; when one leaves, the field comes to rest at a
// level, with whole device px.
func TestPinch(t *testing.T) {
	for _, size := range []struct{ w, h float64 }{{1440, 900}, {390, 844}} {
		s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
		r := s.widget(t, "field").Rect
		m := ui.Point{X: r.X + r.W*.74, Y: r.Y + r.H*.74}
		before := s.under(m)
		for apart := 40.; apart <= 260; apart += 10 {
			s.Pinch(ui.Point{X: m.X - apart/2, Y: m.Y}, ui.Point{X: m.X + apart/2, Y: m.Y}, s.now)
			s.wait(16 * time.Millisecond)
		}
		s.PinchEnd(s.now)
		s.frame()
		f := s.wait(time.Second)
		w := s.Watching()
		if w.Level < 2 || w.Level >= w.Levels-1 {
			t.Errorf("fingers 6.5 times as far apart lead to level %d of %d", w.Level, w.Levels)
		}
		if st := f.Field.Stretch; math.Abs(st.X-1) > 1e-9 || math.Abs(st.Y-1) > 1e-9 {
			t.Errorf("at rest dots are stretched by %v", st)
		}
		if after := s.under(m); after != before {
			t.Errorf("%s is between the fingers, was %s", after, before)
		}
		s.Pinch(ui.Point{X: 5, Y: 5}, ui.Point{X: 50, Y: 5}, s.now)
		s.Pinch(ui.Point{X: 5, Y: 5}, ui.Point{X: 5, Y: 5}, s.now)
		s.PinchEnd(s.now)
		if s.Watching().Level != w.Level {
			t.Error("a pinch outside of the field zooms it")
		}
	}
}

// The motion takes 200 ms, passes between its ends, and people who want little of it
// get none.
func TestZoomMotion(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.typed("+")
	if f := s.wait(60 * time.Millisecond); f.Field.Stretch.X == 1 || f.Field.Clip.Empty() {
		t.Errorf("after 76 ms: %+v", f.Field.Stretch)
	}
	if f := s.wait(200 * time.Millisecond); f.Field.Stretch.X != 1 {
		t.Errorf("after 276 ms: %+v", f.Field.Stretch)
	}
	still := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, ReducedMotion: true}), snap: s.snap, now: s.now}
	still.Resize(1440, 900, 1, scenetest.Measurer{})
	still.frame()
	still.Key("+", false, still.snap, still.now)
	if f := still.frame(); f.Field.Stretch.X != 1 {
		t.Errorf("with reduced motion: %+v", f.Field.Stretch)
	}
}

// At every level, size and scale dots lie on whole device px, and so many are drawn
// that they fill the field, but not many more than the whole field has.
func TestLevelsAtEveryScale(t *testing.T) {
	for _, n := range []int{1, 7, 100, 10_000, 100_000, 1_000_000} {
		snap := guildtest.Snapshot(n, .4)
		for _, scale := range []float64{1, 1.25, 1.5, 2, 3} {
			for _, size := range sizes[3:7] {
				s := newStage(size.w, size.h, snap)
				s.Resize(size.w, size.h, scale, scenetest.Measurer{})
				s.frame()
				for {
					w := s.Watching()
					f := s.wait(time.Second)
					at := fmt.Sprintf("%d sessions, %s at %vx, level %d", n, size.name, scale, w.Level)
					if d := f.Field; d.Dots > 0 {
						if d.Stretch != (ui.Point{}) && (math.Abs(d.Stretch.X-1) > 1e-9 || math.Abs(d.Stretch.Y-1) > 1e-9) {
							t.Errorf("%s: stretched by %v", at, d.Stretch)
						}
						if d.Dots > 190 || d.Pitch < 1 || d.Dot < 1 || len(d.Texels) != 4*d.Dots*d.Dots {
							t.Errorf("%s: %d dots of %d", at, d.Dots, d.Pitch)
						}
					} else if w.Level != w.Levels-1 {
						t.Errorf("%s: no dots", at)
					}
					if w.InView < 1 || w.InView > n || w.Level == 0 && w.InView != n {
						t.Errorf("%s: %d in view", at, w.InView)
					}
					s.Key("+", false, s.snap, s.now)
					s.frame()
					s.wait(time.Second)
					if s.Watching().Level == w.Level {
						break
					}
				}
			}
		}
	}
}

// F and a name follow a session; what is no session is refused in words and the
// entry stays open.
func TestFollow(t *testing.T) {
	for _, c := range []struct{ typed, follows, says string }{
		{"4217", "42 17", ""},
		{"42 17", "42 17", ""},
		{"0", "00 00", ""},
		{"9999", "99 99", ""},
		{"10000", "", "no session has the number 10,000 now"},
		{"3 100", "", "no session 3 100"},
		{"", "", "no session was named"},
		{"1 2 3", "", "is no session"},
	} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		s.typed("f")
		for _, r := range c.typed {
			s.typed(string(r))
		}
		s.typed("Enter")
		f := s.wait(time.Second)
		if got := s.Watching().Following; got != c.follows {
			t.Errorf("%q follows %q, want %q", c.typed, got, c.follows)
		}
		if _, said := s.Said(); c.says != "" && !strings.Contains(said, c.says) {
			t.Errorf("%q: %q", c.typed, said)
		}
		if n := len(s.Commands()); n != 0 {
			t.Errorf("%q gives %d commands", c.typed, n)
		}
		if c.follows == "" {
			continue
		}
		if !strings.Contains(f.Live.Print(s.Theme()), "Following session ") {
			t.Errorf("%q: the mark is not there", c.typed)
		}
		s.typed("+", "+", "Escape")
		if s.Watching().Following != "" {
			t.Error("Esc does not unfollow")
		}
	}
}

// The cell cursor moves with the arrows while the field has the focus, brings what
// it is on into sight, and Enter follows it.
func TestCellCursor(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	focus("field")(t, s)
	s.typed("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft")
	if _, said := s.Said(); said != "Session 5,151, row 51, column 51" {
		t.Errorf("the cursor is on %q", said)
	}
	s.Key("ArrowDown", true, s.snap, s.now)
	if _, said := s.Said(); said != "Session 6,151, row 61, column 51" {
		t.Errorf("Shift takes it to %q", said)
	}
	s.typed("Enter")
	if got := s.Watching().Following; got != "61 51" {
		t.Errorf("Enter follows %q", got)
	}
	for range 8 {
		s.typed("+")
		s.wait(time.Second)
	}
	for range 12 {
		s.typed("ArrowDown")
		s.wait(time.Second)
	}
	if f := s.wait(time.Second); !strings.Contains(f.Live.Print(s.Theme()), `"7,351"`) {
		t.Error("the cursor has left the cards that are seen")
	}
	for range 200 {
		s.typed("ArrowUp", "ArrowLeft")
	}
	if _, said := s.Said(); said != "Session 0, row 0, column 0" {
		t.Errorf("the cursor stops at %q", said)
	}
}

// Whatever is clicked is told in words too, and a click beside everything closes it.
func TestInspect(t *testing.T) {
	for _, c := range []struct{ widget, says string }{
		{"api-1", "users’ messages sent: 57"}, {"guild", "messages in its mailbox: 2"}, {"sieve", "headers parsed: 2"},
		{"cpu.sessions", "tracing: 0.6 points"}, {"cpu.api", "messages handled: 168"},
	} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		s.click(t, c.widget)
		s.wait(time.Second)
		_, said := s.Said()
		if !strings.Contains(said, c.says) || len(s.Watching().About) == 0 {
			t.Errorf("%s says %q", c.widget, said)
		}
		s.clickAt(ui.Point{X: 560, Y: 60})
		if len(s.Watching().About) != 0 {
			t.Errorf("a click beside %s does not close it", c.widget)
		}
		s.widget(t, "slider.members")
	}
}

// A message on the wire can be caught.
func TestClickOnAMessage(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	from, to := s.widget(t, "api-1").Rect, s.widget(t, "sieve").Rect
	caught := ""
	for i := range 40 {
		at := float64(i) / 40
		q := ui.Point{X: from.Right() + (to.X-from.Right())*at, Y: from.CenterY() + (to.Y+30-from.CenterY())*at}
		s.clickAt(q)
		if _, said := s.Said(); strings.Contains(said, "Message #168") {
			caught = said
			break
		}
	}
	if !strings.Contains(caught, "On its way to the guild") || !strings.Contains(caught, "Head: not sampled") {
		t.Errorf("%q", caught)
	}
}

// A second click at once goes nearer; later it is another click.
func TestDoubleClick(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(1_000_000, .4))
	q := ui.Point{X: 1000, Y: 300}
	for range 2 {
		s.PointerDown(q, s.now)
		s.PointerUp(q, s.now)
		s.wait(100 * time.Millisecond)
	}
	s.wait(time.Second)
	if s.Watching().Level != 1 {
		t.Errorf("level %d", s.Watching().Level)
	}
	s.clickAt(q)
	s.clickAt(q)
	if s.Watching().Level != 1 {
		t.Error("two slow clicks zoom")
	}
}

// What cannot be looked at is refused in one sentence, and nothing moves.
func TestLookRefuses(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	for line, want := range map[string]string{
		"":                            "expected zoom, follow, unfollow or microscope",
		"fly":                         `"fly"`,
		"zoom":                        "a level from 0 to",
		"zoom 99":                     `"99"`,
		"zoom -1":                     `"-1"`,
		"follow":                      "no session was named",
		"follow ten":                  `"ten"`,
		"follow -1":                   "is no session",
		"follow 1e3":                  "is no session",
		"follow 99999999999999999999": "is no session",
		"follow 10000":                "the last one is 99 99",
		"unfollow me":                 "expected zoom, follow, unfollow or microscope",
	} {
		before := s.Watching()
		err := s.Look(line)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", line, err)
		}
		if after := s.Watching(); after.Level != before.Level || after.Following != before.Following {
			t.Errorf("%q changes %+v to %+v", line, before, after)
		}
	}
}

// A world that loses members, or another one, leaves nothing pointing at what no longer
// exists.
func TestFewerMembers(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.look(t, "follow 99 99")
	s.zoomed(8)
	s.snap = guildtest.Snapshot(7, .4)
	f := s.wait(time.Second)
	if strings.Contains(f.Live.Print(s.Theme()), "Following") || s.Watching().Following != "" {
		t.Error("a session is followed that no longer exists")
	}
	s.typed("ArrowUp", "+", "0", "Enter", "f", "6", "Enter")
	s.wait(time.Second)
	if got := s.Watching().Following; got != "2 0" {
		t.Errorf("of seven the last is %q", got)
	}
}
