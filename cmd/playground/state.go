package main

import (
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/sim"
)

// logTail is how many lines of the log a script gets to see.
const logTail = 50

// observer reads the present state of a player for scripts, more often than
// frames are drawn if they ask more often.
type observer struct {
	player   *timed.Player
	snapshot sim.Snapshot
}

// link leads to what is seen: the history, its time, and how it is looked at.
func (o *observer) link(game *render.Game) (query string, whole bool) {
	o.player.Snapshot(&o.snapshot)
	s, history := &o.snapshot, o.player.History()
	view := link.View{Now: s.Now, Playing: s.Playing, Look: game.Looks()}
	if s.Timeline.Target >= 0 { // on the way there
		view.Now = s.Timeline.Target
	}
	usual := s.Model.Speed
	if usual == 0 {
		usual = sim.DefaultSpeed
	}
	if s.Speed != usual {
		view.Speed = s.Speed.Decimal()
	}
	return link.Of(&history, s.Setup(), view)
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
