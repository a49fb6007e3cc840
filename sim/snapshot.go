package sim

import (
	"fanout/sim/exact"
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
	Costs    CostView
	Real     RealTime
	Changed  string // key of the setting changed last, "" at the start

	Services    []ServiceView // by number
	ChangedAt   int64         // virtual time of the last change of a setting
	Timeline    TimelineView
	Series      Series
	Events      EventLog
	Log         CommandLog
	Checkpoints CheckpointTotals
	Travels     int64 // times the world was taken to another time: what is remembered of the last snapshot may be gone
	span.Summary

	setup setup
	times [row.MaxClasses]int64 // mean time per message since the last change, ns
}

// Setup is the commands that make the settings and the cost model in force of the
// defaults.
func (s *Snapshot) Setup() []string {
	if s.setup.settings == nil { // not of a Player
		return s.Model.lines(setup{s.Settings, s.Model.DefaultCosts()})
	}
	return s.Model.lines(s.setup)
}

// EventLog is what happened that nobody commanded. Its slice is the world's own: it must
// not be modified and is valid until the next call into the Player.
type EventLog struct {
	List    []Occurrence // oldest first
	Dropped int          // older ones that left
}

// CommandLog is what was commanded, and what the player has to say about it.
type CommandLog struct {
	Entries []LogEntry // newest last, bounded
	Dropped int        // older ones that left
	Notes   int        // how often something that nobody commanded was entered
	Note    string     // what that was last, "" if nothing in this history
}

// The sparkline of a service: the last 24 s of virtual time in steps of 100 ms.
const (
	BusySteps  = 240
	BusyStepNs = 100_000_000
)

// StageCost is a share of a service's capacity per stage, in PPM.
type StageCost [row.MaxStages]exact.PPM

// Total is the sum over all stages.
func (c StageCost) Total() exact.PPM {
	var t exact.PPM
	for _, v := range c {
		t += v
	}
	return t
}

// ServiceView is one row of the CPU strip and of the counters.
type ServiceView struct {
	Handled     int64                 // messages handled
	Spans       [row.MaxOrigins]int64 // spans recorded, by the origin of their trace
	NotRecorded int64                 // spans asked for but not sampled
	Mailbox     int                   // messages waiting, whole service
	Useless     exact.PPM             // share of the unpacked contexts that were not sampled, since the last change
	CPU         StageCost             // modelled: mean cost per message since the last change × offered rate ÷ capacity
	Before      StageCost             // the same just before the last change
	HasBefore   bool                  // false until something was changed
	Busy        [BusySteps]exact.PPM  // virtual time really spent ÷ capacity, in steps of BusyStepNs, oldest first
	BusyLen     int                   // valid entries at the end of Busy
	Capacity    int64                 // of this service, thousandths of a core
}

// busyMean is the share of the capacity really spent in the last stretch of virtual
// time, as far as Busy reaches back.
func (s *ServiceView) busyMean(stretch int64) exact.PPM {
	n := min(int64(s.BusyLen), stretch/BusyStepNs)
	if n == 0 {
		return 0
	}
	var sum int64
	for _, p := range s.Busy[BusySteps-n:] {
		sum += int64(p)
	}
	return exact.PPM(sum / n)
}

// view fills the parts of a snapshot that the kernel and the world know.
func (k *Kernel) view(s *Snapshot) {
	s.Now = int64(k.system.Now())
	s.Seed, s.Settings, s.Before, s.setup = k.seed, k.settings, k.before, k.setup()
	s.Hash = k.hash()
	s.ChangedAt = int64(k.changedAt)
	k.viewServices(s)
	s.Events = EventLog{k.events.list, k.events.dropped}
	s.Series = k.series.view()
	k.spans.Summarize(&s.Summary)
	s.View = k.world.View(s.View)
}

func (k *Kernel) viewServices(s *Snapshot) {
	if len(s.Services) != len(k.model.Services) {
		s.Services = make([]ServiceView, len(k.model.Services))
	}
	for v := range s.Services {
		sv := &s.Services[v]
		*sv = ServiceView{Capacity: (k.capacity[v] + 500_000) / 1_000_000, Busy: k.busy.steps[v], BusyLen: min(k.busy.count, BusySteps)}
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

// LogEntry is one line of the command log or one event of the world.
type LogEntry struct {
	At      int64
	Command bool // false: something that happened by itself
	Text    string
}
