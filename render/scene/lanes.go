package scene

import (
	"math"

	"fanout/sim"
)

// lanePlan is where the things of the lanes stand. It depends on the layout and
// the number of API nodes only, so that nothing moves.
type lanePlan struct {
	cards []Rect // of the API nodes, top to bottom
	comb  Rect   // the sieve
	guild Rect
	port  Point // where the guild's sends leave towards the field
}

func (l *Layout) lanes(nodes int) lanePlan {
	if l.Size == Phone {
		return l.phoneLanes()
	}
	r, cy := l.Lanes, l.Field.CenterY()
	guildW, cardW := 124., 100.
	if r.W < 300 {
		guildW, cardW = 112, 72
	}
	guild := Rect{r.Right() - guildW - 12, cy - 128, guildW, 256}
	p := lanePlan{
		guild: guild,
		comb:  Rect{guild.X - 30, cy - 84, 12, 168},
		port:  Point{guild.Right() + 10, cy},
	}
	pitch := 120.
	if nodes > 3 {
		pitch = 84
	}
	for i := range nodes {
		y := cy + (float64(i)-float64(nodes-1)/2)*pitch
		p.cards = append(p.cards, Rect{r.X, y - 34, cardW, 68})
	}
	return p
}

func (l *Layout) phoneLanes() lanePlan {
	cy := l.Lanes.Y + 28
	return lanePlan{
		cards: []Rect{{12, cy - 14, 60, 28}},
		comb:  Rect{128, cy - 15, 10, 30},
		guild: Rect{146, cy - 22, 104, 44},
		port:  Point{l.Field.CenterX(), l.Field.Y - 12},
	}
}

// wire is the way of a request from the card of node i to the comb.
func (p *lanePlan) wire(i int) (a, c1, c2, b Point) {
	card := p.cards[min(i, len(p.cards)-1)]
	a = Point{card.Right(), card.CenterY()}
	share := (float64(i) - float64(len(p.cards)-1)/2) / max(1, float64(len(p.cards)))
	b = Point{p.comb.X, p.comb.CenterY() + share*p.comb.H*.8}
	mid := (b.X - a.X) * .55
	return a, Point{a.X + mid, a.Y}, Point{b.X - mid, b.Y}, b
}

// lanes draws API nodes, wires, sieve and guild.
func (v *view) lanes() {
	if v.l.Size == Phone {
		v.phoneLanes()
		return
	}
	p := v.l.lanes(len(v.snap.APINodes))
	v.laneHead(p.cards, p.guild.X)
	for i := range p.cards {
		a, c1, c2, b := p.wire(i)
		v.curve(a, c1, c2, b, 1.4, v.theme.Line2)
	}
	v.line(p.comb.Right(), p.comb.CenterY(), p.guild.X, p.comb.CenterY(), 1.4, v.theme.Line2)
	for i, card := range p.cards {
		v.apiCard(card, v.snap.APINodes[i])
	}
	v.comb(p.comb)
	v.sieveCounts(p)
	v.guildCard(p.guild)
	v.beam(p.port)
}

func (v *view) laneHead(cards []Rect, guildX float64) {
	t, l := v.theme, v.l
	y := l.FieldHead.Y + 18
	x := l.Lanes.X
	v.serviceIcon(sim.API, x+7, y)
	v.text(x+20, y, Section, t.T1, "API")
	v.text(x, y+22, Label, t.T2, "head sampling")
	v.text(x, y+38, Label, t.T2, "is decided here")
	v.serviceIcon(sim.Guilds, guildX+7, y)
	v.text(guildX+20, y, Section, t.T1, "Guild")
	v.text(guildX, y+22, Label, t.T2, "one process,")
	v.text(guildX, y+38, Label, t.T2, "one mailbox")

	if len(cards) == 0 {
		return
	}
	w := cards[0].W
	top := min(y+54, cards[0].Y-70)
	v.button(Rect{x, top, w, 26}, buttonSpec{id: "send", label: "Send one message", text: "Send", icon: iconSend,
		command: "send", hint: "One more message now"})
	v.button(Rect{x, top + 32, w, 26}, buttonSpec{id: "burst", label: "Send 50 messages at once", text: "Burst", icon: iconBurst,
		command: "burst 50", hint: "50 messages at once"})
}

func (v *view) apiCard(r Rect, n sim.APINodeView) {
	t := v.theme
	v.panel(r, 8, t.Bg2, t.Line2)
	v.hexagon(r.X+15, r.Y+17, 5.5, 1.5, t.Services[sim.API])
	v.text(r.X+28, r.Y+17, LabelStrong, t.T1, n.Name)
	v.text(r.X+10, r.Y+36, Label, t.T2, Count(n.Sent)+" sent")
	if n.Sampled == 0 {
		v.text(r.X+10, r.Y+54, Label, t.T2, "0 sampled")
		return
	}
	v.diamond(r.X+14, r.Y+54, 4, t.Trace)
	v.text(r.X+22, r.Y+54, Label, t.TraceInk, Count(n.Sampled)+" sampled")
}

// comb is the gRPC server's door: what it does with trace headers.
func (v *view) comb(r Rect) {
	t := v.theme
	name, c := "Sieve", t.Stages[sim.StageSieve]
	switch v.snap.Settings.Sieve {
	case sim.SieveIgnore:
		name, c = "Ignore", t.T3
	case sim.SieveParse:
		name, c = "Parse", t.Stages[sim.StageUnpack]
	}
	v.textCenter(r.CenterX(), r.Y-14, LabelStrong, c, name)
	v.fill(r, 6, t.Bg1)
	if v.snap.Settings.Sieve == sim.SieveOn {
		for y := r.Y + 8; y < r.Bottom()-4; y += 9 {
			v.disc(r.CenterX(), y, 1.4, c)
		}
	}
	if v.snap.Settings.Sieve == sim.SieveParse {
		v.pattern(Rect{r.X + 2, r.Y + 6, r.W - 4, r.H - 12}, Hatch, r.X, c.Alpha(.8))
	}
	v.border(r, 6, 1.5, c)
}

func (v *view) sieveCounts(p lanePlan) {
	t, m := v.theme, &v.snap.Messages
	x, y := p.comb.X-44, p.guild.Bottom()+16
	v.diamond(x+4, y, 4, t.Trace)
	v.text(x+14, y, Label, t.TraceInk, Count(m.Parsed)+" parsed")
	v.ring(x+4, y+16, 4, 1.4, t.T2)
	v.text(x+14, y+16, Label, t.T2, Count(m.Stripped)+" stripped")
}

// beam is the guild's reach: thin lines from the port to the edge of the field.
func (v *view) beam(port Point) {
	t, f := v.theme, v.l.Field
	c := t.Services[sim.Guilds]
	const rays = 24
	for i := range rays {
		at := (float64(i) + .5) / rays
		alpha := .34 * (1 - math.Abs(at-.5)*1.6)
		if v.l.Size == Phone {
			v.line(port.X, port.Y, f.X+at*f.W, f.Y, 1, c.Alpha(alpha))
			continue
		}
		v.line(port.X, port.Y, f.X, f.Y+at*f.H, 1, c.Alpha(alpha))
	}
	v.disc(port.X, port.Y, 5, t.Bg0)
	v.ring(port.X, port.Y, 5, 1.5, c)
	v.disc(port.X, port.Y, 2.6, c)
}
