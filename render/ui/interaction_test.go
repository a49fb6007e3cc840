package ui

import (
	"slices"
	"testing"
	"time"
)

// bench is a canvas with a list of rows in a window, and something that is dragged.
type bench struct {
	in     Interaction
	motion Motion
	list   List
	sc     Scroll
	thing  thing
}

// thing notes what is done to it.
type thing struct{ done []string }

func (d *thing) note(what string) { d.done = append(d.done, what) }

func (d *thing) Take(Point, time.Duration)      { d.note("take") }
func (d *thing) Drag(Point, time.Duration) bool { d.note("drag"); return true }
func (d *thing) Drop(Point, time.Duration)      { d.note("drop") }
func (d *thing) Cancel() bool                   { d.note("cancel"); return true }
func (d *thing) Wheel(Point, float64)           { d.note("wheel") }
func (d *thing) Key(key string) bool            { d.note(key); return key == "ArrowUp" }

// buttons builds a canvas with a button for each id.
func buttons(in *Interaction, ids ...string) {
	in.Begin()
	v := &View{Painter: Painter{List: &List{}, Theme: Dark(), Measure: flat{}}, In: in, Motion: &Motion{}, W: 400, H: 300}
	v.Motion.Begin(0)
	for i, id := range ids {
		v.Place(Widget{ID: id, Kind: Button, Rect: Box(40*float64(i), 0, 32, 32), Command: id})
	}
}

type flat struct{}

func (flat) Advance(_ Style, t string) float64 { return 6 * float64(len(t)) }

func (b *bench) build() {
	b.in.Begin()
	b.motion.Begin(0)
	b.list.Reset()
	v := &View{Painter: Painter{List: &b.list, Theme: Dark(), Measure: flat{}}, In: &b.in, Motion: &b.motion, W: 400, H: 300}
	v.Place(Widget{ID: "thing", Kind: Grip, Rect: Box(200, 0, 100, 100), Takes: &b.thing})
	v.Place(Widget{ID: "off", Kind: Button, Rect: Box(200, 100, 100, 40), Disabled: "not now", Command: "never"})
	r := Box(0, 0, 100, 120)
	v.Scrolled(r, r, &b.sc, func(top float64) float64 {
		for i := range 10 {
			v.Button(Box(0, top+40*float64(i), 100, 32), ButtonSpec{ID: string(rune('a' + i)), Text: "row", Command: string(rune('a' + i))})
		}
		return top + 400
	})
}

func TestDragged(t *testing.T) {
	b := &bench{}
	b.build()
	b.in.PointerDown(Pt(210, 10), 0)
	b.in.PointerMove(Pt(220, 20), 0)
	b.in.PointerUp(Pt(220, 20), 0)
	b.in.PointerDown(Pt(220, 20), 0)
	if !b.in.Cancel(0) {
		t.Error("nothing to give up")
	}
	b.in.Wheel(Pt(220, 20), 1)
	if !b.in.Key("ArrowUp", false) {
		t.Error("the focused thing takes no keys")
	}
	if want := []string{"take", "drag", "drop", "take", "cancel", "wheel", "ArrowUp"}; !slices.Equal(b.thing.done, want) {
		t.Errorf("%v, want %v", b.thing.done, want)
	}
}

// What is disabled cannot be pressed and is not focused; the press is told.
func TestDisabled(t *testing.T) {
	b := &bench{}
	missed := ""
	b.in.Missed = func(_ Point, w *Widget) { missed = w.ID }
	b.build()
	b.in.PointerDown(Pt(210, 110), 0)
	b.in.PointerUp(Pt(210, 110), 0)
	if b.in.Press("button.off") || b.in.Commands() != nil || missed != "off" || b.in.Focus != "" {
		t.Errorf("missed %q, focus %q", missed, b.in.Focus)
	}
	for range 20 {
		if b.in.Key("Tab", false); b.in.Focus == "off" {
			t.Fatal("Tab leads to what is disabled")
		}
	}
}

// A control that has gone leaves its place in the focus order.
func TestTabFromWhatHasGone(t *testing.T) {
	for _, test := range []struct {
		left []string
		back bool
		want string
	}{
		{[]string{"a", "b", "d"}, false, "d"},
		{[]string{"a", "b", "d"}, true, "b"},
		{[]string{"a", "b"}, false, "a"},
		{[]string{"a", "b"}, true, "b"},
		{[]string{"a"}, true, "a"},
	} {
		in := &Interaction{Focus: "c"}
		buttons(in, "a", "b", "c", "d")
		for range 2 { // it stays so for any number of frames
			buttons(in, test.left...)
		}
		if in.Key("Tab", test.back); in.Focus != test.want {
			t.Errorf("Tab back %v among %v leads to %q, want %q", test.back, test.left, in.Focus, test.want)
		}
	}
}

// Tab brings what is out of sight into sight; the wheel and a finger scroll, and a
// finger that scrolls presses nothing.
func TestScrolledWidgets(t *testing.T) {
	b := &bench{}
	b.build()
	if r := b.in.Find("button.j").Rect; !r.Empty() {
		t.Errorf("the last row can be hit at %v", r)
	}
	b.in.Key("Tab", true) // backwards from nothing: the last
	b.build()
	if r := b.in.Find("button.j").Rect; b.in.Focus != "button.j" || r.H != 32 {
		t.Errorf("%s is focused, the last row is seen at %v", b.in.Focus, r)
	}
	b.in.Wheel(Pt(50, 50), -100)
	if b.sc.At != 0 {
		t.Errorf("the wheel leads to %v", b.sc.At)
	}
	b.build()
	b.in.PointerDown(Pt(50, 50), 0)
	b.in.PointerMove(Pt(50, 20), 0)
	b.in.PointerUp(Pt(50, 20), 0)
	if b.sc.At != 30 || b.in.Commands() != nil {
		t.Errorf("a finger leads to %v", b.sc.At)
	}
}

// A widget that takes nothing that is known is a mistake of who places it.
func TestTakesIsChecked(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an int takes something")
		}
	}()
	var in Interaction
	in.Add(Widget{ID: "w", Takes: 1})
}

// Placing widgets takes no memory once there is room for them.
func TestPlacingAllocatesNothing(t *testing.T) {
	var in Interaction
	var motion Motion
	var list List
	dial := Dial{ID: "slider.x", Label: "X", Lo: 1, Hi: 1000, Show: func(float64) string { return "x" }, Command: func(float64) string { return "" }}
	act := func() {}
	theme := Dark()
	v := &View{Painter: Painter{List: &list, Theme: theme, Measure: flat{}}, In: &in, Motion: &motion, W: 400, H: 300}
	build := func() {
		in.Begin()
		motion.Begin(0)
		list.Reset()
		v.Slider(&dial, 10, Box(0, 0, 100, 4), Box(0, 0, 100, 32))
		v.Place(Widget{ID: "b", Kind: Button, Rect: Box(0, 50, 100, 32), Act: act})
	}
	if n := testing.AllocsPerRun(100, build); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
