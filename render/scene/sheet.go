package scene

import "fanout/render/ui"

// draw draws the open sheet over everything but the bars.
func (v sheets) draw() {
	s, t := v.s, v.Theme
	if s.rails.sheet == "" || v.l.Size == ui.Wide || s.rails.sheet == "controls" && v.l.RightRail.W > 0 {
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
		if s.story.Any() {
			leftRail(v).chapters(r.Inset(1), r, &s.rails.right)
			return
		}
	}
	v.Scrolled(r, r, &s.rails.right, func(top float64) float64 {
		return leftRail(v).prose(r.X+20, top+20, min(r.W-40, 320), v.s.words.introduction(v.Snap.Model)) + 20
	})
}

// rect is the lower half on a phone, a column at the left otherwise.
func (v sheets) rect() ui.Rect {
	l := v.l
	if !l.Reading.Empty() {
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
	return ui.Box(0, l.Top.Bottom(), 296, bottom-l.Top.Bottom())
}
