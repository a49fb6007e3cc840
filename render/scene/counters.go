package scene

import (
	"strings"

	"fanout/sim"
)

// countersH is the height of the counters where there is room for what was expected.
const countersH = 133.

// counters are the numbers that belong to the picture above them, each with
// what was to be expected.
func (v *view) counters() {
	if v.l.compact() && v.l.Counters.H < countersH {
		v.phoneCounters()
		return
	}
	t, r, m := v.theme, v.l.Counters, &v.snap.Messages
	v.hline(r.X, r.Y, r.W-12, t.Line)
	second := r.X + min(170, r.W*.5)
	w := second - r.X - 12
	since := v.fit(Label, w, count(m.OrphanSince)+" since "+clockShort(m.ChangedAt), short(m.OrphanSince)+" since")
	ink := t.T2
	if m.OrphanSince == 0 {
		ink = t.Good
	}
	v.counter(r.X, r.Y+16, w, counter{m.SessionSpans, t.TraceInk, v.fit(Label, w-16, "session spans kept", "spans kept"),
		v.expectation(w), t.T2, false})
	v.counter(second, r.Y+16, w, counter{m.OrphanRoots, t.T1, v.fit(Label, w-16, "root spans made", "root spans"), since, ink, true})
	if v.l.Low || v.timelineY() >= r.Y+120 { // else the drawer would cut it in two
		v.spansPerSecond(r.X, r.Y+88)
	}
}

// expectation is how many kept spans were to be expected, or while there are
// none, when there will be some.
func (v *view) expectation(w float64) string {
	m, head := &v.snap.Messages, v.snap.Settings.HeadRate
	expected := v.fit(Label, w, count(m.SessionSpansExp)+" expected", short(m.SessionSpansExp)+" expected")
	// Diamonds of traces that the guild began lie on the field and are not counted here,
	// since what is expected of them does not follow from the API's messages.
	if others := v.snap.Services[sim.Sessions].Spans[sim.OriginGuild]; others > 0 {
		more := short(others) + " guild’s"
		return v.fit(Label, w, expected+", "+count(others)+" guild’s", expected+", "+more, short(m.SessionSpansExp)+" exp., "+more, more)
	}
	if m.SessionSpans > 0 || m.SessionSpansExp > 0 || head <= 0 {
		return expected
	}
	return v.fit(Label, w, "at "+percent(head)+": 1 per "+count(int64(1/share(head)+.5))+" messages", expected)
}

// counter is a number, below it its mark and name, below that an expectation.
type counter struct {
	number    int64
	ink       Color
	name      string
	expect    string
	expectInk Color
	orphan    bool // a hollow square instead of a diamond
}

func (v *view) counter(x, y, w float64, c counter) {
	t := v.theme
	v.text(x, y, Title, c.ink, v.fit(Title, w, count(c.number), short(c.number)))
	if c.orphan {
		v.border(around(x+5, y+22, 4.5), 0, 2, t.Trace)
	} else {
		v.diamond(x+5, y+22, 5, t.Trace)
	}
	v.text(x+16, y+22, Label, t.T2, c.name)
	v.text(x, y+40, Label, c.expectInk, c.expect)
}

// spansPerSecond shows what the settings in force cost beside what those before
// the last change did, and the arithmetic behind it.
func (v *view) spansPerSecond(x, y float64) {
	t, m := v.theme, &v.snap.Messages
	v.text(x, y, Label, t.T2, "Spans per second")
	y += 21
	at := x
	if m.SpansBefore >= 0 && m.SpansBefore != m.SpansPerSecond {
		at = v.text(at, y, Section, t.T3, v.fit(Section, 80, rate(m.SpansBefore), short(m.SpansBefore/1000))) + 6
		v.line(at, y, at+16, y, 1.4, t.T2)
		v.line(at+12, y-3.5, at+16.5, y, 1.4, t.T2)
		v.line(at+12, y+3.5, at+16.5, y, 1.4, t.T2)
		at += 24
	}
	at = v.text(at, y, Title, t.TraceInk, v.fit(Title, 90, rate(m.SpansPerSecond), short(m.SpansPerSecond/1000)))
	formula := spanFormula(v.snap)
	switch beside := x + v.width(Label, "Spans per second") + 10; {
	case at+12+v.width(Label, formula) <= v.l.Counters.Right():
		v.text(at+12, y, Label, t.T2, formula)
	case beside+v.width(Tick, formula) <= v.l.Counters.Right():
		v.text(beside, y-21, Tick, t.T3, formula)
	}
}

// spanFormula is the arithmetic of the spans that belong to whole traces; with
// roots of their own beside them, it says how much is which.
func spanFormula(s *sim.Snapshot) string {
	perSecond := float64(s.Settings.Members) * float64(s.Settings.MessageRate) / 1000
	whole := perSecond * share(s.Settings.HeadRate) * share(s.Messages.KeepRate) * 1000
	total := float64(s.Messages.SpansPerSecond)
	if rest := total - whole; rest > .05*whole {
		return rate(int64(whole+.5)) + " in traces, " + rate(int64(rest+.5)) + " roots"
	}
	product := magnitude(perSecond) + "/s × " + percent(s.Settings.HeadRate) + " × " + percent(s.Messages.KeepRate)
	switch {
	case total == 0 && whole >= 1:
		return "no context is carried to them"
	case total < .95*whole-1: // a part of the messages travels bare
		return product + " × " + percent(ppm(roundFigures(total/whole, 2))) + " carried"
	}
	return magnitude(perSecond) + " deliveries/s" + strings.TrimPrefix(product, magnitude(perSecond)+"/s")
}
