package ui

import "fmt"

// WidgetKind is the way a widget is used.
type WidgetKind uint8

const (
	Button   WidgetKind = iota // press it
	Toggle                     // on or off
	Slider                     // a value on a track
	Segment                    // one of several, side by side
	Chip                       // a share of 0 … 100 %, filled from the left
	Tab                        // opens a part of the screen
	Handle                     // a point that can be dragged up and down
	Area                       // shows something, takes no key
	Plane                      // a cursor moves over it in two directions
	Grip                       // an edge, dragged up and down
	Scrubber                   // a time of the history
	Reader                     // a list or a chart: arrows, Page, Home and End move through it
	Term                       // a word or sign that explains itself
	TextBox                    // takes what is typed while it has the focus
)

var widgetKinds = [...]struct{ name, spoken string }{
	Button: {"button", "button"}, Toggle: {"toggle", "switch"}, Slider: {"slider", "slider"}, Segment: {"segment", "choice"},
	Chip: {"chip", "slider"}, Tab: {"tab", "tab"}, Handle: {"handle", "slider"}, Area: {"area", ""},
	Plane: {"plane", "arrows move over it"}, Grip: {"grip", "arrows move it"}, Scrubber: {"scrubber", "slider"},
	Reader: {"reader", "arrows move through it"}, Term: {"term", ""},
	TextBox: {"textbox", "text box"},
}

// String returns the kind's name.
func (k WidgetKind) String() string { return widgetKinds[k].name }

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
	Tag      string // where the hint comes from: POST, MODEL, TAB, or ""

	Command string // what pressing it does to the world, "" for nothing
	Act     func() // what pressing it does to the interface, nil for nothing

	Adjust Adjustable // the value that it moves, nil if it has none
	Takes  any        // what else it takes: one or more of Keyed, Wheeled, Pulled, Pointed, Dragged

	ByArrows bool // the keys come to it by arrows from its neighbours: Tab passes it by

	whole  Rect // of a widget in something that scrolls: all of it, where Rect is what can be seen
	region int  // 1 + index of the region that it scrolls with, 0 if it does not scroll
}

// Whole is all of the widget, where Rect is what can be seen of it.
func (w *Widget) Whole() Rect {
	if w.region > 0 {
		return w.whole
	}
	return w.Rect
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

// Spoken says what the widget is, how it is used and what it shows, for a screen
// reader, in the language of words; nil is English.
func (w *Widget) Spoken(words Translator) string {
	text := Said(words, w.Label) + ", " + Said(words, widgetKinds[w.Kind].spoken)
	if w.Value != "" {
		text += ", " + Said(words, w.Value)
	}
	return text
}

// State is how a widget stands while it is drawn.
type State struct{ Hover, Pressed, Focus, Dragging, Disabled bool }
