package guildpicture

import (
	"strings"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/row"
)

// sizedFor says in a few words what the capacity of the bars was sized for.
func sizedFor(v *scene.View) [2]string {
	z := &guild.ViewOf(v.Snap).Sized
	members, rate := ui.Count(int64(z.For.Members)), ui.TrimZeros(ui.Rate(z.For.MessageRate))+"/s, untraced"
	return [2]string{"sized for " + ui.Plural(z.For.Members, "member") + ", " + rate, "sized for " + members + " × " + rate}
}

// otherReading is the price list whose reading of what a root span costs is the other one.
func otherReading(s *sim.Snapshot) (command, words string) {
	if len(s.Costs.Options) > 0 && s.Costs.Options[0] == "recorded" {
		return "costs beam-published", "In the other reading every attempt to start a trace costs, recorded or not."
	}
	return "costs beam-published roots=recorded", "In the other reading of the post only recorded root spans cost, 22 forwards each."
}

// remarkOn is what there is to say of the sessions' bar when other sampling has not moved it:
// what recording costs at these prices, and from where on it would be seen.
func (pic *stage) remarkOn(v *scene.View, service row.Service) (r scene.Remark, ok bool) {
	s := v.Snap
	if r, ok := starved(s, service); ok {
		r.Act = pic.do.pickGuild
		return r, true
	}
	key := s.Changed
	sampling := strings.HasPrefix(key, "fanout") || key == "flat.rate" || key == "head.rate"
	if service != guild.Sessions || !sampling || !published(s) || s.Services[service].Capacity == 0 {
		return r, false
	}
	points, from := recordingCost(s)
	seen, brief := "never seen at these prices", "never seen"
	if from <= exact.Whole {
		brief = "seen from " + ui.Percent(scene.PPM(ui.RoundFigures(scene.Share(from), 2))) + " head"
		seen = brief + " sampling on"
	}
	cost := "recording: " + ui.TrimZeros(ui.Decimal(float64(points)/10_000, 2)) + " points"
	command, words := otherReading(s)
	return scene.Remark{
		Texts:   [3]string{cost + ", " + seen, seen, brief},
		Hint:    "Asking for a span is dear here, recording it is cheap. " + words + " Press to switch.",
		Command: command,
	}, true
}

// starved is why the sessions hardly spend anything although there are messages: the guild
// is behind, and what it has not sent, they cannot handle.
func starved(s *sim.Snapshot, service row.Service) (r scene.Remark, ok bool) {
	bar := &s.Services[service]
	v := guild.ViewOf(s)
	if service != guild.Sessions || v.Guild.Mailbox <= slots || bar.Spent > bar.CPU.Total()/4 {
		return r, false
	}
	behind := ui.Count(int64(v.Guild.Mailbox)) + " wait in the guild’s mailbox"
	hint := "Sessions handle what the guild sends them, and the guild is behind: hardly anything comes."
	if n := v.Connects.Large.Waiting; n > 0 {
		hint += " It is taking in " + ui.Plural(int(n), "session") + ", one after the other. Those wait for its answer, and handle nothing meanwhile."
	}
	return scene.Remark{Texts: [3]string{"little to do: " + behind, behind, "guild is behind"}, Hint: hint}, true
}

// recordingCost is what the sessions' spans that are expected to be recorded add to their bar,
// and the rate of head sampling from which on that would be called a change.
func recordingCost(s *sim.Snapshot) (points, from exact.PPM) {
	var ns int64 // of a span
	for i := range s.Costs.Prices {
		if p := &s.Costs.Prices[i]; p.Key == "span.recorded" || p.Key == "span.export" {
			ns += p.Ns
		}
	}
	spans := guild.ViewOf(s).Messages.Forecast.Spans
	perSecond := exact.MulDiv(spans.API+spans.Guild, ns, 1000) // of core time
	part := exact.MulDiv(perSecond, int64(exact.Whole), s.Services[guild.Sessions].Capacity*1e6)
	if part == 0 {
		return 0, 2 * exact.Whole
	}
	head := exact.MulDiv(int64(settingsOf(s).HeadRate), int64(scene.LeastChange), part)
	return exact.PPM(part), exact.PPM(min(head, 2*int64(exact.Whole)))
}
