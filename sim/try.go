package sim

import (
	"fmt"
	"slices"
	"strings"

	"fanout/actor"
	"fanout/sim/readout"
)

// trial is a command that is given for now: the world goes on with it, and another one about
// the same takes its place. When it is given for good, that is what the history has, from
// where the trial began; all that was tried has never been. A slider that is dragged is one
// command of the history so, whose effect is seen all the way.
type trial struct {
	on      bool
	subject string // what it is about
	last    entry  // that was tried
	at      actor.Time
	first   int   // index of the first that was tried
	before  setup // in force until then
	known   bool  // before is
	branch  int   // number of what it replaced, 0 for nothing
	work    int64 // done until then
}

// trialWork bounds what is tried, in messages handled: it is done again when the command is
// given for good, and then takes no longer than this.
const trialWork = 5 * checkpointWork

// parseTry reads a command that is given for now.
func parseTry(m *Model, args string) (action, error) {
	if verb, _, _ := strings.Cut(args, " "); verb == "try" || verb == "at" || verb == "keep" { // and so on, as often as there is room for
		return nil, notTried(verb)
	}
	c, do, err := m.parseCommand(args)
	if err != nil {
		return nil, fmt.Errorf("try: %w", err)
	}
	switch line := tidy(args); c.kind {
	case changes:
		return func(p *Player) { tryOut(p, line, do) }, nil
	case plays:
		return do, nil
	}
	return nil, notTried(c.Verb)
}

func notTried(verb string) error {
	return fmt.Errorf("try: %s cannot be tried; expected a command such as set or speed", Clip(verb))
}

// Tried is the command that a line tries, or the line if it tries none.
func Tried(line string) (command string, tried bool) {
	return strings.CutPrefix(strings.TrimSpace(line), "try ")
}

// Trying reports whether a command is given for now only: what the world does with it may never
// have been.
func Trying(p *Player) bool { return p.trial.on }

// subject is what a command is about: two with the same subject set the same thing.
func subject(line string) string {
	words := strings.SplitN(line, " ", 3)
	return strings.Join(words[:min(2, len(words))], " ")
}

// tryOut gives a command for now.
func tryOut(p *Player, line string, do action) {
	t := &p.trial
	if t.on && (t.subject != subject(line) || p.k.work()-t.work > trialWork) {
		settleTrial(p, t.last)
	}
	p.jump()
	at := p.arrival()
	if !t.on {
		if !p.seek.on && p.idle(line) {
			return
		}
		beginTrial(p, line, at)
	}
	t.last = entry{at: t.at, text: line, do: do}
	p.history.insert(entry{at: at, text: line, do: do, tried: true})
	p.branches.compare(p.history.list)
	if at == p.k.system.Now() {
		p.doDue(nil)
	}
}

// beginTrial notes how things stand, and makes room for another future.
func beginTrial(p *Player, line string, at actor.Time) {
	if len(p.checkpoints.list) == 0 && !p.seek.on {
		p.checkpoint(nil) // the beginning: there is a way back to it
	}
	p.trial = trial{
		on: true, subject: subject(line), at: at, before: p.k.setup(), known: !p.seek.on, work: p.k.work(),
		branch: p.replace(at),
	}
	for p.trial.first < len(p.history.list) && p.history.list[p.trial.first].at <= at {
		p.trial.first++
	}
}

// endTrial ends the trial that is on, if one is, before another command is done, unless that
// one has nothing to do with it. It reports whether it is the end of it: the same thing, for
// good.
func endTrial(p *Player, c *Command, line string, do action) (done bool) {
	switch {
	case !p.trial.on || c.kind == tries || c.kind == plays:
		return false
	case c.kind == restarts: // another history begins with what is in force
		return false
	}
	if c.kind == changes && subject(line) == p.trial.subject {
		settleTrial(p, entry{at: p.trial.at, text: line, do: do})
		return true
	}
	settleTrial(p, p.trial.last)
	return false
}

// settleTrial has the history be as if nothing had been tried, but last been given where the
// trial began. The world goes there and comes back to the present.
func settleTrial(p *Player, last entry) {
	t := p.trial
	p.trial = trial{}
	first := &p.history.list[t.first]
	last.seen = first.seen
	tried := 0
	for i := range p.history.list {
		if p.history.list[i].tried {
			tried++
		}
	}
	if tried == 1 && first.text == last.text { // it is the history already
		first.tried = false
	} else {
		present := p.arrival()
		rewind(p, t.first, t.at)
		p.history.list = slices.DeleteFunc(p.history.list, func(e entry) bool { return e.tried })
		if t.known && p.idleIn(t.before, last.text) {
			forgetTrial(p, t)
			last.do = nil
		} else {
			p.history.list = slices.Insert(p.history.list, t.first, last)
		}
		p.seek = seek{on: true, to: present}
	}
	if last.do != nil {
		p.log.insert(readout.LogEntry{At: int64(t.at), Command: true, Text: last.text})
		p.branches.replacedBy(t.branch, last)
		p.forgetOldest()
	}
	p.branches.compare(p.history.list)
}

// forgetTrial brings back what a trial has replaced that came to nothing.
func forgetTrial(p *Player, t trial) {
	for i := range p.branches.list {
		if p.branches.list[i].number == t.branch {
			enterBranch(p, i, false)
			return
		}
	}
}
