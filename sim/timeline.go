package sim

import (
	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// TimelineColumns and TimelineTicks are how finely the timeline shows a history:
// the load in so many columns, events in so many places.
const (
	TimelineColumns = 240
	TimelineTicks   = 960
)

// timelineFirst is the stretch of virtual time that a young history's timeline
// shows. It doubles whenever that is full.
const timelineFirst = int64(TimelineColumns * BusyStepNs)

// timelineLeast is the least stretch that a timeline shows: of a history that has just
// begun, the messages are to be apart.
const timelineLeast = timelineFirst / 8

// Tick is what happened in one place of the timeline.
type Tick uint8

const (
	TickNone    Tick = iota
	TickPlain        // an event with a tick, or more
	TickSampled      // and one of them carried a sampled context
)

// TimelineView is the whole history as far as it has been computed, which may be
// further than the present.
type TimelineView struct {
	Span   int64 // virtual ns that the timeline is long, doubled as need be
	Latest int64 // computed so far; the present is not after it
	Target int64 // where a seek under way leads, -1 if none is
	Begin  int64 // the earliest time that can be gone back to

	Step   int64 // virtual ns per column of Busy
	Busy   [row.MaxServices][TimelineColumns]exact.PPM
	Length int                 // full columns
	Ticks  [TimelineTicks]Tick // Step × TimelineColumns ÷ TimelineTicks each
}

// timeline is what a world remembers of its whole past: ever more roughly as that
// grows.
type timeline struct {
	halvings int
	samples  int // of the load, each BusyStepNs long
	busy     [row.MaxServices][TimelineColumns]int64
	ticks    [TimelineTicks]Tick
}

// span is the stretch of time that the columns hold.
func (c *timeline) span() int64 { return timelineFirst << c.halvings }

// load adds the load of the last BusyStepNs.
func (c *timeline) load(share [row.MaxServices]exact.PPM) {
	if c.samples == TimelineColumns<<c.halvings {
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
	tick := TickPlain
	if sampled {
		tick = TickSampled
	}
	place := &c.ticks[int64(at)/(c.span()/TimelineTicks)]
	*place = max(*place, tick)
}

// halve makes room for as much time again.
func (c *timeline) halve() {
	for i := range TimelineColumns {
		for v := range c.busy {
			sum := int64(0)
			if i < TimelineColumns/2 {
				sum = c.busy[v][2*i] + c.busy[v][2*i+1]
			}
			c.busy[v][i] = sum
		}
	}
	for i := range TimelineTicks {
		tick := TickNone
		if i < TimelineTicks/2 {
			tick = max(c.ticks[2*i], c.ticks[2*i+1])
		}
		c.ticks[i] = tick
	}
	c.halvings++
}

// view fills the part of the timeline that the world knows.
func (c *timeline) view(t *TimelineView) {
	per := 1 << c.halvings
	t.Step = int64(BusyStepNs * per)
	t.Length = c.samples / per
	for v := range c.busy {
		for i := range TimelineColumns {
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
