package scene

// openSheet opens a rail over the stage where there is no room beside it, or
// closes it.
func (s *Scene) openSheet(id string) {
	if s.sheet == id {
		id = ""
	}
	s.setDrawer(drawerClosed)
	s.sheet, s.rail.at, s.stale = id, 0, true
}

// sheets draws the open sheet over everything but the bars.
func (v *view) sheets() {
	s, t := v.s, v.theme
	if s.sheet == "" || v.l.Size == atWide || s.sheet == "controls" && v.l.RightRail.W > 0 {
		return
	}
	r := v.sheetRect()
	if c := v.l.Counters; v.l.Size == atNarrow && c.Y < r.Y && r.Contains(Point{c.X, c.Bottom()}) {
		v.fill(Rect{c.X, c.Y, c.W, r.Y - c.Y}, 0, t.Bg0) // half of the counters would be cut off
	}
	v.fill(r, 0, t.Bg1)
	v.border(r, 0, 1, t.Line2)
	v.cover(r)
	s.widgets = append(s.widgets, Widget{ID: "sheet", Kind: Area, Rect: r, Label: "Sheet"})
	switch s.sheet {
	case "controls":
		v.controls(r)
		return
	case "inspect":
		v.inspector(r)
		return
	}
	v.scrolled(r, func(top float64) float64 { return v.prose(r.X+20, top+20, min(r.W-40, 320), Introduction) + 20 })
}

// sheetRect is the lower half on a phone, a column at the left otherwise.
func (v *view) sheetRect() Rect {
	l := v.l
	if v.s.sheet == "inspect" && !l.Low { // what is inspected stays in sight
		bottom := l.Tabs.Y
		if l.Size != atPhone {
			bottom = l.Timeline.Y
		}
		top := l.Field.Bottom() + 4
		return Rect{0, top, l.W, bottom - top}
	}
	if l.turned() {
		top := l.Field.Y + 120
		return Rect{0, top, l.W, l.Tabs.Y - top}
	}
	bottom := l.Timeline.Y
	if l.Size == atPhone {
		bottom = l.Tabs.Y
	}
	return Rect{0, l.Top.Bottom(), 296, bottom - l.Top.Bottom()}
}
