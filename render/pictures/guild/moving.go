package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// draw is everything whose place follows virtual time: tokens on the
// wires, the guild's progress, the wave's front.
func (v moving) draw() {
	to, _ := v.pic.cam.now(v.pic.s.Now())
	v.pic.hits = v.pic.hits[:0]
	if v.pic.folded() {
		cardStrip(v).live(to)
		following(v).live(to)
		return
	}
	p := v.l.lanes(len(guild.ViewOf(v.Snap).APINodes))
	if !v.l.Flat {
		guildCard(v).progress(p.guild)
		v.waveLabel()
	} else {
		lanes(v).phoneReached()
	}
	v.newSpans()
	v.ringMarks()
	following(v).live(to)
	v.travellers(&p)
}

// mostGlows is how many new spans glow at a time, out of the newest mostLooked: more
// would be one haze.
const mostGlows, mostLooked = 80, 2000

// newSpans lets the spans that were kept just now glow.
func (v moving) newSpans() {
	marks, fanout := guild.ViewOf(v.Snap).Marks, fanoutTime(&guild.ViewOf(v.Snap).Field)
	if v.pic.s.Reduced() || v.pic.zoomed() {
		return
	}
	glows := 0
	for i := len(marks) - 1; i >= max(0, len(marks)-mostLooked) && glows < mostGlows; i-- {
		m := &marks[i]
		if v.Snap.Now-m.At >= fanout/8 {
			return // they lie in the order of time
		}
		if m.Orphan || int(m.Rank) >= len(v.pic.grid.idOf) {
			continue
		}
		if q, _, seen := v.pic.field.where(v.pic, m.Rank); seen {
			glows++
			v.Glow(q.X, q.Y, 16, v.Theme.Trace.Alpha(.17))
		}
	}
}

// mostRings is how many marks are ringed at a time, the newest.
const mostRings = 200

// ringMarks rings the marks whose sign in the legend is pointed at or has the focus.
func (v moving) ringMarks() {
	at := v.pic.s.In().Hover
	if at == "" {
		at = v.pic.s.In().Focus
	}
	if at != "legend.kept" && at != "legend.root" {
		return
	}
	marks, rings := guild.ViewOf(v.Snap).Marks, 0
	for i := len(marks) - 1; i >= 0 && rings < mostRings; i-- {
		m := &marks[i]
		if m.Orphan != (at == "legend.root") || int(m.Rank) >= len(v.pic.grid.idOf) {
			continue
		}
		if q, _, seen := v.pic.field.where(v.pic, m.Rank); seen {
			v.Ring(q.X, q.Y, 9, 2, v.Theme.T1)
			rings++
		}
	}
}

// maxLabels is the number of tokens up to which each of them says what it is;
// more would write over one another.
const maxLabels = 6

func (v moving) travellers(p *lanePlan) {
	if len(p.cards) == 0 {
		return
	}
	v.echoes(p)
	for i := range guild.ViewOf(v.Snap).Tokens {
		tok := &guild.ViewOf(v.Snap).Tokens[i]
		q := v.tokenAt(p, tok)
		v.pic.hits = append(v.pic.hits, hit{q, tok.Message})
		if tok.Lane == guild.LaneAPI {
			tokenHeader(&v.Painter, q.X, q.Y, tok.Carrier)
		} else {
			envelope(&v.Painter, q.X, q.Y, 24, 16, tok.Carrier)
		}
		if len(guild.ViewOf(v.Snap).Tokens) <= maxLabels && !v.l.Flat && p.cards[0].W > 60 {
			v.tokenLabel(p, q, tok)
		}
	}
}

// tokenLabel writes the number of a message and the flag byte of its header 11 px
// below it, left of the sieve or right of the API cards as there is room.
func (v moving) tokenLabel(p *lanePlan, q ui.Point, tok *guild.Token) {
	label := scene.Numbered(tok.Message)
	if tok.Lane == guild.LaneAPI {
		label += flagByte(tok.Carrier)
	}
	w := v.Width(ui.MonoSmall, label)
	x := q.X - w/2
	if tok.Lane == guild.LaneAPI {
		x = min(x, p.comb.X-6-w)
	}
	v.Text(x, q.Y+19, ui.MonoSmall, v.Theme.T2, label)
}

// tokenAt is the place of a token at the snapshot's time.
func (v moving) tokenAt(p *lanePlan, tok *guild.Token) ui.Point {
	at := 1.
	if tok.End > tok.Start {
		at = min(max(float64(v.Snap.Now-tok.Start)/float64(tok.End-tok.Start), 0), 1)
	}
	a, c1, c2, b := p.wire(tok.Node)
	if tok.Lane == guild.LaneAPI {
		return ui.Bezier(a, c1, c2, b, at)
	}
	from, to := v.onward(p)
	return ui.Pt(from.X+(to.X-from.X)*at, from.Y)
}

// onward is the way of a message from the sieve to the guild.
func (v moving) onward(p *lanePlan) (from, to ui.Point) {
	from, to = ui.Pt(p.comb.Right(), p.comb.CenterY()), ui.Pt(p.guild.X+16, p.comb.CenterY())
	if v.l.Flat { // the guild's name is where it would end
		to.X = p.guild.X - 6
	}
	return from, to
}

// waveLabel says how far the newest wave has come: beside its front while it
// spreads over sessions that have nothing to do, and above the field once all of
// them are lit, for words over dots cannot be read.
func (v moving) waveLabel() {
	t, waves := v.Theme, guild.ViewOf(v.Snap).Field.Waves
	if len(waves) == 0 || v.pic.place.Veiled {
		return
	}
	wave, frame := &waves[len(waves)-1], v.l.Field
	age := ui.Duration(v.Snap.Now - wave.Start)
	if wave.Arrived >= wave.Size {
		right := v.zoomButtonsAt(frame.Right(), 0).X - 12
		room := right - frame.X - headWidth(v.guildView) - 16
		done, name := ui.Count(int64(wave.Done)), scene.Numbered(wave.Message)
		if wave.Missing.Total() > 0 {
			done += " handled, " + missingBrief(&wave.Missing)
		} else {
			done += " handled"
		}
		text := name + ": " + done + ", " + age
		if wave.Done+int(wave.Missing.Total()) == wave.Size { // nothing is under way that took that long
			text = name + ": " + done
		}
		v.TextRight(right, v.l.FieldHead.Y+18, ui.Label, t.T2,
			v.Fit(ui.Label, room, text, name+": "+done, name+": "+ui.Count(int64(wave.Done))+" handled", ""))
		return
	}
	if v.pic.zoomed() {
		return // the front is seen as a line, or is elsewhere
	}
	front, ok := v.pic.field.front(v.Snap, wave)
	text := scene.Numbered(wave.Message) + ": " + ui.Count(int64(reachedBy(wave))) + " reached, " + age
	x, y := frame.Right()-10-v.Width(ui.Label, text), frame.Y+frame.H*.14
	if !ok || front.X > x-24 || len(waves) > 1 {
		return // the wave, or one before it, is where the words would be
	}
	v.Line(front.X+2, front.Y-2, x-8, y+6, 1, t.T2)
	v.Fill(ui.Box(x-6, y-10, v.Width(ui.Label, text)+12, 36), 4, t.FieldBg.Alpha(.88)) // diamonds lie there as well
	v.Text(x, y, ui.LabelStrong, t.T1, "Wave front")
	v.Text(x, y+16, ui.Label, t.T2, text)
}

// headWidth is how much of the line above the field is taken.
func headWidth(v *guildView) float64 {
	return 22 + v.Width(ui.Section, "Sessions") + 8 + v.Width(ui.Section, v.membersText()) + 16 + v.Width(ui.Label, v.pic.cam.dotMeaning())
}
