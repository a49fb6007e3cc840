package scene

import "fanout/render/ui"

// tabRow is the row that opens the drawer, and its upper edge.
func (v *view) tabRow() {
	t, r, d := v.Theme, v.l.Tabs, &v.s.drawer
	if v.l.Size == ui.Phone {
		v.phoneTabs()
		return
	}
	r.Y -= d.h
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	buttons := ui.Box(r.Right()-88, r.CenterY()-16, 72, 32)
	end := v.tabs(ui.Box(r.X+16, r.CenterY()-15, buttons.X-r.X-32, 30))
	v.drawerGrip(ui.Box(r.CenterX()-60, r.Y-12, 120, 26), r.Y+4)
	v.Button(ui.Box(buttons.X, buttons.Y, 32, 32), ui.ButtonSpec{ID: "drawer.full", Label: "Whole window", Value: drawerSnapNames[d.snap],
		Act: v.s.do.toggleFull, Hint: "The whole window, or half (Shift + D)",
		Icon: func(v *ui.Painter, x, y float64, c ui.Color) {
			v.Chevron(x, y-3.5, d.snap != drawerFull, c)
			v.Chevron(x, y+3.5, d.snap != drawerFull, c)
		}})
	v.Button(ui.Box(buttons.Right()-32, buttons.Y, 32, 32), ui.ButtonSpec{ID: "drawer", Label: "Drawer", Value: drawerSnapNames[d.snap],
		Act: v.s.do.toggleDrawer, Hint: "Open or close (D)",
		Icon: func(v *ui.Painter, x, y float64, c ui.Color) { v.Chevron(x, y, d.snap == drawerClosed, c) }})
	switch room := buttons.X - 12 - end; {
	case d.snap == drawerHalf && room > 300:
		v.drawerValue(buttons.X-12, r.CenterY())
	case d.snap == drawerClosed && room > 160:
		v.TextRight(buttons.X-12, r.CenterY(), ui.Label, t.T3, "Drag up, or press D")
	case d.snap == drawerFull && room > 180:
		v.TextRight(buttons.X-12, r.CenterY(), ui.Label, t.T3, "Drag down, or press D")
	}
}

// countRoom is the width that a tab keeps for what it counts, whether there is
// much to count or nothing: a tab must not push the next one.
const countRoom = 44

// tabs draws the tabs side by side and returns the x where they end. Without room
// for what they count, they count nothing; on phones they share the width.
func (v *view) tabs(r ui.Rect) float64 {
	d := &v.s.drawer
	widths := make([]float64, len(d.tabs))
	wide := 0.
	for i, tab := range d.tabs {
		_, title, _ := tab.tab()
		widths[i] = v.Width(ui.LabelMedium, title) + 24
		wide += widths[i] + 8
	}
	counts, brief := wide+countRoom*float64(len(d.tabs)) <= r.W*.75, wide > r.W
	x := r.X
	for i, tab := range d.tabs {
		id, title, short := tab.tab()
		box := ui.Box(x, r.Y, widths[i], r.H)
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

func (v *view) tab(r ui.Rect, i int, id, title, count string, left bool) {
	t, s, d := v.Theme, v.s, &v.s.drawer
	open := d.snap != drawerClosed && d.open == i
	value := "closed"
	if open {
		value = "open"
	}
	look := v.Place(ui.Widget{ID: "tab." + id, Kind: ui.Tab, Rect: r, Label: title, Value: value,
		Act: func() { s.openTab(i) }})
	switch {
	case look.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case open || look.Hover:
		v.Fill(r, 6, t.Bg3)
	}
	if open {
		v.Fill(ui.Box(r.X+12, r.Bottom()-2, r.W-24, 2), 1, t.Acc)
	}
	v.FocusRing(r, 6, look)
	if !left {
		v.TextCenter(r.CenterX(), r.CenterY(), ui.LabelMedium, t.T1, title)
		return
	}
	end := v.Text(r.X+12, r.CenterY(), ui.LabelMedium, t.T1, title)
	v.Text(end+7, r.CenterY(), ui.Label, t.T3, count)
}

// drawerGrip is the handle: drag it, or press it to go on to the next place.
func (v *view) drawerGrip(r ui.Rect, y float64) {
	t := v.Theme
	look := v.Place(ui.Widget{ID: "drawer.grip", Kind: ui.Grip, Rect: r, Label: "Drawer’s edge", Value: drawerSnapNames[v.s.drawer.snap],
		Act: v.s.do.nextSnap, Takes: &v.s.drawer.grip})
	pill := ui.Box(r.CenterX()-18, y, 36, 3)
	ink := t.Line2
	switch {
	case v.s.drawer.grip.on:
		ink = t.Acc
	case look.Hover:
		ink = t.T3
	}
	v.FocusRing(pill, 2, look)
	v.Fill(pill, 1.5, ink)
}

// drawerValue keeps the value of the bar that moved in sight while the drawer
// covers the strip.
func (v *view) drawerValue(right, cy float64) {
	t, service := v.Theme, v.movedMost()
	row := &v.snap.Services[service]
	x := right - 282
	v.serviceIcon(service, x+7, cy)
	v.Text(x+22, cy, ui.LabelMedium, t.T1, serviceTitle[service]+" CPU")
	v.TextRight(x+172, cy, ui.Section, t.T1, loadText(row.CPU.Total()))
	v.Text(x+176, cy, ui.Label, t.T2, "%")
	v.cpuChange(row, x+200, cy)
}
