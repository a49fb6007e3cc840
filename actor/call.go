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
	a := n.actors.cell(c.self.slot())
	if k := n.actors.kind(a); k.resume == nil {
		panic("actor: kind " + k.name + " calls but has no Resume")
	}
	if a.life&suspended != 0 {
		panic("actor: second Call in one handler")
	}
	if timeout <= 0 {
		timeout = DefaultCallTimeout
	}
	timeout = min(timeout, time.Duration(longest))
	ref := n.calls.number()
	a.life |= suspended
	c.post(event{kind: evDeliver, to: to, from: c.self, ref: ref, msg: msg}, 0)
	if at := n.calls.add(c.self.slot(), tag, to, ref, c.Now()+Time(timeout), n.real != nil); at != never {
		n.setAlarm(c.self, at)
	}
}

// setAlarm has a look at what a caller waits for at the given time.
func (n *Node) setAlarm(caller PID, at Time) {
	n.schedule.events.push(event{at: at, ord: n.nextOrder(), kind: evTimeout, timer: true, to: caller})
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
		c.node.relations.settle(c.self.slot(), to)
	}
	c.post(event{kind: evReply, to: to.pid, from: c.self, ref: to.ref, msg: value}, 0)
}

// unanswered remembers the call being handled, so that its caller learns of it if the
// actor exits before it answers.
func (c *Context) unanswered() {
	c.node.relations.owe(c.self.slot(), Caller{c.from, c.ref})
}

// refusal answers a call on behalf of an actor that cannot.
func refusal(at Time, callee PID, to Caller, err error) event {
	return event{at: at, kind: evReply, to: to.pid, from: callee, ref: to.ref, failed: true, msg: err}
}
