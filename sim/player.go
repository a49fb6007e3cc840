package sim

import (
	"time"

	"fanout/actor"
)

// Player plays one history: it paces a world against the clock of its caller,
// keeps the command log and is the only way into the world. It reads no clock
// itself and is not safe for concurrent use.
type Player struct {
	world     *World
	rehearsal *World
	log       commandLog

	playing bool
	speed   PPM
	carry   int64      // virtual time owed, in millionths of a nanosecond
	target  actor.Time // of the run in hand
	running bool       // a run was asked for and has not reached its target
	step    int        // milestone at which a single step ends, 0 if none is in hand
	stepBy  actor.Time // and the time at which it ends without one

	origin  Settings // at time 0
	deeds   deeds
	latest  actor.Time // the history is computed up to here
	ahead   *chronicle // of then, nil if that is the present
	points  pointBook
	seek    seek
	travels int64 // checkpoints restored

	shown
	repeat *shown // of the deed that is done again, nil if it is new
	pace   pace
	real   realBook
	units  Units // by which real time is shared out
	export func(*Span)
}

// DefaultSpeed is the speed of virtual time at the start: a fan-out to 10,000
// sessions takes two seconds on the screen.
const DefaultSpeed PPM = 50_000

// DefaultSeed is the seed of a history that asks for none. It was looked for: its
// first message comes at once and is one of the 1 % that are sampled, so that a
// newcomer sees what this is about without waiting for a hundred others.
const DefaultSeed = 279

// NewPlayer starts a history of DefaultSeed at default settings, playing, after
// running the given command lines. On an error there is no Player.
func NewPlayer(lines ...string) (*Player, error) {
	p := &Player{playing: true, speed: DefaultSpeed, units: GoNative.units()}
	p.restart(DefaultSeed, DefaultSettings())
	for _, line := range lines {
		if err := p.Do(line); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// restart begins a new history at time 0.
func (p *Player) restart(seed uint64, s Settings) {
	profile := s.Costs.inForce()
	p.world = newWorld(seed, s, profile, 0)
	p.world.spans.export = p.export
	p.rehearsal = nil
	p.log = commandLog{notes: p.log.notes}
	p.origin, p.deeds = s, deeds{limit: deedsKept}
	p.latest, p.ahead, p.seek = 0, nil, seek{}
	p.points = pointBook{limit: CheckpointBytes}
	p.carry, p.running, p.step = 0, false, 0
	p.shown = shown{spansAgo: -1}
	p.pace = pace{}
	p.real = realBook{}
}

// Frame advances virtual time by elapsed × speed, or by as much of that as can
// be computed before over reports that the real-time budget is used up. The
// rest is not caught up later: the speed reached falls instead. over is asked
// every few hundred messages. A run or a step in hand goes as fast as it can.
func (p *Player) Frame(elapsed time.Duration, over func() bool) {
	if elapsed < 0 {
		elapsed = 0
	}
	if !p.seek.on {
		p.rehearse(over)
	}
	from := p.world.system.Now()
	switch {
	case p.seek.on:
		p.advanceSeek(over)
	case p.step != 0:
		p.advanceStep(over)
	case p.running:
		p.advanceRun(over)
	case p.playing:
		owed := p.carry + int64(elapsed)*int64(p.speed)
		if p.advance(from+actor.Time(owed/int64(Whole)), over) {
			p.carry = owed % int64(Whole)
		} else {
			p.carry = 0
		}
		p.pace.add(int64(elapsed), int64(p.world.system.Now()-from))
	}
}

// Busy reports whether a run, a step or a way to another time is in hand.
func (p *Player) Busy() bool { return p.running || p.step != 0 || p.seek.on }

// Finish completes what is in hand without a budget.
func (p *Player) Finish() {
	for p.seek.on {
		p.advanceSeek(nil)
	}
	for p.step != 0 {
		p.advanceStep(nil)
	}
	if p.running {
		p.advanceRun(nil)
	}
}

func (p *Player) advanceRun(over func() bool) {
	if p.advance(p.target, over) {
		p.running = false
	}
}

// stepNs is how finely a single step looks for something worth stopping at.
const stepNs = actor.Time(200 * time.Microsecond)

func (p *Player) advanceStep(over func() bool) {
	for p.world.moments.all.count < p.step && p.world.system.Now() < p.stepBy {
		if !p.advance(nextStop(p.world.system.Now()), over) {
			return
		}
	}
	p.step = 0
}

// nextStop is the next time at which a single step looks around.
func nextStop(now actor.Time) actor.Time { return now + stepNs - now%stepNs }

// rehearse runs the preview of the settings in force.
func (p *Player) rehearse(over func() bool) { p.preview().run(rehearsalEnd, over) }

// preview is the small world of the settings in force. It is made when somebody
// asks: on the way to another time nobody does. It has begun by then, or the bars
// would fall to nothing for a frame.
func (p *Player) preview() *World {
	if p.rehearsal == nil {
		p.rehearsal = newRehearsal(p.world.settings, p.world.profile)
		p.rehearsal.run(rehearsalLeast, nil)
		p.real.preview = meter{}
	}
	return p.rehearsal
}

// settle brings all nodes to one time, so that a command can take effect.
func (p *Player) settle() { p.world.system.Settle() }

// Snapshot fills s with the present state.
func (p *Player) Snapshot(s *Snapshot) {
	p.settle()
	p.world.view(s)
	s.Playing, s.Speed, s.Changed = p.playing, p.speed, p.changed
	s.Reached = 0
	if p.playing {
		s.Reached = p.pace.reached(p.speed)
	}
	m := p.blended()
	now := m.bars(p.world.profile, &p.world.settings, p.world.capacity)
	s.times = m.times(p.world.profile, p.world.settings.GuildScale)
	for v := range s.Services {
		s.Services[v].CPU = now[v]
		s.Services[v].Useless = m.uselessShare(Service(v))
		s.Services[v].Before = p.before[v]
		s.Services[v].HasBefore = p.hasBefore
	}
	s.Messages.SpansBefore = p.spansAgo
	p.world.settings.Costs.view(&s.Costs)
	s.Real = p.real.RealTime
	s.Real.Units = p.units.Source
	s.Log = append(s.Log[:0], p.log.entries...)
	s.LogDropped, s.Notes, s.Note = p.log.dropped, p.log.notes, p.log.note
	p.timeline(&s.Timeline)
	s.Checkpoints = p.points.totals()
	s.Travels = p.travels
}

// bars is the CPU strip now.
func (p *Player) bars() [NumServices]StageCost {
	m := p.blended()
	return m.bars(p.world.profile, &p.world.settings, p.world.capacity)
}

// blended is what the world and the rehearsal have counted since the last change.
func (p *Player) blended() meter {
	m := p.world.means()
	r := p.preview().means()
	// What varies is the message, not the delivery: all deliveries of one are
	// sampled or none is. So a rehearsed message counts as much as a real one,
	// though it has fewer recipients.
	r.scale(classDelivery, int64(p.world.settings.Members)/rehearsalCrew+1)
	l := p.world.settings.smallLoad()
	r.scale(classDeliverySmall, l.recipients()/rehearsalCrew+1)
	m.add(&r)
	return m
}

// pace measures the speed that was really reached.
type pace struct{ elapsed, virtual int64 }

// paceNs is the stretch of real time over which the speed reached is a mean.
const paceNs = int64(time.Second)

func (p *pace) add(elapsed, virtual int64) {
	p.elapsed += elapsed
	p.virtual += virtual
	if p.elapsed > paceNs {
		// Keep the mean, forget half of its past.
		p.elapsed /= 2
		p.virtual /= 2
	}
}

func (p *pace) reached(asked PPM) PPM {
	if p.elapsed == 0 {
		return asked
	}
	return PPM(min(mulDiv(p.virtual, int64(Whole), p.elapsed), 1<<31-1))
}
