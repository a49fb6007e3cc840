package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// half is one of two histories side by side: a separate picture. Nothing in it is pressed,
// so that what it places is kept from the widgets of the scene, but for what explains itself, and
// what moves in it from what moves there under the same name.
type half struct {
	pic    Picture
	shell  Shell
	in     ui.Interaction
	motion ui.Motion
	snap   *sim.Snapshot
	body   ui.Rect // where the picture is
	seen   ui.Rect // the part of it that is shown
	view   View
	field  *Field
}

// begin makes the picture.
func (h *half) begin(s *Scene, picture func(*Shell) Picture) {
	h.shell = Shell{scene: s, half: h}
	h.motion.Reduced = s.motion.Reduced
	h.pic = picture(&h.shell)
}

// place tells the picture where it is.
func (h *half) place(body, seen ui.Rect, size ui.Breakpoint, scale float64) {
	h.body, h.seen = body, seen
	p := Place{Stage: body, Size: size, Scale: scale, Alone: true, Half: true}
	if body != seen {
		p.Seen = seen
	}
	h.pic.Place(p)
}

// of is a building of the half through the view of the scene.
func (h *half) of(v *View) *View {
	h.view = *v
	h.view.In, h.view.Motion, h.view.Snap, h.view.Shell = &h.in, &h.motion, h.snap, &h.shell
	return &h.view
}

// base draws what is built with the base, and reports whether something moves.
func (h *half) base(v *View, now time.Duration) (moving bool) {
	h.in.Begin()
	h.motion.Begin(now)
	hv := h.of(v)
	hv.Clipped(h.seen, func() { h.pic.Base(hv) })
	return h.motion.Moving
}

// explain brings what explains itself in it to the widgets of the scene, as the side's.
func (h *half) explain(v *View, side string) {
	for _, w := range h.in.Widgets() {
		if r := w.Rect.Intersect(h.seen); w.Kind == ui.Term && !r.Empty() {
			w.ID, w.Rect = "ab."+side+"."+w.ID, r
			v.FocusRing(r, 4, v.Place(w))
		}
	}
}

// live draws what moves with virtual time, and reports whether its field has changed.
func (h *half) live(v *View, all bool) (moved bool) {
	hv := h.of(v)
	if h.field, moved = h.pic.Field(hv, all); h.field != nil {
		h.field.Half = ui.Rect{}
		if h.body != h.seen {
			h.field.Half = h.seen
		}
	}
	hv.Clipped(h.seen, func() { h.pic.Live(hv) })
	return moved
}
