package actor

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// Running is a system in real time: nodes run side by side, each on one goroutine
// at a time, and messages between nodes go through queues, in batches. The actors
// are the same, unchanged. What differs from virtual time:
//
//   - Spend is counted and takes no time; work takes what it takes.
//   - Links have no latency but that of the queues.
//   - The order of messages is kept between any two actors, and nothing else.
//
// A slice is a number of messages, after which a node looks at its queues and
// clock, so an actor that keeps itself busy does not keep others from it.
type Running struct {
	system *System
	start  time.Time
	nodes  []*realtime
	wg     sync.WaitGroup
	halt   atomic.Bool

	ending  sync.Once
	letting sync.Once
	ended   chan struct{} // closed when no node's goroutine runs any more, or Stop's time is up
	over    chan struct{} // closed when the system stands still
	stopped Stopped       // the outcome of that
	failed  any           // what stopping panicked with, if it did

	mu    sync.Mutex
	calls map[uint32]outsideCall // of callers outside
	ref   uint32
}

// outsideCall is a call of a caller outside.
type outsideCall struct {
	to     PID
	answer chan Reply
}

// ErrStopped is the outcome of a call into a system that is being stopped.
var ErrStopped = errors.New("actor: system is stopped")

// outside is the node number of callers who are no actors.
const outside = maxNodes - 1

// Start sets the system going in real time. Until Stop returns, only the methods
// of the Running may be used from outside, and OnExit is called on the goroutines
// of the nodes. Kinds are registered before. Starting it twice panics.
func (s *System) Start() *Running {
	s.mustStandStill("Start")
	r := &Running{system: s, start: time.Now().Add(-time.Duration(s.now)), calls: make(map[uint32]outsideCall),
		ended: make(chan struct{}), over: make(chan struct{})}
	s.Settle()
	s.answer = r.answered
	for _, n := range s.nodes {
		n.real, n.ctx.slice = newRealtime(r, n, len(s.nodes)), never
		r.nodes = append(r.nodes, n.real)
		offered := n.cores.coreTime(s.now)
		n.cores = newCores(1)
		n.cores.offered = offered
		// A fan-out that goes on here makes new cursors on other nodes.
		n.schedule.cutCasts(func(c *cast) bool { return c.from.node() != n.id })
	}
	r.wg.Add(len(s.nodes))
	for _, n := range s.nodes {
		go n.real.serve()
	}
	return r
}

func (r *Running) now() Time { return Time(time.Since(r.start)) }

// one is a batch of one event.
func one(e event) *eventRing { return &eventRing{buf: []event{e}, n: 1} }

// Send sends a message from outside; it never blocks. It reports whether the
// system takes messages still, and there is a node the PID can belong to.
func (r *Running) Send(to PID, msg Message) bool {
	return r.post(event{kind: evDeliver, to: to, msg: msg})
}

func (r *Running) post(e event) bool {
	node := int(e.to.node())
	if node >= len(r.nodes) || r.halt.Load() || !r.nodes[node].put(one(e)) {
		if e.kind == evDeliver {
			r.system.refused.Add(1)
		}
		return false
	}
	r.nodes[node].rouse()
	return true
}

// Call calls an actor from outside and waits for the answer or the end of ctx. If that
// is over already, nothing is sent.
func (r *Running) Call(ctx context.Context, to PID, msg Message) (Message, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	answer := make(chan Reply, 1)
	ref := r.expect(outsideCall{to, answer})
	caller := makePID(outside, 0, 1)
	if !r.post(event{kind: evDeliver, to: to, from: caller, ref: ref, msg: msg}) {
		r.waits(ref)
		if r.halt.Load() {
			return nil, ErrStopped
		}
		return nil, ErrNoProcess
	}
	select {
	case a := <-answer:
		return a.Value, a.Err
	case <-ctx.Done():
	}
	if _, waits := r.waits(ref); !waits { // it has come meanwhile
		a := <-answer
		return a.Value, a.Err
	}
	r.post(event{kind: evForget, to: to, from: caller, ref: ref})
	return nil, ctx.Err()
}

// expect numbers a call whose answer is waited for.
func (r *Running) expect(c outsideCall) uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ref++; r.ref == 0 {
		r.ref = 1
	}
	r.calls[r.ref] = c
	return r.ref
}

// waits reports whether a call's answer is waited for, which ends with it.
func (r *Running) waits(ref uint32) (outsideCall, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, ok := r.calls[ref]
	delete(r.calls, ref)
	return c, ok
}

// answered hands an answer that comes from a node to a caller outside. If it is not of
// the actor that was called, that one need not tell the caller any more when it exits.
func (r *Running) answered(n *Node, e event) {
	c, waits := r.waits(e.ref)
	if !waits {
		n.stats.LateReplies++
		return
	}
	c.answer <- e.answer()
	if c.to.node() == n.id {
		c.to = n.names.resolve(c.to)
	}
	if c.to != e.from {
		n.send(event{at: e.at, kind: evForget, to: c.to, from: e.to, ref: e.ref})
	}
}

// hangUp ends the calls of all callers outside.
func (r *Running) hangUp() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.calls {
		c.answer <- Reply{Err: ErrStopped}
	}
	clear(r.calls)
}

// Do runs f on the goroutine of a node, between two messages, and waits for it.
// f may spawn, register and inspect there. It returns ErrStopped if the system
// stopped before; f does not run then. A panic of f is one of Do; if f calls
// runtime.Goexit, Do returns ErrGoexit. Do is for callers outside: an actor that
// called it would wait for itself.
func (r *Running) Do(n *Node, f func()) error {
	t := &task{f: f, done: make(chan struct{})}
	if r.halt.Load() || !r.nodes[n.id].put(one(event{kind: evDo, msg: t.run})) {
		return ErrStopped
	}
	r.nodes[n.id].rouse()
	select {
	case <-t.done:
	case <-r.ended:
		if t.begun.CompareAndSwap(false, true) {
			return ErrStopped
		}
		<-t.done
	}
	if t.panicked != nil {
		panic(t.panicked)
	}
	return t.err
}

// task is a function given to Do.
type task struct {
	f     func()
	begun atomic.Bool // the one who sets it decides whether f runs
	done  chan struct{}

	panicked any
	err      error
}

func (t *task) run() {
	if !t.begun.CompareAndSwap(false, true) {
		return
	}
	t.err = ErrGoexit
	defer close(t.done)
	defer func() { t.panicked = recover() }()
	t.f()
	t.err = nil
}
