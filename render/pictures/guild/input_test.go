package guildpicture_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/guild"
)

func TestClicks(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		{"button.play", "pause"},
		{"button.step", "step"},
		{"button.send", "send"},
		{"button.burst", "burst 50"},
		{"button.reset", "reset"},
		{"button.seed.restart", "seed 4242"},
		{"toggle.no.roots", "toggle no.roots off"},
		{"toggle.skip.unsampled", "toggle skip.unsampled off"},
		{"toggle.grpc.link", "toggle grpc.link off"},
		{"toggle.roots.guild", "toggle roots.guild off"},
		{"toggle.roots.session", "toggle roots.session off"},
		{"segment.sieve.ignore", "set sieve ignore"},
		{"segment.sieve.parse", "set sieve parse"},
		{"segment.fanout.10/n", "set fanout 10/n"},
		{"segment.fanout.none", "set fanout none"},
		{"toggle.detach", "toggle detach off"},
		{"segment.deploy.from.carrier", "set deploy.from carrier"},
	} {
		s := newStage(1440, 1300, guildtest.Snapshot(10_000, .4))
		s.click(t, c.id)
		if got := s.Commands(); len(got) != 1 || got[0] != c.want {
			t.Errorf("a click on %s gives %q, want %q", c.id, got, c.want)
		}
	}
}

// Every command that a control can give is one that the world takes.
func TestWorldTakesEveryCommand(t *testing.T) {
	player, err := sim.NewPlayer(guild.Model())
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	run := func(from string) {
		for _, line := range s.Commands() {
			if told, ok := strings.CutPrefix(line, "split "); ok { // as the player that has a clock does, see cmd/playground/internal/timed
				if _, err := compare.Split(player, told); err != nil {
					t.Errorf("%s gives %q: %v", from, line, err)
				}
				continue
			}
			if line == "costs measure" {
				continue // that player takes it
			}
			if err := player.Do(line); err != nil {
				t.Errorf("%s gives %q: %v", from, line, err)
			}
		}
	}
	for _, w := range slices.Clone(s.Widgets()) {
		switch w.Kind {
		case ui.Slider, ui.Chip, ui.Handle:
			for _, at := range []float64{0, .001, .37, .5, .999, 1} {
				s.PointerDown(s.middle(t, w.ID), s.now)
				q := ui.Point{X: w.Rect.X + at*w.Rect.W, Y: w.Rect.Y + at*w.Rect.H}
				s.PointerMove(q, s.now)
				s.wait(time.Second)
				s.PointerUp(q, s.now)
				s.wait(time.Second)
				run(w.ID)
			}
		case ui.Area:
		default:
			s.Press(w.ID)
			s.wait(time.Second)
			run(w.ID)
			s.Press("button.micro.close")   // it hides everything
			s.Press("button.inspect.close") // it hides the controls
			s.wait(time.Second)
		}
	}
	for _, key := range []string{" ", ".", "[", "]", "1", "2", "3", "4", "r"} {
		s.Key(key, false, s.snap, s.now)
		run("key " + key)
	}
}

func TestReleaseElsewhereDoesNothing(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.PointerDown(s.middle(t, "toggle.no.roots"), s.now)
	s.PointerUp(ui.Point{X: 700, Y: 300}, s.now)
	if got := s.Commands(); len(got) != 0 {
		t.Errorf("commands %q", got)
	}
}

// A drag is told to the world at most ten times a second, as trials, and its last value in
// any case: that one command stays in the history.
func TestDrag(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	q := s.middle(t, "slider.head.rate")
	s.PointerDown(q, s.now)
	var told []string
	for range 60 {
		q.X += 1.5
		s.PointerMove(q, s.now)
		s.wait(time.Second / 60)
		told = append(told, s.Commands()...)
	}
	s.PointerUp(q, s.now)
	told = append(told, s.Commands()...)
	if len(told) < 5 || len(told) > 12 {
		t.Errorf("a drag of one second gives %d commands", len(told))
	}
	for _, line := range told[:len(told)-1] {
		if !strings.HasPrefix(line, "try set head.rate ") {
			t.Errorf("%q", line)
		}
	}
	if last := told[len(told)-1]; last != "set head.rate 24%" {
		t.Errorf("the drag ends with %q", last)
	}
}

// While a slider is dragged it shows the value at the pointer, not the world's.
func TestDragShowsItsOwnValue(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	q := s.middle(t, "slider.members")
	s.PointerDown(q, s.now)
	q.X = s.widget(t, "slider.members").Rect.Right() + 300
	s.PointerMove(q, s.now)
	s.wait(time.Second)
	if got := s.widget(t, "slider.members").Value; got != "1,000,000" {
		t.Errorf("value %s far right of the track", got)
	}
	s.PointerUp(q, s.now)
	s.wait(time.Second)
	if got := s.widget(t, "slider.members").Value; got != "10,000" {
		t.Errorf("after the drag the slider shows %s, the world has 10,000", got)
	}
}

func TestEscRestores(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	q := s.middle(t, "slider.rate")
	s.PointerDown(q, s.now)
	s.wait(time.Second)
	s.PointerMove(ui.Point{X: q.X + 80, Y: q.Y}, s.now)
	s.wait(time.Second)
	s.Commands()
	s.Key("Escape", false, s.snap, s.now)
	if got := s.Commands(); len(got) != 1 || got[0] != "set rate 4" {
		t.Errorf("Esc gives %q", got)
	}
	s.PointerUp(q, s.now)
	if got := s.Commands(); len(got) != 0 {
		t.Errorf("and the release %q", got)
	}
}

func TestHandles(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	q := s.middle(t, "point.fanout.100")
	s.PointerDown(q, s.now)
	s.PointerMove(ui.Point{X: q.X, Y: q.Y - 32}, s.now) // a decade is 32 px here
	s.wait(time.Second)
	s.PointerUp(ui.Point{X: q.X, Y: q.Y - 32}, s.now)
	if got := s.Commands(); len(got) == 0 || got[len(got)-1] != "set fanout.100 100%" {
		t.Errorf("%q", got)
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct{ key, want string }{
		{" ", "pause"}, {".", "step"}, {",", "back"}, {">", "next"}, {"<", "previous"}, {"Home", "goto 0s"}, {"End", "end"}, {"1", "set envelopes.sessions 0%"}, {"2", "toggle skip.unsampled off"},
		{"3", "toggle no.roots off"}, {"4", "set sieve parse"}, {"[", "speed 0.013"}, {"]", "speed 0.032"},
	} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		if !s.Key(c.key, false, s.snap, s.now) {
			t.Errorf("%q means nothing", c.key)
		}
		if got := s.Commands(); len(got) != 1 || got[0] != c.want {
			t.Errorf("%q gives %q, want %q", c.key, got, c.want)
		}
	}
}

// In a chapter a digit changes a setting only in a step that names its control: elsewhere it
// was meant for something else, such as a header that is typed. Send is no setting.
func TestDigitsOfAnotherStep(t *testing.T) {
	named := []string{"segment.costs"}
	s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{},
		Offered: func() []string { return []string{"button.send", "segment.sieve", "segment.costs"} }, Named: func() []string { return named }}),
		snap: guildtest.Snapshot(10_000, .4), now: time.Second}
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	s.frame()
	press := func(key string) []string {
		require.True(t, s.Key(key, false, s.snap, s.now))
		return s.Commands()
	}
	assert.Empty(t, press("4"))
	assert.Contains(t, written(s), "Sieve on gRPC headers: this step does without its key. The control is there.")
	assert.Equal(t, []string{"costs measure"}, press("5"))
	assert.Equal(t, []string{"send"}, press("s"))
	named = []string{"segment.sieve"}
	assert.Equal(t, []string{"set sieve parse"}, press("4"))
	named = nil // free play
	assert.Equal(t, []string{"set sieve parse"}, press("4"))
}

// A session has no heading of faults above nothing.
func TestNoFaultsNoHeading(t *testing.T) {
	for names, want := range map[string]bool{"field": false, "button.fault.storm": true} {
		s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{},
			Offered: func() []string { return []string{names} }}), snap: guildtest.Snapshot(10_000, .4), now: time.Second}
		s.Resize(1440, 900, 1, scenetest.Measurer{})
		s.frame()
		require.NoError(t, s.Look("follow 7"))
		s.rest()
		assert.Contains(t, written(s), "Session 7")
		assert.Equal(t, want, strings.Contains(written(s), "Faults"), names)
	}
}

// Tab visits every control once and comes back to the first.
func TestTab(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	want := 0
	for _, w := range s.Widgets() {
		if w.Kind != ui.Area && w.Disabled == "" {
			want++
		}
	}
	seen := make(map[string]bool)
	var first string
	for i := range want {
		s.Key("Tab", false, s.snap, s.now)
		s.wait(time.Second)
		if i == 0 {
			first = s.Focus()
		}
		seen[s.Focus()] = true
	}
	s.Key("Tab", false, s.snap, s.now)
	if len(seen) != want || s.Focus() != first {
		t.Errorf("Tab visits %d of %d controls and goes on to %s", len(seen), want, s.Focus())
	}
	s.Key("Tab", true, s.snap, s.now)
	if s.Focus() == first {
		t.Error("Shift + Tab does not go back")
	}
}

// Tab scrolls to what it comes to, in a rail and in a sheet, forwards and back.
func TestTabShowsWhatItComesTo(t *testing.T) {
	for _, size := range sizes {
		for _, opened := range [][]string{{}, {"tab.controls"}, {"button.controls"}, {"guild"}} {
			s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
			for _, id := range opened {
				s.Press(id)
				s.wait(time.Second)
			}
			for i := range 200 {
				s.Key("Tab", i >= 100, s.snap, s.now)
				s.wait(time.Second / 60)
				if r := s.widget(t, s.Focus()).Rect; r.H < 12 || r.W < 12 {
					t.Errorf("%s with %v open: %s has the focus and lies at %v", size.name, opened, s.Focus(), r)
				}
			}
		}
	}
}

// Whatever is open, no key leads to a widget that lies wholly under something else.
func TestNothingCoveredCanBeReached(t *testing.T) {
	for _, size := range sizes {
		for _, opened := range [][]string{{}, {"tab.spans"}, {"tab.readings"}, {"tab.spans", "button.drawer.full"}, {"tab.controls"}, {"button.controls"}, {"button.intro"}, {"guild"}} {
			s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
			for _, id := range opened {
				s.Press(id)
				s.wait(time.Second)
			}
			for i, w := range s.Widgets() {
				if w.Kind != ui.Area && !w.Rect.Empty() && !inSight(s.Widgets()[i:]) {
					t.Errorf("%s with %v open: %s is covered", size.name, opened, w)
				}
			}
		}
	}
}

// inSight reports whether the first widget can be hit: the others are placed later,
// and so above it.
func inSight(widgets []ui.Widget) bool {
	r := widgets[0].Rect
	for i := range 100 {
		q := ui.Point{X: r.X + r.W*(float64(i%10)+.5)/10, Y: r.Y + r.H*(float64(i/10)+.5)/10}
		if !slices.ContainsFunc(widgets[1:], func(w ui.Widget) bool { return w.Rect.Contains(q) }) {
			return true
		}
	}
	return false
}

func TestArrowsMoveTheFocusedValue(t *testing.T) {
	for _, c := range []struct{ id, key, want string }{
		{"slider.members", "ArrowRight", "set members 11000"},
		{"slider.members", "ArrowLeft", "set members 8900"},
		{"slider.head.rate", "ArrowUp", "set head.rate 1.1%"},
		{"timeline", "ArrowLeft", "goto 11198000us"},
		{"timeline", "ArrowUp", "goto 11398000us"},
		{"chip.envelopes.guild", "ArrowLeft", "set envelopes.guild 90%"},
		{"point.fanout.1000", "ArrowUp", "set fanout.1000 1.1%"},
	} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		for range 100 {
			if s.Focus() == c.id {
				break
			}
			s.Key("Tab", false, s.snap, s.now)
		}
		s.Key(c.key, false, s.snap, s.now)
		if got := s.Commands(); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s on %s gives %q, want %q", c.key, c.id, got, c.want)
		}
	}
}

func TestWheelScrollsTheRail(t *testing.T) {
	s := newStage(1440, 700, guildtest.Snapshot(10_000, .4))
	before := s.widget(t, "slider.members").Rect
	s.Wheel(ui.Point{X: 1300, Y: 300}, 1)
	s.wait(time.Second)
	if after := s.widget(t, "slider.members").Rect; after.Y >= before.Y && after.H >= before.H {
		t.Errorf("the wheel left %v at %v", before, after)
	}
	for range 20 {
		s.Wheel(ui.Point{X: 1300, Y: 300}, 1)
	}
	s.wait(time.Second)
	if r := s.widget(t, "button.reset").Rect; r.Empty() {
		t.Error("the last control cannot be reached")
	}
}

// A finger scrolls the controls without pressing what it began on.
func TestFingerScrolls(t *testing.T) {
	s := newStage(390, 844, guildtest.Snapshot(10_000, .4))
	s.click(t, "tab.controls")
	q := ui.Point{X: 100, Y: 780}
	before := s.widget(t, "slider.head.rate").Rect
	s.PointerDown(q, s.now)
	for range 20 {
		q.Y -= 5
		s.PointerMove(q, s.now)
		s.wait(time.Second / 60)
	}
	s.PointerUp(q, s.now)
	s.wait(time.Second)
	if after := s.widget(t, "slider.head.rate").Rect; after.Y != before.Y-100 {
		t.Errorf("100 px up scroll from %v to %v", before, after)
	}
	if got := s.Commands(); len(got) != 0 {
		t.Errorf("scrolling gives %q", got)
	}
}

// A sentence stays for some seconds, then the picture is as before.
func TestTell(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.wait(time.Second)
	quiet := s.frame().Over.Print(s.Theme())
	s.Tell("seed: \"x\" is not possible", s.now)
	if got := s.wait(time.Second).Over.Print(s.Theme()); !strings.Contains(got, "is not possible") {
		t.Error("the sentence is not there")
	}
	s.wait(10 * time.Second)
	if got := s.frame().Over.Print(s.Theme()); got != quiet {
		t.Errorf("ten seconds later there is still\n%s", got)
	}
}

// A world that stands still is not drawn again, until something happens.
func TestSameFrame(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	snap.Playing = false
	s := newStage(1440, 900, snap)
	s.wait(time.Second)
	if f := s.wait(time.Second); !f.Same {
		t.Error("a paused world is drawn again")
	}
	s.PointerMove(s.middle(t, "button.step"), s.now)
	if f := s.wait(time.Millisecond); f.Same {
		t.Error("hover is not drawn")
	}
	if f := s.wait(time.Second); f.Same {
		t.Error("the tooltip is not drawn")
	}
	if f := s.wait(time.Second); !f.Same {
		t.Error("it never comes to rest")
	}
	guildtest.Set(snap, func(g *guild.Settings) { g.NoRoots = false })
	if f := s.wait(time.Millisecond); f.Same || !f.BaseChanged {
		t.Error("a setting that the page has changed is not drawn")
	}
}

// A pointer drags the playhead, 30 times a second at most, and Esc brings it back.
func TestScrubbing(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	w := s.widget(t, "timeline")
	plot := ui.Rect{X: w.Rect.X + 8, Y: w.Rect.Y, W: w.Rect.W - 16, H: w.Rect.H}
	at := func(share float64) ui.Point { return ui.Point{X: plot.X + plot.W*share, Y: plot.CenterY()} }
	s.PointerDown(at(.25), s.now)
	if got := s.Commands(); len(got) != 1 || got[0] != "goto 6000000us" {
		t.Errorf("a press gives %q", got)
	}
	s.PointerMove(at(.3), s.now)
	s.PointerMove(at(.4), s.now)
	if got := s.Commands(); len(got) != 0 {
		t.Errorf("moves within 33 ms give %q", got)
	}
	s.wait(40 * time.Millisecond)
	s.PointerMove(at(.5), s.now)
	if got := s.Commands(); len(got) != 1 || got[0] != "goto 12000000us" {
		t.Errorf("a move gives %q", got)
	}
	s.PointerMove(at(1.5), s.now)
	s.Key("Escape", false, s.snap, s.now)
	if got := s.Commands(); len(got) != 1 || got[0] != "goto 11298000us" {
		t.Errorf("Esc gives %q", got)
	}
	s.PointerUp(at(1), s.now)
	s.PointerDown(at(.75), s.now)
	s.wait(time.Second)
	s.PointerUp(at(1.5), s.now)
	if got := s.Commands(); len(got) != 2 || got[1] != "goto 24000000us" {
		t.Errorf("beyond the end gives %q", got)
	}
	s.click(t, "button.back")
	if got := s.Commands(); len(got) != 1 || got[0] != "back" {
		t.Errorf("the button gives %q", got)
	}
}

// Another time is another picture, also when it stands still, and what was known of
// single sessions is asked for again.
func TestAnotherTimeIsDrawn(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	snap.Playing = false
	s := newStage(1440, 900, snap)
	s.wait(time.Second)
	if f := s.wait(time.Second); !f.Same {
		t.Fatal("a paused world is drawn again")
	}
	before := slices.Clone(s.frame().Field.Texels)
	other := guildtest.Field(10_000, 0, snap.Now-1_000_000)
	other.Waves = nil
	guild.ViewOf(snap).Field, snap.Travels = other, 1
	if f := s.wait(time.Second); f.Same || slices.Equal(before, f.Field.Texels) {
		t.Error("the same instant of another history looks the same")
	}
	snap.Timeline.Target = 5
	if f := s.wait(time.Second); f.Same {
		t.Error("a seek is not drawn")
	}
}
