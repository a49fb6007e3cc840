package scene

import "fanout/sim"

// The phone shows the same things one below the other: lanes, field, counters,
// the bar that moved, transport, and the rails as sheets.

func (v *view) phoneLanes() {
	t, l, p := v.theme, v.l, v.l.lanes(1)
	cy, left, right := p.guild.CenterY(), l.Lanes.X, l.Lanes.Right()-16
	v.serviceIcon(sim.API, left+22, cy)
	x := v.text(left+36, cy, BodyStrong, t.T1, "API")
	v.line(x+8, cy, p.comb.X, cy, 1.4, t.Line2)
	v.line(p.comb.Right(), cy, p.guild.X, cy, 1.4, t.Line2)
	v.comb2(p.comb)
	if !l.turned() { // the port is beside the guild, not below it
		mid := (p.port.X - p.guild.Right()) / 2
		a, b := Point{p.guild.Right(), cy}, p.port
		v.curve(a, Point{a.X + mid, a.Y}, Point{b.X - mid, b.Y}, b, 1.4, t.Line2)
	}
	v.beam(p.port)
	edge := t.Services[sim.Guilds]
	if v.snap.Guild.Mailbox > slots {
		edge = t.Bad
	}
	v.fill(p.guild, 8, t.Bg2)
	v.border(p.guild, 8, 1.4, edge)
	v.inspectable("guild", "Guild", count(int64(v.snap.Guild.Mailbox))+" in mailbox", p.guild, 8, picked{kind: pickGuild})
	v.inspectable("sieve", "Sieve", v.snap.Settings.Sieve.String(), Rect{p.comb.CenterX() - 20, cy - 22, 36, 44}, 8, picked{kind: pickSieve})
	v.inspectable(v.snap.APINodes[0].Name, "API", count(v.snap.APINodes[0].Sent)+" sent", Rect{left + 10, cy - 22, 60, 44}, 8, picked{kind: pickAPI})
	v.serviceIcon(sim.Guilds, p.guild.X+15, p.guild.Y+15)
	v.text(p.guild.X+27, p.guild.Y+15, LabelStrong, t.T1, "Guild")
	v.text(p.guild.X+9, p.guild.Y+32, Tick, t.T2, "mailbox "+short(int64(v.snap.Guild.Mailbox)))
	if v.snap.Guild.Last != 0 || v.snap.Guild.Sending != 0 {
		v.envelope(p.guild.Right()-20, p.guild.CenterY()+1, 24, 16, v.snap.Guild.Carrier)
	}
	members := count(int64(v.snap.Field.Members))
	switch {
	case l.turned():
		x = v.textRight(right, cy-8, BodyStrong, t.T1, members)
		v.serviceIcon(sim.Sessions, x-14, cy-8)
		v.textRight(right, cy+10, Tick, t.T2, v.fit(Tick, right-p.guild.Right()-8, v.s.dotMeaning(), v.s.dotBrief()))
	case l.FieldHead.Empty():
		v.serviceIcon(sim.Sessions, left+22, cy+34)
		x = v.text(left+36, cy+34, LabelStrong, t.T1, members)
		v.text(x+10, cy+34, Tick, t.T2, v.s.dotMeaning())
	}
}

// comb2 is the comb without its name: there is no room above it.
func (v *view) comb2(r Rect) {
	t := v.theme
	c := t.Stages[sim.StageSieve]
	switch v.snap.Settings.Sieve {
	case sim.SieveIgnore:
		c = t.T3
	case sim.SieveParse:
		c = t.Stages[sim.StageUnpack]
	}
	v.fill(r, 5, t.Bg1)
	for y := r.Y + 6; y < r.Bottom()-3; y += 6 {
		v.disc(r.CenterX(), y, 1.2, c)
	}
	v.border(r, 5, 1.4, c)
}

// phoneReached says how far the wave has come, beside the field: it must not hide a
// kept span.
func (v *view) phoneReached() {
	waves := v.snap.Field.Waves
	if len(waves) == 0 {
		return
	}
	w, p := &waves[len(waves)-1], v.l.lanes(1)
	text := count(int64(w.Arrived)) + " reached, " + duration(v.snap.Now-w.Start)
	switch {
	case v.l.turned():
		v.text(v.l.Lanes.X+16, p.port.Y-6, Tick, v.theme.T1, text)
	case v.l.FieldHead.Empty():
		v.textRight(p.port.X-24, p.guild.CenterY()+34, Tick, v.theme.T1, text)
	}
}

func (v *view) phoneCounters() {
	v.phonePeek()
	t, m, r := v.theme, &v.snap.Messages, v.l.Counters
	cy := r.CenterY()
	v.diamond(r.X+22, cy, 5.5, t.Trace)
	x := v.text(r.X+34, cy, Section, t.TraceInk, v.fit(Section, 76, count(m.SessionSpans), short(m.SessionSpans)))
	x = v.text(x+5, cy, Label, t.T2, "kept") + 18
	v.border(around(x+5, cy, 5), 0, 2, t.Trace)
	x = v.text(x+16, cy, Section, t.T1, v.fit(Section, 76, count(m.OrphanRoots), short(m.OrphanRoots)))
	v.text(x+5, cy, Label, t.T2, "roots")
	x = v.textRight(r.Right()-16, cy, Label, t.T2, "spans/s")
	v.textRight(x-5, cy, Section, t.TraceInk, v.fit(Section, 60, rate(m.SpansPerSecond), short(m.SpansPerSecond/1000)))
}

// phonePeek uses the room that is left, if there is any, for the two controls that
// move most.
func (v *view) phonePeek() {
	set := &v.snap.Settings
	r := v.l.Peek
	r = Rect{r.X + 8, r.Y + 2, r.W - 16, r.H - 4}
	if r.H < 50 || v.s.sheet != "" {
		return
	}
	v.toggleRow(Rect{r.X, r.Y, r.W, 50}, noRoots(set))
	if r.H >= 100 {
		const name = 94
		v.text(r.X+8, r.Y+78, Label, v.theme.T2, "gRPC headers")
		v.sieveChoice(Rect{r.X + 8 + name, r.Y + 56, r.W - 16 - name, 44})
	}
}

// cpuPhone is the one bar that the last change moved most.
func (v *view) cpuPhone(r Rect) {
	t, service := v.theme, v.movedMost()
	row := &v.snap.Services[service]
	y := r.Y + 19
	v.serviceIcon(service, r.X+22, y)
	v.text(r.X+36, y, BodyStrong, t.T1, serviceTitle[service]+" CPU")
	v.textRight(r.Right()-102, y, Title, t.T1, loadText(row.CPU.Total()))
	v.text(r.Right()-98, y, Label, t.T2, "%")
	v.cpuChange(row, r.Right()-80, y)
	bar := Rect{r.X + 16, r.Y + 42, r.W - 32, 20}
	v.cpuWidget(service, bar)
	v.cpuBar(service, bar)
	v.textRight(r.Right()-16, r.Y+73, Tick, t.T2, "0 to 100 % of the service, "+v.costTag())
}

// phoneTransport draws step back, play and step into the timeline's row and returns what
// is left of it for the plot.
func (v *view) phoneTransport(r Rect) Rect {
	cy := r.CenterY()
	play := buttonSpec{id: "play", label: "Play", icon: iconPlay, primary: true, value: "paused", command: "play"}
	if v.snap.Playing {
		play.label, play.icon, play.value, play.command = "Pause", iconPause, "playing", "pause"
	}
	v.button(Rect{r.X + 8, cy - 22, 44, 44}, buttonSpec{id: "back", label: "Step back", icon: iconBack, command: "back"})
	v.button(Rect{r.X + 56, cy - 22, 44, 44}, play)
	v.button(Rect{r.X + 104, cy - 22, 44, 44}, buttonSpec{id: "step", label: "Step", icon: iconStep, command: "step"})
	v.textRight(r.Right()-12, cy-8, Mono, v.theme.T1, clock(v.snap.Now))
	v.textRight(r.Right()-12, cy+9, MonoSmall, v.theme.T2, speedText(v.snap.Speed))
	return Rect{r.X + 160, r.Y + 10, r.W - 160 - 92, r.H - 20}
}

// phoneDrawerHead is the height of the drawer's edge and tabs, which lie inside it
// on a phone.
const phoneDrawerHead = 60.

func (v *view) phoneDrawerHead(r Rect) {
	v.tabs(Rect{r.X + 8, r.Y + 14, r.W - 16, 44})
	v.drawerGrip(Rect{r.CenterX() - 60, r.Y - 24, 120, 40}, r.Y+6)
}

// phoneTabs opens the rails as sheets, and the drawer.
func (v *view) phoneTabs() {
	t, r := v.theme, v.l.Tabs
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	items := []struct {
		id, title string
		icon      func(*view, float64, float64, Color)
		open      bool
		act       func(*Scene)
	}{
		{"intro", "About", iconBook, v.s.sheet == "intro", func(s *Scene) { s.openSheet("intro") }},
		{"controls", "Controls", iconSliders, v.s.sheet == "controls", func(s *Scene) { s.openSheet("controls") }},
		{"readings", "Readings", iconMenu, v.s.drawer.snap != drawerClosed, (*Scene).toggleDrawer},
	}
	w := r.W / float64(len(items))
	for i, item := range items {
		box := Rect{r.X + float64(i)*w, r.Y, w, r.H}
		value := "closed"
		if item.open {
			value = "open"
		}
		look := v.place(Widget{ID: "tab." + item.id, Kind: Tab, Rect: box, Label: item.title, Value: value, act: item.act})
		if item.open || look.pressed {
			v.fill(Rect{box.CenterX() - 28, box.Y + 5, 56, 28}, 14, t.AccDim)
		}
		v.focusRing(Rect{box.CenterX() - 28, box.Y + 5, 56, 28}, 14, look)
		item.icon(v, box.CenterX(), box.Y+19, t.T1)
		v.textCenter(box.CenterX(), box.Y+43, Tick, t.T1, item.title)
	}
}
