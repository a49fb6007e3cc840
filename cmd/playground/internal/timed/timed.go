// Package timed drives a Player by a clock: it tells it how much real time its
// frames took, and measures this machine's costs between them when it is asked to.
package timed

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/readout"
)

// Measure is the line of text that asks a Player to measure this machine's costs. It
// is no command of the grammar: what comes of it is, and that stands in the log.
const Measure = "costs measure"

// Machine is where the program runs.
type Machine struct {
	Now  func() time.Duration // real time since any fixed start; never goes back
	Date string               // YYYY-MM-DD
	Name string               // class of machine and versions

	// Live is how many bytes were in use when the collector last looked, and Most how many
	// may be before time stops. nil and 0 mean no bound.
	Live    func() int64
	Most    int64
	Collect func() // has the collector look now
}

// Player is a [sim.Player] with a clock, and one that can be exchanged for another.
// It is not safe for concurrent use.
type Player struct {
	*sim.Player

	// Refuse, if not nil, says why a line must not be given now, for good or for a trial; nil
	// if it may.
	Refuse func(line string) error

	// Bound, if not nil, reports whether somebody goes on with this history and no other
	// one: then nothing takes its place by a line of text.
	Bound func() bool

	listeners []func(line string)
	machine   Machine
	measuring *sim.Measurement
	probing   *sim.Probing
	probed    readout.Probed
	guard     guard
	pair      *compare.Pair // of which this is A, see Split; nil while there is no B
	told      told          // of A and B
	asking    asking
	done      func(line string, err error)
}

// New gives a Player a clock.
func New(p *sim.Player, m Machine) *Player { return &Player{Player: p, machine: m} }

// Exchange has everyone who holds p go on with another history, of any model. A
// measurement that is in progress is given up.
func (p *Player) Exchange(other *sim.Player) {
	p.pair, p.asking = nil, asking{}
	p.Player = other
	p.GiveUp("another system was chosen")
}

// GiveUp ends a measurement that is in progress, for a reason that completes a sentence.
func (p *Player) GiveUp(why string) {
	done := p.done
	p.measuring, p.done = nil, nil
	p.probing, p.probed = nil, readout.Probed{}
	if done != nil {
		done("", errors.New("the measurement was given up: "+why))
	}
}

// How this machine is measured between frames: long enough for the coarse clock of
// a page, in about a second of work, or longer until the figures hold still.
const (
	batchNs   = 4_000_000
	rounds    = 16
	most      = 40
	perFrame  = 12 * time.Millisecond
	quickNs   = 500_000
	quickRuns = 3
)

// Do runs one line of the command grammar, or starts to measure this machine's
// costs, which takes some frames; they are in force when it is done. "probe NAME" times
// what the model has under that name, and has Snapshot tell how it went.
func (p *Player) Do(line string) error {
	if line == Measure {
		return p.Start(func(string, error) {})
	}
	if name, ok := strings.CutPrefix(line, "probe "); ok {
		return p.probe(strings.TrimSpace(name))
	}
	given, tried := sim.Tried(line)
	if p.Refuse != nil {
		if err := p.Refuse(given); err != nil {
			return err
		}
	}
	if did, err := p.doSplit(line); did {
		return err
	}
	if err := p.both(line); err != nil || tried {
		return err
	}
	for _, told := range p.listeners {
		told(line)
	}
	return nil
}

// Listen has f told each line that is asked for here and taken. A trial is none.
func (p *Player) Listen(f func(line string)) { p.listeners = append(p.listeners, f) }

// Start begins to measure this machine's costs. When that is done, some frames
// later, they are entered into the history by a line of the grammar, and done is
// told it.
func (p *Player) Start(done func(line string, err error)) error {
	if p.Model().Bench == nil {
		return fmt.Errorf("%s: %s has nothing that is measured; expected a model whose operations run on this machine", Measure, p.Model().Name)
	}
	if err := p.busy(Measure); err != nil {
		return err
	}
	if done == nil {
		return errors.New("timed: Start needs someone to tell")
	}
	p.measuring, p.done = p.measurement(batchNs, rounds, most), done
	return nil
}

func (p *Player) measurement(batch int64, rounds, most int) *sim.Measurement {
	return sim.NewMeasurement(p.Model(), sim.MeasureConfig{Now: p.now, BatchNs: batch, Rounds: rounds, Most: most})
}

// busy refuses a second measurement.
func (p *Player) busy(line string) error {
	batch, of := p.probed.Done, p.probed.Of
	switch {
	case p.measuring != nil:
		batch, of = p.measuring.Progress()
	case p.probing == nil:
		return nil
	}
	return fmt.Errorf("%s: this machine is being measured already, %d of %d batches; expected one measurement at a time", line, batch, of)
}

// probe begins to time something of the model that is for pictures only.
func (p *Player) probe(name string) error {
	if err := p.busy("probe"); err != nil {
		return err
	}
	probing, err := sim.NewProbing(p.Model(), name, sim.MeasureConfig{Now: p.now, BatchNs: batchNs, Rounds: rounds, Most: most})
	if err != nil {
		return err
	}
	p.probing, p.probed = probing, probing.Progress()
	return nil
}

// Snapshot is the Player's, with what was timed.
func (p *Player) Snapshot(s *sim.Snapshot) {
	p.Glance(s)
	p.Complete(s)
}

// Glance is [sim.Glance].
func (p *Player) Glance(s *sim.Snapshot) {
	sim.Glance(p.Player, s)
	s.Timeline.Idle = s.Timeline.Idle && !p.Measuring() && (p.pair == nil || p.pair.Idle()) && !p.asking.working()
}

// Complete is [sim.Complete], with what was timed.
func (p *Player) Complete(s *sim.Snapshot) {
	sim.Complete(p.Player, s)
	if p.probed.Name != "" {
		s.Real.Probed = &p.probed
	}
}

func (p *Player) now() int64 { return int64(p.machine.Now()) }

// Measuring reports whether this machine is being measured.
func (p *Player) Measuring() bool { return p.measuring != nil || p.probing != nil }

// Frame is the Player's, timed. While the machine is being measured, virtual time
// stands still and the frame's work is that.
func (p *Player) Frame(elapsed time.Duration, over func() bool) {
	switch {
	case p.measuring != nil:
		p.measure()
		return
	case p.probing != nil:
		p.goOnProbing()
		return
	}
	start := p.machine.Now()
	if p.pair != nil {
		p.pair.Frame(elapsed, over)
	} else {
		p.Player.Frame(elapsed, over)
	}
	p.Spent(int64(p.machine.Now() - start))
	p.asking.goOn(p, over)
	p.guard.look(p)
}

// measure goes on for a frame's worth of time.
func (p *Player) measure() {
	for end := p.machine.Now() + perFrame; p.measuring.Step(); {
		if p.machine.Now() >= end {
			return
		}
	}
	p.UseUnits(p.measuring)
	line, done := p.measuring.Command(p.machine.Date, p.machine.Name), p.done
	p.measuring, p.done = nil, nil
	done(line, p.both(line))
}

// goOnProbing goes on for a frame's worth of time.
func (p *Player) goOnProbing() {
	for end := p.machine.Now() + perFrame; p.probing.Step(); {
		if p.machine.Now() >= end {
			p.probed = p.probing.Progress()
			return
		}
	}
	p.probing, p.probed = nil, p.probing.Result()
}

// Calibrate measures this machine quickly, in about a tenth of a second, for sharing
// out real time; the costs in force stay as they are. A model that has nothing to measure
// keeps the proportions of its price list.
func (p *Player) Calibrate() {
	if p.Model().Bench == nil {
		return
	}
	m := p.measurement(quickNs, quickRuns, quickRuns)
	for m.Step() {
	}
	p.UseUnits(m)
}
