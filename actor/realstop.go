package actor

import (
	"slices"
	"time"
)

// Stuck is something that had not returned when the time of [Running.Stop] was up.
type Stuck struct {
	Node string
	PID  PID // the actor whose handler it is; 0 for a function given to Do, and for OnExit
}

// Stop ends the system in order, as [System.Stop] does, within the given real time.
// What is under way by then is handled in virtual time, at the pace of the clock,
// so that Spend takes its time there. Afterwards the system stands still and can be
// inspected.
//
// A handler that does not return cannot be ended. Stop then returns at the end of its time
// all the same, or after 100 ms if that is more, and tells in Stopped.Stuck what it waits
// for, and nothing else. Callers outside are sent away with ErrStopped; the system must not
// be inspected. Once the handler returns, what is left of the system is killed.
//
// A Stop while the system stops or after it waits as long as it is told to, and returns the
// same.
func (r *Running) Stop(within time.Duration) Stopped {
	within = min(max(within, 0), time.Duration(longest))
	r.ending.Do(func() {
		deadline := r.now() + Time(within)
		r.halt.Store(true)
		for _, rt := range r.nodes {
			rt.rouse()
		}
		go r.finish(deadline)
	})
	if stuck := r.await(max(within, stopLeast)); stuck != nil {
		r.letGo()
		r.hangUp()
		return Stopped{Stuck: stuck}
	}
	if r.failed != nil {
		panic(r.failed)
	}
	return r.stopped
}

// stopLeast is the least time that Stop has to find out that something does not return.
const stopLeast = 100 * time.Millisecond

// finish ends the system once the goroutines of its nodes have ended.
func (r *Running) finish(deadline Time) {
	defer close(r.over)
	defer func() { r.failed = recover() }() // of OnExit
	r.wg.Wait()
	r.letGo()
	r.standStill()
	s := r.system
	s.pace = func(t Time) { time.Sleep(time.Duration(t - r.now())) }
	s.late = func(t Time) bool { return r.now() >= t }
	s.apart = apart
	r.stopped = s.Stop(time.Duration(deadline - s.now))
	s.pace, s.late, s.apart, s.answer = nil, nil, nil, nil
	r.hangUp()
}

// letGo lets those outside go who wait for a Do that has not begun.
func (r *Running) letGo() { r.letting.Do(func() { close(r.ended) }) }

// standStill brings the nodes back into virtual time. What was left undone begins now.
func (r *Running) standStill() {
	for _, rt := range r.nodes {
		rt.flush(nil)
	}
	for _, rt := range r.nodes {
		rt.close()
		for rt.arrived.Load() {
			rt.collect(r.now())
		}
	}
	s := r.system
	s.now = r.now()
	s.windowEnd = s.now
	for _, n := range s.nodes {
		n.calls.putOff(max(0, s.now-n.cores.free[0]))
		n.real = nil
		n.cores.free[0], n.reached = s.now, s.now
	}
}

// apart calls f on another goroutine and waits for it. If runtime.Goexit ends that, it
// calls f again. A panic of f is one of apart.
func apart(f func()) {
	for whole := false; !whole; {
		var panicked any
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() { panicked = recover() }()
			f()
			whole = true
		}()
		<-done
		if panicked != nil {
			panic(panicked)
		}
	}
}

// await waits until the system stands still. When the time is up it returns what did not
// return, if there is such a thing; what goes on comes to an end soon.
func (r *Running) await(within time.Duration) []Stuck {
	gap := min(within/2, stopLeast)
	timer := time.NewTimer(within - gap)
	defer timer.Stop()
	var before []glimpse
	for {
		select {
		case <-r.over:
			return nil
		case <-timer.C:
		}
		var seen []glimpse
		var stuck []Stuck
		for _, rt := range r.nodes {
			g := rt.node.glimpse()
			if !g.at {
				continue
			}
			seen = append(seen, g)
			if slices.Contains(before, g) {
				stuck = append(stuck, Stuck{rt.node.name, g.pid})
			}
		}
		if stuck != nil {
			return stuck
		}
		before = seen
		timer.Reset(gap)
	}
}

// glimpse is what a node was at when somebody looked.
type glimpse struct {
	node    uint32
	at      bool // a function of the user's
	pid     PID
	touched int64
}

// glimpse looks at a node that another goroutine may be working on, without a lock: one
// per message would take longer than the message. What it sees is right if the node has
// been at the same for a while, which is what two looks are for.
//
//go:norace
func (n *Node) glimpse() glimpse {
	g := glimpse{node: n.id, at: n.ctx.handling || n.hook, touched: n.stats.Handled + n.stats.Sent}
	if n.ctx.handling {
		g.pid = n.ctx.self
	}
	return g
}
