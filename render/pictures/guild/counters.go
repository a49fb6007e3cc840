package guildpicture

import (
	"strings"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// countersH is the height of the counters where there is room for what was expected.
const countersH = 133.

// draw are the numbers that belong to the picture above them, each with
// what was to be expected.
func (v counters) draw() {
	if v.l.compact() && v.l.Counters.H < countersH {
		v.phone()
		return
	}
	t, r, m := v.Theme, v.l.Counters, &guild.ViewOf(v.Snap).Messages
	v.HLine(r.X, r.Y, r.W-12, t.Line)
	second := r.X + min(170, r.W*.5)
	w := second - r.X - 12
	since := v.Fit(ui.Label, w, ui.Count(m.OrphanSince)+" since "+ui.ClockShort(v.Snap.ChangedAt), ui.Short(m.OrphanSince)+" since")
	ink := t.T2
	if m.OrphanSince == 0 {
		ink = t.Good
	}
	v.counter(r.X, r.Y+16, w, counter{m.SessionSpans, t.TraceInk, v.Fit(ui.Label, w-16, "session spans kept", "spans kept"),
		v.expectation(w), t.T2, false})
	v.counter(second, r.Y+16, w, counter{m.OrphanRoots, t.T1, v.Fit(ui.Label, w-16, "root spans made", "root spans"), since, ink, true})
	if v.l.Low || v.Shell.TimelineY() >= r.Y+120 { // else the drawer would cut it in two
		v.spansPerSecond(r.X, r.Y+88)
	}
}

// expectation is how many kept spans were to be expected, or while there are
// none, when there will be some.
func (v counters) expectation(w float64) string {
	m, head := &guild.ViewOf(v.Snap).Messages, settingsOf(v.Snap).HeadRate
	expected := v.Fit(ui.Label, w, ui.Count(m.SessionSpansExp)+" expected", ui.Short(m.SessionSpansExp)+" expected")
	// Diamonds of traces that the guild began lie on the field and are not counted here,
	// since what is expected of them does not follow from the API's messages.
	if others := v.Snap.Services[guild.Sessions].Spans[guild.OriginGuild]; others > 0 {
		more := ui.Short(others) + " guild’s"
		return v.Fit(ui.Label, w, expected+", "+ui.Count(others)+" guild’s", expected+", "+more, ui.Short(m.SessionSpansExp)+" exp., "+more, more)
	}
	if m.SessionSpans > 0 || m.SessionSpansExp > 0 || head <= 0 {
		return expected
	}
	return v.Fit(ui.Label, w, "at "+ui.Percent(head)+": 1 per "+ui.Count(int64(1/scene.Share(head)+.5))+" messages", expected)
}

// counter is a number, below it its mark and name, below that an expectation.
type counter struct {
	number    int64
	ink       ui.Color
	name      string
	expect    string
	expectInk ui.Color
	orphan    bool // a hollow square instead of a diamond
}

func (v counters) counter(x, y, w float64, c counter) {
	t := v.Theme
	v.Text(x, y, ui.Title, c.ink, v.Fit(ui.Title, w, ui.Count(c.number), ui.Short(c.number)))
	if c.orphan {
		v.Border(ui.Around(x+5, y+22, 4.5), 0, 2, t.Trace)
	} else {
		v.Diamond(x+5, y+22, 5, t.Trace)
	}
	v.Text(x+16, y+22, ui.Label, t.T2, c.name)
	v.Text(x, y+40, ui.Label, c.expectInk, c.expect)
}

// spansPerSecond shows what the settings in force cost beside what those before
// the last change did, and the arithmetic behind it.
func (v counters) spansPerSecond(x, y float64) {
	t, m := v.Theme, &guild.ViewOf(v.Snap).Messages
	v.Text(x, y, ui.Label, t.T2, "Spans per second")
	y += 21
	at := x
	if m.SpansBefore >= 0 && m.SpansBefore != m.SpansPerSecond {
		at = v.Text(at, y, ui.Section, t.T3, v.Fit(ui.Section, 80, ui.Rate(m.SpansBefore), ui.Short(m.SpansBefore/1000))) + 6
		v.Line(at, y, at+16, y, 1.4, t.T2)
		v.Line(at+12, y-3.5, at+16.5, y, 1.4, t.T2)
		v.Line(at+12, y+3.5, at+16.5, y, 1.4, t.T2)
		at += 24
	}
	at = v.Text(at, y, ui.Title, t.TraceInk, v.Fit(ui.Title, 90, ui.Rate(m.SpansPerSecond), ui.Short(m.SpansPerSecond/1000)))
	formula := spanFormula(v.Snap)
	switch beside := x + v.Width(ui.Label, "Spans per second") + 10; {
	case at+12+v.Width(ui.Label, formula) <= v.l.Counters.Right():
		v.Text(at+12, y, ui.Label, t.T2, formula)
	case beside+v.Width(ui.Tick, formula) <= v.l.Counters.Right():
		v.Text(beside, y-21, ui.Tick, t.T3, formula)
	}
}

// spanFormula is the arithmetic of the spans that belong to whole traces; with
// roots of their own beside them, it says how much is which.
func spanFormula(s *sim.Snapshot) string {
	perSecond := float64(settingsOf(s).Members) * float64(settingsOf(s).MessageRate) / 1000
	whole := perSecond * scene.Share(settingsOf(s).HeadRate) * scene.Share(guild.ViewOf(s).Messages.KeepRate) * 1000
	total := float64(guild.ViewOf(s).Messages.SpansPerSecond)
	if rest := total - whole; rest > .05*whole {
		return ui.Rate(int64(whole+.5)) + " in traces, " + ui.Rate(int64(rest+.5)) + " roots"
	}
	product := ui.Magnitude(perSecond) + "/s × " + ui.Percent(settingsOf(s).HeadRate) + " × " + ui.Percent(guild.ViewOf(s).Messages.KeepRate)
	switch {
	case total == 0 && whole >= 1:
		return "no context is carried to them"
	case total < .95*whole-1: // a part of the messages travels bare
		return product + " × " + ui.Percent(scene.PPM(ui.RoundFigures(total/whole, 2))) + " carried"
	}
	return ui.Magnitude(perSecond) + " deliveries/s" + strings.TrimPrefix(product, ui.Magnitude(perSecond)+"/s")
}

func (v counters) phone() {
	t, m, r := v.Theme, &guild.ViewOf(v.Snap).Messages, v.l.Counters
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

func (v counters) folded() {
	t, r, m := v.Theme, v.l.Counters, &guild.ViewOf(v.Snap).Messages
	v.VLine(r.X-12, r.Y+12, r.H-24, t.Line)
	for i, c := range []counter{
		{number: m.SessionSpans, ink: t.TraceInk, name: "session spans kept"},
		{number: m.OrphanRoots, ink: t.T1, name: "root spans made"},
		{number: m.SpansPerSecond / 1000, ink: t.TraceInk, name: "spans per second"},
	} {
		cy := r.Y + 32 + 38*float64(i)
		text := ui.Short(c.number)
		if i == 2 {
			text = v.Fit(ui.Section, 64, ui.Rate(m.SpansPerSecond), text)
		}
		v.TextRight(r.X+66, cy, ui.Section, c.ink, text)
		v.Text(r.X+76, cy, ui.Label, t.T2, c.name)
	}
}
