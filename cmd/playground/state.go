package main

import (
	"fanout/cmd/playground/internal/lesson"
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
	lessons  *lesson.Lessons // nil for none
	snapshot sim.Snapshot
	lacking  lacking
}

// lacking is what a link could not hold, and of which history that was.
type lacking struct {
	of   lackingOf
	text string
}

// lackingOf is what the answer depends on: it is asked for more often than that changes.
type lackingOf struct {
	player        *sim.Player
	seed          uint64
	lines, notes  int
	branches, cut int
}

// lacks says what a link could not hold now.
func (o *observer) lacks(game *render.Game) string {
	s := game.Snapshot()
	of := lackingOf{o.player.Player, s.Seed, len(s.Log.Entries) + s.Log.Dropped, s.Log.Notes, len(s.Timeline.Branches), s.Timeline.BranchesDropped}
	if of != o.lacking.of {
		o.lacking = lacking{of, o.link(game).Lacks()}
	}
	return o.lacking.text
}

// link leads to what is seen: the history, its time, and how it is looked at; or the step of
// the chapter that is open, whose history follows from that.
func (o *observer) link(game *render.Game) link.Made {
	if o.lessons != nil {
		if number, step, open := o.lessons.At(); open {
			return link.Made{Whole: true, Query: link.OfChapter(o.player.Model(), number, step, game.Looks())}
		}
	}
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
