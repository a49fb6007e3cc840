package scene

import (
	"slices"
	"strings"

	"fanout/sim"
)

// rail is a column of controls that is filled from the top.
type rail struct {
	x, y, w float64
}

// take is the next r of height h, and moves on.
func (r *rail) take(h float64) Rect {
	box := Rect{r.x, r.y, r.w, h}
	r.y += h
	return box
}

// takeWide is the next r that a row fills, 8 px wider at both sides.
func (r *rail) takeWide(h float64) Rect {
	box := r.take(h)
	return Rect{box.X - 8, box.Y, box.W + 16, h}
}

// tall is the height of a control that a pointer hits at h: fingers need 44.
func (v *view) tall(h float64) float64 {
	if v.l.touched() {
		return max(h, 44)
	}
	return h
}

// rightRail holds every setting of the world.
func (v *view) rightRail() {
	r := v.l.RightRail
	if r.Empty() {
		return
	}
	if v.s.drawer.h > 0 {
		r.H = v.timelineY() - r.Y
	}
	v.fill(r, 0, v.theme.Bg1)
	v.vline(r.X, r.Y, r.H, v.theme.Line)
	v.place(Widget{ID: "controls", Kind: Area, Rect: r, Label: "Controls"})
	if v.s.panel {
		v.inspector(r)
		return
	}
	v.controls(r)
}

// controls draws all settings into r; what does not fit is reached by the wheel.
func (v *view) controls(r Rect) {
	v.scrolled(r, func(top float64) float64 {
		c := &rail{r.X + 16, top + 10, r.W - 32}
		v.loadControls(c)
		v.rule(c, r)
		v.samplingControls(c)
		v.rule(c, r)
		v.fanoutControls(c)
		v.rule(c, r)
		v.optimisations(c)
		v.rule(c, r)
		v.costControl(c)
		v.rule(c, r)
		v.moreControls(c)
		return c.y + 6
	})
}

// scrolled draws what a rail or a sheet shows in r, as far as it is scrolled. draw is
// told where its top is, and returns where its bottom is.
func (v *view) scrolled(r Rect, draw func(top float64) float64) {
	sc, first := &v.s.rail, len(v.s.widgets)
	v.clipped(r, func() { sc.fit(draw(r.Y-sc.at)+sc.at-r.Y, r.H) })
	for i := first; i < len(v.s.widgets); i++ {
		w := &v.s.widgets[i]
		w.whole, w.scroll, w.window = w.Rect, sc, r
	}
	v.hideOutside(r, first)
	v.scrollBar(r, sc)
}

// hideOutside cuts the widgets from the given one on to what can be seen in r.
func (v *view) hideOutside(r Rect, first int) {
	for i := first; i < len(v.s.widgets); i++ {
		v.s.widgets[i].Rect = v.s.widgets[i].Rect.Intersect(r)
	}
}

// cover forgets the widgets that lie wholly under r, which is painted over them: no
// key may lead to what cannot be seen. Those that are scrolled out of sight stay.
func (v *view) cover(r Rect) {
	v.s.widgets = slices.DeleteFunc(v.s.widgets, func(w Widget) bool {
		return !w.Rect.Empty() && w.Rect.Intersect(r) == w.Rect
	})
}

// rule is the line between two groups of controls.
func (v *view) rule(c *rail, r Rect) {
	v.hline(r.X+1, c.y+4, r.W-1, v.theme.Line)
	c.y += 10
}

func (v *view) loadControls(c *rail) {
	if v.l.Size >= atNarrow { // no room in the top bar
		v.sliderRow(c.take(44), dialOf("slider.speed"))
		v.seed(c.x+c.w, c.take(40).CenterY())
	}
	v.sliderRow(c.take(44), dialOf("slider.members"))
	v.sliderRow(c.take(44), dialOf("slider.rate"))
}

func (v *view) samplingControls(c *rail) {
	row := c.take(60)
	v.sliderRow(row, dialOf("slider.head.rate"))
	m := &v.snap.Messages
	expected := float64(m.SampledExp) / float64(sim.Whole)
	v.text(c.x, row.Bottom()-9, Label, v.theme.T2, v.fit(Label, c.w,
		plural(int(m.Sent), "message")+", "+count(m.Sampled)+" sampled, "+decimal(expected, map[bool]int{true: 2, false: 1}[expected < .1])+" expected",
		short(m.Sent)+", "+short(m.Sampled)+" sampled, "+short(int64(expected+.5))+" expected"))
}

func (v *view) fanoutControls(c *rail) {
	if key := v.snap.Changed; strings.HasPrefix(key, "fanout") || key == "flat.rate" {
		v.changedMark(Rect{c.x - 8, c.y - 1, c.w + 16, 178})
	}
	head := c.take(20)
	v.text(c.x, head.CenterY(), LabelStrong, v.theme.T1, "Second layer")
	v.curveLegend(head)
	v.curveEditor(c.take(128))
	preset := v.snap.Settings.Fanout
	pick := func(p sim.FanoutPreset, label, tip string) choice {
		return choice{id: p.String(), label: label, command: "set fanout " + p.String(), on: preset == p, tip: tip}
	}
	v.segment(c.take(v.tall(26)), "fanout", []choice{
		pick(sim.FanoutTable, "Table", "The published points, straight lines between them"),
		pick(sim.FanoutTenN, "10/n", "About ten spans per fan-out, at least 0.1 %"),
		pick(sim.FanoutFlat, "Flat", "One rate for every size: the first attempt"),
		pick(sim.FanoutNone, "None", "Every session of a sampled message records"),
	})
	c.y += 2
}

// optimisations are the rollout of envelopes and, below it, the three measures
// in the order in which they were taken.
func (v *view) optimisations(c *rail) {
	set := &v.snap.Settings
	head := c.take(20)
	v.text(c.x, head.CenterY(), LabelStrong, v.theme.T1, "Optimisations")
	v.envelopes(c)
	row := func(h float64, o option) { v.toggleRow(Rect{c.x - 8, c.y, c.w + 16, h}, o); c.y += h }
	row(50, skipUnsampled(set))
	row(50, noRoots(set))
	v.sieve(c)
}

func skipUnsampled(set *sim.Settings) option {
	return option{key: "skip.unsampled", title: "Skip unsampled context", on: set.SkipUnsampled,
		about: unsampledShare(set.HeadRate) + " of envelopes travel empty", idle: skipIdle(set)}
}

func noRoots(set *sim.Settings) option {
	o := option{key: "no.roots", title: "No root spans after fan-out", on: set.NoRoots, about: "Continue a trace, never start one"}
	if !set.RootsSession {
		o.idle = "Session roots are off: none to prevent"
	}
	return o
}

func skipIdle(set *sim.Settings) string {
	if set.EnvelopesGuild == 0 && set.EnvelopesSessions == 0 {
		return "No envelopes: nothing to leave out"
	}
	return ""
}

// unsampledShare is the share of messages that no head sampler kept.
func unsampledShare(head sim.PPM) string { return percent(sim.Whole - head) }

// envelopes is the rollout: which share of a service's messages travels in
// envelopes.
func (v *view) envelopes(c *rail) {
	set, r := &v.snap.Settings, c.take(46)
	on := set.EnvelopesGuild > 0 || set.EnvelopesSessions > 0
	v.serviceless(r, on)
	v.text(r.X+42, r.Y+10, BodyStrong, v.theme.T1, "Envelopes")
	w := (r.W - 42 - 8) / 2
	v.chip(Rect{r.X + 42, r.Y + 22, w, 20}, "chip.envelopes.guild", "envelopes.guild", "guilds", set.EnvelopesGuild)
	v.chip(Rect{r.X + 50 + w, r.Y + 22, w, 20}, "chip.envelopes.sessions", "envelopes.sessions", "sessions", set.EnvelopesSessions)
}

// serviceless is the little envelope before the rollout, closed or missing.
func (v *view) serviceless(r Rect, on bool) {
	carrier := sim.CarrierBare
	if on {
		carrier = sim.CarrierEmpty
	}
	v.envelope(r.X+15, r.Y+13, 24, 16, carrier)
}

// sieve is what the gRPC servers do with the headers: three ways.
func (v *view) sieve(c *rail) {
	mode, changed := v.snap.Settings.Sieve, v.snap.Changed == "sieve"
	r := Rect{c.x - 8, c.y + 2, c.w + 16, v.tall(32) + 38}
	if changed {
		v.panel(r, 8, v.theme.AccDim, v.theme.Acc)
	}
	v.text(c.x, r.Y+14, BodyStrong, v.theme.T1, "Sieve on gRPC headers")
	about := [...]string{"not looked at", "unpacks them all", "reads one byte first"}[mode]
	if sieveIdle(&v.snap.Settings) != "" {
		about = "no context to read"
	}
	v.textRight(c.x+c.w, r.Y+14, Tick, v.theme.T2, about)
	v.sieveChoice(Rect{c.x, r.Y + 29, c.w, v.tall(32)})
	c.y += v.tall(32) + 42
}

// sieveIdle is why the sieve would make no difference.
func sieveIdle(set *sim.Settings) string {
	if !set.GRPCLink {
		return "The API puts no context into headers: nothing to read"
	}
	return ""
}

func (v *view) sieveChoice(r Rect) {
	mode := v.snap.Settings.Sieve
	pick := func(m sim.SieveMode, label, tip string) choice {
		return choice{id: m.String(), label: label, command: "set sieve " + m.String(), on: mode == m, tip: tip, idle: sieveIdle(&v.snap.Settings)}
	}
	v.segment(r, "sieve", []choice{
		pick(sim.SieveIgnore, "Ignore", "Before headers were linked"),
		pick(sim.SieveParse, "Parse all", "Unpack every header, then look at its flag"),
		pick(sim.SieveOn, "Sieve", "Look at the flag, unpack only what is sampled"),
	})
}

// moreControls are the switches that the chapters need and that explain the rest, the
// traffic besides the users' messages, and the way back.
func (v *view) moreControls(c *rail) {
	set := &v.snap.Settings
	line := func(o option) { v.toggleLine(c.takeWide(v.tall(28)), o) }
	line(option{key: "grpc.link", title: "Link API and guild", on: set.GRPCLink, about: "context in headers"})
	line(option{key: "roots.guild", title: "Guild roots", on: set.RootsGuild, about: "may start traces"})
	line(option{key: "roots.session", title: "Session roots", on: set.RootsSession, about: "may start traces"})
	v.rule(c, Rect{c.x - 16, 0, c.w + 32, 0})
	v.sliderRow(c.take(44), dialOf("slider.grpc"))
	v.sliderRow(c.take(44), dialOf("slider.small"))
	c.y += 6
	v.button(c.take(v.tall(28)), buttonSpec{id: "reset", label: "Reset to defaults", text: "Reset to defaults", command: "reset"})
}
