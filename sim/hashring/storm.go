package hashring

import (
	"fmt"
	"sync"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/random"
)

// session is the state of one session's actor.
type session struct {
	number uint32
	left   uint16 // lookups that it still has to make
}

// ringState is that of the process that holds the ring.
type ringState struct{ handled int64 }

// door is the actor that lets sessions in: all at once in a storm, or one by one.
type door struct{ begun int }

// The messages.
type (
	connect    struct{ number uint32 }        // somebody comes who stays for a moment only
	again      struct{ storm int64 }          // the door goes on to let sessions in
	nextLookup struct{}                       // a session makes its next lookup
	ask        struct{ key uint32 }           // to the ring's process
	found      struct{ node uint8 }           // its answer
	build      struct{ generation, done int } // a constant is to be built
	where      struct{ key uint32 }           // somebody outside asks the ring's process
)

// storm is a reconnect storm, the last one or the one under way.
type storm struct {
	number   int64
	sessions int   // that it is made of
	guilds   int   // that each looks up
	lookups  int64 // of it, made so far
	left     int   // sessions that have not found all their guilds
	began    actor.Time
	took     actor.Time // 0 while it is under way
	way      Lookup     // as it began
}

// doorBatch is how many sessions are let in before the frame may end.
const doorBatch = 10_000

// reconnect begins a storm: all sessions of the machine lose their connections. One that
// is under way is not interrupted.
func (w *World) reconnect() {
	if w.storm.left > 0 {
		return
	}
	for len(w.sessionPIDs) > w.settings.Sessions {
		last := len(w.sessionPIDs) - 1
		w.System().Kill(w.sessionPIDs[last], nil)
		w.sessionPIDs = w.sessionPIDs[:last:last] // what a checkpoint shares stays as it is
	}
	w.storm = storm{number: w.storm.number + 1, sessions: w.settings.Sessions, guilds: w.settings.Guilds,
		left: w.settings.Sessions, began: w.Now(), way: w.settings.Lookup}
	w.Observe(sim.Occurrence{Event: EventStorm, At: int64(w.Now()), Subject: w.storm.number, N: int64(w.settings.Sessions)})
	w.System().Send(w.doorPID, &again{w.storm.number})
}

// doorHandle lets sessions in.
func (w *World) doorHandle(c *actor.Context, st *door, msg actor.Message) {
	switch m := msg.(type) {
	case *connect:
		w.counts.short++
		w.machine.Note(c, uint64(m.number))
		pid := w.sessions.Spawn(w.machine.Node(), session{number: passing | m.number>>1, left: uint16(w.settings.Guilds)})
		c.Send(pid, &nextLookup{})
	case *again:
		w.machine.Note(c, uint64(m.storm))
		next := &nextLookup{}
		end := min(st.begun+doorBatch, w.storm.sessions)
		for i := st.begun; i < end; i++ {
			if i == len(w.sessionPIDs) {
				w.sessionPIDs = append(w.sessionPIDs, w.sessions.Spawn(w.machine.Node(), session{number: uint32(i)}))
			}
			c.Send(w.sessionPIDs[i], next)
		}
		if st.begun = end; end < w.storm.sessions {
			c.Send(c.Self(), m)
		} else {
			st.begun = 0
		}
	default:
		panic(fmt.Sprintf("hashring: the door got a %T", msg))
	}
}

// passing marks the number of a session that is there for its lookups only.
const passing = 1 << 31

// key is the guild that a session looks up when it has so many left.
func (w *World) key(number uint32, left uint16) uint32 {
	return uint32(random.Mix(w.Seed()^uint64(number)<<16^uint64(left)) % Keys)
}

// sessionHandle makes one lookup after the other.
func (w *World) sessionHandle(c *actor.Context, st *session, msg actor.Message) {
	switch m := msg.(type) {
	case *nextLookup:
		if st.left == 0 { // it begins
			st.left = uint16(w.storm.guilds)
		}
		key := w.key(st.number, st.left)
		switch w.settings.Lookup {
		case LookupProcess:
			c.Send(w.ringPID, &askFor()[key])
			return
		case LookupTable:
			w.machine.Begin(c, classTable, int64(st.number))
			w.counts.copied += tableWords
			w.machine.Charge(c, classTable, opTable)
			w.count(LookupTable, w.read().Number(int(key)))
		default:
			w.machine.Begin(c, classConst, int64(st.number))
			w.machine.Charge(c, classConst, opConst)
			w.count(LookupConstant, w.read().Number(int(key)))
		}
	case *found:
		w.machine.Note(c, uint64(st.number))
		_ = m
	default:
		panic(fmt.Sprintf("hashring: a session got a %T", msg))
	}
	w.lookupDone(c, st)
}

// tableWords is what one lookup in the table copies: the row of the ring's description,
// the key of the next point, and its row.
const tableWords = 7 + 2 + 4

// askFor are the requests to the ring's process, by key: messages do not change.
var askFor = sync.OnceValue(func() []ask {
	all := make([]ask, Keys)
	for i := range all {
		all[i].key = uint32(i)
	}
	return all
})

// answers are its answers, by the number of the machine.
var answers = sync.OnceValue(func() []found {
	all := make([]found, MostNodes+1)
	for i := range all {
		all[i].node = uint8(i)
	}
	return all
})

// count counts a lookup that led to the machine of that number.
func (w *World) count(way Lookup, node int) {
	w.counts.lookups[way]++
	w.counts.asked[node]++
}

// lookupDone is the end of one lookup of a session.
func (w *World) lookupDone(c *actor.Context, st *session) {
	if st.number&passing == 0 {
		w.storm.lookups++
	}
	if st.left--; st.left > 0 {
		c.Send(c.Self(), &nextLookup{})
		return
	}
	if st.number&passing != 0 {
		c.Exit(nil)
		return
	}
	if w.storm.left--; w.storm.left == 0 {
		w.storm.took = c.Now() - w.storm.began
		w.Observe(sim.Occurrence{Event: EventFound, At: int64(c.Now()), Subject: w.storm.number, N: int64(w.storm.took)})
	}
}

// buildSlices is in how many steps a constant is built, so that the process answers
// between them.
const buildSlices = 100

// ringHandle is the process that holds the ring.
func (w *World) ringHandle(c *actor.Context, st *ringState, msg actor.Message) {
	p := w.machine
	switch m := msg.(type) {
	case *ask:
		p.Begin(c, classAsk, int64(m.key))
		p.Charge(c, classAsk, opAsk)
		node := w.read().Number(int(m.key))
		w.count(LookupProcess, node)
		c.Send(c.From(), &answers()[node])
	case *where:
		p.Begin(c, classWhere, int64(m.key))
		p.Charge(c, classWhere, opWhere)
		w.Observe(sim.Occurrence{Event: EventWhere, At: int64(c.Now()), Subject: int64(m.key), N: int64(w.read().Number(int(m.key)))})
	case *build:
		if m.generation != w.latest { // the ring has changed meanwhile
			return
		}
		p.Begin(c, classBuild, int64(m.generation))
		p.Charge(c, classBuild, opBuild)
		if next := m.done + 1; next < buildSlices {
			c.Send(c.Self(), &build{m.generation, next})
			return
		}
		w.serving = m.generation
		w.Observe(sim.Occurrence{Event: EventServed, At: int64(c.Now()), Subject: int64(m.generation)})
	default:
		panic(fmt.Sprintf("hashring: the ring got a %T", msg))
	}
	st.handled++
}
