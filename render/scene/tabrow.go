package scene

import "fanout/render/ui"

// tabRow is the row that opens the drawer, and its upper edge.
func (v drawerRows) tabRow() {
	t, r, d := v.Theme, v.l.Tabs, &v.s.drawer
	if v.l.Size == ui.Phone {
		v.phoneTabs()
		return
	}
	r.Y -= d.h
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	if d.any() < 0 {
		return
	}
	side, high := v.Tall(32), v.Tall(30)
	buttons := ui.Box(r.Right()-16-2*side-8, r.CenterY()-side/2, 2*side+8, side)
	tabs := ui.Box(r.X+16, r.CenterY()-high/2, buttons.X-r.X-32, high)
	bars := v.Offers(BarIDs(v.Snap.Model)...)
	if r.W >= 1000 && bars { // the value of the bar that moved stays in sight beside them
		tabs.W -= valueRoom
	}
	end := v.tabs(tabs)
	v.edge(ui.Box(r.CenterX()-60, r.Y-12, 120, 26), r.Y+4)
	v.Button(ui.Box(buttons.X, buttons.Y, side, side), ui.ButtonSpec{ID: "drawer.full", Label: "Whole window", Value: drawerSnapNames[d.snap],
		Act: v.s.do.toggleFull, Hint: "The whole window, or half (Shift + D)",
		Icon: func(v *ui.Painter, x, y float64, c ui.Color) {
			v.Chevron(x, y-3.5, d.snap != drawerFull, c)
			v.Chevron(x, y+3.5, d.snap != drawerFull, c)
		}})
	v.Button(ui.Box(buttons.Right()-side, buttons.Y, side, side), ui.ButtonSpec{ID: "drawer", Label: "Drawer", Value: drawerSnapNames[d.snap],
		Act: v.s.do.toggleDrawer, Hint: "Open or close (D)",
		Icon: func(v *ui.Painter, x, y float64, c ui.Color) { v.Chevron(x, y, d.snap == drawerClosed, c) }})
	switch room := buttons.X - 12 - end; {
	case d.snap == drawerHalf && bars && room >= valueRoom:
		v.value(buttons.X-12, r.CenterY())
	case d.snap == drawerClosed && room > 160:
		v.TextRight(buttons.X-12, r.CenterY(), ui.Label, t.T3, "Drag up, or press D")
	case d.snap == drawerFull && room > 180:
		v.TextRight(buttons.X-12, r.CenterY(), ui.Label, t.T3, "Drag down, or press D")
	}
}

// countRoom is the width that a tab keeps for what it counts, whether there is
// much to count or nothing: a tab must not push the next one.
const countRoom = 44

// moreID is the tab that has the list of those without room.
const moreID = "tab.more"

// tabPlaces are which tabs of a row are in sight, in order, and how wide. The open one always is.
type tabPlaces struct {
	shown  []int // indices into the drawer's tabs
	widths []float64
	hidden []int
	counts bool // they say what they count
	brief  bool // their short titles
	gap    float64
}

// placeTabs chooses the tabs that a row of that width has room for.
func (v drawerRows) placeTabs(w float64) tabPlaces {
	d := &v.s.drawer
	p := tabPlaces{counts: w >= 900, brief: v.l.Size == ui.Phone, gap: 8}
	pad := 24.
	if p.brief {
		pad, p.gap = 18, 2
	}
	widths := make([]float64, len(d.tabs))
	whole := 0.
	for i, tab := range d.tabs {
		if !d.offers(i) {
			continue
		}
		_, title, short := tab.tab()
		if p.brief {
			title = short
		}
		widths[i] = v.Width(ui.LabelMedium, title) + pad
		if p.brief {
			widths[i] = v.Tall(widths[i])
		}
		if p.counts && tab.count(v.Snap) != "" {
			widths[i] += countRoom
		}
		whole += widths[i] + p.gap
	}
	if whole-p.gap > w {
		w -= v.Width(ui.LabelMedium, "More") + pad + 16 + p.gap
	}
	open := -1 // the open tab: room for it is kept if it would not be in sight
	for x := range d.tabs {
		if d.snap != drawerClosed && d.open == x {
			open = x
		}
	}
	used := 0.
	for i := range d.tabs {
		if !d.offers(i) {
			continue
		}
		need := widths[i] + p.gap
		if open > i {
			need += widths[open] + p.gap
		}
		if len(p.hidden) > 0 && i != open || used+need-p.gap > w && i != open {
			p.hidden = append(p.hidden, i)
			continue
		}
		p.shown, p.widths = append(p.shown, i), append(p.widths, widths[i])
		used += widths[i] + p.gap
	}
	return p
}

// tabs draws the tabs side by side, those without room as a list behind the last one, and
// returns the x where they end.
func (v drawerRows) tabs(r ui.Rect) float64 {
	d, p := &v.s.drawer, v.placeTabs(r.W)
	x := r.X
	for n, i := range p.shown {
		id, title, short := d.tabs[i].tab()
		count := ""
		if p.counts {
			count = d.tabs[i].count(v.Snap)
		}
		if p.brief {
			title = short
		}
		box := ui.Box(x, r.Y, p.widths[n], r.H)
		v.tab(box, i, id, title, count, !p.brief)
		x = box.Right() + p.gap
	}
	if len(p.hidden) == 0 {
		return x
	}
	box := ui.Box(x, r.Y, min(v.Width(ui.LabelMedium, "More")+40, r.Right()-x), r.H)
	v.more(box, p.hidden)
	return box.Right()
}

// more is the button behind the tabs, and the list that it opens.
func (v drawerRows) more(r ui.Rect, hidden []int) {
	t, s, d := v.Theme, v.s, &v.s.drawer
	rows := make([]menuRow, len(hidden))
	for n, i := range hidden {
		id, title, _ := d.tabs[i].tab()
		rows[n] = menuRow{note: d.tabs[i].count(v.Snap),
			widget: ui.Widget{ID: "tab." + id, Kind: ui.Tab, Label: title, Value: "closed", Act: func() { s.drawer.openTab(i) }}}
	}
	first := rows[0].widget.ID
	value := "closed"
	if d.menu.of == moreID {
		value = "open"
	}
	state := v.Place(ui.Widget{ID: moreID, Kind: ui.Tab, Rect: r, Label: "More tabs", Value: value,
		Hint: "The tabs that have no room here", Act: func() { s.drawer.menu.toggle(moreID, first) }})
	d.menu.place(moreID, r, rows)
	switch {
	case state.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case value == "open" || state.Hover:
		v.Fill(r, 6, t.Bg3)
	}
	v.FocusRing(r, 6, state)
	x := v.Text(r.CenterX()-v.Width(ui.LabelMedium, "More")/2-7, r.CenterY(), ui.LabelMedium, t.T1, "More")
	v.Chevron(x+9, r.CenterY(), value == "open", t.T2)
}

func (v drawerRows) tab(r ui.Rect, i int, id, title, count string, left bool) {
	t, s, d := v.Theme, v.s, &v.s.drawer
	open := d.snap != drawerClosed && d.open == i
	value := "closed"
	if open {
		value = "open"
	}
	state := v.Place(ui.Widget{ID: "tab." + id, Kind: ui.Tab, Rect: r, Label: title, Value: value,
		Act: func() { s.drawer.openTab(i) }})
	switch {
	case state.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case open || state.Hover:
		v.Fill(r, 6, t.Bg3)
	}
	if open {
		v.Fill(ui.Box(r.X+12, r.Bottom()-2, r.W-24, 2), 1, t.Acc)
	}
	v.FocusRing(r, 6, state)
	if !left {
		v.TextCenter(r.CenterX(), r.CenterY(), ui.LabelMedium, t.T1, title)
		return
	}
	end := v.Text(r.X+12, r.CenterY(), ui.LabelMedium, t.T1, title)
	v.Text(end+7, r.CenterY(), ui.Label, t.T3, count)
}

// edge is the handle: drag it, or press it to go on to the next place.
func (v drawerRows) edge(r ui.Rect, y float64) {
	t := v.Theme
	state := v.Place(ui.Widget{ID: "drawer.grip", Kind: ui.Grip, Rect: r, Label: "Drawer’s edge", Value: drawerSnapNames[v.s.drawer.snap],
		Act: v.s.do.nextSnap, Takes: &v.s.drawer.grip})
	pill := ui.Box(r.CenterX()-18, y, 36, 3)
	ink := t.Line2
	switch {
	case v.s.drawer.grip.on:
		ink = t.Acc
	case state.Hover:
		ink = t.T3
	}
	v.FocusRing(pill, 2, state)
	v.Fill(pill, 1.5, ink)
}

// valueRoom is what value takes.
const valueRoom = 300

// value keeps the value of the bar that moved in sight while the drawer
// covers the strip.
func (v drawerRows) value(right, cy float64) {
	t, service := v.Theme, oneBar(&v.View)
	row := &v.Snap.Services[service]
	x := right - 282
	ServiceIcon(&v.Painter, service, x+7, cy)
	title := v.Snap.Model.Services[service].Title
	room := 150 - 8 - v.Width(ui.Section, LoadText(row.CPU.Total()))
	v.Text(x+22, cy, ui.LabelMedium, t.T1, v.Fit(ui.LabelMedium, room, title+", expected", title))
	v.TextRight(x+172, cy, ui.Section, t.T1, LoadText(row.CPU.Total()))
	v.Text(x+176, cy, ui.Label, t.T2, "%")
	bars{View: &v.View}.difference(service, x+200, cy)
}

// phoneDrawerHead is the height of the drawer's edge and tabs, which lie inside it
// on a phone.
const phoneDrawerHead = 60.

func (v drawerRows) phoneHead(r ui.Rect) {
	v.tabs(ui.Box(r.X+8, r.Y+14, r.W-16, 44))
	v.edge(ui.Box(r.CenterX()-60, r.Y-28, 120, 44), r.Y+6)
}

// phoneTabs opens the rails as sheets, and the drawer.
func (v drawerRows) phoneTabs() {
	t, r := v.Theme, v.l.Tabs
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	items := []struct {
		id, title string
		icon      ui.Icon
		open      bool
		act       func()
	}{
		{"intro", "About", ui.IconBook, v.s.rails.sheet == "intro", v.s.do.intro},
		{"controls", "Controls", ui.IconSliders, v.s.rails.sheet == "controls", v.s.do.controls},
		{"readings", "Readings", ui.IconMenu, v.s.drawer.snap != drawerClosed, v.s.do.toggleDrawer},
	}
	if v.s.story.Open() {
		items[0].title = "Chapter"
		items[0].open = items[0].open || v.s.rails.beneath() && v.s.rails.reads()
	}
	if v.s.drawer.any() < 0 {
		items = items[:2]
	}
	w := r.W / float64(len(items))
	for i, item := range items {
		box := ui.Box(r.X+float64(i)*w, r.Y, w, r.H)
		value := "closed"
		if item.open {
			value = "open"
		}
		state := v.Place(ui.Widget{ID: "tab." + item.id, Kind: ui.Tab, Rect: box, Label: item.title, Value: value, Act: item.act})
		if item.open || state.Pressed {
			v.Fill(ui.Box(box.CenterX()-28, box.Y+5, 56, 28), 14, t.AccDim)
		}
		v.FocusRing(ui.Box(box.CenterX()-28, box.Y+5, 56, 28), 14, state)
		item.icon(&v.Painter, box.CenterX(), box.Y+19, t.T1)
		v.TextCenter(box.CenterX(), box.Y+43, ui.Tick, t.T1, item.title)
	}
}
