package actor

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// PanicError is the exit reason of an actor whose handler panicked.
type PanicError struct {
	Value any    // what it panicked with
	Stack []byte // where
}

func (e *PanicError) Error() string { return fmt.Sprintf("actor: handler panicked: %v", e.Value) }

// ErrGoexit is the exit reason of an actor whose handler called runtime.Goexit, as
// t.FailNow does, and the outcome of a Do whose function did.
var ErrGoexit = errors.New("actor: runtime.Goexit was called")

func stack() []byte { return debug.Stack() }

// Exit is the end of an actor, as reported to the system's OnExit.
type Exit struct {
	PID    PID
	Kind   string
	At     Time
	Reason error // nil for a normal exit
	Lost   int   // messages that were still in its mailbox
}

// crash ends the actor whose handler just ran and did not come to its end, once the
// time it had spent is over. What it had sent stays sent, as on the BEAM.
func (n *Node) crash(reason error) {
	c := &n.ctx
	n.stats.Crashes++
	n.batch.crashed()
	if c.ref != 0 && !c.answered {
		c.unanswered()
	}
	c.Exit(reason)
	n.finish(n.actors.cell(c.self.slot()), c.self, c.start)
}

// remove ends an actor. Callers that wait for it are told the reason, as are those
// who watch it or are linked to it; the messages in its mailbox are dead letters.
func (n *Node) remove(a *cell, pid PID, at Time, reason error) {
	k := n.actors.kind(a)
	slot := pid.slot()
	lost := n.mailboxes.depth(a)
	for a.mailbox != 0 {
		m := n.mailboxes.take(a)
		if m.ref != 0 {
			n.relations.owe(slot, Caller{m.from, m.ref})
		}
		n.stats.DeadLetters++
		n.system.trace.ended(TraceDeadLetter, at, m.from, pid, m.msg, 1)
		dropped(n, Drop{Reason: DropDead, At: at, From: m.from, To: pid, Msg: m.msg, Rank: int(m.number)})
	}
	if j := n.jobs[slot]; j != nil {
		delete(n.jobs, slot)
		n.abandon(j)
		droppedUnsent(n, j, at)
	}
	delete(n.calls.bySlot, slot)
	n.names.leave(slot)
	n.actors.remove(a, slot)
	n.stats.Exited++
	n.part(pid, at, reason)
	if n.system.OnExit != nil {
		n.hook = true
		n.system.OnExit(Exit{PID: pid, Kind: k.name, At: at, Reason: reason, Lost: lost})
		n.hook = false
	}
}

// Kill ends an actor from outside, at the present time, whatever it is doing.
// Recipients of a fan-out that it had not got to get nothing. It reports whether
// there was such an actor.
func (s *System) Kill(pid PID, reason error) bool {
	s.Settle()
	n, a := s.lookup(pid)
	if a == nil {
		return false
	}
	n.reached = max(n.reached, s.now)
	n.remove(a, pid, s.now, reason)
	return true
}
