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
	if l.Bars {
		v.pic.bars.Folded(v.View)
	}
	if l.Counters.W > 0 {
		counters(v).folded()
	}
	if l.Toggles.W > 0 {
		v.toggles()
	}
}

// toggles are the four that most of the teaching is about, those that are offered.
func (v foldedStrip) toggles() {
	set, r := settingsOf(v.Snap), v.l.Toggles
	v.VLine(r.X-12, r.Y+12, r.H-24, v.Theme.Line)
	row := ui.Box(r.X, r.Y+10, r.W, 30)
	for _, line := range []struct {
		of keyControl
		ui.Option
	}{
		{keyControls["1"], ui.Option{ID: "envelopes", On: set.EnvelopesSessions > 0, Command: envelopesCommand(set)}},
		{keyControls["2"], skipUnsampled(v.Snap)},
		{keyControls["3"], noRoots(v.Snap)},
		{keyControls["4"], ui.Option{ID: "sieve", On: set.Sieve == guild.SieveOn, Command: sieveCommand(set), Disabled: sieveIdle(set)}},
	} {
		if !v.Offers(line.of.ids...) {
			continue
		}
		line.Title, line.About = line.of.title, "" // the rail has it
		v.ToggleLine(row, v.toggle(line.Option))
		row = row.Offset(0, row.H)
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
