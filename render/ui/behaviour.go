package ui

import "time"

// Adjustable is a value that a widget moves: with a pointer along a track, or with
// keys. It is immutable until the next frame; a frame places a new one.
type Adjustable interface {
	Current() float64         // the value that the widget shows
	At(q Point) float64       // the value that a pointer at q means
	Command(v float64) string // the command that sets it to v
	Pace() time.Duration      // the least time between two commands of one drag

	// Grabbed reports whether a pointer at q takes the knob, and how far from its
	// middle. Elsewhere on the track the knob jumps to the pointer.
	Grabbed(q Point) (off float64, ok bool)

	Step(n int) float64 // the value n presses of an arrow away
	Page() int          // the presses that Page stands for
}

// Exact is an Adjustable that Home and End lead to the ends of, and that can be typed:
// to the last figure, where a pointer gives two.
type Exact interface {
	Adjustable
	Ends() (least, most float64) // that a pointer reaches

	// Parse reads a typed value. wrong is a sentence with the text and what was
	// expected, "" if it will do.
	Parse(text string) (v float64, wrong string)
}

// Kept is an Adjustable whose value is no part of the world: it is told instead of a command.
type Kept interface {
	Adjustable
	Keep(v float64)
}

// Fleeting is an Adjustable whose commands leave nothing behind, like going to another time:
// each value that a drag passes through is given as it is, and not tried, see [Trial].
type Fleeting interface {
	Adjustable
	Fleeting()
}

// Trial stands before the command of a value that a drag passes through: it is in force until
// the next one takes its place, and what is let go stays.
const Trial = "try "

// try gives an Adjustable a value for now. It reports whether that has to be given for good.
func try(in *Interaction, a Adjustable, v float64) (trial bool) {
	switch a.(type) {
	case Kept, Fleeting:
		adjust(in, a, v)
		return false
	}
	in.Emit(Trial + a.Command(v))
	return true
}

// adjust gives an Adjustable a value.
func adjust(in *Interaction, a Adjustable, v float64) {
	if k, ok := a.(Kept); ok {
		k.Keep(v)
		in.Stale = true
		return
	}
	in.Emit(a.Command(v))
}

// Keyed takes keys while its widget has the focus.
type Keyed interface {
	// Key reports whether the key means something to it.
	Key(key string) bool
}

// Wheeled takes the wheel over its widget.
type Wheeled interface {
	Wheel(q Point, dy float64) // notches, positive downwards
}

// Pulled follows a finger on its widget that moves up or down, where nothing scrolls.
type Pulled interface {
	Pull(from, to float64) // y, CSS px
}

// Pointed is told where the pointer is.
type Pointed interface {
	PointerOver() // it has moved over the widget
	PointerOut()  // a finger was lifted from it
}

// Dragged follows the pointer from press to release: an edge, or a plane that moves.
// It must outlive the frame.
type Dragged interface {
	Take(q Point, now time.Duration)      // pressed at q
	Drag(q Point, now time.Duration) bool // moved to q; false if it does not follow
	Drop(q Point, now time.Duration)      // released at q
	Cancel() bool                         // Esc: go back; false if there is nowhere to go back to
}

// DragPace is the usual Pace: what depends on a value has to be worked out for each.
const DragPace = 100 * time.Millisecond

// KnobReach is how near to its middle a knob is taken without jumping there, px.
const KnobReach = 10

// checkTakes panics on something that no widget can take.
func checkTakes(w *Widget) {
	switch w.Takes.(type) {
	case nil, Keyed, Wheeled, Pulled, Pointed, Dragged:
		return
	}
	panic("ui: widget " + w.ID + " takes neither keys, wheel nor pointer")
}
