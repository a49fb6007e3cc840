package ui

import "time"

// drag is an adjustable widget that follows the pointer.
type drag struct {
	id    string
	old   float64 // before the drag: Esc goes back to it
	grab  float64 // from the middle of the knob to the pointer that took it
	from  Point   // where the pointer took it
	held  bool    // the knob was taken and has not been moved yet
	value float64
	sent  float64 // the value of the last command
	tried bool    // that was a trial
	at    time.Duration
}

// Dragging is the id of the widget whose value follows the pointer, "" if none does.
func (in *Interaction) Dragging() string { return in.drag.id }

// Dragged is the value to which the widget with that id has been dragged, and the one
// that it had before; false if it is not dragged.
func (in *Interaction) Dragged(id string) (value, old float64, ok bool) {
	return in.drag.value, in.drag.old, in.drag.id == id
}

// Shown is the value to draw: where the widget with that id has been dragged to, or
// else v. The world may be behind a drag by its Pace.
func (in *Interaction) Shown(id string, v float64) float64 {
	if in.drag.id == id {
		return in.drag.value
	}
	return v
}

// beginDrag takes w at q.
func (in *Interaction) beginDrag(w *Widget, q Point, now time.Duration) {
	v := w.Adjust.Current()
	in.entry = entry{}
	in.drag = drag{id: w.ID, old: v, value: v, sent: v, at: now - DragPace, from: q}
	in.drag.grab, in.drag.held = w.Adjust.Grabbed(q)
	in.dragTo(q, now)
}

// holds reports whether the value stays where it is with the pointer at q: a knob
// that was taken has to be moved first, so that a press alone changes nothing.
func (d *drag) holds(q Point) bool {
	d.held = d.held && max(q.X-d.from.X, d.from.X-q.X, q.Y-d.from.Y, d.from.Y-q.Y) < 2
	return d.held
}

// dragTo moves the dragged widget; the world is told at the widget's pace, and of
// the last value in any case.
func (in *Interaction) dragTo(q Point, now time.Duration) {
	w := in.Find(in.drag.id)
	if w == nil {
		return
	}
	if v := w.Adjust.At(Point{q.X - in.drag.grab, q.Y - in.drag.grab}); !in.drag.holds(q) && v != in.drag.value {
		in.drag.value, in.Stale = v, true
	}
	in.dragTick(now)
}

// dragTick tries a value that had to wait.
func (in *Interaction) dragTick(now time.Duration) {
	d := &in.drag
	w := in.Find(d.id)
	if w == nil || now-d.at < w.Adjust.Pace() || d.value == d.sent {
		return
	}
	d.sent, d.at = d.value, now
	d.tried = try(in, w.Adjust, d.value)
}

// endDrag lets go of what is dragged, at a value that is given for good.
func (in *Interaction) endDrag(v float64) {
	d := in.drag
	in.drag = drag{}
	if w := in.Find(d.id); w != nil && (d.tried || v != d.sent) {
		adjust(in, w.Adjust, v)
	}
}
