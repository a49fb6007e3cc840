package guildpicture

import (
	"fanout/render/ui"
	"fanout/sim/guild"
)

// draw is the stage as a strip: lanes, field, bars, counters, toggles.
func (v foldedStrip) draw() {
	t, l := v.Theme, v.l
	if l.Lanes.W > 60 {
		lanes(v).folded()
	}
	v.Panel(l.Field.Inset(-3), 6, t.FieldBg, t.Line)
	v.pic.bars.Folded(v.View)
	if l.Counters.W > 0 {
		counters(v).folded()
	}
	if l.Toggles.W > 0 {
		v.toggles()
	}
}

// toggles are the four that most of the teaching is about.
func (v foldedStrip) toggles() {
	set, r := settingsOf(v.Snap), v.l.Toggles
	v.VLine(r.X-12, r.Y+12, r.H-24, v.Theme.Line)
	for i, o := range []ui.Option{
		{ID: "envelopes", Title: "Envelopes", On: set.EnvelopesSessions > 0, Command: envelopesCommand(set)},
		skipUnsampled(v.Snap),
		noRoots(v.Snap),
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
