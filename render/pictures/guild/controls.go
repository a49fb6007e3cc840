package guildpicture

import (
	"math"
	"strings"

	"fanout/render/pictures/guild/micro"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// draw draws the controls that are offered.
func (v controls) draw(c *ui.Column) { rail.Draw(v, v.View, c, v.Rule) }

// headSampling is the rate, and how many it has sampled so far.
func (v controls) headSampling(c *ui.Column) {
	row := c.Take(60)
	v.Dial(row, "head.rate")
	m := &guild.ViewOf(v.Snap).Messages
	expected := float64(m.SampledExp) / float64(exact.Whole)
	expects := ui.Decimal(expected, map[bool]int{true: 2, false: 1}[expected < .1]) + " expected"
	if expected == 0 {
		expects = "0 expected"
	}
	of := ui.Plural(int(m.Sent), "message")
	if m.SentSmall > 0 { // the rate above is the large guild's
		of += " to all guilds"
	}
	v.Text(c.X, row.Bottom()-9, ui.Label, v.Theme.T2, v.Fit(ui.Label, c.W,
		of+": "+expects+", API sampled "+ui.Count(m.Sampled),
		ui.Plural(int(m.Sent), "message")+": "+expects+", API sampled "+ui.Count(m.Sampled),
		ui.Plural(int(m.Sent), "message")+": "+expects+", "+ui.Count(m.Sampled)+" sampled",
		ui.Short(m.Sent)+": "+ui.Short(int64(expected+.5))+" expected, API sampled "+ui.Short(m.Sampled),
		"API sampled "+ui.Short(m.Sampled)+" of "+ui.Short(m.Sent)))
}

// secondLayer is the curve of the rate by recipients, and its presets.
func (v controls) secondLayer(c *ui.Column) {
	if key := v.Snap.Changed; strings.HasPrefix(key, "fanout") || key == "flat.rate" {
		v.ChangedMark(ui.Box(c.X-8, c.Y-1, c.W+16, 178))
	}
	head := c.Take(20)
	v.Text(c.X, head.CenterY(), ui.LabelStrong, v.Theme.T1, "Second layer")
	curveEditor(v).legend(head)
	curveEditor(v).draw(c.Take(128))
	preset := settingsOf(v.Snap).Fanout
	pick := func(p guild.FanoutPreset, label, tip string) ui.Choice {
		return ui.Choice{ID: p.String(), Label: label, Command: "set fanout " + p.String(), On: preset == p, Hint: tip}
	}
	v.Segment(c.Take(v.Tall(26)), "fanout", []ui.Choice{
		pick(guild.FanoutTable, "Table", "The published points, straight lines between them"),
		pick(guild.FanoutTenN, "10/n", "About ten spans per fan-out, at least 0.1 %"),
		pick(guild.FanoutFlat, "Flat", "One rate for every size: the first attempt"),
		pick(guild.FanoutNone, "None", "Every session of a sampled message records"),
	})
	c.Y += 2
}

// skipUnsampled says what copies carry as things are set, on average.
func skipUnsampled(s *sim.Snapshot) ui.Option {
	set, copies := settingsOf(s), &guild.ViewOf(s).Messages.Forecast.ToSessions
	about := "Expect " + partText(copies[sim.CarrierEmpty]) + " of copies empty"
	switch {
	case copies[sim.CarrierUnsampled] > 0:
		about = "Expect " + partText(copies[sim.CarrierUnsampled]) + " with unsampled context"
	case copies[sim.CarrierBare] == exact.Whole:
		about = "All copies travel bare"
	}
	return ui.Option{ID: "skip.unsampled", Title: "Skip unsampled context", On: set.SkipUnsampled, About: about, Disabled: skipIdle(set)}
}

// partText is a share of the copies, to three figures.
func partText(part exact.PPM) string {
	return ui.Percent(scene.PPM(ui.RoundFigures(scene.Share(part), 3)))
}

// noRoots says whether sessions start traces as things are set, and how many. A copy that is
// bare, or does not say how many recipients there are, is not marked as one of a fan-out.
func noRoots(s *sim.Snapshot) ui.Option {
	set, roots := settingsOf(s), guild.ViewOf(s).Messages.Forecast.Spans.Session
	o := ui.Option{ID: "no.roots", Title: "No root spans after fan-out", On: set.NoRoots, About: "Continue a trace, never start one"}
	switch {
	case !set.RootsSession:
		o.Disabled = "Session roots are off: none to prevent"
	case set.NoRoots && roots > 0:
		o.About = "Expect " + rootsRate(roots) + ", if unmarked"
	case !set.NoRoots && roots == 0:
		o.About = "Every copy brings context: no roots"
	case !set.NoRoots:
		o.About = "Expect sessions to start " + rootsRate(roots)
	}
	return o
}

// rootsRate is a rate of roots, which is ×1,000.
func rootsRate(milli int64) string {
	rate := shortRate(milli)
	if rate == "1" {
		return "1 root/s"
	}
	return rate + " roots/s"
}

func skipIdle(set *guild.Settings) string {
	if set.EnvelopesGuild == 0 && set.EnvelopesSessions == 0 {
		return "No envelopes: nothing to leave out"
	}
	return ""
}

// envelopes is the rollout: which share of a service's messages travels in
// envelopes.
func (v controls) envelopes(c *ui.Column) {
	set, r := settingsOf(v.Snap), c.Take(46)
	on := set.EnvelopesGuild > 0 || set.EnvelopesSessions > 0
	v.serviceless(r, on)
	v.Text(r.X+42, r.Y+10, ui.BodyStrong, v.Theme.T1, "Envelopes")
	v.chips(ui.Box(r.X+42, r.Y+22, r.W-42, 20), chip{"envelopes.guild", "guilds", set.EnvelopesGuild}, chip{"envelopes.sessions", "sessions", set.EnvelopesSessions})
}

// serviceless is the little envelope before the rollout, closed or missing.
func (v controls) serviceless(r ui.Rect, on bool) {
	carrier := sim.CarrierBare
	if on {
		carrier = sim.CarrierEmpty
	}
	envelope(&v.Painter, r.X+15, r.Y+13, 24, 16, carrier)
}

// sieve is what the gRPC servers do with the headers: three ways.
func (v controls) sieve(c *ui.Column) {
	mode, changed := settingsOf(v.Snap).Sieve, v.Snap.Changed == "sieve"
	button := v.Tall(28)
	r := ui.Box(c.X-8, c.Y+2, c.W+16, button+v.Tall(32)+10)
	if changed {
		v.Panel(r, 8, v.Theme.AccDim, v.Theme.Acc)
	}
	head := r.Y + button/2
	x := v.Text(c.X, head, ui.BodyStrong, v.Theme.T1, "Sieve on gRPC headers")
	if v.Offers(microID) {
		v.microButton(ui.Box(math.Round(x)+6, r.Y, button, button))
	}
	about := [...]string{"not looked at", "unpacks all", "one byte first"}[mode]
	if sieveIdle(settingsOf(v.Snap)) != "" {
		about = "no context"
	}
	v.TextRight(c.X+c.W, head, ui.Tick, v.Theme.T2, about)
	v.sieveChoice(ui.Box(c.X, r.Y+button+1, c.W, v.Tall(32)))
	c.Y += button + v.Tall(32) + 14
}

// microID is what a chapter names to offer the microscope, in every place that leads to it.
const microID = "button.micro"

// microButton opens the microscope.
func (v *guildView) microButton(r ui.Rect) {
	v.Button(r, ui.ButtonSpec{ID: "micro", Label: "Sieve microscope", Icon: microIcon, Hint: "The sieve microscope: one header, byte by byte (M)", Act: v.pic.do.openMicro})
}

func microIcon(p *ui.Painter, x, y float64, c ui.Color) { micro.Icon(p, x, y, c, 7.5) }

// sieveIdle is why the sieve would make no difference.
func sieveIdle(set *guild.Settings) string {
	if !set.GRPCLink {
		return "The API puts no context into headers: nothing to read"
	}
	return ""
}

func (v controls) sieveChoice(r ui.Rect) {
	mode := settingsOf(v.Snap).Sieve
	pick := func(m guild.SieveMode, label, tip string) ui.Choice {
		return ui.Choice{ID: m.String(), Label: label, Command: "set sieve " + m.String(), On: mode == m, Hint: tip, Disabled: sieveIdle(settingsOf(v.Snap))}
	}
	v.Segment(r, "sieve", []ui.Choice{
		pick(guild.SieveIgnore, "Ignore", "Before headers were linked"),
		pick(guild.SieveParse, "Parse all", "Unpack every header, then look at its flag"),
		pick(guild.SieveOn, "Sieve", "Look at the flag, unpack only what is sampled"),
	})
}

// mayStart says when a service starts a trace that may.
func mayStart(may, unlessFannedOut bool) string {
	switch {
	case !may:
		return "may not start"
	case unlessFannedOut:
		return "may start if unmarked"
	}
	return "may start without context"
}

// mayDetach says when the guild takes a context off.
func mayDetach(always bool) string {
	if always {
		return "in any case"
	}
	return "as published"
}

// peek uses the room that is left, if there is any, for the controls that move most, of those
// that are offered.
func (v controls) peek() {
	r := v.l.Peek
	r = ui.Box(r.X+8, r.Y+2, r.W-16, r.H-4)
	if !v.l.compact() || v.l.Counters.H >= countersH || v.Shell.Covered() {
		return
	}
	for _, p := range peeks {
		if r.H < p.h || !v.Offers(p.ids...) {
			continue
		}
		p.draw(v, ui.Box(r.X, r.Y, r.W, p.h))
		r.Y, r.H = r.Y+p.h+6, r.H-p.h-6
	}
}

// peeks are what a phone's room is used for, with its height.
var peeks = []struct {
	h    float64
	ids  []string
	draw func(v controls, r ui.Rect)
}{
	{50, []string{"toggle.no.roots"}, func(v controls, r ui.Rect) { v.ToggleRow(r, v.toggle(noRoots(v.Snap))) }},
	{44, sieveIDs, func(v controls, r ui.Rect) {
		const name = 94
		v.Text(r.X+8, r.CenterY(), ui.Label, v.Theme.T2, "gRPC headers")
		v.sieveChoice(ui.Box(r.X+8+name, r.Y, r.W-16-name, r.H))
	}},
	{44, sendIDs, func(v controls, r ui.Rect) { v.wideSend(r) }},
}

// chip is a setting that is a share.
type chip struct {
	key, label string
	value      exact.PPM
}

// chips are chips side by side, of those that are offered.
func (v controls) chips(r ui.Rect, all ...chip) {
	const gap = 8
	w := (r.W - gap*float64(len(all)-1)) / float64(len(all))
	x := r.X
	for _, k := range all {
		if id := "chip." + k.key; v.Offers(id) {
			v.Chip(ui.Box(x, r.Y, w, r.H), ui.ChipSpec{ID: id, Label: k.label, Share: scene.Share(k.value), Prefix: "set " + k.key + " ", Changed: v.Snap.Changed == k.key})
			x += w + gap
		}
	}
}

// toggle completes an option of the world: how it is flipped, and whether it was
// changed last.
func (v *guildView) toggle(o ui.Option) ui.Option {
	o.Command = scene.FlipCommand(&o)
	o.Changed = v.Snap.Changed == o.ID || o.ID == "envelopes" && strings.HasPrefix(v.Snap.Changed, "envelopes.")
	return o
}
