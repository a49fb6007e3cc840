package sim

import (
	"time"

	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// Player plays one history of a model: it paces a world against the clock of its
// caller, keeps the command log and is the only way into the world. It reads no clock
// itself and is not safe for concurrent use.
type Player struct {
	model *Model
	record
	preview preview // of the settings in force

	playing bool
	speed   exact.PPM
	carry   int64      // virtual time owed, in millionths of a nanosecond
	target  actor.Time // of the run under way
	running bool       // a run was asked for and has not reached its target
	step    int        // milestone at which a single step ends, 0 if none is under way
	stepBy  actor.Time // and the time at which it ends without one

	joint  joint
	repeat *shown // of the command that is done again, nil if it is new
	pace   pace
	real   realSpent
	units  units // by which real time is shared out
	export func(*span.Span)
}

// setup is everything that can be set of a world: the settings of the model and the
// cost model. It is a plain value.
type setup struct {
	settings any
	costs    costs
}

func (m *Model) defaultSetup() setup { return setup{m.Default, m.defaultCosts()} }

// setup is what is in force.
func (k *Kernel) setup() setup { return setup{k.settings, k.costs} }

// DefaultSpeed is the speed of virtual time at the start: a fan-out to 10,000
// sessions takes two seconds on the screen.
const DefaultSpeed exact.PPM = 50_000

// DefaultSeed is the seed of a history that asks for none. It was looked for: the
// first message of the guild's model comes at once and is one of the 1 % that are
// sampled, so that a newcomer sees what this is about without waiting for a hundred
// others.
const DefaultSeed = 279

// NewPlayer starts a history of the model with DefaultSeed at default settings,
// playing, after running the given command lines. On an error there is no Player.
func NewPlayer(m *Model, lines ...string) (*Player, error) {
	p := worldless(m)
	p.restart(DefaultSeed, m.defaultSetup())
	for _, line := range lines {
		if err := p.Do(line); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// worldless is a player that has begun no history.
func worldless(m *Model) *Player {
	return &Player{model: m, playing: true, speed: m.speed(), units: m.recordedUnits()}
}

// speed is that of virtual time at the start.
func (m *Model) speed() exact.PPM {
	if m.Speed == 0 {
		return DefaultSpeed
	}
	return m.Speed
}

// Limit changes what bounds the history that is played, until another one begins: about
// how many bytes its checkpoints may take, how many of its commands are kept, and how many
// spans are held, though not fewer than there are. 0 leaves a bound as it is.
func (p *Player) Limit(bytes int64, commands, spans int) {
	if bytes > 0 {
		p.checkpoints.limit = bytes
	}
	if commands > 0 {
		p.history.limit = commands
	}
	if spans > 0 {
		p.k.spans.Limit(spans)
	}
}

// Playing reports whether virtual time goes on by frames.
func Playing(p *Player) bool { return p.playing }

// Told is how much a history has been told: it differs once it is told more, or begins again.
type Told struct {
	seed     uint64
	commands int
	origin   setup
}

// ToldOf is how much a history has been told so far.
func ToldOf(p *Player) Told { return Told{p.k.seed, len(p.history.list), p.origin} }

// TakeOver has a history be shown in the place of another one: a picture forgets what it
// remembers of that, as after a way to another time, and nothing of the log is told as new.
func TakeOver(p, from *Player) {
	p.travels = max(p.travels, from.travels) + 1
	p.log.notes, p.log.note = from.log.notes, from.log.note
}

// Latest is the latest virtual time of the history that has been computed.
func (p *Player) Latest() time.Duration { return time.Duration(p.latest) }

// Model is the model whose history is played.
func (p *Player) Model() *Model { return p.model }

// restart begins a new history at time 0.
func (p *Player) restart(seed uint64, s setup) {
	p.record = record{
		k:           KernelOf(build(p.model, seed, s.settings, s.costs, false)),
		log:         eventLog{notes: p.log.notes},
		origin:      s,
		history:     history{limit: historyKept},
		checkpoints: checkpoints{limit: CheckpointBytes},
		travels:     p.travels,
	}
	p.k.spans.Export(p.export)
	p.preview = preview{}
	p.carry, p.running, p.step = 0, false, 0
	p.pace = pace{}
	p.real = realSpent{}
}

// Frame advances virtual time by elapsed × speed, or by as much of that as can
// be computed before over reports that the real-time budget is used up. Later
// frames make up for 100 ms of it at most, at twice the speed; for more the
// speed reached falls instead. over is asked every few hundred messages. A run or a step under way goes as fast as it can, and the
// preview has what it leaves: somebody waits for the run.
func (p *Player) Frame(elapsed time.Duration, over func() bool) {
	busy := p.Busy()
	if !busy {
		p.preview.run(p.k, over)
	}
	p.goOn(max(0, elapsed), over)
	if busy && !p.Busy() {
		p.preview.run(p.k, over)
	}
}

// owedMost is the real time of playing, ns, that one frame leaves to the next ones at most: what
// a checkpoint or a collection takes is made up for, a machine that is too slow is not.
const owedMost = int64(100 * time.Millisecond)

// goOn does a frame's part of what is under way, or of playing.
func (p *Player) goOn(elapsed time.Duration, over func() bool) {
	from := p.k.system.Now()
	switch {
	case p.seek.on:
		p.advanceSeek(over)
	case p.step != 0:
		p.advanceStep(over)
	case p.running:
		p.advanceRun(over)
	case p.playing && from >= actor.Time(longestHistory):
		p.end()
	case p.playing:
		const ns = int64(exact.Whole)
		due, part := int64(elapsed)*int64(p.speed), p.carry%ns
		late := min(p.carry-part, owedMost*int64(p.speed))
		p.advance(from+actor.Time((part+due+min(late, due))/ns), over)
		p.carry = part + due + late - int64(p.k.system.Now()-from)*ns
		p.pace.add(int64(elapsed), int64(p.k.system.Now()-from))
	}
	if !p.playing {
		p.carry = 0
	}
}

// Reach goes on to a virtual time, as far as the budget lasts, and reports whether the
// history is there. It is for what keeps histories at one time: unlike a command it stands
// in no log. A way to another time that is under way comes first.
func (p *Player) Reach(until time.Duration, over func() bool) bool {
	for p.seek.on {
		if p.advanceSeek(over); p.seek.on && over != nil && over() {
			return false
		}
	}
	return p.advance(actor.Time(until), over)
}

// Busy reports whether a run, a step or a way to another time is under way.
func (p *Player) Busy() bool { return p.running || p.step != 0 || p.seek.on }

// Foretell goes on with the preview that bars and mean times start from, as far as the
// budget lasts, as frames do otherwise. It reports whether the preview is complete: figures
// then depend on the history alone.
func Foretell(p *Player, over func() bool) (done bool) {
	p.preview.run(p.k, over)
	return p.preview.complete(p.k)
}

// Finish completes what is under way without a budget.
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
	for p.k.moments.all.count < p.step && p.k.system.Now() < p.stepBy {
		if !p.advance(nextStop(p.k.system.Now()), over) {
			return
		}
	}
	p.step = 0
}

// nextStop is the next time at which a single step looks around.
func nextStop(now actor.Time) actor.Time { return now + stepNs - now%stepNs }

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

func (p *pace) reached(asked exact.PPM) exact.PPM {
	if p.elapsed == 0 {
		return asked
	}
	return exact.PPM(min(exact.MulDiv(p.virtual, int64(exact.Whole), p.elapsed), 1<<31-1))
}
