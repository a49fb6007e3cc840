package scene

import (
	"strconv"

	"fanout/sim"
)

// drawerState is what the drawer shows.
type drawerState struct {
	open bool
	tab  string // "log" or "spans"
}

// drawerTabs are the tabs in their order. Adding one is a line here and a
// function in drawerBody.
var drawerTabs = []struct{ id, title string }{
	{"log", "Log"},
	{"spans", "Counters"},
}

func (s *Scene) toggleDrawer() {
	s.drawer.open = !s.drawer.open
	if s.drawer.tab == "" {
		s.drawer.tab = drawerTabs[0].id
	}
	s.stale = true
}

func (s *Scene) openTab(id string) {
	if s.drawer.open && s.drawer.tab == id {
		s.drawer.open = false
	} else {
		s.drawer = drawerState{open: true, tab: id}
	}
	s.stale = true
}

// tabRow is the row that opens the drawer.
func (v *view) tabRow() {
	t, r := v.theme, v.l.Tabs
	if v.l.Size == atPhone {
		v.phoneTabs()
		return
	}
	if v.s.drawer.open {
		r.Y -= v.l.Drawer.H
	}
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	v.fill(Rect{r.CenterX() - 18, r.Y + 4, 36, 3}, 1.5, t.Line2)
	x := r.X + 16
	for _, tab := range drawerTabs {
		lines := ""
		if tab.id == "log" {
			lines = count(int64(len(v.snap.Log) + v.snap.LogDropped))
		}
		x = v.tab(x, r.CenterY(), tab.id, tab.title, lines)
	}
	if v.s.drawer.open {
		v.drawerValue(r)
	}
	right := Rect{r.Right() - 48, r.CenterY() - 16, 32, 32}
	v.button(right, buttonSpec{id: "drawer", label: "Drawer", act: (*Scene).toggleDrawer, hint: "Open or close (D)",
		icon: func(v *view, x, y float64, c Color) { v.chevron(x, y, !v.s.drawer.open, c) }})
	if !v.s.drawer.open {
		v.textRight(right.X-12, r.CenterY(), Label, t.T3, "Open, or press D")
	}
}

func (v *view) tab(x, cy float64, id, title, count string) float64 {
	t := v.theme
	w := v.width(LabelMedium, title) + 24
	if count != "" {
		w += max(24, v.width(Label, count)) + 6
	}
	r := Rect{x, cy - 15, w, 30}
	open := v.s.drawer.open && v.s.drawer.tab == id
	value := "closed"
	if open {
		value = "open"
	}
	look := v.place(Widget{ID: "tab." + id, Kind: Tab, Rect: r, Label: title, Value: value,
		act: func(s *Scene) { s.openTab(id) }})
	if open || look.hover || look.pressed {
		v.fill(r, 6, t.Bg3)
	}
	if open {
		v.fill(Rect{r.X + 12, r.Bottom() - 2, r.W - 24, 2}, 1, t.Acc)
	}
	v.focusRing(r, 6, look)
	end := v.text(r.X+12, cy, LabelMedium, t.T1, title)
	v.text(end+6, cy, Label, t.T3, count)
	return r.Right() + 8
}

// drawerValue keeps the value of the bar that moved in sight while the drawer
// covers the strip.
func (v *view) drawerValue(r Rect) {
	t, service := v.theme, v.movedMost()
	row := &v.snap.Services[service]
	x := r.Right() - 330
	v.serviceIcon(service, x+7, r.CenterY())
	x = v.text(x+22, r.CenterY(), LabelMedium, t.T1, serviceTitle[service]+" CPU")
	x = v.text(x+12, r.CenterY(), Section, t.T1, tenths(row.CPU.Total()))
	x = v.text(x+4, r.CenterY(), Label, t.T2, "%")
	v.cpuChange(row, x+16, r.CenterY())
}

// drawerBody is the open part.
func (v *view) drawerBody() {
	if !v.s.drawer.open {
		return
	}
	t, r := v.theme, v.l.Drawer
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	v.s.widgets = append(v.s.widgets, Widget{ID: "drawer", Kind: Area, Rect: r, Label: "Drawer"})
	v.clipped(r, func() {
		switch v.s.drawer.tab {
		case "spans":
			v.countersTable(r)
		default:
			v.log(r)
		}
	})
}

const logLine = 22

// log is the newest lines of the history, newest at the bottom.
func (v *view) log(r Rect) {
	t := v.theme
	n := int(r.H-8) / logLine
	entries := v.snap.Log[max(0, len(v.snap.Log)-n):]
	if len(entries) == 0 {
		v.text(r.X+28, r.Y+20, Label, t.T2, "Nothing has happened yet.")
	}
	for i, e := range entries {
		y := r.Y + 4 + logLine*float64(i) + logLine/2
		v.text(r.X+28, y, MonoSmall, t.T3, clock(e.At))
		if e.Command {
			v.fill(Rect{r.X + 112, y - 4, 8, 7}, 1, t.Acc)
			v.text(r.X+132, y, Mono, t.T1, e.Text)
			continue
		}
		v.text(r.X+132, y, Label, t.T2, e.Text)
	}
	if v.snap.LogDropped > 0 {
		v.textRight(r.Right()-20, r.Y+16, Tick, t.T3, count(int64(v.snap.LogDropped))+" older lines left the log")
	}
}

// countersTable is one row per service: what it handled and what it recorded,
// apart by the service in which the trace began.
func (v *view) countersTable(r Rect) {
	t := v.theme
	columns := []string{"handled", "in API traces", "guild roots", "session roots", "background", "not recorded", "mailbox", "cores"}
	left := r.X + 150
	pitch := min(140, (r.W-170)/float64(len(columns)))
	right := func(i int) float64 { return left + pitch*float64(i+1) }
	for i, c := range columns {
		v.textRight(right(i), r.Y+16, Tick, t.T2, c)
	}
	for s := range sim.NumServices {
		row := &v.snap.Services[s]
		y := r.Y + 44 + float64(s)*30
		v.hline(r.X+16, y-15, r.W-32, t.Line)
		v.serviceIcon(s, r.X+35, y)
		v.text(r.X+52, y, LabelStrong, t.T1, serviceTitle[s])
		cells := []string{
			count(row.Handled), count(row.Spans[sim.OriginAPI]), count(row.Spans[sim.OriginGuild]),
			count(row.Spans[sim.OriginSession]), count(row.Spans[sim.OriginBackground]), count(row.NotRecorded),
			count(int64(row.Mailbox)), strconv.FormatFloat(float64(row.Capacity)/1000, 'f', 2, 64),
		}
		for i, cell := range cells {
			ink := t.T1
			if i >= 1 && i <= 4 && cell != "0" {
				ink = t.TraceInk
			}
			v.textRight(right(i), y, Label, ink, cell)
		}
	}
}
