package scene

import (
	"slices"
	"strings"

	"fanout/render/ui"
)

// In a frame on a page of somebody else's the interface is the picture and its time line:
// no bars, no guide, no drawer. Of the controls there are those that the frame's address
// names, beside the picture or below it; what only shows something stands on the stage.

const (
	framedRow    = 56.  // height of the time line, with the transport in it
	framedPanel  = 296. // width of the controls beside the picture
	framedBeside = 720. // width from which they are there
	framedBelow  = .4   // part of the height that they take below it
)

// framed lays out a canvas of w by h px in a frame, with so much height for controls, if any;
// beside the picture they have all of it.
func framed(w, h, panel float64) layout {
	l := layout{W: w, H: h, Framed: true, Size: ui.Phone}
	l.Timeline = ui.Box(0, h-framedRow, w, framedRow)
	l.Tabs = ui.Box(0, h, w, 0)
	l.Stage = ui.Box(0, 0, w, l.Timeline.Y)
	switch {
	case panel > 0 && w >= framedBeside:
		l.RightRail = ui.Box(w-framedPanel, 0, framedPanel, l.Timeline.Y)
		l.Stage.W -= framedPanel
	case panel > 0:
		high := min(panel, h*framedBelow)
		l.Stage.H -= high
		l.RightRail = ui.Box(0, l.Stage.Bottom(), w, high)
	}
	stage := l.Stage
	switch {
	case stage.H < leastHeight-framedRow && stage.W >= leastLowWidth:
		l.Low = true
		l.Square = lowSquare(stage)
		if w >= 1000 {
			l.Size = ui.Medium
		}
	case stage.W >= 960:
		l.Size = ui.Wide
	case stage.W >= 700:
		l.Size = ui.Medium
	}
	return l
}

// panelKinds begin the ids of the controls that may stand in the panel.
var panelKinds = []string{"slider", "toggle", "chip", "segment", "point", "button"}

// panelled reports whether any of the controls that are named may stand in the panel.
func panelled(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		kind, _, _ := strings.Cut(name, ".")
		return slices.Contains(panelKinds, kind)
	})
}

// A panel is how high what stands in it is, in a frame of some size: that shows when it is drawn.
type panel struct {
	size ui.Point // of the frame
	high float64
}

// frameOf lays a scene out for a frame. A panel in which nothing stands, since the stage has all
// that is offered, is left out.
func frameOf(s *Scene) layout {
	var names []string
	if s.story.asks != nil {
		names = s.story.asks()
	}
	w, h := s.layout.W, s.layout.H
	high := h
	if s.rails.panel.size == ui.Pt(w, h) {
		high = s.rails.panel.high
	}
	if !panelled(names) {
		high = 0
	}
	return framed(w, h, high)
}

// measure keeps how high what stands in the panel is.
func (r *rails) measure(high float64) {
	l := &r.s.layout
	if now := (panel{ui.Pt(l.W, l.H), high}); l.Framed && now != r.panel {
		r.panel, r.s.in.Stale = now, true
	}
}

// leave is the button that leads out of the frame, at the right end of the time line.
func (v timelineRow) leave(r ui.Rect) {
	v.Button(ui.Box(r.Right()-52, r.CenterY()-22, 44, 44), ui.ButtonSpec{ID: "whole", Label: "Open in Fan-out", Icon: ui.IconLink,
		Hint: "This moment, with everything around it, in another tab", Act: v.s.do.share})
}
