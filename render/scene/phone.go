package scene

import (
	"fanout/render/ui"
	"fanout/sim"
)

// The phone shows the same things one below the other: lanes, field, counters,
// the bar that moved, transport, and the rails as sheets.

func (v *view) phoneLanes() {
	t, l, p := v.Theme, v.l, v.l.lanes(1)
	cy, left, right := p.guild.CenterY(), l.Lanes.X, l.Lanes.Right()-16
	v.serviceIcon(sim.API, left+22, cy)
	x := v.Text(left+36, cy, ui.BodyStrong, t.T1, "API")
	v.Line(x+8, cy, p.comb.X, cy, 1.4, t.Line2)
	v.Line(p.comb.Right(), cy, p.guild.X, cy, 1.4, t.Line2)
	v.comb2(p.comb)
	if !l.turned() { // the port is beside the guild, not below it
		mid := (p.port.X - p.guild.Right()) / 2
		a, b := ui.Pt(p.guild.Right(), cy), p.port
		v.Curve(a, ui.Pt(a.X+mid, a.Y), ui.Pt(b.X-mid, b.Y), b, 1.4, t.Line2)
	}
	v.beam(p.port)
	edge := t.Services[sim.Guilds]
	if v.snap.Guild.Mailbox > slots {
		edge = t.Bad
	}
	v.Fill(p.guild, 8, t.Bg2)
	v.Border(p.guild, 8, 1.4, edge)
	v.inspectable("guild", "Guild", ui.Count(int64(v.snap.Guild.Mailbox))+" in mailbox", p.guild, 8, picked{kind: pickGuild})
	v.inspectable("sieve", "Sieve", v.snap.Settings.Sieve.String(), ui.Box(p.comb.CenterX()-20, cy-22, 36, 44), 8, picked{kind: pickSieve})
	v.inspectable(v.snap.APINodes[0].Name, "API", ui.Count(v.snap.APINodes[0].Sent)+" sent", ui.Box(left+10, cy-22, 60, 44), 8, picked{kind: pickAPI})
	v.serviceIcon(sim.Guilds, p.guild.X+15, p.guild.Y+15)
	v.Text(p.guild.X+27, p.guild.Y+15, ui.LabelStrong, t.T1, "Guild")
	v.Text(p.guild.X+9, p.guild.Y+32, ui.Tick, t.T2, "mailbox "+ui.Short(int64(v.snap.Guild.Mailbox)))
	if v.snap.Guild.Last != 0 || v.snap.Guild.Sending != 0 {
		v.envelope(p.guild.Right()-20, p.guild.CenterY()+1, 24, 16, v.snap.Guild.Carrier)
	}
	members := ui.Count(int64(v.snap.Field.Members))
	switch {
	case l.turned():
		x = v.TextRight(right, cy-8, ui.BodyStrong, t.T1, members)
		v.serviceIcon(sim.Sessions, x-14, cy-8)
		v.TextRight(right, cy+10, ui.Tick, t.T2, v.Fit(ui.Tick, right-p.guild.Right()-8, v.s.dotMeaning(), v.s.dotBrief()))
	case l.FieldHead.Empty():
		v.serviceIcon(sim.Sessions, left+22, cy+34)
		x = v.Text(left+36, cy+34, ui.LabelStrong, t.T1, members)
		v.Text(x+10, cy+34, ui.Tick, t.T2, v.s.dotMeaning())
	}
}

// comb2 is the comb without its name: there is no room above it.
func (v *view) comb2(r ui.Rect) {
	t := v.Theme
	c := t.Stages[sim.StageSieve]
	switch v.snap.Settings.Sieve {
	case sim.SieveIgnore:
		c = t.T3
	case sim.SieveParse:
		c = t.Stages[sim.StageUnpack]
	}
	v.Fill(r, 5, t.Bg1)
	for y := r.Y + 6; y < r.Bottom()-3; y += 6 {
		v.Disc(r.CenterX(), y, 1.2, c)
	}
	v.Border(r, 5, 1.4, c)
}

// phoneReached says how far the wave has come, beside the field: it must not hide a
// kept span.
func (v *view) phoneReached() {
	waves := v.snap.Field.Waves
	if len(waves) == 0 {
		return
	}
	w, p := &waves[len(waves)-1], v.l.lanes(1)
	text := ui.Count(int64(w.Arrived)) + " reached, " + ui.Duration(v.snap.Now-w.Start)
	switch {
	case v.l.turned():
		v.Text(v.l.Lanes.X+16, p.port.Y-6, ui.Tick, v.Theme.T1, text)
	case v.l.FieldHead.Empty():
		v.TextRight(p.port.X-24, p.guild.CenterY()+34, ui.Tick, v.Theme.T1, text)
	}
}

func (v *view) phoneCounters() {
	v.phonePeek()
	t, m, r := v.Theme, &v.snap.Messages, v.l.Counters
	cy := r.CenterY()
	v.Diamond(r.X+22, cy, 5.5, t.Trace)
	x := v.Text(r.X+34, cy, ui.Section, t.TraceInk, v.Fit(ui.Section, 76, ui.Count(m.SessionSpans), ui.Short(m.SessionSpans)))
	x = v.Text(x+5, cy, ui.Label, t.T2, "kept") + 18
	v.Border(ui.Around(x+5, cy, 5), 0, 2, t.Trace)
	x = v.Text(x+16, cy, ui.Section, t.T1, v.Fit(ui.Section, 76, ui.Count(m.OrphanRoots), ui.Short(m.OrphanRoots)))
	v.Text(x+5, cy, ui.Label, t.T2, "roots")
	x = v.TextRight(r.Right()-16, cy, ui.Label, t.T2, "spans/s")
	v.TextRight(x-5, cy, ui.Section, t.TraceInk, v.Fit(ui.Section, 60, ui.Rate(m.SpansPerSecond), ui.Short(m.SpansPerSecond/1000)))
}

// phonePeek uses the room that is left, if there is any, for the two controls that
// move most.
func (v *view) phonePeek() {
	set := &v.snap.Settings
	r := v.l.Peek
	r = ui.Box(r.X+8, r.Y+2, r.W-16, r.H-4)
	if r.H < 50 || v.s.sheet != "" {
		return
	}
	v.ToggleRow(ui.Box(r.X, r.Y, r.W, 50), v.toggle(noRoots(set)))
	if r.H >= 100 {
		const name = 94
		v.Text(r.X+8, r.Y+78, ui.Label, v.Theme.T2, "gRPC headers")
		v.sieveChoice(ui.Box(r.X+8+name, r.Y+56, r.W-16-name, 44))
	}
}

// cpuPhone is the one bar that the last change moved most.
func (v *view) cpuPhone(r ui.Rect) {
	t, service := v.Theme, v.movedMost()
	row := &v.snap.Services[service]
	y := r.Y + 19
	v.serviceIcon(service, r.X+22, y)
	v.Text(r.X+36, y, ui.BodyStrong, t.T1, serviceTitle[service]+" CPU")
	v.TextRight(r.Right()-102, y, ui.Title, t.T1, loadText(row.CPU.Total()))
	v.Text(r.Right()-98, y, ui.Label, t.T2, "%")
	v.cpuChange(row, r.Right()-80, y)
	bar := ui.Box(r.X+16, r.Y+42, r.W-32, 20)
	v.cpuWidget(service, bar)
	v.cpuBar(service, bar)
	v.TextRight(r.Right()-16, r.Y+73, ui.Tick, t.T2, "0 to 100 % of the service, "+v.costTag())
}

// phoneTransport draws step back, play and step into the timeline's row and returns what
// is left of it for the plot.
func (v *view) phoneTransport(r ui.Rect) ui.Rect {
	cy := r.CenterY()
	play := ui.ButtonSpec{ID: "play", Label: "Play", Icon: ui.IconPlay, Primary: true, Value: "paused", Command: "play"}
	if v.snap.Playing {
		play.Label, play.Icon, play.Value, play.Command = "Pause", ui.IconPause, "playing", "pause"
	}
	v.Button(ui.Box(r.X+8, cy-22, 44, 44), ui.ButtonSpec{ID: "back", Label: "Step back", Icon: ui.IconBack, Command: "back"})
	v.Button(ui.Box(r.X+56, cy-22, 44, 44), play)
	v.Button(ui.Box(r.X+104, cy-22, 44, 44), ui.ButtonSpec{ID: "step", Label: "Step", Icon: ui.IconStep, Command: "step"})
	v.TextRight(r.Right()-12, cy-8, ui.Mono, v.Theme.T1, ui.Clock(v.snap.Now))
	v.TextRight(r.Right()-12, cy+9, ui.MonoSmall, v.Theme.T2, ui.Times(v.snap.Speed))
	return ui.Box(r.X+160, r.Y+10, r.W-160-92, r.H-20)
}

// phoneDrawerHead is the height of the drawer's edge and tabs, which lie inside it
// on a phone.
const phoneDrawerHead = 60.

func (v *view) phoneDrawerHead(r ui.Rect) {
	v.tabs(ui.Box(r.X+8, r.Y+14, r.W-16, 44))
	v.drawerGrip(ui.Box(r.CenterX()-60, r.Y-24, 120, 40), r.Y+6)
}

// phoneTabs opens the rails as sheets, and the drawer.
func (v *view) phoneTabs() {
	t, r := v.Theme, v.l.Tabs
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	items := []struct {
		id, title string
		icon      ui.Icon
		open      bool
		act       func()
	}{
		{"intro", "About", ui.IconBook, v.s.sheet == "intro", v.s.do.intro},
		{"controls", "Controls", ui.IconSliders, v.s.sheet == "controls", v.s.do.controls},
		{"readings", "Readings", ui.IconMenu, v.s.drawer.snap != drawerClosed, v.s.do.toggleDrawer},
	}
	w := r.W / float64(len(items))
	for i, item := range items {
		box := ui.Box(r.X+float64(i)*w, r.Y, w, r.H)
		value := "closed"
		if item.open {
			value = "open"
		}
		look := v.Place(ui.Widget{ID: "tab." + item.id, Kind: ui.Tab, Rect: box, Label: item.title, Value: value, Act: item.act})
		if item.open || look.Pressed {
			v.Fill(ui.Box(box.CenterX()-28, box.Y+5, 56, 28), 14, t.AccDim)
		}
		v.FocusRing(ui.Box(box.CenterX()-28, box.Y+5, 56, 28), 14, look)
		item.icon(&v.Painter, box.CenterX(), box.Y+19, t.T1)
		v.TextCenter(box.CenterX(), box.Y+43, ui.Tick, t.T1, item.title)
	}
}
