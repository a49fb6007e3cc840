package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

func (v lanes) phone() {
	t, l, p := v.Theme, v.l, v.l.lanes(1)
	cy, left, right := p.guild.CenterY(), l.Lanes.X, l.Lanes.Right()-16
	scene.ServiceIcon(&v.Painter, guild.API, left+22, cy)
	x := v.Text(left+36, cy, ui.BodyStrong, t.T1, "API")
	v.Line(x+8, cy, p.comb.X, cy, 1.4, t.Line2)
	v.Line(p.comb.Right(), cy, p.guild.X, cy, 1.4, t.Line2)
	if l.Sieve {
		v.phoneComb(p.comb)
	}
	if !l.turned() { // the port is beside the guild, not below it
		mid := (p.port.X - p.guild.Right()) / 2
		a, b := ui.Pt(p.guild.Right(), cy), p.port
		v.Curve(a, ui.Pt(a.X+mid, a.Y), ui.Pt(b.X-mid, b.Y), b, 1.4, t.Line2)
	}
	v.beam(p.port)
	edge := t.Services[guild.Guilds]
	if g := &guild.ViewOf(v.Snap).Guild; g.Mailbox > slots || g.Crash.Down() {
		edge = t.Bad
	}
	v.Fill(p.guild, 8, t.Bg2)
	v.Border(p.guild, 8, 1.4, edge)
	v.inspectable("guild", "Guild", ui.Count(int64(guild.ViewOf(v.Snap).Guild.Mailbox))+" in mailbox", p.guild, 8, picked{kind: pickGuild})
	if l.Sieve {
		v.inspectable(sieveID, "Sieve", settingsOf(v.Snap).Sieve.String(), ui.Box(p.comb.CenterX()-30, cy-22, 44, 44), 8, picked{kind: pickSieve})
	}
	v.inspectable(guild.ViewOf(v.Snap).APINodes[0].Name, "API", ui.Count(guild.ViewOf(v.Snap).APINodes[0].Sent)+" sent", ui.Box(left+10, cy-22, 60, 44), 8, picked{kind: pickAPI})
	scene.ServiceIcon(&v.Painter, guild.Guilds, p.guild.X+15, p.guild.Y+15)
	v.Text(p.guild.X+27, p.guild.Y+15, ui.LabelStrong, t.T1, "Guild")
	if words := crashWords(v.Snap); words != "" {
		v.Text(p.guild.X+9, p.guild.Y+32, ui.TickStrong, t.Bad, v.Fit(ui.TickStrong, p.guild.W-42, words, crashBrief(v.Snap)))
	} else {
		v.Text(p.guild.X+9, p.guild.Y+32, ui.Tick, t.T2, v.Fit(ui.Tick, p.guild.W-18, v.mailboxBrief()...))
	}
	if guild.ViewOf(v.Snap).Guild.Last != 0 || guild.ViewOf(v.Snap).Guild.Sending != 0 {
		envelope(&v.Painter, p.guild.Right()-19, p.guild.Y+14, 21, 14, guild.ViewOf(v.Snap).Guild.Carrier)
	}
	members := v.membersText()
	switch {
	case l.turned():
		x = v.TextRight(right, cy-8, ui.BodyStrong, t.T1, members)
		scene.ServiceIcon(&v.Painter, guild.Sessions, x-14, cy-8)
		v.TextRight(right, cy+10, ui.Tick, t.T2, v.Fit(ui.Tick, right-p.guild.Right()-8, v.pic.cam.dotMeaning(), v.pic.cam.dotBrief()))
	case l.FieldHead.Empty():
		scene.ServiceIcon(&v.Painter, guild.Sessions, left+22, cy+34)
		x = v.Text(left+36, cy+34, ui.LabelStrong, t.T1, members)
		v.Text(x+10, cy+34, ui.Tick, t.T2, v.pic.cam.dotMeaning())
	}
}

// mailboxBrief is how many messages wait, in less and less room; of an empty mailbox, that the
// last message came bare, if it did.
func (v lanes) mailboxBrief() []string {
	g := &guild.ViewOf(v.Snap).Guild
	if g.Mailbox == 0 && g.CameBare {
		return []string{cameBare, "bare"}
	}
	n := int64(g.Mailbox)
	return []string{"mailbox " + ui.Count(n), "mailbox " + ui.Short(n), ui.Short(n)}
}

// phoneComb is the comb without its name: there is no room above it.
func (v lanes) phoneComb(r ui.Rect) {
	t := v.Theme
	c := t.Stages[guild.StageSieve]
	switch settingsOf(v.Snap).Sieve {
	case guild.SieveIgnore:
		c = t.T3
	case guild.SieveParse:
		c = t.Stages[guild.StageUnpack]
	}
	v.Fill(r, 5, t.Bg1)
	for y := r.Y + 6; y < r.Bottom()-3; y += 6 {
		v.Disc(r.CenterX(), y, 1.2, c)
	}
	v.Border(r, 5, 1.4, c)
}

// phoneReached says how far the wave has come, and in what time, beside the field: it must not
// hide a kept span.
func (v lanes) phoneReached() {
	waves := guild.ViewOf(v.Snap).Field.Waves
	if len(waves) == 0 || v.pic.place.Veiled {
		return
	}
	w, p := &waves[len(waves)-1], v.l.lanes(1)
	text := scene.Numbered(w.Message) + ": " + ui.Count(int64(reachedBy(w))) + " reached, " + ui.Duration(min(v.Snap.Now-w.Start, w.Step*int64(w.Size)/1000))
	switch {
	case v.l.turned():
		v.Text(v.l.Lanes.X+16, p.port.Y-6, ui.Tick, v.Theme.T1, text)
	case v.l.Short:
		v.Text(v.l.Lanes.X+16, p.guild.CenterY()+52, ui.Tick, v.Theme.T1, v.Fit(ui.Tick, p.port.X-v.l.Lanes.X-24, text, scene.Numbered(w.Message)+": "+ui.Count(int64(reachedBy(w)))))
	case v.l.FieldHead.Empty():
		v.TextRight(p.port.X-24, p.guild.CenterY()+34, ui.Tick, v.Theme.T1, text)
	}
}

func (v lanes) folded() {
	t, l := v.Theme, v.l
	cy, x := l.Stage.CenterY(), l.Lanes.X
	v.Line(x+16, cy, l.Field.X-40, cy, 1.4, t.Line2)
	scene.ServiceIcon(&v.Painter, guild.API, x+10, cy)
	v.TextCenter(x+12, cy+26, ui.Tick, t.T2, "API")
	if l.Sieve {
		v.phoneComb(ui.Box(x+52, cy-26, 10, 52))
		v.TextCenter(x+57, cy+40, ui.Tick, t.T2, "sieve")
	}
	port := ui.Pt(l.Field.X-36, cy)
	v.beam(port)
	v.TextCenter(port.X-6, cy+26, ui.Tick, t.T2, "guild")
}
