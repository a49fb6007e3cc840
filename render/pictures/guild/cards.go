package guildpicture

import (
	"strconv"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// cardState is how a card is painted: what its session is doing now.
type cardState uint8

const (
	cardIdle     cardState = iota // no message has come yet
	cardWaiting                   // one is in its mailbox
	cardHandling                  // it is dealing with one
	cardDone                      // it has dealt with the last one
	cardGone                      // its actor has crashed
	cardLost                      // the last copy for it never came
)

// seenSession is a session as a card and the inspector show it.
type seenSession struct {
	guild.SessionView
	state  cardState
	orphan bool    // its last message made it start a trace, which is kept
	span   int64   // number of the span that it kept of its last message, 0 if none
	done   float64 // share of the handling that is behind it

	earlier []guild.Mark // spans that it kept of earlier messages, the oldest first
}

// seeSession looks at one session.
func (v cards) seeSession(in guild.Inspector, id int) seenSession {
	s := seenSession{SessionView: in.InspectSession(id)}
	now := v.Snap.Now
	switch {
	case s.Gone:
		s.state = cardGone
	case s.Ends > now:
		s.state = cardHandling
		if s.Last.Began > 0 && s.Ends > s.Last.Began {
			s.done = min(max(float64(now-s.Last.Began)/float64(s.Ends-s.Last.Began), 0), 1)
		}
	case s.Mailbox > 0:
		s.state = cardWaiting
	case s.Lost > 0:
		s.state = cardLost
	case s.Ends >= 0:
		s.state = cardDone
	}
	return s
}

// kept notes which sessions in sight have kept a span of their last message, or of
// earlier ones.
func (v cards) kept(seen map[int]*seenSession) {
	g := &v.pic.grid
	for i := range guild.ViewOf(v.Snap).Marks {
		m := &guild.ViewOf(v.Snap).Marks[i]
		if int(m.Rank) >= len(g.idOf) {
			continue
		}
		switch s := seen[int(g.idOf[m.Rank])]; {
		case s == nil:
		case s.Last.Message == m.Message:
			s.orphan, s.span = m.Orphan, m.Span
		default:
			s.earlier = append(s.earlier, *m)
		}
	}
}

// draw draws the sessions in sight, one card each.
func (v cards) draw(to stance) {
	in, ok := guild.ViewOf(v.Snap).Field.Source.(guild.Inspector)
	sight := v.pic.cam.sight(to)
	v.Clipped(to.frame.Inset(-3), func() {
		seen := make(map[int]*seenSession, sight.rows*sight.columns)
		for row := sight.row; row < sight.row+sight.rows; row++ {
			for column := sight.column; column < sight.column+sight.columns; column++ {
				id := v.pic.cam.sessionAt(row, column)
				if id >= len(guild.ViewOf(v.Snap).Field.Rank) {
					id = -1
				}
				if id >= 0 && ok {
					s := v.seeSession(in, id)
					seen[id] = &s
				}
			}
		}
		v.kept(seen)
		for row := sight.row; row < sight.row+sight.rows; row++ {
			for column := sight.column; column < sight.column+sight.columns; column++ {
				if s := seen[v.pic.cam.sessionAt(row, column)]; s != nil {
					v.card(to.card(row, column), s)
				}
			}
		}
	})
}

// card is the place of a card: its cell without the gap to the next ones.
func (a lens) card(row, column int) ui.Rect {
	r := a.rect(row, column)
	gap := cardGap * min(1, a.W/cardPitchX)
	r.W, r.H = r.W-gap, r.H-gap
	return r
}

// card draws one session.
func (v cards) card(r ui.Rect, s *seenSession) {
	t := v.Theme
	fill, line, ink, width := t.FieldBg, t.Line, t.T3, 1.
	kept := s.Last.Decision == guild.DecisionKept && (s.state == cardHandling || s.state == cardDone)
	switch s.state {
	case cardWaiting:
		fill, line, ink, width = t.Ramp[4], t.Ramp[1], t.T1, 1.4
	case cardHandling:
		fill, line, ink, width = t.Ramp[4], t.Ramp[2], t.T1, 1.4
	case cardDone:
		x := float64(v.Snap.Now-s.Ends) / float64(max(1, fanoutTime(&guild.ViewOf(v.Snap).Field)))
		fill, line, ink = t.RampAt(min(max(x, .3), 1)), t.Ramp[4], t.T1
	case cardGone:
		line = t.Bad
	case cardLost:
		line = t.Ghost
	}
	if kept {
		fill, line, width = t.TraceDim, t.Trace, 2
		v.Glow(r.CenterX(), r.CenterY(), 60, t.Trace.Alpha(.28))
	}
	v.Fill(r, 8, fill)
	v.Border(r, 8, width, line)
	if r.W < 80 {
		return // on the way to or from this size
	}
	name := ui.Count(s.Number)
	if s.Gone { // it has only its place left
		name = v.pic.cam.name(s.ID)
	}
	v.Text(r.X+11, r.Y+18, ui.Mono, ink, name)
	if n := len(s.earlier); n > 0 && s.Mailbox == 0 { // a kept span stays in sight
		keptMark(&v.Painter, r.Right()-15, r.Y+18, s.earlier[n-1].Orphan)
	}
	y := r.Bottom() - 17
	switch s.state {
	case cardIdle, cardWaiting:
		v.mailboxDots(r.X+15, y, s.Mailbox, s.state)
		return
	case cardGone:
		v.Text(r.X+11, y, ui.Tick, t.Bad, "crashed")
		return
	case cardLost:
		v.Text(r.X+11, y, ui.Tick, t.T2, v.Fit(ui.Tick, r.W-20, scene.Numbered(s.Lost)+" lost", "lost"))
		return
	}
	v.verdict(r.X+15, y, s, kept)
	switch {
	case s.state == cardHandling:
		v.progressArc(r.Right()-16, y, s.done, line)
	case !kept:
		v.tick(r.Right()-16, y, t.Acc)
	}
	if s.Mailbox > 0 {
		v.TextRight(r.Right()-9, r.Y+18, ui.TickStrong, t.T1, "+"+strconv.Itoa(s.Mailbox))
	}
}

// keptMark is a kept span: a diamond, or the hollow square of an orphan root.
func keptMark(v *ui.Painter, x, y float64, orphan bool) {
	if orphan {
		v.Border(ui.Around(x, y, 4), 0, 2, v.Theme.Trace)
		return
	}
	v.Diamond(x, y, 6.4, v.Theme.Halo)
	v.Diamond(x, y, 5, v.Theme.Trace)
}

// mailboxDots are the first four places of a mailbox; beyond that, the number.
func (v cards) mailboxDots(x, y float64, n int, state cardState) {
	t := v.Theme
	if n > 4 {
		v.Disc(x, y, 4.5, t.Ramp[1])
		v.Text(x+9, y, ui.TickStrong, t.T1, ui.Count(int64(n)))
		return
	}
	for i := range 4 {
		at := x + 14*float64(i)
		switch {
		case i < n:
			v.Disc(at, y, 4.5, t.Ramp[1])
		case state == cardIdle:
			v.Ring(at, y, 4, 1, t.Line2)
		default:
			v.Ring(at, y, 4, 1, t.Ramp[2].Alpha(.35))
		}
	}
}

// verdict is what the session made of its last message: the roll with a ring or a
// diamond if there was one, or else why there was none.
func (v cards) verdict(x, y float64, s *seenSession, kept bool) {
	t := v.Theme
	d := &s.Last
	text, ink := "", t.T2
	switch {
	case kept:
		v.Diamond(x, y, 5.5, t.Trace)
		text, ink = rollText(d), t.TraceInk
	case d.Decision == guild.DecisionCleared:
		v.Ring(x, y, 4.5, 1.4, t.T2)
		text = rollText(d)
	case d.Decision == guild.DecisionUnsampled:
		v.Ring(x, y, 4.5, 1.4, t.T2)
		v.Disc(x, y, 1.4, t.T2)
		text = "…-00"
	case s.orphan:
		v.Border(ui.Around(x, y, 4.5), 0, 2, t.Trace)
		text, ink = "root", t.TraceInk
	case d.Decision == guild.DecisionUnknown:
		text, x = "–", x-9
	case d.Carrier == sim.CarrierBare:
		v.Ring(x, y, 4.5, 1.4, t.T3)
		text = "bare"
	default:
		v.DashedRing(x, y, 4.5, 1.4, t.T2)
		text = "empty"
	}
	v.Text(x+10, y, ui.Tick, ink, text)
}

// rollText is a roll of the second layer as a share of 1, rounded: to three decimals, or to as
// many as it takes to tell it from 0 and to see on which side of the rate it lies.
func rollText(d *guild.Delivery) string {
	roll, rate := float64(d.Roll)/(1<<guild.RollBits), scene.Share(d.Rate)
	decimals := 3
	switch {
	case roll < .0001:
		decimals = 7
	case roll < .01:
		decimals = 5
	}
	for ; ; decimals++ {
		text := strconv.FormatFloat(roll, 'f', decimals, 64)
		shown, err := strconv.ParseFloat(text, 64)
		if err != nil || decimals == mostDecimals || (shown < rate) == (roll < rate) && (shown > 0 || roll == 0) {
			return text
		}
	}
}

// mostDecimals is as exact as a roll is.
const mostDecimals = 17

// progressArc is how far the handling of a message has come.
func (v cards) progressArc(x, y, done float64, c ui.Color) {
	v.Ring(x, y, 5.5, 1.6, v.Theme.Bg0.Alpha(.35))
	v.Arc(x, y, 5.5, max(.06, done), 1.6, c)
}

// tick says that a message has been dealt with.
func (v cards) tick(x, y float64, c ui.Color) {
	v.Line(x-5, y+.5, x-1.5, y+4, 1.6, c)
	v.Line(x-1.5, y+4, x+5, y-4, 1.6, c)
}
