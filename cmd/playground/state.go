package main

import (
	"fanout/cmd/playground/internal/report"
	"fanout/sim"
)

// logTail is how many lines of the log a script gets to see.
const logTail = 50

// observer reads the present state of a player for scripts, more often than
// frames are drawn if they ask more often.
type observer struct {
	player   *sim.Player
	snapshot sim.Snapshot
}

func (o *observer) state() report.State {
	o.player.Snapshot(&o.snapshot)
	s := report.From(&o.snapshot)
	s.Busy = o.player.Busy()
	if extra := len(s.Log) - logTail; extra > 0 {
		s.Log = s.Log[extra:]
		s.LogLost += extra
	}
	return s
}
