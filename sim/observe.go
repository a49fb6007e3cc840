package sim

import (
	"fanout/actor"
	"fanout/sim/row"
)

// Occurrence is something worth telling that nobody commanded: one event of a row of
// [Model.Events].
type Occurrence struct {
	Event   row.Event
	At      int64 // virtual ns
	Subject int64 // number of the message, or of what it is about
	N       int64 // what the event counts
	Carrier Carrier
	Origin  row.Origin // where the trace began, of a sampled Carrier

	// Began is when the handler that did it began, where that is earlier: single
	// steps and the timeline stop there. 0 means At.
	Began int64
}

// Observe tells everything that subscribes to events of this one: log, single steps and
// timeline, as its row says. Nodes may be ahead of each other by a window. Nobody
// looks at a preview.
func (k *Kernel) Observe(o Occurrence) {
	if k.preview {
		return
	}
	row := &k.model.Events[o.Event]
	began := actor.Time(o.At)
	if o.Began != 0 {
		began = actor.Time(o.Began)
	}
	sampled := o.Carrier == CarrierSampled
	if row.Log {
		k.events.add(o)
	}
	if row.Flag != nil && row.Flag(&o) != "" {
		k.events.flag(o)
	}
	if row.Step {
		k.moments.all.add(began)
		if sampled {
			k.moments.sampled.add(began)
		}
	}
	if row.Tick {
		k.timeline.tick(began, sampled)
	}
}

// eventsKept is how many events a view gets at most; the oldest leave first.
const eventsKept = 1_000

// flagsKept is how many events with a flag on the timeline are kept; the oldest leave first.
const flagsKept = 200

// events are the last ones, in the order of time.
type events struct {
	list    []Occurrence
	dropped int          // older ones that left
	flags   []Occurrence // those with a flag on the timeline, which stay longer
}

// flag notes an event that has a flag on the timeline.
func (e *events) flag(o Occurrence) {
	if len(e.flags) == flagsKept {
		e.flags = append(e.flags[:0], e.flags[1:]...)
	}
	e.flags = append(e.flags, o)
}

func (e *events) add(o Occurrence) {
	if len(e.list) == eventsKept {
		copy(e.list, e.list[1:])
		e.list = e.list[:eventsKept-1]
		e.dropped++
	}
	i := len(e.list)
	e.list = append(e.list, o)
	for ; i > 0 && e.list[i-1].At > o.At; i-- {
		e.list[i], e.list[i-1] = e.list[i-1], o
	}
}
