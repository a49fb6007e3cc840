package scene

import "fanout/sim"

// foldedStage is how high the stage is under a drawer that is fully open. The field
// keeps its 125 dots a side, of one px each, so that it is the same picture.
const (
	foldedStage = 140.
	foldedField = 125.
)

// fold lays the stage out as a strip below the top bar.
func (l *layout) fold() {
	l.LeftRail, l.RightRail = Rect{}, Rect{}
	if l.Low {
		l.Covered = true
		return
	}
	l.Folded = true
	l.Stage = Rect{0, l.Top.Bottom(), l.W, foldedStage}
	x := 12.
	if l.W >= 1000 {
		x = 176
	}
	l.Lanes = Rect{16, l.Stage.Y, x - 16, foldedStage}
	l.Field = Rect{x, l.Stage.Y + (foldedStage-foldedField)/2, foldedField, foldedField}
	right := l.W - 16
	l.Counters = Rect{}
	l.foldedToggles = Rect{}
	if l.W >= 1150 {
		l.foldedToggles = Rect{right - 300, l.Stage.Y, 300, foldedStage}
		right -= 324
	}
	if l.W >= 900 {
		l.Counters = Rect{right - 196, l.Stage.Y, 196, foldedStage}
		right -= 220
	}
	l.CPU = Rect{l.Field.Right() + 20, l.Stage.Y, right - l.Field.Right() - 20, foldedStage}
}

// foldedView is the stage as a strip: lanes, field, bars, counters, toggles.
func (v *view) foldedView() {
	t, l := v.theme, v.l
	v.fill(l.Stage, 0, t.Bg1)
	v.hline(l.Stage.X, l.Stage.Bottom()-1, l.Stage.W, t.Line)
	if l.Lanes.W > 60 {
		v.foldedLanes()
	}
	v.panel(l.Field.Inset(-3), 6, t.FieldBg, t.Line)
	v.foldedBars()
	if l.Counters.W > 0 {
		v.foldedCounters()
	}
	if l.foldedToggles.W > 0 {
		v.foldedToggles()
	}
}

func (v *view) foldedLanes() {
	t, l := v.theme, v.l
	cy, x := l.Stage.CenterY(), l.Lanes.X
	v.line(x+16, cy, l.Field.X-40, cy, 1.4, t.Line2)
	v.serviceIcon(sim.API, x+10, cy)
	v.textCenter(x+12, cy+26, Tick, t.T2, "API")
	v.comb2(Rect{x + 52, cy - 26, 10, 52})
	v.textCenter(x+57, cy+40, Tick, t.T2, "sieve")
	port := Point{l.Field.X - 36, cy}
	v.beam(port)
	v.textCenter(port.X-6, cy+26, Tick, t.T2, "guild")
}

// foldedBars are the bars of all services, without words.
func (v *view) foldedBars() {
	t, r := v.theme, v.l.CPU
	names := 96.
	if r.W < 300 {
		names = 24
	}
	for i := range sim.NumServices {
		cy := r.Y + 22 + 32*float64(i)
		row := &v.snap.Services[i]
		v.serviceIcon(i, r.X+7, cy)
		if names > 24 {
			v.text(r.X+22, cy, LabelStrong, t.T1, serviceTitle[i])
		}
		bar := Rect{r.X + names, cy - 7, r.W - names - 66, 14}
		v.place(Widget{ID: "cpu." + i.String(), Kind: Area, Rect: bar,
			Label: serviceTitle[i] + " CPU", Value: tenths(row.CPU.Total()) + " %"})
		v.cpuBar(i, bar)
		ink := t.T1
		if row.CPU.Total() > sim.Whole {
			ink = t.Bad
		}
		v.textRight(r.Right()-16, cy, BodyStrong, ink, loadText(row.CPU.Total()))
		v.text(r.Right()-12, cy, Label, t.T2, "%")
	}
}

func (v *view) foldedCounters() {
	t, r, m := v.theme, v.l.Counters, &v.snap.Messages
	v.vline(r.X-12, r.Y+12, r.H-24, t.Line)
	for i, c := range []counter{
		{number: m.SessionSpans, ink: t.TraceInk, name: "session spans kept"},
		{number: m.OrphanRoots, ink: t.T1, name: "root spans made"},
		{number: m.SpansPerSecond / 1000, ink: t.TraceInk, name: "spans per second"},
	} {
		cy := r.Y + 32 + 38*float64(i)
		text := short(c.number)
		if i == 2 {
			text = v.fit(Section, 64, rate(m.SpansPerSecond), text)
		}
		v.textRight(r.X+66, cy, Section, c.ink, text)
		v.text(r.X+76, cy, Label, t.T2, c.name)
	}
}

// foldedToggles are the four that most of the teaching is about.
func (v *view) foldedToggles() {
	set, r := &v.snap.Settings, v.l.foldedToggles
	v.vline(r.X-12, r.Y+12, r.H-24, v.theme.Line)
	for i, o := range []option{
		{key: "envelopes", title: "Envelopes", on: set.EnvelopesSessions > 0, command: envelopesCommand(set)},
		skipUnsampled(set),
		noRoots(set),
		{key: "sieve", title: "Sieve on gRPC headers", on: set.Sieve == sim.SieveOn, command: sieveCommand(set), idle: sieveIdle(set)},
	} {
		o.about = "" // the rail has it
		v.toggleLine(Rect{r.X, r.Y + 10 + 30*float64(i), r.W, 30}, o)
	}
}

// envelopesCommand rolls envelopes out to the sessions, or back.
func envelopesCommand(set *sim.Settings) string {
	if set.EnvelopesSessions > 0 {
		return "set envelopes.sessions 0%"
	}
	return "set envelopes.sessions 100%"
}

// sieveCommand switches between the sieve and unpacking everything.
func sieveCommand(set *sim.Settings) string {
	if set.Sieve == sim.SieveOn {
		return "set sieve parse"
	}
	return "set sieve sieve"
}
