package actor

import "time"

// Node is one machine's runtime, as a BEAM VM would be: actors, their mailboxes,
// k virtual cores and the events to come. It is stepped by its System.
type Node struct {
	system  *System
	id      uint32
	name    string
	ctx     Context
	real    *realtime // nil in virtual time
	touched uint32    // sink for prefetch reads, so that the compiler keeps them
	batch   Batch     // that is handled now
	hook    bool      // runs a function of the user that is no handler
	nodeState
}

// nodeState is what changes as a node runs: what a checkpoint copies.
type nodeState struct {
	actors     actorTable
	cores      cores
	schedule   schedule
	mailboxes  mailboxes
	jobs       map[uint32]*job // by slot: work longer than a slice
	calls      pendingCalls
	sent       order // events and casts sent by this node
	reached    Time  // start of the latest work; what needs no core happens no earlier
	free       int   // messages in a row that were handled at one instant and spent nothing
	relations  relations
	linkStates []linkState // links to other nodes, by node
	names      directory
	stats      NodeStats
}

func (n *Node) pid(slot uint32) PID { return makePID(n.id, slot, n.actors.cell(slot).gen()) }

// nextOrder numbers what this node sends, to itself or to others.
func (n *Node) nextOrder() order {
	n.sent++
	return order(n.id)<<orderNodeShift | n.sent
}

// run handles everything that starts before the given time. It returns false if
// the budget was used up before that; the node is then between two messages and
// a later call goes on from there.
//
// A crash takes longer than many messages, so the budget is looked at after each: actors
// that do nothing but crash would otherwise never come to the next look.
func (n *Node) run(until Time, over func() bool) bool {
	n.hook = false // one that called runtime.Goexit did not come back
	for {
		done, crash := n.runGuarded(until, over)
		if crash == nil {
			return done
		}
		n.crash(crash)
		if over != nil && over() {
			return false
		}
	}
}

// runGuarded is the loop under one recover. All its state is in the node, so
// that after a crash the loop can be entered again behind the message that
// caused it.
//
// One recover guards a whole slice of the loop, not every message: a deferred call per
// message costs more than a message. A runtime.Goexit cannot be held up: the actor ends
// first, then the goroutine.
func (n *Node) runGuarded(until Time, over func() bool) (done bool, crash *PanicError) {
	defer func() {
		if !n.ctx.handling {
			return
		}
		if v := recover(); v != nil {
			crash = &PanicError{Value: v, Stack: stack()}
			return
		}
		n.crash(ErrGoexit)
	}()
	looked := n.stats.touched()
	for idle := 0; ; idle++ { // steps in which no message is handled count as well
		if n.stats.touched()-looked+int64(idle) >= pollEvery {
			looked, idle = n.stats.touched(), 0
			if over != nil && over() {
				return false, nil
			}
		}
		if len(n.schedule.casts) > 0 {
			if c := n.schedule.dueCast(); c != nil {
				if n.batch.deliver(n, c, until) == 0 && deliverRuns(n, c, until) == 0 && !n.deliverCast(c, until) {
					return true, nil
				}
				continue
			}
		}
		if !n.stepEvent(until) {
			return true, nil
		}
	}
}

// pollEvery is about how many messages a node handles and sends between two looks at
// the budget.
const pollEvery = 256

// deliverCast hands the shared message to the recipient under the cursor. It
// returns false, and does nothing, if that would start at until or later.
func (n *Node) deliverCast(c *cast, until Time) bool {
	due := c.due
	if due >= until {
		return false
	}
	if c.lost(c.rank()) {
		n.stats.Lost++
		to := c.part.runs[c.run].first + PID(c.index)<<pidGenBits
		n.system.trace.ended(TraceLost, due, c.from, to, c.msg, 1)
		dropped(n, Drop{Reason: DropLost, At: due, From: c.from, To: to, Msg: c.msg, Rank: int(c.rank())})
		if !c.advance() {
			n.schedule.dropCast(c)
		}
		return true
	}
	run := &c.part.runs[c.run]
	to := run.first + PID(c.index)<<pidGenBits
	a := n.actors.find(to)
	if a == nil || a.mailbox != 0 || a.life&(suspended|queued) != 0 || a.busyUntil.time() > due {
		rank := c.rank()
		if !c.advance() {
			n.schedule.dropCast(c)
		}
		if a == nil || n.actors.kind(a).most > 0 {
			n.accept(a, to, due, message{msg: c.msg, from: c.from, number: rank})
			return true
		}
		n.mailboxes.appendCast(a, c, rank)
		n.queue(a, to)
		return true
	}
	start := max(due, n.cores.first())
	if start >= until {
		return false
	}
	rank := run.rank + c.index*run.stride
	if !c.advance() {
		n.schedule.dropCast(c)
	}
	n.handle(a, to, start, c.msg, c.from, 0, rank)
	return true
}

// accept takes a message that cannot be handled now: into the mailbox, or, for an
// actor that has exited, to the dead letters.
func (n *Node) accept(a *cell, to PID, at Time, m message) {
	if a == nil {
		n.stats.DeadLetters++
		n.system.trace.ended(TraceDeadLetter, max(at, n.reached), m.from, to, m.msg, 1)
		dropped(n, Drop{Reason: DropDead, At: max(at, n.reached), From: m.from, To: to, Msg: m.msg, Rank: int(m.number)})
		if m.ref != 0 {
			n.send(refusal(max(at, n.reached), to, Caller{m.from, m.ref}, ErrNoProcess))
		}
		return
	}
	if k := n.actors.kind(a); k.most > 0 && n.mailboxes.depth(a) >= k.most && !m.isNotice() && !n.makeRoom(a, k, to, at, m) {
		return
	}
	n.mailboxes.append(a, m)
	n.queue(a, to)
}

// queue makes sure that an actor with messages is activated.
func (n *Node) queue(a *cell, pid PID) {
	if a.mailbox != 0 && a.life&(suspended|queued) == 0 {
		a.life |= queued
		at := a.busyUntil.time()
		if n.real != nil {
			at = n.reached // nobody is busy: what starts is done
		}
		n.schedule.events.push(event{at: at, ord: n.nextOrder(), kind: evActivate, to: pid})
	}
}

// stepEvent does the earliest event. It returns false, and does nothing, if that
// would start at until or later.
//
// A node takes its events in order, and one that waits for a core holds up those behind
// it, as a run queue does; so the refusal of a call to a dead actor waits its turn on a
// busy node.
func (n *Node) stepEvent(until Time) bool {
	e := n.schedule.events.first()
	if e == nil || e.at >= until {
		return false
	}
	if e.kind == evDeliver {
		return n.deliver(e, until)
	}
	e.to = n.names.resolve(e.to)
	a := n.actors.find(e.to)
	switch e.kind {
	case evDo:
		f := n.schedule.events.pop().msg.(func())
		n.hook = true
		f()
		n.hook = false
		return true
	case evLink, evUnlink, evMonitor, evDemonitor, evForget, evExit, evDown:
		n.signal(a, n.schedule.events.pop())
		return true
	case evTimeout:
		due, again := n.calls.goesOff(a, e)
		if again != never {
			n.setAlarm(e.to, again)
		}
		if !due {
			n.schedule.events.pop()
			return true
		}
	case evReply:
		if a == nil || a.life&suspended == 0 || n.calls.bySlot[e.to.slot()].ref != e.ref {
			n.stats.LateReplies++
			n.schedule.events.pop()
			return true
		}
		if a.busyUntil.time() > e.at { // the handler that called is still at work
			ev := n.schedule.events.pop()
			ev.at, ev.ord = a.busyUntil.time(), n.nextOrder()
			n.schedule.events.push(ev)
			return true
		}
	case evActivate, evSlice:
		if a == nil {
			n.schedule.events.pop()
			return true
		}
		if reason, ok := n.relations.doomed[e.to.slot()]; ok {
			n.remove(a, n.schedule.events.pop().to, max(a.busyUntil.time(), n.reached), reason)
			return true
		}
	}
	start := max(e.at, n.cores.first())
	if start >= until {
		return false
	}
	ev := n.schedule.events.pop()
	switch ev.kind {
	case evActivate:
		n.activate(a, ev.to, start)
	case evSlice:
		n.jobs[ev.to.slot()].resume(n, a, ev.to, start)
	case evReply:
		n.resume(a, ev.to, start, ev.answer())
	case evTimeout:
		n.calls.bySlot[ev.to.slot()].alarm = never
		n.resume(a, ev.to, start, Reply{Err: ErrTimeout})
	}
	return true
}

// deliver does the earliest event, the arrival of a message, as stepEvent does.
func (n *Node) deliver(e *event, until Time) bool {
	at, to, msg, from, ref := e.at, n.names.resolve(e.to), e.msg, e.from, e.ref
	a := n.actors.find(to)
	// An actor with messages is suspended, or queued to read them.
	if a == nil || a.life&(suspended|queued) != 0 || a.busyUntil.time() > at {
		number := e.mark.number()
		n.schedule.events.discard(e)
		n.accept(a, to, at, message{msg: msg, from: from, ref: ref, number: number})
		return true
	}
	start := max(at, n.cores.first())
	if start >= until {
		return false
	}
	n.schedule.events.discard(e)
	if n.handle(a, to, start, msg, from, ref, 0) {
		if r := &n.schedule.events.ring; r.n > 0 && r.at(0).to == to {
			deliverMore(n, a, to, until)
		}
	}
	return true
}

// activationMessages is how many messages an actor may handle in one activation without
// spending time, before others get their turn.
//
// With one message per activation a mailbox would grow without bound as soon as its
// owner was once late at an instant in which a sender never rests.
const activationMessages = 1024

// activate lets an actor handle messages of its mailbox: one, and those after it for as
// long as they take no time.
func (n *Node) activate(a *cell, pid PID, start Time) {
	// It stays queued meanwhile, so that handle plans no further activation.
	for range activationMessages {
		m := n.mailboxes.take(a)
		if !n.handle(a, pid, start, m.msg, m.from, m.ref, m.number) {
			return
		}
		if a.mailbox == 0 || a.life&suspended != 0 || n.real == nil && a.busyUntil.time() != start {
			break
		}
	}
	a.life &^= queued
	n.queue(a, pid)
}

// freeMessages is how many messages in a row actors may handle at one instant of
// virtual time without spending any. Then one of them is charged a slice: actors
// that keep sending to each other for nothing must not stop the clock for all
// others. It is more than most bursts, so that hardly anyone else is charged, and few enough
// to be handled within a frame.
const freeMessages = 1 << 18

// handle lets an actor handle one message, starting at start on the core that is
// free first. It returns false if the actor has exited, or has a job to go on with.
func (n *Node) handle(a *cell, pid PID, start Time, msg Message, from PID, ref, number uint32) bool {
	c := &n.ctx
	c.begin(pid, start)
	c.from, c.ref, c.number = from, ref, number
	n.stats.Handled++
	values, i := n.actors.value(a)
	value, did := values.both(i)
	if did != nil {
		did.handled++
	}
	values.kind.handle(c, value, msg)
	if ref != 0 && !c.answered {
		c.unanswered()
	}
	if c.job != nil {
		c.job.msg = msg
	}
	return n.finish(a, pid, start)
}

// resume hands an actor the outcome of its call.
func (n *Node) resume(a *cell, pid PID, start Time, r Reply) {
	slot := pid.slot()
	p := n.calls.bySlot[slot]
	r.Tag = p.tag
	if r.Err == ErrTimeout || r.from != p.to {
		// The callee did not answer itself: it need not tell when it exits.
		n.send(event{at: start, kind: evForget, to: p.to, from: pid, ref: p.ref})
	}
	a.life &^= suspended
	c := &n.ctx
	c.begin(pid, start)
	values, i := n.actors.value(a)
	values.kind.resume(c, values.at(i), r)
	n.finish(a, pid, start)
}

// finish books what the handler spent and decides what the actor does next. It
// returns false if the actor has exited, or has a job to go on with.
func (n *Node) finish(a *cell, pid PID, start Time) bool {
	c := &n.ctx
	c.handling = false
	if c.job != nil {
		n.free = 0
		c.job.begin(n, a, pid, start)
		return false
	}
	if n.real == nil {
		if a.busyUntil.time() != start || c.spent > 0 {
			n.free = 0
		} else if n.free++; n.free == freeMessages {
			n.free = 0
			c.Spend(time.Duration(n.system.slice))
		}
	}
	var did *account
	if c.spent > 0 {
		did = n.actors.account(a)
	}
	end := n.recordSpent(a, did, start, c.spent)
	if c.exiting {
		n.remove(a, pid, end, c.reason)
		return false
	}
	if a.mailbox != 0 {
		n.queue(a, pid)
	}
	return true
}

// recordSpent enters what a handler that began at start has spent, also in the actor's account
// if it has one, and returns when its actor is free again. In real time that is at once:
// spending is only counted.
func (n *Node) recordSpent(a *cell, did *account, start, spent Time) (end Time) {
	if spent > 0 {
		if did != nil {
			did.spent += spent
		}
		n.stats.Spent += time.Duration(spent)
	}
	if n.real != nil {
		return start
	}
	if spent > 0 {
		n.cores.occupy(start + spent)
	}
	a.busyUntil = instantOf(start + spent)
	return a.busyUntil.time()
}

// touched is how many messages went through the node's hands.
func (s *NodeStats) touched() int64 { return s.Handled + s.Sent }
