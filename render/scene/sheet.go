package scene

import (
	"math"

	"fanout/render/ui"
)

// draw draws the open sheet over everything but the bars.
func (v sheets) draw() {
	s, t := v.s, v.Theme
	if s.rails.sheet == "" || s.rails.sheet == "intro" && s.rails.beneath() || !s.split.shown() && (v.l.Size == ui.Wide || s.rails.sheet == "controls" && v.l.RightRail.W > 0) {
		return
	}
	r := v.rect()
	if c := s.room.Whole; v.l.Size == ui.Narrow && c.Y < r.Y && r.Contains(ui.Pt(c.X, c.Bottom())) {
		v.Fill(ui.Box(c.X, c.Y, c.W, r.Y-c.Y), 0, t.Bg0) // half of it would be cut off
	}
	v.Fill(r, 0, t.Bg1)
	v.Border(r, 0, 1, t.Line2)
	v.Cover(r)
	v.In.Add(ui.Widget{ID: "sheet", Kind: ui.Area, Rect: r, Label: "Sheet"})
	switch s.rails.sheet {
	case "controls":
		controls(v).settings(r, r)
		return
	case "inspect":
		controls(v).inspector(r, r)
		return
	case "intro":
		if s.story.Open() {
			s.story.Corner = v.helpCorner()
			leftRail(v).chapters(r.Inset(1), r, &s.rails.right)
			s.story.Corner = nil
			return
		}
		defer v.helpButton(r)
		if s.story.Any() {
			leftRail(v).chapters(r.Inset(1), r, &s.rails.right)
			return
		}
	}
	v.Scrolled(r, r, &s.rails.right, func(top float64) float64 {
		return leftRail(v).prose(r.X+20, top+20, min(r.W-40, 320), v.s.words.introduction(v.Snap.Model)) + 20
	})
}

// rect is the lower half on a phone, a column at the left otherwise. The controls of a chapter
// leave in sight what it speaks of, what it asks, and the way on: they lie over what it tells, or
// where it has nothing to ask, or over half of the field.
func (v sheets) rect() ui.Rect {
	l := v.l
	if !l.Reading.Empty() && v.s.rails.sheet == "intro" {
		return l.Reading
	}
	if v.s.split.shown() { // what it acts on, and what comes of it, stay in sight
		places := v.s.split.places()
		if places.shared {
			h := min(280, places.tools.Y-places.panes[0].Y)
			return ui.Box(0, places.tools.Y-h, l.W, h)
		}
		return ui.Box(l.W-296, places.panes[0].Y, 296, places.tools.Y-places.panes[0].Y)
	}
	if !l.Reading.Empty() && !v.s.rails.beneath() {
		return l.Reading
	}
	if v.s.rails.sheet == "inspect" && !l.Low { // what is inspected stays in sight
		bottom := l.Tabs.Y
		if l.Size != ui.Phone {
			bottom = l.Timeline.Y
		}
		top := v.s.room.Main.Bottom() + 4
		return ui.Box(0, top, l.W, bottom-top)
	}
	if l.Size == ui.Phone && !l.Low {
		top := v.s.room.Main.Y + 120
		return ui.Box(0, top, l.W, l.Tabs.Y-top)
	}
	bottom := l.Timeline.Y
	if l.Size == ui.Phone {
		bottom = l.Tabs.Y
	}
	column := ui.Box(0, l.Top.Bottom(), 296, bottom-l.Top.Bottom())
	if l.readsBeside() { // over the text: its buttons stay
		column.H -= v.s.story.WaysHeight(&v.View.View, l.Reading)
		return column
	}
	if v.s.rails.sheet != "controls" || v.In.Offered.All() {
		return column
	}
	if half := math.Floor(l.W / 2); !l.Reading.Empty() {
		r := ui.Box(l.W-half, l.Reading.Y, half, l.Reading.H-v.s.story.WaysHeight(&v.View.View, l.Reading))
		if v.s.story.Asks() {
			r.X = 0
		}
		return r
	}
	return column.Offset(l.W-column.W, 0)
}
