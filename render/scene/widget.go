package scene

import (
	"fmt"
	"math"
	"time"
)

// WidgetKind is the way a widget is used.
type WidgetKind uint8

const (
	Button   WidgetKind = iota // press it
	Toggle                     // on or off
	Slider                     // a value on a logarithmic track
	Segment                    // one of several, side by side
	Chip                       // a share of 0 … 100 %, filled from the left
	Tab                        // opens a part of the drawer
	Handle                     // a point that can be dragged up and down
	Area                       // shows something, takes no key
	Plane                      // a cursor moves over it in two directions
	Grip                       // the drawer's edge, dragged up and down
	Scrubber                   // the playhead: any time of the history
	Reader                     // a list or a chart: arrows, Page, Home and End move through it
)

var widgetKindNames = [...]string{"button", "toggle", "slider", "segment", "chip", "tab", "handle", "area", "plane", "grip", "scrubber", "reader"}

// String returns the kind's name.
func (k WidgetKind) String() string { return widgetKindNames[k] }

// Widget is a part of the canvas that can be pointed at. Its ID is stable: it
// names the thing, not its place, so that tests and the page can find it.
type Widget struct {
	ID       string
	Kind     WidgetKind
	Rect     Rect   // where a pointer meets it, CSS px
	Label    string // what it is, for a screen reader
	Value    string // what it shows: "on", "1 %", "10,000"
	Disabled string // why it cannot be used now, "" if it can
	Hint     string // a sentence for the tooltip, "" for none

	track   Rect         // of a slider, chip or handle
	dial    *dial        // of a slider
	fixed   float64      // value of a chip or handle, as a share; of a scrubber, in ns
	span    int64        // of a scrubber: ns from end to end of the track
	snaps   []snap       // of a scrubber: what a pointer near them means
	command string       // what pressing it does to the world
	prefix  string       // of the command of a chip or handle, before the value
	act     func(*Scene) // what pressing it does to the view

	// Of a reader, where not nil. A grip has keys as well.
	keys  func(s *Scene, key string) bool // a key while it has the focus; false for one that means nothing to it
	wheel func(s *Scene, dy float64)      // the wheel over it
	pull  func(from, to float64)          // a finger on it that moves up or down
	point func(*Scene)                    // the pointer moves over it
	leave func(*Scene)                    // a finger was lifted from it

	// Of a widget in something that scrolls: all of it, where Rect is what can be seen;
	// what it scrolls with; and through what it is seen.
	whole  Rect
	scroll *scroll
	window Rect
}

// String is one line for goldens and logs.
func (w Widget) String() string {
	s := fmt.Sprintf("%s %s %q", w.ID, w.Rect, w.Label)
	if w.Value != "" {
		s += " = " + w.Value
	}
	if w.Disabled != "" {
		s += " (disabled: " + w.Disabled + ")"
	}
	return s
}

// value is what a slider, chip or handle says when the pointer is at q.
func (w *Widget) value(q Point) float64 {
	along := (q.X - w.track.X) / w.track.W
	switch w.Kind {
	case Slider:
		return w.dial.at(along)
	case Chip:
		return roundTo(min(max(along, 0), 1), .1)
	case Scrubber:
		at := math.Round(min(max(along, 0), 1) * float64(w.span))
		near, to := snapReach*float64(w.span)/w.track.W, at
		for _, s := range w.snaps {
			if d := math.Abs(float64(s.at) - at); d <= near {
				near, to = d, float64(s.to)
			}
		}
		return to
	default: // Handle: four decades from the bottom, 0.01 %, to the top
		return rateAt((w.track.Bottom() - q.Y) / w.track.H)
	}
}

// snap is a time at which something is drawn, and the time that a pointer there means.
type snap struct{ at, to int64 }

// snapReach is how near to a time a pointer means it, in px.
const snapReach = 5

// commandFor sets the widget to v.
func (w *Widget) commandFor(v float64) string {
	switch w.Kind {
	case Slider:
		return w.dial.command(v)
	case Scrubber:
		return gotoCommand(v)
	}
	return w.prefix + percentOf(v)
}

// current is the value that the widget showed when it was built.
func (w *Widget) current() float64 { return w.fixed }

// draggable reports whether the widget follows the pointer while it is down.
func (w *Widget) draggable() bool {
	return w.Kind == Slider || w.Kind == Chip || w.Kind == Handle || w.Kind == Scrubber
}

// pace is the least time between two commands of one drag.
func (w *Widget) pace() time.Duration {
	if w.Kind == Scrubber {
		return scrubPace
	}
	return dragPace
}

func roundTo(v, step float64) float64 {
	n := v / step
	return float64(int(n+.5)) * step
}
