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
//
// While a goroutine is away with another node, that node's goroutine stands in for
// it: so a message never waits for a handler of another node.

// realtime is what a node has while it runs in real time.
type realtime struct {
	node    *Node
	running *Running
	out     []eventRing // by node, to be handed over at the end of the slice
	taken   eventRing   // what was taken out of the inbox; empty but for its memory
	round   order       // of the last event that was there when the inbox was looked into
	last    *driver     // who drove the node last, and how often it had read the clock by then
	reads   int
	_       [64]byte
	inbox
	_      [64]byte
	driven atomic.Bool  // somebody runs the node; everything else in Node is theirs
	alarm  atomic.Int64 // when the node has something to do unprompted, as it was left
	armed  atomic.Int64 // what its goroutine sleeps for; 0 if it does not
	parked atomic.Bool  // its goroutine sleeps and nobody is about to wake it
	wake   chan struct{}
	away   atomic.Pointer[realtime] // where its goroutine is, or was a moment ago; nil at home
	other  atomic.Pointer[realtime] // whom its goroutine is to stand in for; nil for nobody
}

func newRealtime(r *Running, n *Node, nodes int) *realtime {
	return &realtime{node: n, running: r, out: make([]eventRing, nodes), wake: make(chan struct{}, 1)}
}

// realSlice is how many messages a goroutine handles or sends between two looks at
// the clock.
const realSlice = 1024

// A goroutine without work first looks a few times whether some has come, if there
// is a core for that, then lets others run a few times, then sleeps. When it sees
// some, it leaves the sender a moment to go on with it itself.
const (
	idleLooks  = 200
	idleYields = 32
	idleLeaves = 20
)

// driver is the goroutine of a node.
//
// In real time a node has a goroutine, but a goroutine that has just sent to a node that
// nobody runs may run it. Two actors on two nodes that talk to each other would otherwise
// wake a goroutine for each message, which takes longer than thirty messages.
type driver struct {
	own    *realtime
	at     *realtime // the node that it drives; nil between two
	halted bool      // it ends because the system stops
	now    Time      // read when it began, and again after each slice
	reads  int       // of the clock
	left   int       // messages left of this slice
	// What the last node has sent to the one that comes next: it goes there without
	// passing the inbox.
	next  *Node
	batch eventRing
}

// serve is the goroutine of a node.
func (rt *realtime) serve() {
	d := driver{own: rt}
	defer d.end()
	looks := idleLooks
	if runtime.GOMAXPROCS(0) == 1 {
		looks = 1
	}
	d.drive(rt) // it may have work from before
	for idle, seen := 0, 0; !rt.running.halt.Load(); {
		switch {
		case rt.other.Load() != nil:
			d.drive(rt.other.Swap(nil))
			idle, seen = 0, 0
		case rt.arrived.Load() && seen < idleLeaves && looks > 1:
			seen++
		case rt.arrived.Load() && !rt.driven.Load() && d.drive(rt):
			idle, seen = 0, 0
		case idle < looks:
			idle++
		case idle < looks+idleYields:
			idle++
			runtime.Gosched()
		default:
			rt.park()
			d.drive(rt)
			idle, seen = 0, 0
		}
	}
	d.halted = true
}

// end is the end of the goroutine of a node. If the system does not halt, a handler or a
// function given to Do has called runtime.Goexit: what the goroutine was at is put in
// order, and another one takes its place.
func (d *driver) end() {
	if d.halted {
		d.own.running.wg.Done()
		return
	}
	if v := recover(); v != nil {
		panic(v) // of OnExit, say: nobody is there to catch it
	}
	if at := d.at; at != nil {
		at.flush(nil)
		at.leave(at.node.schedule.next())
		at.rouse()
	}
	d.hand()
	go d.own.serve()
}

// drive runs home, and after it whatever its messages lead to, until there is
// nothing to go on with. It returns false if home is in other hands.
func (d *driver) drive(home *realtime) bool {
	d.readClock()
	defer d.move(d.own)
	d.move(home)
	at := home
	for !at.running.halt.Load() {
		if !at.driven.CompareAndSwap(false, true) {
			d.hand()
			return at != home
		}
		d.at = at
		busy := at.stint(d)
		d.at = nil
		at.leave(at.node.schedule.next())
		if d.left <= 0 {
			d.readClock()
			runtime.Gosched()
			// Two that talk to each other for ever must not keep others waiting.
			if d.own.other.Load() != nil || home != d.own && d.own.due(d.now) {
				home.rouse()
				break
			}
		}
		switch {
		case busy && at == home:
		case busy:
			at.rouse()
			at = home
		case d.next == home.node:
			at = home
		case home.due(d.now):
			d.hand()
			at = home
		case d.next != nil:
			at = d.next.real
			// A sender that put something home since we looked did not see us leave.
			if d.move(at) && home.due(d.now) {
				d.hand()
				at = home
			}
		default:
			return true
		}
	}
	d.hand()
	return true
}

// move says where the driver goes. It returns false if it had said so before: going
// home between two visits to the same node is not worth saying.
func (d *driver) move(to *realtime) bool {
	if to == d.own {
		to = nil
	}
	if d.own.away.Load() == to {
		return false
	}
	d.own.away.Store(to)
	return true
}

// hand gives the batch to its node, for others to go on with.
func (d *driver) hand() {
	if d.next != nil {
		d.next.real.put(&d.batch)
		d.next.real.rouse()
		d.next = nil
	}
}

// readClock begins a slice: it reads the time and grants the messages of one.
func (d *driver) readClock() { d.now, d.left, d.reads = d.own.running.now(), realSlice, d.reads+1 }

// due reports whether a node has something to do that nobody does.
func (rt *realtime) due(now Time) bool {
	return rt.arrived.Load() || Time(rt.alarm.Load()) <= now && !rt.driven.Load()
}

// stint lets a node handle what is there. It returns true if that was too much for a
// slice.
func (rt *realtime) stint(d *driver) (busy bool) {
	n := rt.node
	now := max(d.now, n.cores.free[0]) // the last driver may have looked at the clock later
	if len(n.calls.fresh) > 0 {
		now = rt.putOff(d, now)
	}
	n.cores.free[0] = now
	if rt.arrived.Load() && rt.roundOver() {
		rt.collect(now)
	}
	if d.next == n {
		if rt.arrived.Load() { // what came before goes first
			rt.put(&d.batch)
		} else {
			rt.receive(&d.batch, now)
		}
		d.next = nil
	}
	// What is there already is handled before anything else gets its turn: a node
	// that cannot keep up with its senders would otherwise fall behind for good.
	most := int64(max(d.left, min(n.schedule.events.ring.n, 16*realSlice)))
	before := n.stats.touched()
	n.run(now+1, func() bool { return n.stats.touched()-before >= most })
	done := int(n.stats.touched() - before)
	d.left -= done
	busy = n.schedule.next() <= now || rt.arrived.Load()
	if busy && done == 0 {
		d.left = 0 // what there is waits for the clock: it is read before anything else
	}
	if busy {
		rt.flush(nil)
	} else {
		rt.flush(d)
	}
	if len(n.calls.fresh) > 0 {
		rt.last, rt.reads = d, d.reads
	}
	return busy
}

// putOff moves the deadlines of calls that were made since the clock was read, as soon
// as it has been read after them. It returns the time.
func (rt *realtime) putOff(d *driver, now Time) Time {
	if rt.last == d && rt.reads == d.reads {
		return now
	}
	if rt.last != d { // what it has read may be older than the calls
		d.readClock()
		now = max(now, d.now)
	}
	rt.node.calls.putOff(now - rt.node.cores.free[0])
	return now
}

// leave lets others drive the node, and sees to it that its goroutine wakes up in
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

// roundOver reports whether the node has handled all that was there when it last
// looked into its inbox.
func (rt *realtime) roundOver() bool {
	r := &rt.node.schedule.events.ring
	return r.n == 0 || r.at(0).ord > rt.round
}

// collect takes a batch out of the inbox.
func (rt *realtime) collect(now Time) {
	rt.take(&rt.taken)
	rt.receive(&rt.taken, now)
	rt.round = rt.node.sent
}

// receive takes a batch of what other nodes and callers outside have sent.
func (rt *realtime) receive(in *eventRing, now Time) {
	n := rt.node
	inOrder := true // and to be handled now, as nearly always
	for i := range in.n {
		e := in.at(i)
		if e.at = max(e.at, now); !e.timer {
			e.at = now // the sender's clock may be ahead
		}
		if e.kind == evDeliver && (e.from == 0 || e.from.node() == outside) {
			n.stats.Sent++
			if n.ctx.traced {
				n.system.trace.sent(e, e.at)
			}
		}
		e.ord = n.nextOrder()
		inOrder = inOrder && e.at == now && e.kind != evCast
	}
	if inOrder {
		n.schedule.events.adopt(in)
		return
	}
	for in.n > 0 {
		e := in.pop()
		if e.kind != evCast {
			n.schedule.events.push(e)
			continue
		}
		c := e.msg.(*cast)
		c.start, c.ord = now, e.ord
		if c.settle() {
			n.schedule.casts = append(n.schedule.casts, c)
		}
	}
}

// flush hands over what the slice has sent to other nodes: to their inboxes or, if a
// driver is given, the last batch to the driver, who goes on with it.
func (rt *realtime) flush(d *driver) {
	for to := range rt.out {
		batch := &rt.out[to]
		if batch.n == 0 {
			continue
		}
		dest := rt.node.system.nodes[to]
		if d == nil {
			dest.real.put(batch)
			dest.real.rouse()
			continue
		}
		d.hand()
		d.next = dest
		d.batch, *batch = *batch, d.batch
	}
}

// send is [Node.send] for a node on a goroutine.
func (rt *realtime) send(e event) {
	n := rt.node
	if n.ctx.traced {
		n.system.trace.sent(&e, e.at)
	}
	switch e.kind {
	case evDeliver:
		n.stats.Sent++
	case evCast:
		c := e.msg.(*cast)
		n.stats.Sent += int64(c.part.count(c.rank(), c.limit))
	}
	switch node := e.to.node(); {
	case node == n.id:
		e.ord = n.nextOrder()
		n.schedule.events.push(e)
	case int(node) < len(n.system.nodes):
		*rt.out[node].room() = e
	default:
		n.nowhere(e)
	}
}

// rouse sees to it that somebody drives the node soon: its goroutine or, if that is
// away, the one that stands in for it.
func (rt *realtime) rouse() {
	at := rt
	for range rt.running.nodes {
		if at != rt {
			at.other.Store(rt)
		}
		if at.parked.Load() && at.parked.CompareAndSwap(true, false) {
			at.wake <- struct{}{}
			return
		}
		next := at.away.Load()
		if next == nil {
			return // it is at home and will look
		}
		at = next
	}
}

// park lets a node's goroutine sleep until it is roused or the node's time has come.
func (rt *realtime) park() {
	until := Time(rt.alarm.Load())
	rt.armed.Store(int64(until))
	rt.parked.Store(true)
	defer rt.armed.Store(0)
	// Anyone who changed one of these before they could see us parked did not rouse us.
	if rt.arrived.Load() || rt.other.Load() != nil || Time(rt.alarm.Load()) != until || rt.running.halt.Load() {
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
