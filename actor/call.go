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
// given tag. Its mailbox grows meanwhile. A zero timeout means
// DefaultCallTimeout. An actor can wait for one call at a time; a second Call in
// one handler panics.
func (c *Context) Call(to PID, msg Message, timeout time.Duration, tag uint64) {
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
	n.callRef++
	if n.callRef == 0 { // 0 means "not a call"
		n.callRef = 1
	}
	ref := n.callRef
	a.flags |= suspended
	a.ref = ref
	if n.calls == nil {
		n.calls = make(map[uint32]*pending)
	}
	n.calls[c.self.slot()] = &pending{tag: tag, to: to, since: c.Now()}
	c.post(event{kind: evDeliver, to: to, from: c.self, ref: ref, msg: msg}, 0)
	c.post(event{kind: evTimeout, timer: true, to: c.self, ref: ref}, Time(timeout))
}

// Caller names the call in hand, for an answer now or later; ok is false if the
// message in hand is not a call.
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
		drop(c.node.ties.callers, c.self.slot(), func(w Caller) bool { return w == to })
	}
	c.post(event{kind: evReply, to: to.pid, from: c.self, ref: to.ref, msg: value}, 0)
}

// unanswered remembers the call in hand, so that its caller learns of it if the
// actor exits before it answers.
func (c *Context) unanswered() {
	slot := c.self.slot()
	put(&c.node.ties.callers, slot, append(c.node.ties.callers[slot], Caller{c.from, c.ref}))
}

// refuse answers a call on behalf of an actor that cannot.
func (n *Node) refuse(at Time, callee PID, to Caller, err error) {
	n.send(event{at: at, kind: evReply, to: to.pid, from: callee, ref: to.ref, err: err})
}
