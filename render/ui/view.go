package ui

import (
	"slices"
	"time"
)

// View is one building of a draw list: a Painter, the widgets that are placed on it,
// and what a builder asks about the canvas. All exported fields are required.
type View struct {
	Painter
	In     *Interaction
	Motion *Motion
	Size   Breakpoint
	W, H   float64 // of the canvas, CSS px
}

// Place registers a widget above those that were placed before, and reports how it
// stands.
func (v *View) Place(w Widget) State {
	v.In.Add(w)
	return v.In.State(&w)
}

// Canvas is all of the canvas.
func (v *View) Canvas() Rect { return Rect{0, 0, v.W, v.H} }

// Glide is the value under that name on its way to target, see Motion.Glide.
func (v *View) Glide(name string, target float64, length time.Duration) float64 {
	return v.Motion.Glide(name, target, length)
}

// touchTarget is the least height of what a finger hits.
const touchTarget = 44

// Tall is the height of a control that a pointer hits at h.
func (v *View) Tall(h float64) float64 {
	if v.Size.Touch() {
		return max(h, touchTarget)
	}
	return h
}

// Target is where a pointer meets a low control: so much more above and below it, or
// 44 px where fingers do.
func (v *View) Target(r Rect, more float64) Rect {
	if v.Size.Touch() {
		more = (touchTarget - r.H) / 2
	}
	return Rect{r.X, r.Y - more, r.W, r.H + 2*more}
}

// Window runs draw with everything outside r cut off: what it paints, and the widgets
// that it places.
func (v *View) Window(r Rect, draw func()) {
	first := len(v.In.widgets)
	v.Clipped(r, draw)
	for i := first; i < len(v.In.widgets); i++ {
		v.In.widgets[i].Rect = v.In.widgets[i].Rect.Intersect(r)
	}
}

// Scrolled draws a list into r, as far as sc is scrolled, with its bar. draw is told
// where its top is, and returns where its bottom is. The wheel and fingers scroll it
// anywhere in reach, and a widget in it that a key leads to is brought into sight.
func (v *View) Scrolled(r, reach Rect, sc *Scroll, draw func(top float64) float64) {
	in := v.In
	in.regions = append(in.regions, region{reach, r, sc})
	at, first := len(in.regions), len(in.widgets)
	v.Clipped(r, func() { sc.Fit(draw(r.Y-sc.At)+sc.At-r.Y, r.H) })
	for i := first; i < len(in.widgets); i++ {
		w := &in.widgets[i]
		w.whole, w.region = w.Rect, at
		w.Rect = w.Rect.Intersect(r)
	}
	v.ScrollBar(r, sc)
}

// Cover forgets the widgets that lie wholly under r, which is painted over them: no
// key may lead to what cannot be seen. Those that are scrolled out of sight stay.
func (v *View) Cover(r Rect) {
	v.In.widgets = slices.DeleteFunc(v.In.widgets, func(w Widget) bool {
		const rounding = 1e-6
		under := w.Rect.Intersect(r)
		return !w.Rect.Empty() && under.W >= w.Rect.W-rounding && under.H >= w.Rect.H-rounding
	})
}

// ChangedMark outlines the control that was changed last.
func (v *View) ChangedMark(r Rect) { v.Border(r, 8, 1, v.Theme.Acc) }

// Column is a column of controls that is filled from the top.
type Column struct{ X, Y, W float64 } // Y is where the next one begins

// Take is the next part of height h.
func (c *Column) Take(h float64) Rect {
	r := Rect{c.X, c.Y, c.W, h}
	c.Y += h
	return r
}

// TakeWide is the next part of height h for a row with a ground: 8 px wider at both
// sides.
func (c *Column) TakeWide(h float64) Rect {
	r := c.Take(h)
	return Rect{r.X - 8, r.Y, r.W + 16, h}
}
