package actor

import (
	"runtime"
	"sync/atomic"
	"time"
)

// In real time a node has a goroutine, but others may do its work: a goroutine
// whose node has nothing left to do goes on with the node that it has just sent
// something to, if nobody is at that already. Two actors on two nodes that talk to
// each other are then served by one goroutine, and waking another, which takes
// longer than many messages, is left for when there is work for two.

// realtime is what a node has while it runs in real time.
type realtime struct {
	running *Running
	out     []eventRing // by node, to be handed over at the end of the slice
	taken   eventRing   // what was taken out of the inbox; empty but for its memory
	_       [64]byte
	inbox
	_      [64]byte
	driven atomic.Bool  // somebody runs the node; everything else in Node is theirs
	alarm  atomic.Int64 // when the node has something to do of its own, as it was left
	armed  atomic.Int64 // what its goroutine sleeps for; 0 if it does not
	parked atomic.Bool  // its goroutine sleeps and nobody is about to wake it
	wake   chan struct{}
}

func newRealtime(r *Running, nodes int) *realtime {
	return &realtime{running: r, out: make([]eventRing, nodes), wake: make(chan struct{}, 1)}
}

// realSlice is how many messages a goroutine handles or sends between two looks at
// the clock.
const realSlice = 1024

// A goroutine without work first looks a few times whether some has come, if there
// is a core for that, then lets others run a few times, then sleeps. When it sees
// some, it leaves whoever sent it a moment to go on with it themselves.
const (
	idleLooks  = 200
	idleYields = 32
	idleLeaves = 20
)

// driver is a goroutine that runs nodes.
type driver struct {
	now  Time // read when it began, and again after each slice
	left int  // messages in the slice in hand
	next *Node
}

// serve is the goroutine of a node.
func (n *Node) serve(rt *realtime) {
	defer rt.running.wg.Done()
	looks := idleLooks
	if runtime.GOMAXPROCS(0) == 1 {
		looks = 1
	}
	var d driver
	d.drive(n) // it may have work from before
	for idle, seen := 0, 0; !rt.running.halt.Load(); {
		switch {
		case rt.arrived.Load() && seen < idleLeaves && looks > 1:
			seen++
		case rt.arrived.Load() && !rt.driven.Load() && d.drive(n):
			idle, seen = 0, 0
		case idle < looks:
			idle++
		case idle < looks+idleYields:
			idle++
			runtime.Gosched()
		default:
			rt.park()
			d.drive(n)
			idle, seen = 0, 0
		}
	}
}

// drive runs home, and after it whatever its messages lead to, until there is
// nothing to go on with. It returns false if home is in other hands.
func (d *driver) drive(home *Node) bool {
	d.look(home)
	for n := home; !home.real.running.halt.Load(); {
		rt := n.real
		if !rt.driven.CompareAndSwap(false, true) {
			if n == home {
				return false
			}
			rt.rouse()
			return true
		}
		busy := n.stint(d)
		next := d.next
		rt.leave(n.next())
		if d.left <= 0 {
			d.look(home)
			runtime.Gosched()
		}
		switch {
		case busy && n == home:
		case busy:
			rt.rouse()
			n = home
		case home.real.due(d.now):
			if next != nil && next != home {
				next.real.rouse()
			}
			n = home
		case next == nil:
			return true
		default:
			n = next
		}
	}
	return true
}

func (d *driver) look(n *Node) {
	d.now, d.left = n.real.running.now(), realSlice
}

// due reports whether a node has something to do that nobody does.
func (rt *realtime) due(now Time) bool {
	return rt.arrived.Load() || Time(rt.alarm.Load()) <= now && !rt.driven.Load()
}

// stint lets a node handle what is there. It returns true if that was too much for a
// slice.
func (n *Node) stint(d *driver) (busy bool) {
	now := max(d.now, n.cores.free[0]) // the last driver may have looked at the clock later
	n.cores.free[0] = now
	if n.real.arrived.Load() {
		n.collect(now)
	}
	// What is there already is handled before anything else gets its turn: a node
	// that cannot keep up with its senders would otherwise fall behind for good.
	most := int64(max(d.left, min(n.events.ring.n, 16*realSlice)))
	before := n.stats.touched()
	n.run(now+1, func() bool { return n.stats.touched()-before >= most })
	d.left -= int(n.stats.touched() - before)
	busy = n.next() <= now || n.real.arrived.Load()
	d.next = nil
	if busy {
		n.flush(nil)
	} else {
		n.flush(d)
	}
	return busy
}

// leave lets others drive a node, and sees to it that its goroutine wakes up in
// time.
func (rt *realtime) leave(next Time) {
	if Time(rt.alarm.Load()) != next {
		rt.alarm.Store(int64(next))
	}
	rt.driven.Store(false)
	if int64(next) < rt.armed.Load() {
		rt.rouse()
	}
}

// collect takes what other nodes have sent.
func (n *Node) collect(now Time) {
	in := &n.real.taken
	n.real.take(in)
	inOrder := true // and to be handled now, as nearly always
	for i := range in.n {
		e := in.at(i)
		e.at = max(e.at, now)
		if e.kind == evDeliver && (e.from == 0 || e.from.node() == outside) {
			n.stats.Sent++
			if n.ctx.traced {
				n.traceSend(e, e.at)
			}
		}
		e.ord = n.nextOrder()
		inOrder = inOrder && e.at == now && e.kind != evCast
	}
	if inOrder {
		n.events.adopt(in)
		return
	}
	for in.n > 0 {
		e := in.pop()
		if e.kind != evCast {
			n.events.push(e)
			continue
		}
		c := e.msg.(*cast)
		c.start, c.ord = now, e.ord
		if c.seek(0) {
			n.casts = append(n.casts, c)
		}
	}
}

// flush hands over what the slice has sent to other nodes. If a driver is given, it
// is to go on with the last of them; the goroutines of the others are woken.
func (n *Node) flush(d *driver) {
	for to := range n.real.out {
		batch := &n.real.out[to]
		if batch.n == 0 {
			continue
		}
		dest := n.system.nodes[to]
		dest.real.put(batch)
		if d == nil {
			dest.real.rouse()
			continue
		}
		if d.next != nil {
			d.next.real.rouse()
		}
		d.next = dest
	}
}

// rouse wakes a node's goroutine if it sleeps.
func (rt *realtime) rouse() {
	if rt.parked.Load() && rt.parked.CompareAndSwap(true, false) {
		rt.wake <- struct{}{}
	}
}

// park lets a node's goroutine sleep until it is roused or the node's time has come.
func (rt *realtime) park() {
	until := Time(rt.alarm.Load())
	rt.armed.Store(int64(until))
	rt.parked.Store(true)
	defer rt.armed.Store(0)
	// Whoever changed one of these before it could see us parked did not rouse us.
	if rt.arrived.Load() || Time(rt.alarm.Load()) != until || rt.running.halt.Load() {
		if !rt.parked.CompareAndSwap(true, false) {
			<-rt.wake
		}
		return
	}
	if until == never {
		<-rt.wake
		return
	}
	t := time.NewTimer(time.Duration(until - rt.running.now()))
	defer t.Stop()
	select {
	case <-rt.wake:
	case <-t.C:
		if !rt.parked.CompareAndSwap(true, false) {
			<-rt.wake // somebody is about to wake us: take it
		}
	}
}
