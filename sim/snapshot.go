package sim

import (
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Snapshot is what a view needs of the world at one instant. It is filled by
// Player.Snapshot, which reuses the slices of the Snapshot it is given; nothing
// in it aliases memory that the world will change, except what says so. All times are virtual nanoseconds since
// the start of the history.
type Snapshot struct {
	Now     int64     // virtual time reached
	Playing bool      // false while paused
	Speed   exact.PPM // speed asked for; Whole is real time
	Reached exact.PPM // speed reached over the last second of play; 0 while paused
	Seed    uint64    // of this history
	Hash    uint64    // of the history up to the last barrier

	Model    *Model
	Settings any // in force; of the type of Model.Default
	Before   any // those before the last change, nil if there was none
	View     any // what the model shows of itself, see World.View
	Costs    readout.Costs
	Real     readout.RealTime
	Changed  string // key of the setting changed last, "" at the start

	Services    []readout.Service // by number
	ChangedAt   int64             // virtual time of the last change of a setting
	Timeline    readout.Timeline
	Series      readout.Series
	Profile     readout.Profile // where the time went
	Events      EventLog
	Log         readout.CommandLog
	Checkpoints readout.Checkpoints
	Travels     int64 // times the world was taken to another time: what is remembered of the last snapshot may be gone
	span.Summary

	setup setup
	times [row.MaxClasses]int64 // mean time per message since the last change, ns
}

// Setup is the commands that make the settings and the cost model in force of the
// defaults.
func (s *Snapshot) Setup() []string {
	if s.setup.settings == nil { // not of a Player
		return s.Model.lines(setup{s.Settings, s.Model.defaultCosts()})
	}
	return s.Model.lines(s.setup)
}

// InForce is the settings and the prices of some instant. Two are equal if nothing about them
// differs.
type InForce struct{ setup }

// InForce is what is in force.
func (s *Snapshot) InForce() InForce { return InForce{s.setup} }

// EventLog is what happened that nobody commanded. Its slice is the world's own: it must
// not be modified and is valid until the next call into the Player.
type EventLog struct {
	List    []Occurrence // oldest first
	Dropped int          // older ones that left
	Flags   []Occurrence // the last ones that have a flag on the timeline
}

// glance fills what the kernel and the world know of the parts that Glance fills.
func (k *Kernel) glance(s *Snapshot) {
	s.Now = int64(k.system.Now())
	s.Seed, s.Settings, s.Before, s.setup = k.seed, k.settings, k.before, k.setup()
	s.Hash = k.hash()
	s.ChangedAt = int64(k.changedAt)
	s.Events = EventLog{k.events.list, k.events.dropped, k.events.flags}
	s.Series = k.series.view()
	s.View = k.world.View(s.View)
}

// thousandths is a capacity in thousandths of a core.
func thousandths(nsPerSecond int64) int64 { return (nsPerSecond + 500_000) / 1_000_000 }

func (k *Kernel) viewServices(s *Snapshot) {
	if len(s.Services) != len(k.model.Services) {
		s.Services = make([]readout.Service, len(k.model.Services))
	}
	for v := range s.Services {
		sv := &s.Services[v]
		*sv = readout.Service{Capacity: thousandths(k.capacity[v]), Busy: k.busy.steps[v], BusyLen: min(k.busy.count, readout.BusySteps)}
		sv.Spent, sv.SpentNs = k.busy.recent(k, row.Service(v))
	}
	for _, p := range k.processes {
		if int(p.sink.resource.Number) >= len(s.Services) {
			continue
		}
		sv := &s.Services[p.sink.resource.Number]
		sv.Handled += p.handled
		sv.NotRecorded += p.dropped
		for o, n := range p.sink.recorded {
			sv.Spans[o] += n
		}
		sv.Mailbox += p.node.Waiting(k.system.Now())
	}
}
