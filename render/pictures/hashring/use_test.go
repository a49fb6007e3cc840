package ringpicture

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fanout/render/ui"
)

func (s *stage) commands() string { return strings.Join(s.shell.in.Commands(), "; ") }

func TestNodesSlider(t *testing.T) {
	s := newStage("1440x900", moment())
	r := s.shell.in.Find("slider.nodes").Rect
	d := s.dial("nodes")
	at := func(v float64) ui.Point { return ui.Pt(r.X+6+d.Place(v)*(r.W-12), r.Y+19) }
	s.shell.in.PointerDown(at(11), s.now)
	s.build()
	s.shell.in.PointerMove(at(14), s.now+time.Second)
	s.shell.in.PointerUp(at(14), s.now+time.Second)
	if got := s.commands(); got != "try set nodes 14; set nodes 14" {
		t.Errorf("a drag says %q", got)
	}
	for _, key := range []string{"1", "2", "Enter"} {
		s.build()
		s.shell.in.ByKey = true
		s.shell.in.Key(key, false)
	}
	if got := s.commands(); got != "set nodes 12" {
		t.Errorf("typing says %q", got)
	}
}

// Every slider sets its own key, to a value that the model takes.
func TestDialsSpeakTheGrammar(t *testing.T) {
	s := newStage("1440x900", young())
	for i := range s.dials {
		d := &s.dials[i]
		for _, place := range []float64{0, .3, 1} {
			history(d.Command(d.At(place)))
		}
	}
	if len(s.dials) != 6 {
		t.Errorf("%d dials; expected one for each number of the model", len(s.dials))
	}
}

func TestABarPicksItsMachine(t *testing.T) {
	for _, canvas := range []string{"1440x900", "390x844", "folded"} {
		s := newStage(canvas, moment())
		s.click(t, "node.gs-3")
		if s.Picked() != "gs-3" || s.commands() != "" {
			t.Fatalf("%s: %q is picked", canvas, s.Picked())
		}
		if canvas != "1440x900" {
			continue
		}
		for _, text := range []string{"Points", "Keys", "Share", "Of a fair share", "Lookups that led here", "Leave the ring"} {
			if !strings.Contains(s.texts(), text) {
				t.Errorf("%q is not said", text)
			}
		}
		if !slices.ContainsFunc(s.about, func(text string) bool { return strings.HasPrefix(text, "Keys: 9,6") }) {
			t.Errorf("notes: %q", s.about)
		}
		s.click(t, "button.leave")
		if got := s.commands(); got != "leave gs-3" {
			t.Errorf("Leave says %q", got)
		}
		if !s.Escape() || s.Picked() != "" {
			t.Error("Esc does not unpick")
		}
	}
}

func TestJoinAgain(t *testing.T) {
	s := newStage("1440x900", history("run 1s", "leave gs-3"))
	s.click(t, "node.gs-3")
	s.click(t, "button.join")
	if got := s.commands(); got != "join gs-3" {
		t.Errorf("Join says %q", got)
	}
	s = newStage("1440x900", history("set nodes 1"))
	s.click(t, "node.gs-1")
	if w := s.shell.in.Find("button.leave"); w == nil || w.Disabled == "" {
		t.Error("the last machine may leave")
	}
}

func TestKeys(t *testing.T) {
	s := newStage("1440x900", moment())
	for key, want := range map[string]string{"+": "set nodes 12", "-": "set nodes 10", "p": "set placement modulo",
		"1": "set lookup process", "3": "set lookup constant", "c": "", "x": "", "0": ""} {
		known := s.Key(key, false, s.snap, s.now)
		if got := s.commands(); got != want || known != (key != "x" && key != "0") {
			t.Errorf("%s says %q and is known: %v", key, got, known)
		}
	}
	if said := strings.Join(s.shell.said, "\n"); !strings.Contains(said, "A storm is under way") {
		t.Errorf("C during a storm says %q", said)
	}
	s.snap = young()
	s.Key("C", true, s.snap, s.now)
	if got := s.commands(); got != "reconnect" {
		t.Errorf("C says %q", got)
	}
	s.snap = history("set nodes 20")
	s.Key("+", false, s.snap, s.now)
	if got := s.commands(); got != "" {
		t.Errorf("a 21st machine: %q", got)
	}
}

func TestWaysAndStorm(t *testing.T) {
	s := newStage("1440x900", moment())
	s.click(t, "way.constant")
	s.click(t, "segment.placement.modulo")
	s.click(t, "toggle.separator")
	if got := s.commands(); got != "set lookup constant; set placement modulo; toggle separator on" {
		t.Errorf("got %q", got)
	}
	if w := s.shell.in.Find("button.reconnect"); w.Disabled == "" || !strings.Contains(w.Hint, "220,000 sessions to go") {
		t.Errorf("Reconnect during a storm: %+v", w)
	}
	s = newStage("390x844", young())
	s.click(t, "segment.way.process")
	s.click(t, "button.nodes.more")
	s.click(t, "button.reconnect")
	if got := s.commands(); got != "set lookup process; set nodes 11; reconnect" {
		t.Errorf("a phone says %q", got)
	}
}

// The lens follows the pointer on the circle, goes back with Esc, and follows arrows.
func TestLens(t *testing.T) {
	s := newStage("1440x900", moment())
	in, m := &s.shell.in, s.l.middle
	before := s.lens.turn
	at := func(turn float64) ui.Point { return onRim(m, turn, s.circle.outer-5) }
	in.PointerDown(at(.25), s.now)
	if got := s.lens.turn; got < .249 || got > .251 {
		t.Errorf("a press puts the lens at %v", got)
	}
	s.build()
	in.PointerMove(at(.6), s.now)
	if got := s.lens.turn; got < .599 || got > .601 {
		t.Errorf("a drag puts the lens at %v", got)
	}
	in.Cancel(s.now)
	if s.lens.turn != before {
		t.Errorf("Esc leaves the lens at %v", s.lens.turn)
	}
	in.PointerUp(at(.6), s.now)
	in.PointerDown(m, s.now)
	in.PointerUp(m, s.now)
	if s.lens.turn != before {
		t.Error("the hole of the circle moves the lens")
	}
	in.Focus, in.ByKey = "circle", true
	in.FocusedKey("ArrowRight")
	s.build()
	if got := s.lens.turn - before; got < 1./301 || got > 1./299 {
		t.Errorf("an arrow moves the lens by %v", got)
	}
	if said := s.shell.said; len(said) == 0 || !strings.Contains(said[len(said)-1], "lens at 0.355: gs-") {
		t.Errorf("said %q", said)
	}
	in.FocusedKey("Home")
	s.build()
	in.FocusedKey("ArrowLeft") // over the top
	s.build()
	if len(in.Commands()) > 0 {
		t.Error("the lens tells the world")
	}
}

// What the lens shows is contiguous, and owned by who Locate says.
func TestArcsOfTheLens(t *testing.T) {
	s := newStage("1440x900", moment())
	c := s.story.change
	for _, turn := range []float64{0, .1, .352, .5, .9999} {
		s.lens.to(turn)
		from, to := s.lens.ends()
		at := from
		for _, a := range arcsOf(c, from, to) {
			if a.from != at || a.to <= a.from {
				t.Fatalf("at %v: an arc from %x to %x after %x", turn, a.from, a.to, at)
			}
			for _, h := range []uint64{a.from, a.from/2 + a.to/2, a.to - 1} {
				was := ownerOf(c.Old, h)
				if got := ownerOf(c.New, h); got != a.owner || (a.was > 0) != (was != got) || a.was > 0 && a.was != was {
					t.Errorf("at %v: %x belongs to %d, before to %d; the arc says %d, %d", turn, h, got, was, a.owner, a.was)
				}
			}
			at = a.to
		}
		if at != to {
			t.Errorf("at %v: the arcs end at %x instead of %x", turn, at, to)
		}
	}
}

func TestFollowAKey(t *testing.T) {
	s := newStage("1440x900", moment())
	s.Key("k", false, s.snap, s.now)
	if !s.Typing() {
		t.Fatal("K opens no box")
	}
	for _, key := range []string{"g", "9", "Backspace", "3", "8", "1", "2", "0", "4", "p", "Backspace", "Enter"} {
		s.build()
		if !s.Key(key, false, s.snap, s.now) {
			t.Errorf("%s is not taken", key)
		}
	}
	s.build()
	if s.Typing() || s.key.text != "g381204" || s.commands() != "" {
		t.Errorf("%q is followed", s.key.text)
	}
	for _, text := range []string{"5429cabe88a63d61", "0.3288 of the circle"} {
		if !strings.Contains(s.texts(), text) {
			t.Errorf("%q is not written", text)
		}
	}
	if text := s.shell.said[len(s.shell.said)-1]; text != "g381204: hash 5429cabe88a63d61, place 0.3288, belongs to gs-2" {
		t.Errorf("it is told as %q", text)
	}
	if text := s.Watching().Following; text != "g381204" {
		t.Errorf("the page's form has %q", text)
	}
	if got := s.Looks(); len(got) != 1 || got[0] != "follow g381204" {
		t.Errorf("looks %q", got)
	}
	s.click(t, "key.stop")
	if s.key.text != "" {
		t.Error("Stop does not end it")
	}
	s.click(t, "key")
	s.Key("a", false, s.snap, s.now)
	s.click(t, "node.gs-2") // a press somewhere else counts as Enter
	if s.Typing() || s.key.text != "a" {
		t.Errorf("left with %q", s.key.text)
	}
	if !s.Escape() || s.Picked() != "" || !s.Escape() || s.key.text != "" || s.Escape() {
		t.Error("Esc gives up the machine, then the key, then nothing")
	}
}

func TestLooks(t *testing.T) {
	s := newStage("1440x900", moment())
	if got := s.Looks(); got != nil {
		t.Errorf("looks %q at first", got)
	}
	for _, line := range []string{"follow some key", "lens 0.412"} {
		if err := s.Look(line, s.now); err != nil {
			t.Error(err)
		}
	}
	other := newStage("390x844", moment())
	for _, line := range s.Looks() {
		if err := other.Look(line, 0); err != nil {
			t.Error(err)
		}
	}
	if other.lens.turn != .412 || other.key.text != "some key" || !slices.Equal(s.Looks(), other.Looks()) {
		t.Errorf("%q leads to %q", s.Looks(), other.Looks())
	}
	for line, want := range map[string]string{"lens 2": "below 1", "lens": "below 1", "lens x": "below 1", "follow": "1 to 40", "zoom 3": "not known"} {
		if err := s.Look(line, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", line, err)
		}
	}
	if err := s.Look("unfollow", 0); err != nil || s.key.text != "" {
		t.Error("unfollow", err)
	}
}

// A storm that is half done is not drawn where the drawer lies over it.
func TestUnderTheDrawer(t *testing.T) {
	s := newStage("1440x900", moment())
	s.shell.timeline -= 120
	s.build()
	if len(s.live.Ops) > 0 || s.shell.in.Find("way.table") != nil {
		t.Error("the storm is drawn under the drawer")
	}
}

// What is expected of a change: one joins, one leaves, and by modulo.
func TestExpected(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"set nodes 11"}, "9.1"},
		{[]string{"leave gs-3"}, "10.0"},
		{[]string{"set nodes 20"}, "50.0"},
		{[]string{"set nodes 5"}, "50.0"},
		{[]string{"set placement modulo", "set nodes 11"}, "90.9"},
		{[]string{"set placement modulo", "set nodes 20"}, "50.0"},
	} {
		s := tell(ringOf(history(c.lines...)))
		if got := ui.Decimal(s.expected*100, 1); got != c.want {
			t.Errorf("%q: %s %% expected, want %s", c.lines, got, c.want)
		}
		if d := s.shareMoved() - s.expected; d < -.03 || d > .03 {
			t.Errorf("%q: %v moved, %v expected", c.lines, s.shareMoved(), s.expected)
		}
	}
}
