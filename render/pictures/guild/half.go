package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// draw is what sessions have kept and what is expected, around the guild of one of two
// pictures side by side, or below the field where the guild is above it.
func (v half) draw() {
	v.explain()
	if v.pic.place.Shared() {
		return
	}
	m := &guild.ViewOf(v.Snap).Messages
	expected := m.Forecast.Spans.Total()
	s, f := v.l.Stage, v.l.Field
	if v.l.turned() {
		y := f.Bottom() + 24
		if y+40 > s.Bottom() {
			return
		}
		w := (s.W - 24) / 3
		v.figure(ui.Box(s.X+12, y, w-8, 40), m.OrphanRoots, "session roots", true)
		v.figure(ui.Box(s.X+12+w, y, w-8, 40), kept(m), "spans kept", false)
		v.rate(ui.Box(s.X+12+2*w, y, w-8, 40), expected)
		return
	}
	card, _ := v.l.guildAlone()
	above, below := card.Y-s.Y, s.Bottom()-card.Bottom()
	r := ui.Box(s.X+14, s.Y+14, f.X-30-s.X-14, 40)
	if above >= 64 {
		v.figure(r, m.OrphanRoots, "session roots", true)
	}
	if above >= 122 {
		v.figure(r.Offset(0, 58), kept(m), "spans kept in traces", false)
	}
	if below >= 70 {
		v.rate(ui.Box(r.X, s.Bottom()-62, r.W, 40), expected)
	}
	if below >= 134 {
		v.members(r.X, s.Bottom()-116, r.Right())
	}
}

// explain lets the field and the guild say what they are.
func (v half) explain() {
	v.Explain("field", v.l.Field, "Sessions", "Each dot stands for sessions. Bright: they have got their copies a moment ago. Diamond: a span that a session kept")
	card, _ := v.l.guildAlone()
	v.Explain("guild", card, "Guild", "One process, which sends each message to all of its members. A diamond on the envelope: the message is sampled")
}

// members is how many sessions there are, and what a dot stands for.
func (v half) members(x, y, right float64) {
	scene.ServiceIcon(&v.Painter, guild.Sessions, x+7, y)
	x = v.Text(x+20, y, ui.Section, v.Theme.T1, v.membersText())
	v.Text(x+8, y, ui.Tick, v.Theme.T3, v.Fit(ui.Tick, right-x-8, v.pic.cam.dotMeaning(), v.pic.cam.dotBrief(), ""))
}

// What the figures say of themselves.
const (
	rootsMeaning = "Traces that sessions began, since the start. Nothing links them to the message that came"
	keptMeaning  = "Spans that sessions kept of traces which the API or the guild began, since the start"
	rateMeaning  = "What these settings lead to on average, in all services"
)

// figure is a number since the start, with the sign of what is counted.
func (v half) figure(r ui.Rect, n int64, name string, root bool) {
	t := v.Theme
	if root {
		v.Explain("roots", r, "Session roots", rootsMeaning)
	} else {
		v.Explain("kept", r, "Session spans kept", keptMeaning)
	}
	ink := t.TraceInk
	if n == 0 {
		ink = t.T1
	}
	v.Text(r.X, r.Y+10, ui.Title, ink, v.Fit(ui.Title, r.W, ui.Count(n), ui.Short(n)))
	counters(v).spanMark(r.X+6, r.Y+33, root)
	v.Text(r.X+17, r.Y+33, ui.Label, t.T2, v.Fit(ui.Label, r.W-17, name, "kept"))
}

// rate is how many spans are expected in each second.
func (v half) rate(r ui.Rect, milli int64) {
	v.Explain("rate", r, "Spans expected per second", rateMeaning)
	v.Text(r.X, r.Y+10, ui.Title, v.Theme.T1, v.Fit(ui.Title, r.W, ui.Rate(milli), shortRate(milli)))
	v.Text(r.X, r.Y+33, ui.Label, v.Theme.T2, v.Fit(ui.Label, r.W, "spans expected per second", "spans expected /s", "expected /s", "exp. /s"))
}
