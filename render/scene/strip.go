package scene

import (
	"fanout/render/ui"
	"fanout/sim"
)

// foldedStage is how high the stage is under a drawer that is fully open. The field
// keeps its 125 dots a side, of one px each, so that it is the same picture.
const (
	foldedStage = 140.
	foldedField = 125.
)

// fold lays the stage out as a strip below the top bar.
func (l *layout) fold() {
	l.LeftRail, l.RightRail = ui.Rect{}, ui.Rect{}
	if l.Low {
		l.Covered = true
		return
	}
	l.Folded = true
	l.Stage = ui.Box(0, l.Top.Bottom(), l.W, foldedStage)
	x := 12.
	if l.W >= 1000 {
		x = 176
	}
	l.Lanes = ui.Box(16, l.Stage.Y, x-16, foldedStage)
	l.Field = ui.Box(x, l.Stage.Y+(foldedStage-foldedField)/2, foldedField, foldedField)
	right := l.W - 16
	l.Counters = ui.Rect{}
	l.foldedToggles = ui.Rect{}
	if l.W >= 1150 {
		l.foldedToggles = ui.Box(right-300, l.Stage.Y, 300, foldedStage)
		right -= 324
	}
	if l.W >= 900 {
		l.Counters = ui.Box(right-196, l.Stage.Y, 196, foldedStage)
		right -= 220
	}
	l.CPU = ui.Box(l.Field.Right()+20, l.Stage.Y, right-l.Field.Right()-20, foldedStage)
}

// foldedView is the stage as a strip: lanes, field, bars, counters, toggles.
func (v *view) foldedView() {
	t, l := v.Theme, v.l
	v.Fill(l.Stage, 0, t.Bg1)
	v.HLine(l.Stage.X, l.Stage.Bottom()-1, l.Stage.W, t.Line)
	if l.Lanes.W > 60 {
		v.foldedLanes()
	}
	v.Panel(l.Field.Inset(-3), 6, t.FieldBg, t.Line)
	v.foldedBars()
	if l.Counters.W > 0 {
		v.foldedCounters()
	}
	if l.foldedToggles.W > 0 {
		v.foldedToggles()
	}
}

func (v *view) foldedLanes() {
	t, l := v.Theme, v.l
	cy, x := l.Stage.CenterY(), l.Lanes.X
	v.Line(x+16, cy, l.Field.X-40, cy, 1.4, t.Line2)
	v.serviceIcon(sim.API, x+10, cy)
	v.TextCenter(x+12, cy+26, ui.Tick, t.T2, "API")
	v.comb2(ui.Box(x+52, cy-26, 10, 52))
	v.TextCenter(x+57, cy+40, ui.Tick, t.T2, "sieve")
	port := ui.Pt(l.Field.X-36, cy)
	v.beam(port)
	v.TextCenter(port.X-6, cy+26, ui.Tick, t.T2, "guild")
}

// foldedBars are the bars of all services, without words.
func (v *view) foldedBars() {
	t, r := v.Theme, v.l.CPU
	names := 96.
	if r.W < 300 {
		names = 24
	}
	for i := range sim.NumServices {
		cy := r.Y + 22 + 32*float64(i)
		row := &v.snap.Services[i]
		v.serviceIcon(i, r.X+7, cy)
		if names > 24 {
			v.Text(r.X+22, cy, ui.LabelStrong, t.T1, serviceTitle[i])
		}
		bar := ui.Box(r.X+names, cy-7, r.W-names-66, 14)
		v.Place(ui.Widget{ID: "cpu." + i.String(), Kind: ui.Area, Rect: bar,
			Label: serviceTitle[i] + " CPU", Value: ui.Tenths(row.CPU.Total()) + " %"})
		v.cpuBar(i, bar)
		ink := t.T1
		if row.CPU.Total() > sim.Whole {
			ink = t.Bad
		}
		v.TextRight(r.Right()-16, cy, ui.BodyStrong, ink, loadText(row.CPU.Total()))
		v.Text(r.Right()-12, cy, ui.Label, t.T2, "%")
	}
}

func (v *view) foldedCounters() {
	t, r, m := v.Theme, v.l.Counters, &v.snap.Messages
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

// foldedToggles are the four that most of the teaching is about.
func (v *view) foldedToggles() {
	set, r := &v.snap.Settings, v.l.foldedToggles
	v.VLine(r.X-12, r.Y+12, r.H-24, v.Theme.Line)
	for i, o := range []ui.Option{
		{ID: "envelopes", Title: "Envelopes", On: set.EnvelopesSessions > 0, Command: envelopesCommand(set)},
		skipUnsampled(set),
		noRoots(set),
		{ID: "sieve", Title: "Sieve on gRPC headers", On: set.Sieve == sim.SieveOn, Command: sieveCommand(set), Disabled: sieveIdle(set)},
	} {
		o.About = "" // the rail has it
		v.ToggleLine(ui.Box(r.X, r.Y+10+30*float64(i), r.W, 30), v.toggle(o))
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
