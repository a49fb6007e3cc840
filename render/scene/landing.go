package scene

import "fanout/render/ui"

// Landing is how the page meets a reader who asks for nothing: the canvas has the picture
// alone, without bars, rails, strips and numbers, and nothing on it can be pressed. The page
// says the rest around it.
type Landing struct {
	Stage ui.Rect // where the picture is, CSS px of the canvas
	Told  bool    // the page's question is answered: counts, and what was traced, may be seen
}

// SetLanding puts the scene into that state, or with nil out of it.
func (s *Scene) SetLanding(l *Landing) {
	if l == nil && s.landing == nil || l != nil && s.landing != nil && *l == *s.landing {
		return
	}
	s.landing = l
	if l != nil {
		s.in.Release()
		s.help.open, s.rails.sheet, s.drawer.snap = false, "", drawerClosed
	}
	s.relayout()
}

// land lays a scene out for a landing.
func land(s *Scene) {
	s.layout = layout{W: s.layout.W, H: s.layout.H, Stage: s.landing.Stage}
	s.room = s.pic.Place(Place{Stage: s.landing.Stage, Scale: s.scale, Alone: true, Veiled: !s.landing.Told})
	s.in.Stale = true
}

// alone reports whether the picture is all that there is, and takes no pointer and no key.
func (h *shown) alone() bool { return h.landing != nil }

// buildAlone builds the base of a landing.
func buildAlone(v *view) {
	s := v.s
	s.pic.Base(&v.View)
	s.lists.over.Reset()
	s.motion.End()
}
