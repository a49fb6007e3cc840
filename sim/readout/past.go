package readout

import (
	"fanout/sim/exact"
	"fanout/sim/row"
)

// SeriesSteps is how many steps a Series has at most. When they are full,
// two neighbours become one, and a step is twice as long from there on.
const SeriesSteps = 480

// Series is what the services have spent over the time of a whole history. Its slice belongs
// to the world: it must not be modified and is valid until the next call into the Player.
type Series struct {
	StepNs int64        // virtual ns per step
	Steps  []SeriesStep // oldest first; the first begins at time 0
}

// SeriesStep is one step, service by service: virtual time really spent ÷ capacity. The
// stages are in proportion to what was begun in the step.
type SeriesStep [row.MaxServices]StageCost

// TimelineColumns and TimelineTicks are how finely the timeline shows a history:
// the load in so many columns, events in so many places.
const (
	TimelineColumns = 240
	TimelineTicks   = 960
)

// Tick is what happened in one place of the timeline.
type Tick uint8

const (
	TickNone    Tick = iota
	TickPlain        // an event with a tick, or more
	TickSampled      // and one of them carried a sampled context
)

// Timeline is the whole history as far as it has been computed, which may be
// further than the present.
type Timeline struct {
	Idle bool // a frame would change nothing, however long it stands for

	Span   int64 // virtual ns that the timeline is long, doubled as need be
	Latest int64 // computed so far; the present is not after it
	Target int64 // where a seek under way leads, -1 if none is
	Begin  int64 // the earliest time that can be gone back to

	Step   int64 // virtual ns per column of Busy
	Busy   [row.MaxServices][TimelineColumns]exact.PPM
	Length int                 // full columns
	Ticks  [TimelineTicks]Tick // Step × TimelineColumns ÷ TimelineTicks each

	Branches        []Branch // what changes in the past have replaced, the oldest first
	BranchesDropped int      // older ones that were too many
}

// Branch is another future, which a change in the past has replaced: it can be gone back to.
type Branch struct {
	Number   int
	At       int64  // virtual ns at which it parts from what is played
	Until    int64  // it was computed up to here
	Commands int    // that the history which is played has not
	First    string // of these, "" if it has none
}
