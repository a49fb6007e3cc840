package sim

import (
	"fmt"
	"time"

	"fanout/actor"
)

// seek is a way to another time that is in hand.
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
		return 0, fmt.Errorf("%s: %q is not a time; expected one from 0s to 24h, such as 12.5s", verb, clip(text))
	}
	return actor.Time(d), nil
}

const longestHistory = 24 * time.Hour

func parseGoto(args string) (action, error) {
	at, err := parseTime("goto", args)
	if err != nil {
		return nil, err
	}
	return func(p *Player) { p.travel(at) }, nil
}

// arrival is the present, or the time to which a seek in hand leads.
func (p *Player) arrival() actor.Time {
	if p.seek.on && !p.seek.next {
		return p.seek.to
	}
	return p.world.system.Now()
}

// travel begins to seek a time: the past by the nearest checkpoint and the log from
// there, the future by computing it.
func (p *Player) travel(to actor.Time) {
	p.halt()
	p.seek = seek{on: true, to: max(to, p.begin())}
}

// halt stops time, and what is in hand.
func (p *Player) halt() {
	p.playing, p.running, p.step, p.carry = false, false, 0, 0
	p.seek = seek{}
}

// begin is the earliest time that can be gone back to.
func (p *Player) begin() actor.Time {
	if len(p.points.list) == 0 {
		return p.world.system.Now()
	}
	return p.points.list[0].at
}

// goBack goes to where the last single step before the present would have stopped.
func (p *Player) goBack() {
	if p.seek.on && !p.seek.next {
		p.seek.backs++ // its steps are known when it is there
		return
	}
	now := p.world.system.Now()
	stop, _ := p.world.moments.all.before(now)
	p.travel(stop)
}

// goEnd goes to the latest time that has been computed.
func (p *Player) goEnd() { p.travel(p.latest) }

// goPrevious goes to the start of the last sampled fan-out before the present.
func (p *Player) goPrevious() {
	stop, ok := p.world.moments.sampled.before(p.world.system.Now())
	if !ok {
		p.log.insert(LogEntry{At: int64(p.world.system.Now()), Text: "no sampled message is known before this one"})
		p.halt()
		return
	}
	p.travel(stop)
}

// goNext goes on to the start of the next sampled fan-out.
func (p *Player) goNext() {
	p.halt()
	now := p.world.system.Now()
	p.seek = seek{on: true, next: true, to: now + sampledWithin, from: p.world.moments.sampled.count}
}

// advanceSeek goes on with the seek in hand.
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
	for w := p.world; w.moments.sampled.count == p.seek.from && w.system.Now() < p.seek.to; {
		if !p.advance(nextStop(w.system.Now()), over) {
			return
		}
	}
	if p.world.moments.sampled.count == p.seek.from {
		p.log.insert(LogEntry{At: int64(p.world.system.Now()), Text: fmt.Sprintf("no message was sampled within %v", time.Duration(sampledWithin))})
	}
	p.seek = seek{}
}

// jump takes the world to the checkpoint from which the time sought is nearest, if
// that is nearer than the present.
func (p *Player) jump() {
	if !p.seek.on || p.seek.next {
		return
	}
	now := p.world.system.Now()
	_, pt := p.points.before(int64(p.seek.to))
	if pt == nil || now <= p.seek.to && pt.at <= now {
		return
	}
	p.points.abandon()
	if p.ahead == nil && now == p.latest {
		ahead := p.world.chronicle
		p.ahead = &ahead
	}
	p.world.restore(pt.checkpoint)
	p.deeds.next = pt.next
	p.shown = pt.view
	p.rehearsal = nil
	p.real.world = p.world.allExecuted()
	p.travels++
}

// advance brings the world to a time, or as far as the budget lasts, and does what
// the log has for the way. It reports whether it is there.
func (p *Player) advance(until actor.Time, over func() bool) bool {
	for {
		w := p.world
		p.doDueSettled()
		now := w.system.Now()
		if now >= until {
			return true
		}
		if !p.checkpoint(over) {
			return false
		}
		to := min(until, now-now%checkpointLook+checkpointLook) // wherever a budget ended
		if d := p.deeds.due(); d != nil {
			to = min(to, d.at)
		}
		w.spans.export = p.export
		if now < p.latest { // these spans have been exported before
			to = min(to, p.latest)
			w.spans.export = nil
		}
		arrived := w.run(to, over)
		if now = w.system.Now(); now >= p.latest {
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
// within a window, and no window reaches beyond the next deed.
func (p *Player) doDueSettled() {
	if d := p.deeds.due(); d != nil && d.at <= p.world.system.Now() {
		p.settle()
		p.doDue()
	}
}

// checkpoint takes the checkpoint that is due, if one is, as far as the budget
// lasts. It reports whether the world may move on.
func (p *Player) checkpoint(over func() bool) bool {
	b := &p.points
	if b.taking == nil {
		work := p.world.work()
		if !b.due(p.world, work) {
			return true
		}
		b.taking = &point{checkpoint: p.world.checkpoint(), work: work, next: p.deeds.next, view: p.shown}
	}
	if !b.taking.more(over) {
		return false
	}
	b.add(b.taking)
	b.taking = nil
	return true
}

// work is how many messages were handled since the start.
func (w *World) work() (n int64) {
	for _, p := range w.processes {
		n += p.handled
	}
	return n
}

// timeline fills the view of the whole history.
func (p *Player) timeline(t *TimelineView) {
	c := &p.world.chronicle
	if p.ahead != nil {
		c = p.ahead
	}
	c.view(t)
	t.Latest, t.Target, t.Begin = int64(p.latest), -1, int64(p.begin())
	far := t.Latest
	if p.seek.on && !p.seek.next {
		t.Target = int64(p.seek.to)
		far = max(far, t.Target)
	}
	if n := len(p.deeds.list); n > 0 {
		far = max(far, int64(p.deeds.list[n-1].at))
	}
	for t.Span = timelineLeast; t.Span < far; {
		t.Span *= 2
	}
}
