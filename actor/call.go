package actor

import (
	"errors"
	"time"
)

// DefaultCallTimeout is the time a call waits for its answer if nothing else is
// said, as in GenServer.
const DefaultCallTimeout = 5 * time.Second

var (
	// ErrTimeout is the outcome of a call that was not answered in time.
	ErrTimeout = errors.New("actor: call timed out")
	// ErrNoProcess is the outcome of a call to an actor that does not exist.
	ErrNoProcess = errors.New("actor: no process")
)

// Reply is the outcome of a call.
//
// An actor that calls is suspended and its answer comes to [Behaviour.Resume] with the
// tag it gave. There is no closure and no goroutine to keep alive, so the whole state of
// an actor is its value, its mailbox and that tag: plain data.
type Reply struct {
	Tag   uint64 // as given to Call
	Value Message
	Err   error // nil, ErrTimeout, ErrNoProcess, ErrMailboxFull or the callee's exit reason
	from  PID
}

// Caller names a call that has not been answered yet. It is plain data: it may
// be kept in an actor's state and answered while handling a later message.
type Caller struct {
	pid PID
	ref uint32
}

// Call sends msg as a call and suspends the actor: after this handler it handles
// no message until the answer or the timeout comes to its Resume, under the
// given tag. Its mailbox grows meanwhile. A timeout of zero or less means
// DefaultCallTimeout; one of more than 146 years counts as that. An actor can wait
// for one call at a time; a second Call in one handler panics.
func (c *Context) Call(to PID, msg Message, timeout time.Duration, tag uint64) {
	c.mustHandle()
	n := c.node
	a := n.cell(c.self.slot())
	if k := n.system.kinds[a.kind]; k.resume == nil {
		panic("actor: kind " + k.name + " calls but has no Resume")
	}
	if a.flags&suspended != 0 {
		panic("actor: second Call in one handler")
	}
	if timeout <= 0 {
		timeout = DefaultCallTimeout
	}
	timeout = min(timeout, time.Duration(longest))
	n.callRef++
	if n.callRef == 0 { // 0 means "not a call"
		n.callRef = 1
	}
	ref := n.callRef
	a.flags |= suspended
	c.post(event{kind: evDeliver, to: to, from: c.self, ref: ref, msg: msg}, 0)
	n.awaits(c.self, tag, to, ref, c.Now()+Time(timeout))
}

// awaits notes what a caller waits for. An alarm that is set for an earlier call
// serves the later ones as well, since it looks at the deadline in force when it
// goes off: a busy caller would otherwise leave one behind for every call.
func (n *Node) awaits(caller PID, tag uint64, to PID, ref uint32, deadline Time) {
	p := n.calls[caller.slot()]
	if p == nil {
		p = &pending{alarm: never}
		put(&n.calls, caller.slot(), p)
	}
	p.tag, p.to, p.ref, p.deadline = tag, to, ref, deadline
	if p.alarm > deadline {
		n.setAlarm(p, caller, deadline)
	}
}

func (n *Node) setAlarm(p *pending, caller PID, at Time) {
	p.alarm = at
	n.events.push(event{at: at, ord: n.nextOrder(), kind: evTimeout, timer: true, to: caller})
}

// alarm goes off: true if the caller waits and its time is up. An alarm that was
// replaced by an earlier one has nothing to say.
func (n *Node) alarm(a *cell, e *event) bool {
	p := n.calls[e.to.slot()]
	if a == nil || p == nil || p.alarm != e.at {
		return false
	}
	p.alarm = never
	switch {
	case a.flags&suspended == 0:
		return false
	case p.deadline > e.at || a.busyUntil > e.at:
		n.setAlarm(p, e.to, max(p.deadline, a.busyUntil))
		return false
	}
	p.alarm = e.at
	return true
}

// Caller identifies the call being handled, for an answer now or later; ok is false
// if the message being handled is not a call.
func (c *Context) Caller() (caller Caller, ok bool) {
	return Caller{c.from, c.ref}, c.ref != 0
}

// Reply answers a call. An answer that comes too late, or a second one, is
// dropped and counted at the caller's node.
func (c *Context) Reply(to Caller, value Message) {
	if to.ref == 0 {
		return
	}
	if to.ref == c.ref && to.pid == c.from {
		c.answered = true
	} else {
		drop(c.node.relations.callers, c.self.slot(), func(w Caller) bool { return w == to })
	}
	c.post(event{kind: evReply, to: to.pid, from: c.self, ref: to.ref, msg: value}, 0)
}

// unanswered remembers the call being handled, so that its caller learns of it if the
// actor exits before it answers.
func (c *Context) unanswered() {
	slot := c.self.slot()
	put(&c.node.relations.callers, slot, append(c.node.relations.callers[slot], Caller{c.from, c.ref}))
}

// refuse answers a call on behalf of an actor that cannot.
func (n *Node) refuse(at Time, callee PID, to Caller, err error) {
	n.send(event{at: at, kind: evReply, to: to.pid, from: callee, ref: to.ref, failed: true, msg: err})
}
