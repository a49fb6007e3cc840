package ui

import "time"

// PointerMove tells where the pointer is. It reports whether the pointer has moved
// and is free: nothing follows it.
func (in *Interaction) PointerMove(q Point, now time.Duration) bool {
	if q == in.Pointer {
		in.dragTick(now)
		return false
	}
	in.Pointer = q
	if in.drag.id != "" {
		in.dragTo(q, now)
		return false
	}
	if in.held != nil && in.held.Drag(q, now) || in.Pressed != "" && in.follow(q) {
		return false
	}
	id := ""
	if w := in.At(q); w != nil && w.Kind != Area && w.Kind != Plane {
		id = w.ID
	}
	if id != in.Hover {
		in.Hover, in.Since, in.Stale = id, now, true
	}
	if w := in.Find(in.Hover); w != nil {
		if p, ok := w.Takes.(Pointed); ok {
			p.PointerOver()
			in.Stale = true
		}
	}
	return true
}

// PointerLeave tells that a finger was lifted: nothing is pointed at any more.
func (in *Interaction) PointerLeave() {
	if w := in.Find(in.Hover); w != nil {
		if p, ok := w.Takes.(Pointed); ok {
			p.PointerOut()
		}
	}
	if in.Hover != "" {
		in.Hover, in.Stale = "", true
	}
}

// PointerDown presses the main button or a finger at q.
func (in *Interaction) PointerDown(q Point, now time.Duration) {
	in.PointerMove(q, now)
	in.Stale, in.ByKey = true, false
	w := in.At(q)
	if w == nil || w.ID != in.entry.id {
		in.leaveEntry()
	}
	if in.Intercept != nil && in.Intercept(q, w) {
		return
	}
	if w == nil || w.Disabled != "" {
		in.Focus = ""
		if in.Missed != nil {
			in.Missed(q, w)
		}
		return
	}
	if w.Kind != Area {
		in.Focus = w.ID
	}
	in.Pressed = w.ID
	in.pull = in.pullAt(q, w)
	if d, ok := w.Takes.(Dragged); ok {
		in.held = d
		d.Take(q, now)
	}
	if w.Adjust != nil && !in.pressedTwice(w, q, now) {
		in.beginDrag(w, q, now)
	}
}

// PointerUp releases it at q.
func (in *Interaction) PointerUp(q Point, now time.Duration) {
	pressed, held := in.Pressed, in.held
	in.Pressed, in.held, in.Stale = "", nil, true
	if in.drag.id != "" {
		in.dragTo(q, now)
		in.sendDrag(in.drag.value, now)
		in.drag = drag{}
		return
	}
	if held != nil {
		held.Drop(q, now)
		return
	}
	if w := in.At(q); w != nil && w.ID == pressed && !in.pull.moved {
		in.Activate(w)
	}
	in.pull = pull{}
}

// Release lets go of whatever the pointer holds, as two fingers do, without effect.
func (in *Interaction) Release() {
	if in.held != nil {
		in.held.Cancel()
	}
	in.Pressed, in.held, in.drag, in.Hover = "", nil, drag{}, ""
}

// Cancel is Esc while the pointer holds something: it goes back to where it was. It
// reports whether there was something to give up.
func (in *Interaction) Cancel(now time.Duration) bool {
	in.Stale = true
	switch {
	case in.drag.id != "":
		in.sendDrag(in.drag.old, now)
		in.drag, in.Pressed = drag{}, ""
	case in.held != nil && in.held.Cancel():
		in.held = nil
	default:
		return false
	}
	return true
}

// region is a part of the canvas in which the wheel and fingers scroll.
type region struct {
	reach  Rect    // where they do
	window Rect    // through which the list is seen
	scroll *Scroll // nil for a part that does not scroll and covers others
}

// AddRegion makes the wheel and fingers over reach move sc, or nothing if sc is nil;
// later regions lie above earlier ones. View.Scrolled does it for a list that has
// widgets.
func (in *Interaction) AddRegion(reach Rect, sc *Scroll) {
	in.regions = append(in.regions, region{reach, reach, sc})
}

// scrollAt is what the wheel at q moves, nil if it moves nothing.
func (in *Interaction) scrollAt(q Point) *Scroll {
	for i := len(in.regions) - 1; i >= 0; i-- {
		if in.regions[i].reach.Contains(q) {
			return in.regions[i].scroll
		}
	}
	return nil
}

// wheelNotch is how far a notch of the wheel scrolls, px.
const wheelNotch = 40

// Wheel turns by dy notches, positive downwards: for the widget under q if it takes
// the wheel, else for what scrolls there.
func (in *Interaction) Wheel(q Point, dy float64) {
	if w := in.At(q); w != nil {
		if t, ok := w.Takes.(Wheeled); ok {
			t.Wheel(q, dy)
			in.Stale = true
			return
		}
	}
	if sc := in.scrollAt(q); sc != nil {
		sc.By(dy * wheelNotch)
		in.Stale = true
	}
}

// pull is a finger that scrolls: a press that moves up or down is no longer a press.
type pull struct {
	from   Point
	y      float64 // where it was last
	scroll float64 // of the list when it began
	list   *Scroll // it began over something that scrolls
	by     Pulled  // or over a widget that follows it
	moved  bool
}

// pullThreshold is how far a finger moves before it is no longer a press, px.
const pullThreshold = 8

// pullAt is a finger that comes down at q, on w.
func (in *Interaction) pullAt(q Point, w *Widget) pull {
	p := pull{from: q, y: q.Y, list: in.scrollAt(q)}
	p.by, _ = w.Takes.(Pulled)
	if p.list != nil {
		p.scroll = p.list.At
	}
	return p
}

// follow scrolls with the finger and reports whether it does.
func (in *Interaction) follow(q Point) bool {
	p := &in.pull
	if (p.list == nil || p.list.Over <= 0) && p.by == nil {
		return false
	}
	d := q.Y - p.from.Y
	if p.moved = p.moved || d > pullThreshold || d < -pullThreshold; !p.moved {
		return false
	}
	if p.by != nil {
		p.by.Pull(p.y, q.Y)
	} else {
		p.list.To(p.scroll - d)
	}
	p.y, in.Stale = q.Y, true
	return true
}
