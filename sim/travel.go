package sim

import (
	"fmt"
	"time"

	"fanout/actor"
)

// seek is a way to another time that is under way.
type seek struct {
	on    bool
	to    actor.Time
	backs int  // steps back to be taken from there
	next  bool // go on to the next sampled message, at most to that time
	from  int  // sampled ones there were when that began
}

// sampledWithin is how far ahead a sampled message is looked for.
const sampledWithin = actor.Time(time.Minute)

// parseTime reads a time of the history.
func parseTime(verb, text string) (actor.Time, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > longestHistory {
		return 0, fmt.Errorf("%s: %q is not a time; expected one from 0s to 24h, such as 12.5s", verb, Clip(text))
	}
	return actor.Time(d), nil
}

func parseGoto(_ *Model, args string) (action, error) {
	at, err := parseTime("goto", args)
	if err != nil {
		return nil, err
	}
	return func(p *Player) { p.travel(at) }, nil
}

// travel begins to seek a time: the past by the nearest checkpoint and the log from
// there, the future by computing it.
func (p *Player) travel(to actor.Time) {
	p.halt()
	p.seek = seek{on: true, to: max(to, p.begin())}
}

// halt stops time, and what is under way.
func (p *Player) halt() {
	p.playing, p.running, p.step, p.carry = false, false, 0, 0
	p.seek = seek{}
}

// goBack goes to where the last single step before the present would have stopped.
func (p *Player) goBack() {
	if p.seek.on && !p.seek.next {
		p.seek.backs++ // its steps are known when it is there
		return
	}
	now := p.k.system.Now()
	stop, _ := p.k.moments.all.before(now)
	p.travel(stop)
}

// goEnd goes to the latest time that has been computed.
func (p *Player) goEnd() { p.travel(p.latest) }

// goPrevious goes to the start of the last sampled fan-out before the present.
func (p *Player) goPrevious() {
	stop, ok := p.k.moments.sampled.before(p.k.system.Now())
	if !ok {
		p.say("no sampled message is known before this one")
		p.halt()
		return
	}
	p.travel(stop)
}

// goNext goes on to the start of the next sampled fan-out.
func (p *Player) goNext() {
	p.halt()
	now := p.k.system.Now()
	p.seek = seek{on: true, next: true, to: within(now + sampledWithin), from: p.k.moments.sampled.count}
}

// advanceSeek goes on with the seek under way.
func (p *Player) advanceSeek(over func() bool) {
	if p.seek.next {
		p.advanceNext(over)
		return
	}
	p.jump()
	if !p.advance(p.seek.to, over) {
		return
	}
	backs := p.seek.backs
	p.seek = seek{}
	if backs > 0 {
		p.goBack()
		p.seek.backs = backs - 1
	}
}

// advanceNext looks for the next sampled fan-out, as finely as a single step.
func (p *Player) advanceNext(over func() bool) {
	for k := p.k; k.moments.sampled.count == p.seek.from && k.system.Now() < p.seek.to; {
		if !p.advance(nextStop(k.system.Now()), over) {
			return
		}
	}
	if p.k.moments.sampled.count == p.seek.from {
		p.say(fmt.Sprintf("no message was sampled within %v", time.Duration(sampledWithin)))
	}
	p.seek = seek{}
}

// jump takes the world to the checkpoint from which the time sought is nearest, if
// that is nearer than the present.
func (p *Player) jump() {
	if !p.seek.on || p.seek.next {
		return
	}
	now := p.k.system.Now()
	_, pt := p.checkpoints.before(int64(p.seek.to))
	if pt == nil || now <= p.seek.to && pt.At() <= now {
		return
	}
	p.checkpoints.abandon()
	if p.ahead == nil && now == p.latest {
		ahead := p.k.timeline
		p.ahead = &ahead
	}
	restore(p, pt)
}

// restore takes the world to a checkpoint.
func restore(p *Player, pt *savedState) {
	p.k.Restore(pt.Checkpoint)
	p.history.next = pt.next
	p.shown = pt.view
	p.preview.drop()
	p.real.world = p.k.allExecuted()
	p.travels++
}

// advance brings the world to a time, or as far as the budget lasts, and does what
// the log has for the way. It reports whether it is there.
func (p *Player) advance(until actor.Time, over func() bool) bool {
	for {
		k := p.k
		if !p.doDueSettled(over) {
			return false
		}
		now := k.system.Now()
		if now >= within(until) {
			return true
		}
		if !p.checkpoint(over) {
			return false
		}
		to := min(within(until), now-now%checkpointLook+checkpointLook) // wherever a budget ended
		if d := p.history.due(); d != nil {
			to = min(to, d.at)
		}
		k.spans.Export(p.export)
		if now < p.latest { // these spans have been exported before
			to = min(to, p.latest)
			k.spans.Export(nil)
		}
		arrived := k.Run(to, over)
		if now = k.system.Now(); now >= p.latest {
			p.latest, p.ahead = now, nil
		}
		if !arrived {
			return false
		}
	}
}

// checkpointLook is how much virtual time passes between two looks at whether a
// checkpoint is due.
const checkpointLook = actor.Time(10 * time.Millisecond)

// doDueSettled does what is due. Nodes that are ahead of the world's time stand
// within a window, and no window reaches beyond the next command.
func (p *Player) doDueSettled(over func() bool) bool {
	if d := p.history.due(); d != nil && d.at <= p.k.system.Now() {
		p.settle()
		return p.doDue(over)
	}
	return true
}
