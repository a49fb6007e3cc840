package actor

import "errors"

var (
	// ErrKilled is the reason of an exit that cannot be trapped.
	ErrKilled = errors.New("actor: killed")
	// ErrShutdown is the reason with which supervisors and Stop end actors. Like
	// a normal exit it is not a fault.
	ErrShutdown = errors.New("actor: shutdown")
)

// ExitSignal is the message into which the exit of a linked actor is turned for
// an actor that traps exits.
type ExitSignal struct {
	From   PID
	Reason error // nil for a normal exit
}

// Down is the message that ends a monitor: the watched actor is no more, or never
// was (Reason is then ErrNoProcess).
type Down struct {
	Ref    MonitorRef
	PID    PID
	Reason error
}

// MonitorRef names one monitor of one actor.
type MonitorRef uint32

// Link ties the actor to another: when one exits for a fault, so does the other,
// unless it traps exits. Linking twice is the same as once; linking to nobody
// brings back an exit signal with ErrNoProcess.
func (c *Context) Link(to PID) {
	if to == c.self {
		return
	}
	c.node.addLink(c.self.slot(), to)
	c.post(event{kind: evLink, to: to, from: c.self}, 0)
}

// Unlink undoes Link.
func (c *Context) Unlink(from PID) {
	c.node.dropLink(c.self.slot(), from)
	c.post(event{kind: evUnlink, to: from, from: c.self}, 0)
}

// TrapExit makes exit signals arrive as [ExitSignal] messages, or ends that.
// ErrKilled is never trapped.
func (c *Context) TrapExit(on bool) {
	a := c.node.cell(c.self.slot())
	if on {
		a.flags |= trapping
	} else {
		a.flags &^= trapping
	}
}

// SendExit sends an exit signal: its target exits for that reason, or gets it as
// a message if it traps exits. A nil reason ends nobody but the sender itself.
func (c *Context) SendExit(to PID, reason error) {
	c.post(event{kind: evExit, to: to, from: c.self, msg: reason, ref: explicitExit}, 0)
}

// Marks of evExit in event.ref.
const (
	linkedExit   = 0 // from a link
	explicitExit = 1 // from SendExit
)

// Monitor watches another actor: when it exits, or if there is none, a [Down]
// message comes, once.
func (c *Context) Monitor(target PID) MonitorRef {
	c.node.monitorRef++
	ref := c.node.monitorRef
	c.post(event{kind: evMonitor, to: target, from: c.self, ref: uint32(ref)}, 0)
	return ref
}

// Demonitor ends a monitor. A Down message that is under way still comes.
func (c *Context) Demonitor(target PID, ref MonitorRef) {
	c.post(event{kind: evDemonitor, to: target, from: c.self, ref: uint32(ref)}, 0)
}

// relations is what a node knows of ties between actors. They are few, so they
// are kept beside the cells.
type relations struct {
	links    map[uint32][]PID     // by slot, both ways: each end has its own entry
	watchers map[uint32][]watcher // by slot of the watched
	callers  map[uint32][]Caller  // by slot: calls taken from the mailbox and not answered
	doomed   map[uint32]error     // by slot: exits when its slice is over
}

type watcher struct {
	pid PID
	ref uint32
}

func (n *Node) addLink(slot uint32, to PID) {
	for _, l := range n.ties.links[slot] {
		if l == to {
			return
		}
	}
	put(&n.ties.links, slot, append(n.ties.links[slot], to))
}

func (n *Node) dropLink(slot uint32, to PID) {
	drop(n.ties.links, slot, func(l PID) bool { return l == to })
}

// put sets m[slot] in a map that is made when it is first needed.
func put[V any](m *map[uint32]V, slot uint32, v V) {
	if *m == nil {
		*m = make(map[uint32]V)
	}
	(*m)[slot] = v
}

// drop removes the first entry for which is holds, keeping the order of the rest.
func drop[V any](m map[uint32][]V, slot uint32, is func(V) bool) {
	list := m[slot]
	for i, v := range list {
		if !is(v) {
			continue
		}
		if len(list) == 1 {
			delete(m, slot)
		} else {
			m[slot] = append(list[:i], list[i+1:]...)
		}
		return
	}
}

// signal carries out a signal, which needs no core. a is nil if its target is no
// more.
func (n *Node) signal(a *cell, e event) {
	at := max(e.at, n.reached)
	slot := e.to.slot()
	switch e.kind {
	case evLink:
		if a == nil {
			n.send(event{at: at, kind: evExit, to: e.from, from: e.to, msg: ErrNoProcess})
			return
		}
		n.addLink(slot, e.from)
	case evUnlink:
		if a != nil {
			n.dropLink(slot, e.from)
		}
	case evMonitor:
		if a == nil {
			n.tell(at, e.from, e.to, Down{MonitorRef(e.ref), e.to, ErrNoProcess})
			return
		}
		put(&n.ties.watchers, slot, append(n.ties.watchers[slot], watcher{e.from, e.ref}))
	case evDemonitor:
		if a != nil {
			drop(n.ties.watchers, slot, func(w watcher) bool { return w.pid == e.from && w.ref == e.ref })
		}
	case evForget:
		if a != nil {
			drop(n.ties.callers, slot, func(c Caller) bool { return c.pid == e.from && c.ref == e.ref })
		}
	case evExit:
		if a != nil {
			n.exitSignal(a, e, at)
		}
	}
}

// exitSignal lets a live actor feel an exit signal.
func (n *Node) exitSignal(a *cell, e event, at Time) {
	slot := e.to.slot()
	if e.ref == linkedExit {
		n.dropLink(slot, e.from) // the other end is gone
	}
	switch {
	case a.flags&trapping != 0 && (e.reason() != ErrKilled || e.ref == linkedExit):
		n.send(event{at: at, kind: evDeliver, to: e.to, from: e.from, msg: ExitSignal{e.from, e.reason()}})
	case e.reason() == nil && e.from != e.to:
	case n.jobs[slot] != nil:
		// The slice in hand is over before anything else can happen to the actor.
		put(&n.ties.doomed, slot, e.reason())
	case a.busyUntil > at:
		e.at, e.ord = a.busyUntil, n.nextOrder()
		n.events.push(e)
	default:
		n.remove(a, e.to, at, e.reason())
	}
}

// tell sends a message on behalf of the runtime.
func (n *Node) tell(at Time, to, from PID, msg Message) {
	n.send(event{at: at, kind: evDeliver, to: to, from: from, msg: msg})
}

// part tells everyone who is tied to an actor that it is no more.
func (n *Node) part(pid PID, at Time, reason error) {
	slot := pid.slot()
	answer := reason
	if answer == nil {
		answer = ErrNoProcess
	}
	for _, c := range n.ties.callers[slot] {
		n.refuse(at, pid, c, answer)
	}
	for _, w := range n.ties.watchers[slot] {
		n.tell(at, w.pid, pid, Down{MonitorRef(w.ref), pid, reason})
	}
	for _, l := range n.ties.links[slot] {
		n.send(event{at: at, kind: evExit, to: l, from: pid, msg: reason})
	}
	delete(n.ties.callers, slot)
	delete(n.ties.watchers, slot)
	delete(n.ties.links, slot)
	delete(n.ties.doomed, slot)
}
