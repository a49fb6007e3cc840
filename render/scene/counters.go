package scene

import "fanout/sim"

// counters are the numbers that belong to the picture above them, each with
// what was to be expected.
func (v *view) counters() {
	if v.l.Size == Phone {
		v.phoneCounters()
		return
	}
	t, r, m := v.theme, v.l.Counters, &v.snap.Messages
	v.hline(r.X, r.Y, r.W-12, t.Line)
	second := r.X + min(170, r.W*.5)
	kept, roots := "session spans kept", "root spans made"
	if r.W < 290 {
		kept, roots = "spans kept", "root spans"
	}
	v.counter(r.X, r.Y+16, Count(m.SessionSpans), t.TraceInk, kept,
		Count(m.SessionSpansExp)+" expected", t.T2, false)
	since, ink := Count(m.OrphanSince)+" since "+ClockShort(m.ChangedAt), t.T2
	if m.OrphanSince == 0 {
		ink = t.Good
	}
	v.counter(second, r.Y+16, Count(m.OrphanRoots), t.T1, roots, since, ink, true)
	v.spansPerSecond(r.X, r.Y+88)
}

// counter is a number, below it its mark and name, below that an expectation.
func (v *view) counter(x, y float64, number string, ink Color, name, expect string, expectInk Color, orphan bool) {
	t := v.theme
	v.text(x, y, Title, ink, number)
	if orphan {
		v.border(around(x+5, y+22, 4.5), 0, 2, t.Trace)
	} else {
		v.diamond(x+5, y+22, 5, t.Trace)
	}
	v.text(x+16, y+22, Label, t.T2, name)
	v.text(x, y+40, Label, expectInk, expect)
}

// spansPerSecond shows what the settings in force cost beside what those before
// the last change did, and the arithmetic behind it.
func (v *view) spansPerSecond(x, y float64) {
	t, m := v.theme, &v.snap.Messages
	v.text(x, y, Label, t.T2, "Spans per second")
	y += 21
	at := x
	if m.SpansBefore >= 0 && m.SpansBefore != m.SpansPerSecond {
		at = v.text(at, y, Section, t.T3, Rate(m.SpansBefore)) + 6
		v.line(at, y, at+16, y, 1.4, t.T2)
		v.line(at+12, y-3.5, at+16.5, y, 1.4, t.T2)
		v.line(at+12, y+3.5, at+16.5, y, 1.4, t.T2)
		at += 24
	}
	at = v.text(at, y, Title, t.TraceInk, Rate(m.SpansPerSecond))
	formula := spanFormula(v.snap)
	switch beside := x + v.width(Label, "Spans per second") + 10; {
	case at+12+v.width(Label, formula) <= v.l.Counters.Right():
		v.text(at+12, y, Label, t.T2, formula)
	case beside+v.width(Tick, formula) <= v.l.Counters.Right():
		v.text(beside, y-21, Tick, t.T3, formula)
	}
}

// spanFormula is the arithmetic of the spans that belong to whole traces.
func spanFormula(s *sim.Snapshot) string {
	perSecond := float64(s.Settings.Members) * float64(s.Settings.MessageRate) / 1000
	return Magnitude(perSecond) + " deliveries/s × " + Percent(s.Settings.HeadRate) + " × " + Percent(s.Messages.KeepRate)
}
