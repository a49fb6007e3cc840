package scene

// tabRow is the row that opens the drawer, and its upper edge.
func (v *view) tabRow() {
	t, r, d := v.theme, v.l.Tabs, &v.s.drawer
	if v.l.Size == atPhone {
		v.phoneTabs()
		return
	}
	r.Y -= d.h
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	buttons := Rect{r.Right() - 88, r.CenterY() - 16, 72, 32}
	end := v.tabs(Rect{r.X + 16, r.CenterY() - 15, buttons.X - r.X - 32, 30})
	v.drawerGrip(Rect{r.CenterX() - 60, r.Y - 12, 120, 26}, r.Y+4)
	v.button(Rect{buttons.X, buttons.Y, 32, 32}, buttonSpec{id: "drawer.full", label: "Whole window", value: drawerSnapNames[d.snap],
		act: (*Scene).toggleFull, hint: "The whole window, or half (Shift + D)",
		icon: func(v *view, x, y float64, c Color) {
			v.chevron(x, y-3.5, d.snap != drawerFull, c)
			v.chevron(x, y+3.5, d.snap != drawerFull, c)
		}})
	v.button(Rect{buttons.Right() - 32, buttons.Y, 32, 32}, buttonSpec{id: "drawer", label: "Drawer", value: drawerSnapNames[d.snap],
		act: (*Scene).toggleDrawer, hint: "Open or close (D)",
		icon: func(v *view, x, y float64, c Color) { v.chevron(x, y, d.snap == drawerClosed, c) }})
	switch room := buttons.X - 12 - end; {
	case d.snap == drawerHalf && room > 300:
		v.drawerValue(buttons.X-12, r.CenterY())
	case d.snap == drawerClosed && room > 160:
		v.textRight(buttons.X-12, r.CenterY(), Label, t.T3, "Drag up, or press D")
	case d.snap == drawerFull && room > 180:
		v.textRight(buttons.X-12, r.CenterY(), Label, t.T3, "Drag down, or press D")
	}
}

// countRoom is the width that a tab keeps for what it counts, whether there is
// much to count or nothing: a tab must not push the next one.
const countRoom = 44

// tabs draws the tabs side by side and returns the x where they end. Without room
// for what they count, they count nothing; on phones they share the width.
func (v *view) tabs(r Rect) float64 {
	d := &v.s.drawer
	widths := make([]float64, len(d.tabs))
	wide := 0.
	for i, tab := range d.tabs {
		_, title, _ := tab.tab()
		widths[i] = v.width(LabelMedium, title) + 24
		wide += widths[i] + 8
	}
	counts, brief := wide+countRoom*float64(len(d.tabs)) <= r.W*.75, wide > r.W
	x := r.X
	for i, tab := range d.tabs {
		id, title, short := tab.tab()
		box := Rect{x, r.Y, widths[i], r.H}
		text := ""
		if brief {
			title, box.W = short, r.W/float64(len(d.tabs))-4
		} else if has := tab.count(v.snap); counts && has != "" {
			text, box.W = has, box.W+countRoom
		}
		v.tab(box, i, id, title, text, !brief)
		x = box.Right() + 4
		if !brief {
			x += 4
		}
	}
	return x
}

func (v *view) tab(r Rect, i int, id, title, count string, left bool) {
	t, d := v.theme, &v.s.drawer
	open := d.snap != drawerClosed && d.open == i
	value := "closed"
	if open {
		value = "open"
	}
	look := v.place(Widget{ID: "tab." + id, Kind: Tab, Rect: r, Label: title, Value: value,
		act: func(s *Scene) { s.openTab(i) }})
	switch {
	case look.pressed:
		v.panel(r, 6, t.Bg4, t.Acc)
	case open || look.hover:
		v.fill(r, 6, t.Bg3)
	}
	if open {
		v.fill(Rect{r.X + 12, r.Bottom() - 2, r.W - 24, 2}, 1, t.Acc)
	}
	v.focusRing(r, 6, look)
	if !left {
		v.textCenter(r.CenterX(), r.CenterY(), LabelMedium, t.T1, title)
		return
	}
	end := v.text(r.X+12, r.CenterY(), LabelMedium, t.T1, title)
	v.text(end+7, r.CenterY(), Label, t.T3, count)
}

// drawerGrip is the handle: drag it, or press it to go on to the next place.
func (v *view) drawerGrip(r Rect, y float64) {
	t := v.theme
	look := v.place(Widget{ID: "drawer.grip", Kind: Grip, Rect: r, Label: "Drawer’s edge", Value: drawerSnapNames[v.s.drawer.snap],
		act: func(s *Scene) { s.setDrawer((s.drawer.snap + 1) % (drawerFull + 1)) },
		keys: func(s *Scene, key string) bool {
			switch {
			case key == "ArrowUp" && s.drawer.snap < drawerFull:
				s.setDrawer(s.drawer.snap + 1)
			case key == "ArrowDown" && s.drawer.snap > drawerClosed:
				s.setDrawer(s.drawer.snap - 1)
			case key != "ArrowUp" && key != "ArrowDown":
				return false
			}
			return true
		}})
	pill := Rect{r.CenterX() - 18, y, 36, 3}
	ink := t.Line2
	switch {
	case v.s.drawer.grip.on:
		ink = t.Acc
	case look.hover:
		ink = t.T3
	}
	v.focusRing(pill, 2, look)
	v.fill(pill, 1.5, ink)
}

// drawerValue keeps the value of the bar that moved in sight while the drawer
// covers the strip.
func (v *view) drawerValue(right, cy float64) {
	t, service := v.theme, v.movedMost()
	row := &v.snap.Services[service]
	x := right - 282
	v.serviceIcon(service, x+7, cy)
	v.text(x+22, cy, LabelMedium, t.T1, serviceTitle[service]+" CPU")
	v.textRight(x+172, cy, Section, t.T1, loadText(row.CPU.Total()))
	v.text(x+176, cy, Label, t.T2, "%")
	v.cpuChange(row, x+200, cy)
}
