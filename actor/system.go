package actor

import (
	"fmt"
	"sync/atomic"
	"time"
)

// Config is how a System is set up.
type Config struct {
	// Latency of links between nodes that have none of their own. Zero means
	// 100 µs; less than MinLatency panics.
	Latency time.Duration
	// Slice is the longest piece of work that an actor does before the others
	// of its node get their turn. Zero means 1 ms.
	Slice time.Duration
	// Seed of what links draw: jitter and loss. Systems that differ in nothing
	// else draw differently.
	Seed uint64
}

// System is a set of nodes that run in virtual time. It is not safe for
// concurrent use.
type System struct {
	// OnExit, if set, is told of every actor that ends. It runs inside the
	// loop and must not call into the system.
	OnExit func(Exit)

	// OnDrop, if set, is told of every message that no actor will handle. Like OnExit it
	// runs inside the loop and must not call into the system; in real time it is called by
	// several goroutines at once.
	OnDrop func(Drop)

	kinds     []*kind
	nodes     []*Node
	latency   Time // of links that say nothing else
	lookAhead Time
	slice     Time
	seed      uint64
	now       Time
	windowEnd Time // of the window that runs; now if there is none
	nextNode  int  // node that runs next in this window
	windows   int  // that were completed; it decides nothing but when to look at the budget
	jobs      uint64
	stopped   bool
	pace      func(Time)      // waits until a time has come; nil in virtual time
	late      func(Time) bool // whether a time has come; nil in virtual time
	apart     func(func())    // calls where runtime.Goexit ends nothing else; nil in virtual time
	refused   atomic.Int64    // messages from outside that went nowhere
	trace     tracer
	answer    func(*Node, event) // takes answers to callers outside; nil in virtual time

	spare spare // memory of checkpoints that were released
}

// NewSystem makes a system without nodes at time 0.
func NewSystem(cfg Config) *System {
	if cfg.Latency == 0 {
		cfg.Latency = 100 * time.Microsecond
	}
	if cfg.Slice == 0 {
		cfg.Slice = time.Millisecond
	}
	if cfg.Latency < MinLatency {
		panic(fmt.Sprintf("actor: latency %v is below the least, %v", cfg.Latency, MinLatency))
	}
	if cfg.Slice < 0 {
		panic("actor: negative slice")
	}
	s := &System{
		latency:   Time(cfg.Latency),
		lookAhead: Time(cfg.Latency),
		slice:     Time(cfg.Slice),
		seed:      cfg.Seed,
	}
	registerSupervisors(s)
	return s
}

// AddNode adds a node with the given number of virtual cores, at least 1. In
// virtual time nodes may be added between runs; otherwise before the start.
func (s *System) AddNode(name string, k int) *Node {
	if len(s.nodes) == outside {
		panic(fmt.Sprintf("actor: more than %d nodes", outside))
	}
	if k < 1 {
		panic(fmt.Sprintf("actor: node %s with %d cores", name, k))
	}
	s.mustStandStill("AddNode")
	s.Settle()
	n := &Node{system: s, id: uint32(len(s.nodes)), name: name, nodeState: nodeState{cores: newCores(k)}}
	n.ctx.node, n.ctx.traced, n.ctx.slice = n, s.trace != nil, s.slice
	s.nodes = append(s.nodes, n)
	return n
}

// Now is the time up to which everything has been handled.
func (s *System) Now() Time { return s.now }

// Send sends a message from outside, at the present time.
func (s *System) Send(to PID, msg Message) { s.SendAt(s.now, to, msg) }

// SendAt sends a message from outside that arrives at the given time, or now if
// that is past. Messages for one time arrive in the order of the sends.
func (s *System) SendAt(at Time, to PID, msg Message) {
	n := s.node(to)
	if n == nil || s.stopped {
		s.refused.Add(1)
		return
	}
	n.stats.Sent++
	e := event{at: max(at, s.now), ord: n.nextOrder(), kind: evDeliver, to: to, msg: msg}
	if n.ctx.traced {
		n.system.trace.sent(&e, e.at)
	}
	n.schedule.events.push(e)
}

func (s *System) node(pid PID) *Node {
	if int(pid.node()) >= len(s.nodes) {
		return nil
	}
	return s.nodes[pid.node()]
}

func (s *System) lookup(pid PID) (*Node, *cell) {
	n := s.node(pid)
	if n == nil {
		return nil, nil
	}
	return n, n.actors.find(pid)
}

// Run handles everything that starts before the given time and then stands at
// it. If over is not nil, it is asked every few hundred messages whether the
// real-time budget is used up; Run then returns false, and the next call goes on
// from there. Cutting a run in pieces does not change the history.
func (s *System) Run(until Time, over func() bool) bool {
	s.mustStandStill("Run")
	for s.now < until {
		if s.windowEnd <= s.now {
			next := s.next()
			if next >= until {
				s.now, s.windowEnd = until, until
				break
			}
			s.windowEnd = min(until, max(next, s.now)+s.lookAhead)
			s.nextNode = 0
		}
		for s.nextNode < len(s.nodes) {
			// Most nodes have nothing to do in most windows, and to find that out is
			// cheaper than to enter and leave a node's loop.
			if n := s.nodes[s.nextNode]; n.schedule.next() < s.windowEnd && !n.run(s.windowEnd, over) {
				return false
			}
			s.nextNode++
		}
		s.now = s.windowEnd
		if s.windows++; s.windows%pollEveryWindows == 0 && over != nil && s.now < until && over() {
			return false
		}
	}
	return true
}

// pollEveryWindows is how many windows pass between two looks at the budget if hardly
// anything happens in them.
const pollEveryWindows = 4

// mustStandStill panics if the system runs in real time.
func (s *System) mustStandStill(what string) {
	if len(s.nodes) > 0 && s.nodes[0].real != nil {
		panic("actor: " + what + " while the system runs in real time")
	}
}

// Settle finishes the present window, if a budget cut it short, so that all
// nodes stand at the same time. It is at most one look-ahead of work.
func (s *System) Settle() {
	if s.windowEnd > s.now {
		s.Run(s.windowEnd, nil)
	}
}

// Next is the earliest time at which anything will start, or the greatest Time
// if nothing will.
func (s *System) Next() Time { return max(s.now, s.next()) }

func (s *System) next() Time {
	t := never
	for _, n := range s.nodes {
		t = min(t, n.schedule.next())
	}
	return t
}

// send puts an event that departs at e.at on its way.
func (n *Node) send(e event) {
	if n.real != nil {
		n.real.send(e)
		return
	}
	left := e.at
	if e.kind == evDeliver {
		n.stats.Sent++
	}
	to := n.system.node(e.to)
	if to == nil {
		if n.ctx.traced {
			n.system.trace.sent(&e, left)
		}
		n.nowhere(e)
		return
	}
	if to != n {
		w := n.linkTo(to.id)
		if w.drops() {
			if e.kind == evDeliver {
				n.stats.Lost++
				dropped(n, Drop{Reason: DropLost, At: left, From: e.from, To: e.to, Msg: e.msg})
				if n.ctx.traced {
					n.system.trace.sent(&e, left)
					n.system.trace.ended(TraceLost, left, e.from, e.to, e.msg, 1)
				}
			}
			return
		}
		e.at += w.delay()
		if !e.timer {
			e.at += w.inOrder(e.from, e.at, e.at)
		}
		if e.at < n.system.windowEnd {
			panic("actor: a message arrives inside the window it was sent in")
		}
	}
	e.ord = n.nextOrder()
	if n.ctx.traced {
		n.system.trace.sent(&e, left)
	}
	to.schedule.events.push(e)
}

// Resize changes the number of a node's cores, at least 1, between runs.
func (n *Node) Resize(k int) {
	if k < 1 {
		panic(fmt.Sprintf("actor: node %s with %d cores", n.name, k))
	}
	n.system.mustStandStill("Resize")
	n.system.Settle()
	n.cores.resize(k, n.system.now)
}
