package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// countersH is the height of the counters where there is room for what was expected.
const countersH = 133.

// spanColumn is a column of the counters: session spans in traces that one of the services
// began.
type spanColumn struct {
	kept     int64
	expected int64 // per second, ×1,000
	before   int64 // the same before the last change, -1 if there was none
	name     string
	brief    string
	remark   [2]string
	ink      ui.Color
	root     bool // a hollow square instead of a diamond
}

// spanColumns are the columns: who began the trace, in the order of a message's way.
func (v counters) spanColumns() [3]spanColumn {
	t, m := v.Theme, &guild.ViewOf(v.Snap).Messages
	now, before := &m.Forecast.Spans, &m.Before.Spans
	was := func(rate int64) int64 {
		if !m.HasBefore {
			return -1
		}
		return rate
	}
	since := t.T2
	if m.OrphanSince == 0 {
		since = t.Good
	}
	return [3]spanColumn{
		{m.SessionSpans, now.API, was(before.API), "in API traces", "in API’s", [2]string{ui.Short(m.SessionSpansExp) + " expected of the sampled", ui.Short(m.SessionSpansExp) + " exp."}, t.T2, false},
		{m.GuildSpans, now.Guild, was(before.Guild), "in guild traces", "in guild’s", [2]string{}, t.T2, false},
		{m.OrphanRoots, now.Session, was(before.Session), "session roots", "roots", [2]string{ui.Short(m.OrphanSince) + " since " + ui.ClockShort(v.Snap.ChangedAt), ui.Short(m.OrphanSince) + " since"}, since, true},
	}
}

// draw are the numbers that belong to the picture above them: the spans that sessions have
// kept, by where the trace began, and what is expected per second.
func (v counters) draw() {
	if v.l.Counters.Empty() {
		return
	}
	if v.l.compact() && v.l.Counters.H < countersH {
		v.phone()
		return
	}
	t, r := v.Theme, v.l.Counters
	v.HLine(r.X, r.Y, r.W-12, t.Line)
	columns := v.spanColumns()
	pitch := (r.W - 4) / float64(len(columns))
	heading := [3]string{"Session spans kept, by where the trace began", "Session spans kept, by trace", "Session spans kept"}
	if settingsOf(v.Snap).Guilds > 0 {
		heading = [3]string{"Session spans kept; no dots for small guilds", "Session spans, of all guilds", "Session spans kept"}
	}
	v.Text(r.X, r.Y+14, ui.Label, t.T2, v.Fit(ui.Label, r.W-12, heading[:]...))
	for i := range columns {
		room := pitch - 8
		if i+1 < len(columns) && columns[i+1].remark[0] == "" {
			room += pitch
		}
		v.keptColumn(ui.Box(r.X+pitch*float64(i), r.Y, pitch-8, r.H), &columns[i], room)
	}
	if v.l.Low || v.Shell.TimelineY() >= r.Y+126 { // else the drawer would cut it in two
		v.perSecond(r, pitch, &columns)
	}
	v.toSpans(r)
}

// keptColumn is what has been kept since the start, with so much room for its remark.
func (v counters) keptColumn(r ui.Rect, c *spanColumn, room float64) {
	t := v.Theme
	ink := t.TraceInk
	if c.root {
		ink = t.T1
	}
	v.Text(r.X, r.Y+35, ui.Title, ink, v.Fit(ui.Title, r.W, ui.Count(c.kept), ui.Short(c.kept)))
	v.spanMark(r.X+5, r.Y+56, c.root)
	v.Text(r.X+15, r.Y+56, ui.Label, t.T2, v.Fit(ui.Label, r.W-15, c.name, c.brief))
	v.Text(r.X, r.Y+73, ui.Tick, c.ink, v.Fit(ui.Tick, room, c.remark[0], c.remark[1], ""))
}

// spanMark is the sign of a kept span: a diamond, or the hollow square of a root.
func (v counters) spanMark(x, y float64, root bool) {
	if root {
		v.Border(ui.Around(x, y, 4.5), 0, 2, v.Theme.Trace)
		return
	}
	v.Diamond(x, y, 5, v.Theme.Trace)
}

// perSecond is what the settings in force lead to expect, beside what those before the last
// change did, and the arithmetic of the first column.
func (v counters) perSecond(r ui.Rect, pitch float64, columns *[3]spanColumn) {
	t, y := v.Theme, r.Y+97
	end := v.Text(r.X, y, ui.Label, t.T2, "Expected per second")
	if formula := v.Fit(ui.Tick, r.Right()-12-end-12, spanFormula(v.Snap), ""); formula != "" {
		v.Text(end+12, y, ui.Tick, t.T3, formula)
	}
	for i := range columns {
		c := &columns[i]
		x, w := r.X+pitch*float64(i), pitch-8
		now := v.Fit(ui.Section, w, ui.Rate(c.expected), shortRate(c.expected))
		ink := t.TraceInk
		if c.root {
			ink = t.T1
		}
		if c.before >= 0 && c.before != c.expected {
			before := shortRate(c.before)
			if v.Width(ui.Label, before)+24+v.Width(ui.Section, now) <= w {
				x = v.Text(x, y+20, ui.Label, t.T3, before) + 4
				v.Line(x, y+20, x+13, y+20, 1.4, t.T2)
				v.Line(x+9.5, y+16.5, x+13.5, y+20, 1.4, t.T2)
				v.Line(x+9.5, y+23.5, x+13.5, y+20, 1.4, t.T2)
				x += 19
			}
		}
		v.Text(x, y+20, ui.Section, ink, now)
	}
}

// shortRate is a rate in as few figures as a count has.
func shortRate(milli int64) string {
	if milli >= 10_000_000 {
		return ui.Short(milli / 1000)
	}
	return ui.Rate(milli)
}

// spanFormula is the arithmetic of the spans in the API's traces, or why there are none.
func spanFormula(s *sim.Snapshot) string {
	set, m := settingsOf(s), &guild.ViewOf(s).Messages
	if why := noAPISpans(set); why != "" {
		return why
	}
	switch {
	case set.Guilds > 0:
		return "large and small guilds"
	case set.DeployGuilds < exact.Whole || set.DeploySessions < exact.Whole:
		return "old and new versions"
	}
	perSecond := float64(set.Members) * float64(set.MessageRate) / 1000
	product := ui.Magnitude(perSecond) + "/s × " + ui.Percent(set.HeadRate) + " × " + ui.Percent(m.KeepRate)
	whole := perSecond * scene.Share(set.HeadRate) * scene.Share(m.KeepRate) * 1000
	if total := float64(m.Forecast.Spans.API); total < .995*whole-1 { // a part of the messages loses its context
		product += " × " + ui.Percent(scene.PPM(ui.RoundFigures(total/whole, 2))) + " carried"
	}
	return product
}

// noAPISpans is why sessions keep no span of a trace that the API began, "" if they do.
func noAPISpans(set *guild.Settings) string {
	switch {
	case set.HeadRate == 0:
		return "no trace is sampled"
	case !set.GRPCLink:
		return "API and guild are not linked"
	case set.Sieve == guild.SieveIgnore:
		return "headers are not read"
	case set.EnvelopesGuild == 0:
		return "messages to the guild travel bare"
	case set.EnvelopesSessions == 0:
		return "messages to sessions travel bare"
	}
	return ""
}

// toSpans leads to the table of all spans.
func (v counters) toSpans(r ui.Rect) {
	if v.Shell.Covered() {
		return
	}
	columns := v.spanColumns()
	value := ""
	for i := range columns {
		value += ui.Count(columns[i].kept) + " " + columns[i].name + ", "
	}
	box := ui.Box(r.X-6, r.Y+2, r.W-4, min(r.H-2, 80))
	if v.Size == ui.Phone {
		box = v.Target(box, 0).Intersect(v.Canvas())
	}
	w := ui.Widget{ID: countersID, Kind: ui.Term, Rect: box, Label: "Session spans kept",
		Value: value + "expected per second " + ui.Rate(guild.ViewOf(v.Snap).Messages.Forecast.Spans.Total()),
		Hint:  "What sessions have recorded since the start, those of small guilds too, which have no dot on the field. The number below the first is what was expected once the API had drawn"}
	if v.Offers("tab.spans") {
		w.Hint += ". Press for the spans of all services"
		w.Kind, w.Act = ui.Button, v.pic.do.openSpans
	}
	v.FocusRing(box, 6, v.Place(w))
}

// kept is how many diamonds there have been.
func kept(m *guild.MessageTotals) int64 { return m.SessionSpans + m.GuildSpans }

func (v counters) phone() {
	t, m, r := v.Theme, &guild.ViewOf(v.Snap).Messages, v.l.Counters
	cy := r.CenterY()
	v.Diamond(r.X+22, cy, 5.5, t.Trace)
	x := v.Text(r.X+34, cy, ui.Section, t.TraceInk, v.Fit(ui.Section, 76, ui.Count(kept(m)), ui.Short(kept(m))))
	x = v.Text(x+5, cy, ui.Label, t.T2, "kept") + 18
	v.Border(ui.Around(x+5, cy, 5), 0, 2, t.Trace)
	x = v.Text(x+16, cy, ui.Section, t.T1, v.Fit(ui.Section, 76, ui.Count(m.OrphanRoots), ui.Short(m.OrphanRoots)))
	end := v.Text(x+5, cy, ui.Label, t.T2, "roots")
	rate := m.Forecast.Spans.Total()
	value := v.Fit(ui.Section, 60, ui.Rate(rate), shortRate(rate))
	room := r.Right() - 16 - end - 12 - 5 - v.Width(ui.Section, value)
	x = v.TextRight(r.Right()-16, cy, ui.Label, t.T2, v.Fit(ui.Label, room, "expected /s", "exp. /s", "/s"))
	v.TextRight(x-5, cy, ui.Section, t.TraceInk, value)
	v.toSpans(r)
}

func (v counters) folded() {
	t, r, m := v.Theme, v.l.Counters, &guild.ViewOf(v.Snap).Messages
	v.VLine(r.X-12, r.Y+12, r.H-24, t.Line)
	rate := m.Forecast.Spans.Total()
	for i, c := range []struct {
		text, name string
		ink        ui.Color
	}{
		{ui.Short(kept(m)), "session spans kept", t.TraceInk},
		{ui.Short(m.OrphanRoots), "session roots", t.T1},
		{v.Fit(ui.Section, 64, ui.Rate(rate), shortRate(rate)), "expected per second", t.TraceInk},
	} {
		cy := r.Y + 32 + 38*float64(i)
		v.TextRight(r.X+66, cy, ui.Section, c.ink, c.text)
		v.Text(r.X+76, cy, ui.Label, t.T2, c.name)
	}
}
