package scene

import "fanout/render/ui"

// openSheet opens a rail over the stage where there is no room beside it, or
// closes it.
func (s *Scene) openSheet(id string) {
	if s.sheet == id {
		id = ""
	}
	s.setDrawer(drawerClosed)
	s.sheet, s.rail.At, s.in.Stale = id, 0, true
}

// sheets draws the open sheet over everything but the bars.
func (v *view) sheets() {
	s, t := v.s, v.Theme
	if s.sheet == "" || v.l.Size == ui.Wide || s.sheet == "controls" && v.l.RightRail.W > 0 {
		return
	}
	r := v.sheetRect()
	if c := v.l.Counters; v.l.Size == ui.Narrow && c.Y < r.Y && r.Contains(ui.Pt(c.X, c.Bottom())) {
		v.Fill(ui.Box(c.X, c.Y, c.W, r.Y-c.Y), 0, t.Bg0) // half of the counters would be cut off
	}
	v.Fill(r, 0, t.Bg1)
	v.Border(r, 0, 1, t.Line2)
	v.Cover(r)
	v.In.Add(ui.Widget{ID: "sheet", Kind: ui.Area, Rect: r, Label: "Sheet"})
	switch s.sheet {
	case "controls":
		v.controls(r, r)
		return
	case "inspect":
		v.inspector(r, r)
		return
	}
	v.Scrolled(r, r, &s.rail, func(top float64) float64 { return v.prose(r.X+20, top+20, min(r.W-40, 320), Introduction) + 20 })
}

// sheetRect is the lower half on a phone, a column at the left otherwise.
func (v *view) sheetRect() ui.Rect {
	l := v.l
	if v.s.sheet == "inspect" && !l.Low { // what is inspected stays in sight
		bottom := l.Tabs.Y
		if l.Size != ui.Phone {
			bottom = l.Timeline.Y
		}
		top := l.Field.Bottom() + 4
		return ui.Box(0, top, l.W, bottom-top)
	}
	if l.turned() {
		top := l.Field.Y + 120
		return ui.Box(0, top, l.W, l.Tabs.Y-top)
	}
	bottom := l.Timeline.Y
	if l.Size == ui.Phone {
		bottom = l.Tabs.Y
	}
	return ui.Box(0, l.Top.Bottom(), 296, bottom-l.Top.Bottom())
}
