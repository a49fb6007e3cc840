package actor

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Running is a system in real time: each node runs on a goroutine of its own, and
// messages between nodes go through queues, in batches. The actors are the same,
// unchanged. What differs from virtual time:
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

// realtime is what a node needs while it runs on a goroutine.
type realtime struct {
	running *Running
	out     [][]event // by node, to be handed over at the end of the slice

	// arrived says that in is not empty. It has cache lines of its own: the node
	// looks at it all the time while senders work on what follows.
	_       [64]byte
	arrived atomic.Bool
	_       [64]byte

	mu     sync.Mutex
	in     []event
	closed bool // takes nothing more
	parked bool
	wake   chan struct{}

	spare []event // the other half of in
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
		n.real = &realtime{running: r, out: make([][]event, len(s.nodes)), wake: make(chan struct{}, 1)}
		r.nodes = append(r.nodes, n.real)
		n.offered = n.coreTime(s.now)
		n.cores = newCores(1)
	}
	r.wg.Add(len(s.nodes))
	for _, n := range s.nodes {
		go n.serve()
	}
	return r
}

func (r *Running) now() Time { return Time(time.Since(r.start)) }

// realSlice is how many messages a node handles between two looks at its queues.
const realSlice = 1024

// A node without work first looks a few times whether some has come, if there is a
// core for that, then lets other goroutines run a few times, then sleeps. Waking it
// costs more than many messages.
const (
	idleLooks  = 200
	idleYields = 32
)

// serve is a node's goroutine.
func (n *Node) serve() {
	rt := n.real
	defer rt.running.wg.Done()
	looks := idleLooks
	if runtime.GOMAXPROCS(0) == 1 {
		looks = 1
	}
	slice := 0
	over := func() bool { slice += pollEvery; return slice >= realSlice }
	for idle := 0; !rt.running.halt.Load(); {
		arrived := rt.arrived.Load()
		if !arrived && idle > 0 && idle < looks+idleYields {
			if idle++; idle > looks {
				runtime.Gosched()
			}
			continue
		}
		now := rt.running.now()
		if arrived {
			n.collect(now)
		}
		n.cores.free[0] = now
		slice = 0
		before := n.stats.Handled
		n.run(now+1, over)
		n.flush()
		switch {
		case arrived || n.stats.Handled != before:
			idle = 0
			if n.next() > now {
				idle = 1
			}
		case idle == 0:
			idle = 1
		default:
			n.park(n.next())
			idle = 0
		}
	}
}

// collect takes what other nodes have sent.
func (n *Node) collect(now Time) {
	rt := n.real
	rt.mu.Lock()
	in := rt.in
	rt.in = rt.spare[:0]
	rt.arrived.Store(false)
	rt.mu.Unlock()
	for i := range in {
		e := &in[i]
		e.at = max(e.at, now)
		if e.kind == evDeliver && (e.from == 0 || e.from.node() == outside) {
			n.stats.Sent++
		}
		e.ord = n.nextOrder()
		if c, ok := e.msg.(*cast); ok && e.kind == evCast {
			c.start, c.ord = now, e.ord
			if c.seek(0) {
				n.casts = append(n.casts, c)
			}
			continue
		}
		n.events.push(*e)
	}
	clear(in)
	if cap(in) > eventReserve {
		in = nil
	}
	rt.spare = in
}

// flush hands over what the slice has sent to other nodes.
func (n *Node) flush() {
	for to, batch := range n.real.out {
		if len(batch) > 0 {
			n.system.nodes[to].real.put(batch...)
			clear(batch)
			n.real.out[to] = batch[:0]
		}
	}
}

// put adds to a node's queue and wakes it if it sleeps. It returns false if the
// queue is closed.
func (rt *realtime) put(batch ...event) bool {
	rt.mu.Lock()
	if rt.closed {
		rt.mu.Unlock()
		return false
	}
	rt.in = append(rt.in, batch...)
	rt.arrived.Store(true)
	wake := rt.parked
	rt.parked = false
	rt.mu.Unlock()
	if wake {
		rt.wake <- struct{}{}
	}
	return true
}

// close makes put refuse what comes from now on.
func (rt *realtime) close() {
	rt.mu.Lock()
	rt.closed = true
	rt.mu.Unlock()
}

// park sleeps until something is sent or the time has come.
func (n *Node) park(until Time) {
	rt := n.real
	rt.mu.Lock()
	if len(rt.in) > 0 || rt.running.halt.Load() {
		rt.mu.Unlock()
		return
	}
	rt.parked = true
	rt.mu.Unlock()
	var alarm <-chan time.Time
	if until != never {
		t := time.NewTimer(time.Duration(until - rt.running.now()))
		defer t.Stop()
		alarm = t.C
	}
	select {
	case <-rt.wake:
	case <-alarm:
		rt.mu.Lock()
		late := !rt.parked // somebody is about to wake us: take it
		rt.parked = false
		rt.mu.Unlock()
		if late {
			<-rt.wake
		}
	}
}

// sendReal is send for a node on a goroutine.
func (n *Node) sendReal(e event) {
	switch e.kind {
	case evDeliver:
		n.stats.Sent++
	case evCast:
		c := e.msg.(*cast)
		n.stats.Sent += int64(c.part.count(0, c.limit))
	}
	switch node := e.to.node(); {
	case node == n.id:
		e.ord = n.nextOrder()
		n.events.push(e)
	case int(node) < len(n.system.nodes):
		n.real.out[node] = append(n.real.out[node], e)
	default:
		n.nowhere(e)
	}
}

// Send sends a message from outside; it never blocks. It reports whether the
// system takes messages still, and there is a node the PID can belong to.
func (r *Running) Send(to PID, msg Message) bool {
	return r.post(event{kind: evDeliver, to: to, msg: msg})
}

func (r *Running) post(e event) bool {
	node := int(e.to.node())
	if node >= len(r.nodes) || r.halt.Load() || !r.nodes[node].put(e) {
		atomic.AddInt64(&r.system.refused, 1)
		return false
	}
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
	var begun atomic.Bool // whoever sets it decides whether f runs
	done := make(chan struct{})
	run := func() {
		if begun.CompareAndSwap(false, true) {
			f()
			close(done)
		}
	}
	if !r.nodes[n.id].put(event{kind: evDo, msg: run}) {
		return ErrStopped
	}
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
		rt.put() // wakes it
	}
	r.wg.Wait()
	close(r.ended)
	for _, n := range s.nodes {
		n.collect(r.now())
		n.flush()
	}
	for _, n := range s.nodes {
		n.real.close()
		n.collect(r.now())
	}
	for _, n := range s.nodes {
		n.real = nil
	}
	s.now, s.windowEnd = r.now(), r.now()
	s.pace = func(t Time) { time.Sleep(time.Duration(t - r.now())) }
	result := s.Stop(within - time.Duration(s.now-began))
	s.pace, s.answer = nil, nil
	r.mu.Lock()
	for _, answer := range r.calls {
		answer <- Reply{Err: ErrStopped}
	}
	clear(r.calls)
	r.mu.Unlock()
	return result
}
