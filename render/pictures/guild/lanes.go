package guildpicture

import (
	"math"
	"strings"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// lanePlan is where the things of the lanes stand. It depends on the layout and
// the number of API nodes only, so that nothing moves.
type lanePlan struct {
	cards []ui.Rect // of the API nodes, top to bottom
	comb  ui.Rect   // the sieve; nothing but the guild's edge where it is not shown
	guild ui.Rect
	port  ui.Point // where the guild's sends leave towards the field

	counts ui.Point // of parsed and stripped headers
	send   ui.Rect  // the buttons that make messages
}

const guildH = 272

// laneSizes are the widths that the lanes are built from: as in main-1440.png,
// tight, and slim.
type laneSizes struct {
	guild, card, comb float64
	gap               float64 // from the comb to the guild
	words             bool    // there is room for captions and words on buttons
}

func (l *layout) laneSizes() laneSizes {
	switch {
	case l.Lanes.W < 290:
		return laneSizes{guild: 108, card: 52, comb: 120, gap: 14}
	case l.Lanes.W < 330 || l.Counters.Y-l.FieldHead.Y < 420:
		return laneSizes{guild: 112, card: 76, comb: 120, gap: 18}
	}
	return laneSizes{guild: 124, card: 100, comb: 168, gap: 18, words: true}
}

func (l *layout) lanes(nodes int) lanePlan {
	if l.Flat {
		return l.phoneLanes()
	}
	r, size := l.Lanes, l.laneSizes()
	top, bottom := l.FieldHead.Y+40, l.Counters.Y-8
	if size.words {
		top += 30
	}
	cy := min(max(l.Field.CenterY(), top+guildH/2), bottom-guildH/2)
	guild := ui.Box(r.Right()-size.guild-12, math.Round(cy-guildH/2), size.guild, guildH)
	p := lanePlan{
		guild:  guild,
		comb:   ui.Box(guild.X-size.gap-12, cy-size.comb/2, 12, size.comb),
		port:   ui.Pt(guild.Right()+10, min(max(l.Field.CenterY(), guild.Y+20), guild.Bottom()-20)),
		counts: ui.Pt(guild.X-74, min(guild.Bottom()+16, bottom-20)),
		send:   ui.Box(r.X, top, size.card, 28),
	}
	if !l.Sieve { // the wires go to the guild
		p.comb = ui.Box(guild.X, p.comb.Y, 0, p.comb.H)
	}
	if !size.words && l.Size.Touch() {
		p.send.H = 2*44 + 6
	}
	if !size.words {
		p.counts.X = guild.X - 90
	}
	// The cards share what is left below the buttons, about the guild's middle.
	end := bottom
	if size.card < 60 {
		end -= 36 // the counts stand below them
	}
	cardH, gaps := 68., float64(max(1, nodes-1))
	if room := end - p.send.Bottom() - 8; room < cardH*(gaps+1)+4*gaps {
		cardH = lowCardH
	}
	first, last := p.send.Bottom()+8+cardH/2, end-cardH/2
	pitch := min(120, (last-first)/gaps)
	reach := pitch * float64(nodes-1) / 2
	middle := min(max(cy, first+reach), last-reach)
	for i := range nodes {
		y := middle - reach + float64(i)*pitch
		p.cards = append(p.cards, ui.Box(r.X, math.Round(y-cardH/2), size.card, cardH))
	}
	if size.card < 60 && nodes > 0 {
		p.counts = ui.Pt(r.X, min(p.cards[nodes-1].Bottom()+14, bottom-20))
	}
	return p
}

// phoneLanes are lanes in one line, below it or at its end the port.
func (l *layout) phoneLanes() lanePlan {
	r := l.Lanes
	cy := r.Y + 28
	guildX, port := r.X+146, ui.Pt(l.Field.CenterX(), l.Field.Y-12)
	if !l.turned() {
		guildX, port = r.Right()-104-40, ui.Pt(l.Field.X-14, min(l.Field.CenterY(), l.CPU.Y-16))
	}
	p := lanePlan{
		cards: []ui.Rect{ui.Box(r.X+12, cy-14, 60, 28)},
		comb:  ui.Box(guildX-18, cy-15, 10, 30),
		guild: ui.Box(guildX, cy-22, 104, 44),
		port:  port,
	}
	if !l.Sieve {
		p.comb = ui.Box(guildX, p.comb.Y, 0, p.comb.H)
	}
	return p
}

// wire is the way of a request from the card of node i to the comb.
func (p *lanePlan) wire(i int) (a, c1, c2, b ui.Point) {
	i = min(i, len(p.cards)-1)
	card := p.cards[i]
	a = ui.Pt(card.Right(), card.CenterY())
	share := (float64(i) - float64(len(p.cards)-1)/2) / max(1, float64(len(p.cards)))
	b = ui.Pt(p.comb.X, p.comb.CenterY()+share*p.comb.H*.8)
	mid := (b.X - a.X) * .55
	return a, ui.Pt(a.X+mid, a.Y), ui.Pt(b.X-mid, b.Y), b
}

// draw draws API nodes, wires, sieve and guild.
func (v lanes) draw() {
	if v.l.Flat {
		v.phone()
		return
	}
	p := v.l.lanes(len(guild.ViewOf(v.Snap).APINodes))
	v.head(p.guild.X)
	v.sendButtons(p.send)
	for i := range p.cards {
		a, c1, c2, b := p.wire(i)
		v.Curve(a, c1, c2, b, 1.4, v.linkInk(guild.LinkAPI, v.Theme.Line2))
	}
	for i := range p.cards { // on from the sieve
		_, _, _, b := p.wire(i)
		v.Line(p.comb.Right(), b.Y, p.guild.X, b.Y, 1.4, v.Theme.Line2)
	}
	for i, card := range p.cards {
		v.apiCard(card, guild.ViewOf(v.Snap).APINodes[i])
		n := &guild.ViewOf(v.Snap).APINodes[i]
		v.inspectable(n.Name, n.Name, ui.Count(n.Sent)+" sent, "+ui.Count(n.Sampled)+" sampled", card, 8, picked{kind: pickAPI, id: i})
	}
	if v.l.Sieve {
		v.comb(p.comb)
		v.inspectable(sieveID, "Sieve", settingsOf(v.Snap).Sieve.String(), p.comb.Inset(-6), 10, picked{kind: pickSieve})
		v.sieveCounts(p)
	}
	guildCard(v).draw(p.guild)
	v.beam(p.port)
	v.links(&p)
}

func (v lanes) head(guildX float64) {
	t, l := v.Theme, v.l
	y := l.FieldHead.Y + 18
	x := l.Lanes.X
	scene.ServiceIcon(&v.Painter, guild.API, x+7, y)
	v.Text(x+20, y, ui.Section, t.T1, "API")
	scene.ServiceIcon(&v.Painter, guild.Guilds, guildX+7, y)
	v.Text(guildX+20, y, ui.Section, t.T1, "Guild")
	if !l.laneSizes().words {
		return
	}
	v.Text(x, y+22, ui.Label, t.T2, "head sampling")
	v.Text(x, y+38, ui.Label, t.T2, "is decided here")
	v.Text(guildX, y+22, ui.Label, t.T2, "one process,")
	v.Text(guildX, y+38, ui.Label, t.T2, "one mailbox")
}

// sendButtons make messages by hand, where messages come from.
func (v lanes) sendButtons(r ui.Rect) {
	words := r.W >= 90
	next := ui.Box(r.X, r.Y, (r.W-6)/2, r.H)
	dx, dy := next.W+6, 0.
	if !words && v.l.Size.Touch() {
		next, dx, dy = ui.Box(r.X, r.Y, r.W, 44), 0, 50
	}
	for _, b := range v.sends() {
		if words {
			b.Icon = nil
		} else {
			b.Text = ""
		}
		v.Button(next, b)
		next = next.Offset(dx, dy)
	}
}

// sends are the buttons that make messages, of those that are offered.
func (v *guildView) sends() (offered []ui.ButtonSpec) {
	for _, b := range []ui.ButtonSpec{
		{ID: "send", Label: "Send one message", Text: "Send", Icon: ui.IconSend, Command: "send", Hint: "One more message now"},
		{ID: "burst", Label: "Send 50 messages at once", Text: "Burst", Icon: ui.IconBurst, Command: "burst 50", Hint: "50 messages at once"},
	} {
		if v.Offers("button." + b.ID) {
			offered = append(offered, b)
		}
	}
	return offered
}

// send is the row of the rail that makes messages where the lanes have no room for it.
func (v controls) send(c *ui.Column) { v.wideSend(c.Take(v.Tall(32))) }

// wideSend has the buttons that make messages fill r.
func (v controls) wideSend(r ui.Rect) {
	all := v.sends()
	w := (r.W - 8*float64(len(all)-1)) / float64(len(all))
	for i, b := range all {
		v.Button(ui.Box(r.X+float64(i)*(w+8), r.Y, w, r.H), b)
	}
}

func (v lanes) apiCard(r ui.Rect, n guild.APINodeView) {
	t := v.Theme
	v.Panel(r, 8, t.Bg2, t.Line2)
	if r.W < 60 {
		v.slimCard(r, n)
		return
	}
	v.Hexagon(r.X+15, r.Y+17, 5.5, 1.5, t.Services[guild.API])
	v.Text(r.X+28, r.Y+17, ui.LabelStrong, t.T1, n.Name)
	v.Text(r.X+10, r.Y+36, ui.Label, t.T2, v.Fit(ui.Label, r.W-16, countTexts(n.Sent, " sent")...))
	if r.H <= lowCardH { // the picture has no room for the third line
		if n.Sampled > 0 {
			v.Diamond(r.Right()-10, r.Y+17, 4, t.Trace)
		}
		return
	}
	word := " sampled"
	if r.W < 100 {
		word = " kept"
	}
	if n.Sampled == 0 {
		v.Text(r.X+10, r.Y+54, ui.Label, t.T2, "0"+word)
		return
	}
	v.Diamond(r.X+14, r.Y+54, 4, t.Trace)
	v.Text(r.X+22, r.Y+54, ui.Label, t.TraceInk, v.Fit(ui.Label, r.W-28, countTexts(n.Sampled, word)...))
}

// lowCardH is the height of an API node's card where there is no room for three lines.
const lowCardH = 48

// slimCard has room for the numbers only.
func (v lanes) slimCard(r ui.Rect, n guild.APINodeView) {
	t := v.Theme
	v.Hexagon(r.X+14, r.Y+16, 5.5, 1.5, t.Services[guild.API])
	v.Text(r.X+24, r.Y+16, ui.TickStrong, t.T1, strings.TrimPrefix(n.Name, "api-"))
	v.Text(r.X+8, r.Y+36, ui.Tick, t.T2, ui.Short(n.Sent))
	if n.Sampled > 0 && r.H > lowCardH {
		v.Diamond(r.X+12, r.Y+54, 3.5, t.Trace)
		v.Text(r.X+20, r.Y+54, ui.Tick, t.TraceInk, ui.Short(n.Sampled))
	}
}

// comb is the gRPC server's door: what it does with trace headers.
func (v lanes) comb(r ui.Rect) {
	t := v.Theme
	name, c := "Sieve", t.Stages[guild.StageSieve]
	switch settingsOf(v.Snap).Sieve {
	case guild.SieveIgnore:
		name, c = "Ignore", t.T3
	case guild.SieveParse:
		name, c = "Parse", t.Stages[guild.StageUnpack]
	}
	ink := c
	if !t.Dark { // the colours of the stages are too pale for letters
		ink = map[guild.SieveMode]ui.Color{guild.SieveIgnore: t.T3, guild.SieveParse: t.Bad, guild.SieveOn: t.Good}[settingsOf(v.Snap).Sieve]
	}
	w := v.Width(ui.LabelStrong, name)
	v.Fill(ui.Box(r.CenterX()-w/2-3, r.Y-22, w+6, 16), 3, t.Bg0) // the wires go on behind it
	v.TextCenter(r.CenterX(), r.Y-14, ui.LabelStrong, ink, name)
	v.Fill(r, 6, t.Bg1)
	if settingsOf(v.Snap).Sieve == guild.SieveOn {
		for y := r.Y + 8; y < r.Bottom()-4; y += 9 {
			v.Disc(r.CenterX(), y, 1.4, c)
		}
	}
	if settingsOf(v.Snap).Sieve == guild.SieveParse {
		v.Pattern(ui.Box(r.X+2, r.Y+6, r.W-4, r.H-12), ui.Hatch, r.X, c.Alpha(.8))
	}
	v.Border(r, 6, 1.5, c)
}

func (v lanes) sieveCounts(p lanePlan) {
	t, m := v.Theme, &guild.ViewOf(v.Snap).Messages
	x, y := p.counts.X, p.counts.Y
	room := p.guild.X - 4 - x - 14
	if y-8 > p.guild.Bottom() {
		room = v.l.Lanes.Right() - x - 14
	}
	v.Diamond(x+4, y, 4, t.Trace)
	v.headerCount(x+14, y, room, t.TraceInk, m.Headers.Parsed, "parsed")
	if settingsOf(v.Snap).Sieve == guild.SieveIgnore {
		v.DashedRing(x+4, y+16, 4, 1.4, t.T2)
		v.headerCount(x+14, y+16, room, t.T2, m.Headers.Ignored, "ignored")
		return
	}
	v.Ring(x+4, y+16, 4, 1.4, t.T2)
	v.headerCount(x+14, y+16, room, t.T2, m.Headers.Stripped, "stripped")
}

// headerCount is a number of headers and what became of them, as large as the room before the
// guild allows. The sign before it says what it is in any case.
func (v lanes) headerCount(x, y, room float64, ink ui.Color, n int64, word string) {
	text := ui.Short(n) + " " + word
	for _, style := range []ui.Style{ui.Label, ui.Tick} {
		if v.Width(style, text) <= room {
			v.Text(x, y, style, ink, text)
			return
		}
	}
	v.Text(x, y, ui.Label, ink, v.Fit(ui.Label, room, ui.Short(n), ""))
}

// beam is the guild's reach: thin lines from the port to the edge of the field.
func (v lanes) beam(port ui.Point) {
	t, f := v.Theme, v.l.Field
	c := v.linkInk(guild.LinkSessions, t.Services[guild.Guilds])
	const rays = 24
	for i := range rays {
		at := (float64(i) + .5) / rays
		alpha := .34 * (1 - math.Abs(at-.5)*1.6)
		if v.l.turned() {
			v.Line(port.X, port.Y, f.X+at*f.W, f.Y, 1, c.Alpha(alpha))
			continue
		}
		v.Line(port.X, port.Y, f.X, f.Y+at*f.H, 1, c.Alpha(alpha))
	}
	v.Disc(port.X, port.Y, 5, t.Bg0)
	v.Ring(port.X, port.Y, 5, 1.5, c)
	v.Disc(port.X, port.Y, 2.6, c)
}
