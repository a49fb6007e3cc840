package sim

import (
	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// timelineFirst is the stretch of virtual time that a young history's timeline
// shows. It doubles whenever that is full.
const timelineFirst = int64(readout.TimelineColumns * readout.BusyStepNs)

// timelineLeast is the least stretch that a timeline shows: of a history that has just
// begun, the messages are to be apart.
const timelineLeast = timelineFirst / 8

// timeline is what a world remembers of its whole past: ever more roughly as that
// grows.
type timeline struct {
	halvings int
	samples  int // of the load, each BusyStepNs long
	busy     [row.MaxServices][readout.TimelineColumns]int64
	ticks    [readout.TimelineTicks]readout.Tick
}

// span is the stretch of time that the columns hold.
func (c *timeline) span() int64 { return timelineFirst << c.halvings }

// load adds the load of the last BusyStepNs.
func (c *timeline) load(share [row.MaxServices]exact.PPM) {
	if c.samples == readout.TimelineColumns<<c.halvings {
		c.halve()
	}
	column := c.samples >> c.halvings
	for v, p := range share {
		c.busy[v][column] += int64(p)
	}
	c.samples++
}

// tick notes an event.
func (c *timeline) tick(at actor.Time, sampled bool) {
	for int64(at) >= c.span() {
		c.halve()
	}
	tick := readout.TickPlain
	if sampled {
		tick = readout.TickSampled
	}
	place := &c.ticks[int64(at)/(c.span()/readout.TimelineTicks)]
	*place = max(*place, tick)
}

// halve makes room for as much time again.
func (c *timeline) halve() {
	for i := range readout.TimelineColumns {
		for v := range c.busy {
			sum := int64(0)
			if i < readout.TimelineColumns/2 {
				sum = c.busy[v][2*i] + c.busy[v][2*i+1]
			}
			c.busy[v][i] = sum
		}
	}
	for i := range readout.TimelineTicks {
		tick := readout.TickNone
		if i < readout.TimelineTicks/2 {
			tick = max(c.ticks[2*i], c.ticks[2*i+1])
		}
		c.ticks[i] = tick
	}
	c.halvings++
}

// view fills the part of the timeline that the world knows.
func (c *timeline) view(t *readout.Timeline) {
	per := 1 << c.halvings
	t.Step = int64(readout.BusyStepNs * per)
	t.Length = c.samples / per
	for v := range c.busy {
		for i := range readout.TimelineColumns {
			t.Busy[v][i] = exact.PPM(c.busy[v][i] / int64(per))
		}
	}
	t.Ticks = c.ticks
}

// moments are the last milestones: where a step back leads.
type moments struct{ all, sampled recent }

// recent are the last times at which something happened, in no order.
type recent struct {
	at    [recentKept]actor.Time
	count int
}

const recentKept = 64

func (r *recent) add(at actor.Time) {
	r.at[r.count%recentKept] = at
	r.count++
}

// stopAfter is where a single step stops because of something that happened at
// that time.
func stopAfter(at actor.Time) actor.Time { return at - at%stepNs + stepNs }

// before is the last stop before now, and whether any is known.
func (r *recent) before(now actor.Time) (stop actor.Time, ok bool) {
	for _, at := range r.at[:min(r.count, recentKept)] {
		if s := stopAfter(at); s < now && s >= stop {
			stop, ok = s, true
		}
	}
	return stop, ok
}
