package scene

import "fanout/sim"

// movingParts is everything whose place follows virtual time: tokens on the
// wires, the guild's progress, the wave's front.
func (v *view) movingParts() {
	p := v.l.lanes(len(v.snap.APINodes))
	if v.l.Size != atPhone {
		v.guildProgress(p.guild)
		v.waveLabel()
	} else {
		v.phoneReached()
	}
	v.travellers(&p)
}

// maxLabels is the number of tokens up to which each of them says what it is;
// more would write over one another.
const maxLabels = 6

func (v *view) travellers(p *lanePlan) {
	if len(p.cards) == 0 {
		return
	}
	for i := range v.snap.Tokens {
		tok := &v.snap.Tokens[i]
		q := v.tokenAt(p, tok)
		if tok.Lane == sim.LaneAPI {
			v.header(q.X, q.Y, tok.Carrier)
		} else {
			v.envelope(q.X, q.Y, 24, 16, tok.Carrier)
		}
		if len(v.snap.Tokens) <= maxLabels && v.l.Size != atPhone && p.cards[0].W > 60 {
			v.tokenLabel(p, q, tok)
		}
	}
}

// tokenLabel writes the number of a message and the flag byte of its header 11 px
// below it, left of the sieve or right of the API cards as there is room.
func (v *view) tokenLabel(p *lanePlan, q Point, tok *sim.Token) {
	label := messageName(tok.Message)
	if tok.Lane == sim.LaneAPI {
		label += flagByte(tok.Carrier)
	}
	w := v.width(MonoSmall, label)
	x := q.X - w/2
	if tok.Lane == sim.LaneAPI {
		x = min(x, p.comb.X-6-w)
	}
	v.text(x, q.Y+19, MonoSmall, v.theme.T2, label)
}

// tokenAt is the place of a token at the snapshot's time.
func (v *view) tokenAt(p *lanePlan, tok *sim.Token) Point {
	at := 1.
	if tok.End > tok.Start {
		at = min(max(float64(v.snap.Now-tok.Start)/float64(tok.End-tok.Start), 0), 1)
	}
	a, c1, c2, b := p.wire(tok.Node)
	if tok.Lane == sim.LaneAPI {
		return bezier(a, c1, c2, b, at)
	}
	from, to := Point{p.comb.Right(), p.comb.CenterY()}, Point{p.guild.X + 16, p.comb.CenterY()}
	return Point{from.X + (to.X-from.X)*at, from.Y}
}

// waveLabel says how far the newest wave has come, beside its front.
func (v *view) waveLabel() {
	t, f := v.theme, &v.s.field
	front, reached, wave := f.front(v.snap)
	if wave == nil {
		return
	}
	title, word := "Wave front", " reached, "
	if wave.Arrived >= wave.Size {
		title, word = "Handling", " handled, "
	}
	frame := v.l.Field
	text := count(int64(reached)) + word + duration(v.snap.Now-wave.Start)
	x, y := frame.Right()-10-v.width(Label, text), frame.Y+frame.H*.14
	if front.X > x-24 {
		return // the wave is where the words would be
	}
	if wave.Arrived >= wave.Size { // every dot is lit here
		v.fill(Rect{x - 8, y - 12, frame.Right() - x, 44}, 4, t.FieldBg.Alpha(.82))
	}
	v.line(front.X+2, front.Y-2, x-8, y+6, 1, t.T2)
	v.text(x, y, LabelStrong, t.T1, title)
	v.text(x, y+16, Label, t.T2, text)
}
