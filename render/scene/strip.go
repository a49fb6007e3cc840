package scene

import (
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// draw is the stage as a strip: lanes, field, bars, counters, toggles.
func (v foldedStrip) draw() {
	t, l := v.Theme, v.l
	v.Fill(l.Stage, 0, t.Bg1)
	v.HLine(l.Stage.X, l.Stage.Bottom()-1, l.Stage.W, t.Line)
	if l.Lanes.W > 60 {
		lanes{&v.guild}.folded()
	}
	v.Panel(l.Field.Inset(-3), 6, t.FieldBg, t.Line)
	v.bars()
	if l.Counters.W > 0 {
		counters{&v.guild}.folded()
	}
	if l.foldedToggles.W > 0 {
		v.toggles()
	}
}

// bars are the bars of all services, without words.
func (v foldedStrip) bars() {
	t, r := v.Theme, v.l.CPU
	names := 96.
	if r.W < 300 {
		names = 24
	}
	for i := range guild.NumServices {
		cy := r.Y + 22 + 32*float64(i)
		row := &v.snap.Services[i]
		serviceIcon(&v.Painter, i, r.X+7, cy)
		if names > 24 {
			v.Text(r.X+22, cy, ui.LabelStrong, t.T1, serviceTitle[i])
		}
		bar := ui.Box(r.X+names, cy-7, r.W-names-66, 14)
		v.Place(ui.Widget{ID: "cpu." + serviceOf(v.snap, i).Name, Kind: ui.Area, Rect: bar,
			Label: serviceTitle[i] + " CPU", Value: ui.Tenths(row.CPU.Total()) + " %"})
		cpuStrip(v).bar(i, bar)
		ink := t.T1
		if row.CPU.Total() > sim.Whole {
			ink = t.Bad
		}
		v.TextRight(r.Right()-16, cy, ui.BodyStrong, ink, loadText(row.CPU.Total()))
		v.Text(r.Right()-12, cy, ui.Label, t.T2, "%")
	}
}

// toggles are the four that most of the teaching is about.
func (v foldedStrip) toggles() {
	set, r := settingsOf(v.snap), v.l.foldedToggles
	v.VLine(r.X-12, r.Y+12, r.H-24, v.Theme.Line)
	for i, o := range []ui.Option{
		{ID: "envelopes", Title: "Envelopes", On: set.EnvelopesSessions > 0, Command: envelopesCommand(set)},
		skipUnsampled(set),
		noRoots(set),
		{ID: "sieve", Title: "Sieve on gRPC headers", On: set.Sieve == guild.SieveOn, Command: sieveCommand(set), Disabled: sieveIdle(set)},
	} {
		o.About = "" // the rail has it
		v.ToggleLine(ui.Box(r.X, r.Y+10+30*float64(i), r.W, 30), v.toggle(o))
	}
}

// envelopesCommand rolls envelopes out to the sessions, or back.
func envelopesCommand(set *guild.Settings) string {
	if set.EnvelopesSessions > 0 {
		return "set envelopes.sessions 0%"
	}
	return "set envelopes.sessions 100%"
}

// sieveCommand switches between the sieve and unpacking everything.
func sieveCommand(set *guild.Settings) string {
	if set.Sieve == guild.SieveOn {
		return "set sieve parse"
	}
	return "set sieve sieve"
}
