package hashring

import (
	"slices"
	"time"

	"fanout/actor"
	"fanout/sim"
)

// World is one history in progress.
type World struct {
	*sim.Kernel
	settings Settings

	machine     *sim.Process
	ringKind    actor.Kind[ringState]
	sessions    actor.Kind[session]
	doors       actor.Kind[door]
	ringPID     actor.PID
	doorPID     actor.PID
	connects    actor.PID   // the source of those who come and go
	sessionPIDs []actor.PID `checkpoint:"shared"` // the sessions that exist; replaced as a whole

	generations []generation // the last one is in force
	latest      int          // number of the last one
	serving     int          // number of the one that readers of a constant have
	away        [MostNodes]bool
	change      *Change `checkpoint:"shared"`

	storm  storm
	counts counts
}

// generation is a ring that is held: the current one, or one that somebody may still
// read.
type generation struct {
	number int
	circle *Circle    `checkpoint:"shared"`
	goneAt actor.Time // 0 for the current one
}

// counts are since the start.
type counts struct {
	lookups [NumLookups]int64
	copied  int64                // words that readers of the table have copied
	asked   [MostNodes + 1]int64 // lookups by the number of the machine that they led to
	short   int64                // sessions that came and went
}

// gcDelay is how long a generation stays that is not the current one.
const gcDelay = actor.Time(10 * time.Second)

// Purposes of random numbers.
const purposeConnects = 1

// newWorld makes a world at time 0.
func newWorld(k *sim.Kernel, settings any) sim.World {
	w := &World{Kernel: k, settings: settings.(Settings), latest: 1, serving: 1}
	w.machine = w.NewProcess("machine", "machine-1", w.settings.Cores)
	w.ringKind = actor.NewKind(w.System(), "ring", actor.Behaviour[ringState]{Handle: w.ringHandle})
	w.sessions = actor.NewKind(w.System(), "session", actor.Behaviour[session]{Handle: w.sessionHandle})
	w.doors = actor.NewKind(w.System(), "door", actor.Behaviour[door]{Handle: w.doorHandle})
	w.ringPID = w.ringKind.Spawn(w.machine.Node(), ringState{})
	w.doorPID = w.doors.Spawn(w.machine.Node(), door{})
	outside := w.NewProcess("outside", "outside", 1)
	w.connects = w.NewSource(outside, sim.Arrivals{
		Name: "those who connect", Purpose: purposeConnects,
		Rate: func() int64 { return w.settings.ConnectRate }, Even: func() bool { return false },
		Arrive: func(c *actor.Context, s *sim.Source) { c.Send(w.doorPID, &connect{number: uint32(s.Below(1 << 32))}) },
	})
	w.generations = []generation{{number: 1, circle: newCircle(w.numbers(), &w.settings)}}
	w.change = newChange(w.circle(), w.circle())
	w.sizeCapacity()
	w.Retime(w.connects)
	return w
}

func (w *World) sizeCapacity() {
	w.machine.Node().Resize(w.settings.Cores)
	w.SetCapacity(Machine, int64(w.settings.Cores)*int64(time.Second))
}

// numbers are the machines that are there, from 0.
func (w *World) numbers() (list []int) {
	for i := range w.settings.Nodes {
		if !w.away[i] {
			list = append(list, i)
		}
	}
	return list
}

// circle is the one in force.
func (w *World) circle() *Circle { return w.generations[len(w.generations)-1].circle }

// read is the circle that the sessions of this machine have: a constant takes its time
// to be built.
func (w *World) read() *Circle {
	if w.settings.Lookup == LookupConstant {
		for i := range w.generations {
			if w.generations[i].number == w.serving {
				return w.generations[i].circle
			}
		}
	}
	return w.circle()
}

// Apply implements sim.World.
func (w *World) Apply(before, after any, _ bool) {
	old, next := before.(Settings), after.(Settings)
	w.settings = next
	if next.Nodes != old.Nodes {
		w.away = [MostNodes]bool{} // who had left is replaced
	}
	if next.Nodes != old.Nodes || next.Replicas != old.Replicas || next.Placement != old.Placement || next.Separator != old.Separator {
		w.place()
	}
	if next.Cores != old.Cores {
		w.sizeCapacity()
	}
	if next.ConnectRate != old.ConnectRate {
		w.Retime(w.connects)
	}
	if next.Lookup != old.Lookup && next.Lookup == LookupConstant {
		w.serving = w.latest // it was built when it was chosen
	}
}

// place places the guilds again, in a new generation.
func (w *World) place() {
	now := newCircle(w.numbers(), &w.settings)
	w.change = newChange(w.circle(), now)
	w.generations[len(w.generations)-1].goneAt = w.Now() + gcDelay
	w.latest++
	w.generations = append(slices.Clip(w.generations), generation{number: w.latest, circle: now})
	w.Observe(sim.Occurrence{Event: EventMoved, At: int64(w.Now()), Subject: int64(w.latest), N: int64(w.change.Moved)})
	if w.settings.Lookup == LookupConstant {
		w.System().Send(w.ringPID, &build{generation: w.latest})
	} else {
		w.serving = w.latest
	}
}

// leave and join take a machine off the ring, and put it back. What cannot be done is
// left undone, and the log says so.
func (w *World) leave(i int) {
	if i >= w.settings.Nodes || w.away[i] || len(w.numbers()) == 1 {
		w.refuse(i, 0)
		return
	}
	w.away[i] = true
	w.place()
}

// refuse says that a machine cannot leave, or join if joins is 1.
func (w *World) refuse(i int, joins int64) {
	w.Observe(sim.Occurrence{Event: EventRefused, At: int64(w.Now()), Subject: int64(i + 1), N: joins})
}

func (w *World) join(i int) {
	if i >= w.settings.Nodes || !w.away[i] {
		w.refuse(i, 1)
		return
	}
	w.away[i] = false
	w.place()
}

// AtRest implements sim.World: no storm is under way.
func (w *World) AtRest() bool { return w.storm.left == 0 }

// Until implements sim.World: a generation goes.
func (w *World) Until(t actor.Time) actor.Time {
	for i := range w.generations {
		if at := w.generations[i].goneAt; at > w.Now() { // one that is still read goes when it can
			t = min(t, at)
		}
	}
	return t
}

// Reached implements sim.World.
func (w *World) Reached() {
	now := w.Now()
	w.generations = slices.DeleteFunc(w.generations, func(g generation) bool {
		if g.goneAt == 0 || g.goneAt > now || g.number == w.serving { // nobody may read it any more
			return false
		}
		w.Observe(sim.Occurrence{Event: EventGone, At: int64(g.goneAt), Subject: int64(g.number)})
		return true
	})
}
