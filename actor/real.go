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
	ended  chan struct{} // closed when no node's goroutine runs any more

	stop    sync.Once
	stopped Stopped

	mu    sync.Mutex
	calls map[uint32]chan Reply // of callers outside
	ref   uint32
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
	r := &Running{system: s, start: time.Now().Add(-time.Duration(s.now)), ended: make(chan struct{}), calls: make(map[uint32]chan Reply)}
	s.Settle()
	s.answer = r.answered
	for _, n := range s.nodes {
		n.real = newRealtime(r, n, len(s.nodes))
		r.nodes = append(r.nodes, n.real)
		offered := n.cores.coreTime(s.now)
		n.cores = newCores(1)
		n.cores.offered = offered
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
		atomic.AddInt64(&r.system.refused, 1)
		return false
	}
	r.nodes[node].rouse()
	return true
}

// Call calls an actor from outside and waits for the answer or the end of ctx.
func (r *Running) Call(ctx context.Context, to PID, msg Message) (Message, error) {
	answer := make(chan Reply, 1)
	r.mu.Lock()
	r.ref++
	if r.ref == 0 {
		r.ref = 1
	}
	ref := r.ref
	r.calls[ref] = answer
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.calls, ref)
		r.mu.Unlock()
	}()
	caller := makePID(outside, 0, 1)
	if !r.post(event{kind: evDeliver, to: to, from: caller, ref: ref, msg: msg}) {
		if r.halt.Load() {
			return nil, ErrStopped
		}
		return nil, ErrNoProcess
	}
	select {
	case a := <-answer:
		return a.Value, a.Err
	case <-ctx.Done():
		r.post(event{kind: evForget, to: to, from: caller, ref: ref})
		return nil, ctx.Err()
	}
}

// answered hands an answer to a caller outside.
func (r *Running) answered(e event) {
	r.mu.Lock()
	answer := r.calls[e.ref]
	delete(r.calls, e.ref)
	r.mu.Unlock()
	if answer != nil {
		answer <- e.answer()
	}
}

// Do runs f on the goroutine of a node, between two messages, and waits for it.
// f may spawn, register and inspect there. It returns ErrStopped if the system
// stopped before; f does not run then. Do is for callers outside: an actor that
// called it would wait for itself.
func (r *Running) Do(n *Node, f func()) error {
	var begun atomic.Bool // the one who sets it decides whether f runs
	done := make(chan struct{})
	run := func() {
		if begun.CompareAndSwap(false, true) {
			f()
			close(done)
		}
	}
	if !r.nodes[n.id].put(one(event{kind: evDo, msg: run})) {
		return ErrStopped
	}
	r.nodes[n.id].rouse()
	select {
	case <-done:
		return nil
	case <-r.ended:
		if begun.CompareAndSwap(false, true) {
			return ErrStopped
		}
		<-done
		return nil
	}
}

// Stop ends the system in order, as [System.Stop] does, within the given real time.
// What is under way by then is handled in virtual time, at the pace of the clock,
// so that Spend takes its time there. Afterwards the system stands still and can be
// inspected. A second Stop waits for the first and returns the same.
func (r *Running) Stop(within time.Duration) Stopped {
	r.stop.Do(func() { r.stopped = r.end(within) })
	return r.stopped
}

func (r *Running) end(within time.Duration) Stopped {
	began := r.now()
	r.halt.Store(true)
	s := r.system
	for _, rt := range r.nodes {
		rt.rouse()
	}
	r.wg.Wait()
	close(r.ended)
	for _, n := range s.nodes {
		n.real.flush(nil)
	}
	for _, n := range s.nodes {
		n.real.close()
		for n.real.arrived.Load() {
			n.real.collect(r.now())
		}
	}
	s.now = r.now()
	s.windowEnd = s.now
	for _, n := range s.nodes {
		n.real = nil
		n.cores.free[0], n.reached = s.now, s.now // what was left undone begins now
	}
	s.pace = func(t Time) { time.Sleep(time.Duration(t - r.now())) }
	s.late = func(t Time) bool { return r.now() >= t }
	result := s.Stop(within - time.Duration(s.now-began))
	s.pace, s.late, s.answer = nil, nil, nil
	r.mu.Lock()
	for _, answer := range r.calls {
		answer <- Reply{Err: ErrStopped}
	}
	clear(r.calls)
	r.mu.Unlock()
	return result
}
