package ui

import (
	"strconv"
	"time"
)

// Interaction is what a person does to the widgets of a canvas: which one is pointed
// at, focused, pressed, dragged or typed into. Input goes in by PointerMove,
// PointerDown, PointerUp, PointerLeave, Wheel and Key; what the world is to do comes
// out by Commands. It reads no clock: every method that needs the time takes it,
// counted from any start.
//
// Each building of the picture begins with Begin and places the widgets again, see
// View.Place. Its zero value is ready to use; it must not be copied.
type Interaction struct {
	Hover   string // id of the widget under the pointer, "" if none is
	Focus   string // id of the widget that keys act on, "" if none does
	Pressed string // id of the widget that is pressed, "" if none is
	ByKey   bool   // the focus was moved by a key: show it
	Away    bool   // the window's keys go elsewhere: show no focus

	Words   Translator // of values that are typed; nil for English
	Offered Offer      // which controls there are

	Pointer Point         // where it was last
	Since   time.Duration // when it came to what it points at
	Stale   bool          // something that is drawn was changed by a person: build again

	// Intercept, if not nil, sees every press first, with the widget under it, which
	// is nil if none is. It reports whether the press was for something else, such as
	// a thing that moves.
	Intercept func(q Point, over *Widget) bool

	// Missed, if not nil, is told of a press on nothing, or on what is disabled.
	Missed func(q Point, over *Widget)

	// Focused, if not nil, is told where a key has moved the focus to.
	Focused func(*Widget)

	widgets   []Widget
	place     int // in their order, of the one that had the focus when they were last seen
	regions   regions
	dials     arena[dialValue]
	shares    arena[shareValue]
	drag      drag
	held      Dragged // it follows the pointer
	pull      pull
	entry     entry
	lastPress press
	commands  []string
}

// arena keeps the values that widgets point to, from one building to the next.
type arena[T any] []T

// put keeps v until the next Begin.
func (a *arena[T]) put(v T) *T {
	*a = append(*a, v)
	return &(*a)[len(*a)-1]
}

// Begin forgets the widgets of the last building.
func (in *Interaction) Begin() {
	if at := indexOf(in.widgets, in.Focus); at >= 0 {
		in.place = at
	}
	clear(in.widgets) // lets go of what they act on
	in.widgets, in.regions = in.widgets[:0], in.regions[:0]
	in.dials, in.shares = in.dials[:0], in.shares[:0]
	in.Stale = false
}

// Widgets are the widgets in focus order. The slice is valid until the next Begin.
func (in *Interaction) Widgets() []Widget { return in.widgets }

// Add registers a widget above those that were added before.
func (in *Interaction) Add(w Widget) {
	if w.Takes != nil {
		checkTakes(&w)
	}
	in.widgets = append(in.widgets, w)
}

// Find is the widget with that id, nil if it was not placed. It is valid until the
// next Begin.
func (in *Interaction) Find(id string) *Widget {
	if at := indexOf(in.widgets, id); at >= 0 {
		return &in.widgets[at]
	}
	return nil
}

// indexOf is the place of the widget with that id, -1 if there is none.
func indexOf(widgets []Widget, id string) int {
	for i := range widgets {
		if widgets[i].ID == id && id != "" {
			return i
		}
	}
	return -1
}

// Unused is id, or with a number behind it if a widget has it already.
func (in *Interaction) Unused(id string) string {
	free := id
	for n := 2; in.Find(free) != nil; n++ {
		free = id + "." + strconv.Itoa(n)
	}
	return free
}

// At is the topmost widget under q, nil if there is none.
func (in *Interaction) At(q Point) *Widget {
	for i := len(in.widgets) - 1; i >= 0; i-- {
		if in.widgets[i].Rect.Contains(q) {
			return &in.widgets[i]
		}
	}
	return nil
}

// State is how a widget stands.
func (in *Interaction) State(w *Widget) State {
	return State{
		Hover:    in.Hover == w.ID && w.Disabled == "",
		Pressed:  in.Pressed == w.ID && w.Disabled == "",
		Focus:    in.Focus == w.ID && in.ByKey && !in.Away,
		Dragging: in.drag.id == w.ID,
		Disabled: w.Disabled != "",
	}
}

// Commands returns the command lines that input has given since the last call.
func (in *Interaction) Commands() []string {
	c := in.commands
	in.commands = nil
	return c
}

// Emit asks for a command to be run.
func (in *Interaction) Emit(line string) {
	in.commands = append(in.commands, line)
	in.Stale = true
}

// Activate is a click, Enter or a tap on w.
func (in *Interaction) Activate(w *Widget) {
	in.Stale = true
	if w.Command != "" {
		in.Emit(w.Command)
	}
	if w.Act != nil {
		w.Act()
	}
}

// Press activates the widget with that id as a click in its middle would. It
// reports whether there is such a widget and it can be pressed.
func (in *Interaction) Press(id string) bool {
	w := in.Find(id)
	if w == nil || w.Disabled != "" || w.Adjust != nil {
		return false
	}
	in.Activate(w)
	return true
}

// Pointing reports whether the pointer is over something that can be pressed, or
// moves something.
func (in *Interaction) Pointing() bool {
	if in.held != nil {
		w := in.Find(in.Pressed)
		return w == nil || w.Kind != Plane
	}
	w := in.Find(in.Hover)
	return w != nil && w.Kind != Reader && w.Kind != Term || in.drag.id != ""
}

// Rested is the widget on which the pointer has rested for so long, nil if it is on
// none or does something.
func (in *Interaction) Rested(now, long time.Duration) *Widget {
	if in.drag.id != "" || now-in.Since < long {
		return nil
	}
	return in.Find(in.Hover)
}
