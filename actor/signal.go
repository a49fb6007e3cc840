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

// Down is the message that ends a monitor: the watched actor has exited, or there was
// none (Reason is then ErrNoProcess). PID is the actor's own, also if it was watched
// by an address.
type Down struct {
	Ref    MonitorRef
	PID    PID
	Reason error
}

// MonitorRef names one monitor of one actor.
type MonitorRef uint32

// Link ties the actor to another: when one exits for a fault, so does the other,
// unless it traps exits. Linking twice is the same as once; linking to nobody
// brings back an exit signal with ErrNoProcess. A link by address ties to the actor
// that has the name when it arrives there, and holds from then on.
func (c *Context) Link(to PID) {
	c.mustHandle()
	if to.gen() == 0 {
		c.post(event{kind: evLink, to: to, from: c.self, ref: byAddress}, 0)
		return
	}
	if to != c.self && c.node.relations.addLink(c.self.slot(), to) {
		c.post(event{kind: evLink, to: to, from: c.self}, 0)
	}
}

// byAddress in event.ref of an evLink: the sender does not know yet whom it links to.
const byAddress = 1

// Unlink undoes Link; it takes a PID, no address. Once it is done the other's exit
// has no effect on the actor, even if the signal is under way.
func (c *Context) Unlink(from PID) {
	c.mustHandle()
	c.node.relations.dropLink(c.self.slot(), from)
	c.post(event{kind: evUnlink, to: from, from: c.self}, 0)
}

// TrapExit makes exit signals arrive as [ExitSignal] messages, or ends that.
// ErrKilled is never trapped.
func (c *Context) TrapExit(on bool) {
	c.mustHandle()
	a := c.node.actors.cell(c.self.slot())
	if on {
		a.life |= trapping
	} else {
		a.life &^= trapping
	}
}

// SendExit sends an exit signal: its target exits for that reason, or gets it as
// a message if it traps exits. A nil reason ends nobody but the sender itself.
func (c *Context) SendExit(to PID, reason error) {
	c.post(event{kind: evExit, to: to, from: c.self, msg: reason, ref: explicitExit}, 0)
}

// Marks of evExit in event.ref.
const (
	linkedExit   = 0 // from a link; without effect if there is none any more
	explicitExit = 1 // from SendExit
	certainExit  = 2 // from a link that needs no look-up, or was looked up
)

// Monitor watches another actor: when it exits, or if there is none, a [Down]
// message comes, once.
func (c *Context) Monitor(target PID) MonitorRef {
	c.mustHandle()
	ref := c.node.relations.watch(c.self.slot(), target)
	c.post(event{kind: evMonitor, to: target, from: c.self, ref: uint32(ref)}, 0)
	return ref
}

// Demonitor ends a monitor of the target it was given. A Down message that has
// arrived already stays in the mailbox; none arrives any more.
func (c *Context) Demonitor(target PID, ref MonitorRef) {
	c.mustHandle()
	c.node.relations.unwatch(c.self.slot(), ref)
	c.post(event{kind: evDemonitor, to: target, from: c.self, ref: uint32(ref)}, 0)
}

// signal carries out a signal, which needs no core. a is nil if its target has
// exited.
func (n *Node) signal(a *cell, e event) {
	at := max(e.at, n.reached)
	slot := e.to.slot()
	switch e.kind {
	case evLink:
		n.link(a, e, at)
	case evUnlink:
		if a != nil && n.relations.dropLink(slot, e.from) && n.actors.kindID(a) == supervisorKind {
			// Its child is not to get away: it must learn of the exit all the same.
			ref := n.relations.watch(slot, e.from)
			n.send(event{at: at, kind: evMonitor, to: e.from, from: e.to, ref: uint32(ref)})
		}
	case evMonitor:
		if a == nil {
			n.send(event{at: at, kind: evDown, to: e.from, from: e.to, ref: e.ref, msg: ErrNoProcess})
			return
		}
		n.relations.addWatcher(slot, monitor{e.from, e.ref})
	case evDemonitor:
		if a != nil {
			n.relations.dropWatcher(slot, monitor{e.from, e.ref})
		}
	case evDown:
		if a != nil && n.relations.unwatch(slot, MonitorRef(e.ref)) {
			n.send(notice(at, e.to, e.from, exitNotice, Down{MonitorRef(e.ref), e.from, e.reason()}))
		}
	case evForget:
		if a != nil {
			n.relations.settle(slot, Caller{e.from, e.ref})
		}
	case evExit:
		if a != nil {
			n.exitSignal(a, e, at)
		}
	}
}

// link makes the far end of a link. a is nil if there is nobody to link to.
func (n *Node) link(a *cell, e event, at Time) {
	switch {
	case a == nil && e.ref == byAddress:
		n.send(event{at: at, kind: evExit, to: e.from, from: e.to, ref: certainExit, msg: ErrNoProcess})
	case a == nil:
		n.send(event{at: at, kind: evExit, to: e.from, from: e.to, msg: ErrNoProcess})
	case e.to == e.from:
	case n.relations.addLink(e.to.slot(), e.from) && e.ref == byAddress:
		n.send(event{at: at, kind: evLink, to: e.from, from: e.to})
	}
}

// exitSignal lets a live actor feel an exit signal.
func (n *Node) exitSignal(a *cell, e event, at Time) {
	slot := e.to.slot()
	if e.ref == linkedExit {
		if !n.relations.dropLink(slot, e.from) {
			return
		}
		e.ref = certainExit
	}
	switch {
	case a.life&trapping != 0 && (e.reason() != ErrKilled || e.ref != explicitExit):
		n.send(notice(at, e.to, e.from, exitNotice, ExitSignal{e.from, e.reason()}))
	case e.reason() == nil && e.from != e.to:
	case n.jobs[slot] != nil:
		// The slice that runs is over before anything else can happen to the actor,
		// and the first signal decides.
		n.relations.doom(slot, e.reason())
	case a.busyUntil.time() > at:
		e.at, e.ord = a.busyUntil.time(), n.nextOrder()
		n.schedule.events.push(e)
	default:
		n.remove(a, e.to, at, e.reason())
	}
}

// part tells everyone who is tied to an actor that it has exited.
func (n *Node) part(pid PID, at Time, reason error) {
	slot := pid.slot()
	answer := reason
	if answer == nil {
		answer = ErrNoProcess
	}
	for _, c := range n.relations.callers[slot] {
		n.send(refusal(at, pid, c, answer))
	}
	for _, w := range n.relations.watchers[slot] {
		n.send(event{at: at, kind: evDown, to: w.other, from: pid, ref: w.ref, msg: reason})
	}
	for _, w := range n.relations.watched[slot] {
		n.send(event{at: at, kind: evDemonitor, to: w.other, from: pid, ref: w.ref})
	}
	for _, l := range n.relations.links[slot] {
		n.send(event{at: at, kind: evExit, to: l, from: pid, msg: reason})
	}
	n.relations.forget(slot)
}
