package sim

import "fanout/actor"

// A rehearsal is a small world under the settings of the large one, run through
// the same code as fast as it goes. Its mean costs stand in for those of the
// large one until that has means of its own.
const (
	rehearsalCrew     = 2
	rehearsalMessages = 512
	rehearsalRate     = 4_000 // per 1,000 s: a guild of a million keeps up with it
	rehearsalEnd      = actor.Time(rehearsalMessages * 1e12 / rehearsalRate)
	rehearsalLeast    = rehearsalEnd / 16
)

func newRehearsal(s Settings, p *Profile) *World {
	s.Even = true
	s.MessageRate = rehearsalRate
	s.GuildRate = rehearsalRate
	s.GRPCRate = 2 * rehearsalRate
	s.SmallRate = rehearsalRate
	return newWorld(1, s, p, rehearsalCrew)
}

// means is what was counted since the settings in force were set.
func (w *World) means() (m meter) {
	w.drainPaths()
	for _, p := range w.processes {
		m.add(&p.meter)
	}
	return m
}
