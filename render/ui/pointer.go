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
	if in.held != nil && in.held.Drag(q, now) {
		in.Stale = true
		return false
	}
	if in.Pressed != "" && in.pull.follow(q) {
		in.Stale = true
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

// never is after any time that a pointer can come to something.
const never = time.Duration(1 << 62)

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
	in.Since = never // what is pressed needs no tooltip until the pointer comes again
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
	in.pull = newPull(q, w, in.regions.at(q))
	if d, ok := w.Takes.(Dragged); ok {
		in.held = d
		d.Take(q, now)
	}
	switch before, twice := in.lastPress.again(w, q, now); {
	case twice:
		in.openEntry(w, "")
		in.entry.old = before
	case w.Adjust != nil:
		in.beginDrag(w, q, now)
	}
}

// PointerUp releases it at q.
func (in *Interaction) PointerUp(q Point, now time.Duration) {
	pressed, held := in.Pressed, in.held
	in.Pressed, in.held, in.Stale = "", nil, true
	if in.drag.id != "" {
		in.dragTo(q, now)
		in.endDrag(in.drag.value)
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
	in.endDrag(in.drag.sent) // what was seen last stays
	in.Pressed, in.held, in.Hover = "", nil, ""
}

// Cancel is Esc while the pointer holds something: it goes back to where it was. It
// reports whether there was something to give up.
func (in *Interaction) Cancel(now time.Duration) bool {
	in.Stale = true
	switch {
	case in.drag.id != "":
		in.endDrag(in.drag.old)
		in.Pressed = ""
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

// regions are those of a canvas, later ones above.
type regions []region

// at is what the wheel at q moves, nil if it moves nothing.
func (rs regions) at(q Point) *Scroll {
	for i := len(rs) - 1; i >= 0; i-- {
		if rs[i].reach.Contains(q) {
			return rs[i].scroll
		}
	}
	return nil
}

// revealEdge is how much of what surrounds a revealed widget is seen as well, px.
const revealEdge = 8

// reveal scrolls so that all of a widget can be seen.
func (r *region) reveal(whole Rect) {
	if over := r.window.Y + revealEdge - whole.Y; over > 0 {
		r.scroll.By(-over)
	} else if over := whole.Bottom() + revealEdge - r.window.Bottom(); over > 0 {
		r.scroll.By(over)
	}
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
	if sc := in.regions.at(q); sc != nil {
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

// newPull is a finger that comes down at q, on w, over list if that is not nil.
func newPull(q Point, w *Widget, list *Scroll) pull {
	p := pull{from: q, y: q.Y, list: list}
	p.by, _ = w.Takes.(Pulled)
	if p.list != nil {
		p.scroll = p.list.At
	}
	return p
}

// follow scrolls with the finger and reports whether it does.
func (p *pull) follow(q Point) bool {
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
	p.y = q.Y
	return true
}
