package actor

import (
	"fmt"
	"time"
)

// Context is an actor's way to the world while it handles one message. It is
// valid during that call only: afterwards sending panics. All actors of a node are
// handed the same one in turn, so one that is kept acts for whichever actor is running.
type Context struct {
	node     *Node
	self     PID
	start    Time
	spent    Time
	slice    Time // the most that one may spend before the others have their turn; no bound in real time
	from     PID
	ref      uint32
	number   uint32
	handling bool
	traced   bool
	exiting  bool
	answered bool // the call being handled
	reason   error
	job      *job
}

func (c *Context) begin(pid PID, start Time) {
	c.node.reached = start
	c.self, c.start, c.spent = pid, start, 0
	c.from, c.ref, c.number = 0, 0, 0
	c.exiting, c.answered = false, false
	c.handling = true
}

// Self is the actor's own PID.
func (c *Context) Self() PID { return c.self }

// Node is the node on which the actor lives.
func (c *Context) Node() *Node { return c.node }

// From is the sender of the message being handled, 0 if it came from outside.
func (c *Context) From() PID { return c.from }

// Rank is the actor's place in the recipient list of the fan-out that the
// message being handled came with, 0 for other messages.
func (c *Context) Rank() int {
	if fromRuntime(c.number) {
		return 0
	}
	return int(c.number)
}

// Now is the virtual time: the start of the handler and what it has spent.
func (c *Context) Now() Time { return c.start + c.spent }

// Spend takes virtual time on the actor's core. A negative d panics, as does a sum
// that no Time can hold.
func (c *Context) Spend(d time.Duration) {
	// Short enough to be part of the handlers that call it.
	if d < 0 || Time(d) > c.slice-c.spent {
		c.spendMuch(d)
		return
	}
	c.spent += Time(d)
}

// spendMuch is Spend where a slice does not suffice.
func (c *Context) spendMuch(d time.Duration) {
	spent := c.spent + Time(d)
	if spent < c.spent {
		panic(fmt.Sprintf("actor: Spend of %v after %v: expected at least 0, and a sum that fits", d, time.Duration(c.spent)))
	}
	if c.spent = spent; spent > c.slice {
		c.laterJob()
	}
}

// Send sends msg to an actor; it never blocks. A message to nobody is counted as
// a dead letter.
func (c *Context) Send(to PID, msg Message) {
	n := c.node
	// As post would, but written where it will be read, and told to nobody.
	plain := c.handling && !c.traced
	var e *event
	switch node := to.node(); {
	case node == n.id && c.job == nil && plain:
		at := c.start
		if n.real == nil {
			at += c.spent
		}
		e = n.schedule.events.place(at, n.nextOrder())
	case n.real != nil && int(node) < len(n.real.out) && plain:
		e = n.real.out[node].room()
		e.at = c.start
	default:
		c.post(event{kind: evDeliver, to: to, from: c.self, msg: msg}, 0)
		return
	}
	n.stats.Sent++
	e.kind, e.timer, e.failed, e.mark, e.ref = evDeliver, false, false, ordinary, 0
	e.to, e.from, e.msg = to, c.self, msg
}

// SendAfter sends msg after a delay. A negative delay counts as none, and one of more
// than 146 years as that. Between nodes the link decides now what will become of
// it, and the order of messages is kept among those without a delay.
func (c *Context) SendAfter(d time.Duration, to PID, msg Message) {
	delay := min(max(0, Time(d)), longest)
	if delay > 0 && c.node.real != nil { // the handler may have been at work for long
		delay += max(0, c.node.real.running.now()-c.start)
	}
	c.post(event{kind: evDeliver, timer: true, to: to, from: c.self, msg: msg}, delay)
}

// longest is the longest time that is waited for. It leaves room for what is added
// to it.
const longest = never / 2

// post sends e at the present offset of the handler, or lays it aside until the
// slice in which that lies.
func (c *Context) post(e event, delay Time) {
	c.mustHandle()
	if c.node.real != nil {
		e.at = c.start + delay
		c.node.send(e)
		return
	}
	e.at = delay + c.spent
	if c.spent > c.node.system.slice {
		j := c.laterJob()
		j.out = append(j.out, departure{offset: c.spent, ev: e})
		return
	}
	e.at += c.start
	c.node.send(e)
}

// SendAll sends one message to every member of a group, one after the other in
// the group's order, spending perSend picoseconds on each. The message is
// shared, and the sends are expanded as virtual time reaches them.
func (c *Context) SendAll(g *Group, msg Message, perSend int64) {
	c.mustHandle()
	if g.size == 0 {
		return
	}
	if most := int64(longest) / 1000 / int64(g.size); perSend < 0 || perSend > most {
		panic(fmt.Sprintf("actor: SendAll at %d ps for each of %d: expected 0 to %d", perSend, g.size, most))
	}
	c.chargeFree()
	if c.traced {
		c.node.system.trace(Trace{What: TraceFanOut, At: c.Now(), Until: c.Now(), From: c.self, Msg: msg, Count: g.size, Group: g, Step: perSend})
	}
	total := Time((int64(g.size)*perSend + 999) / 1000)
	slice := c.node.system.slice
	part := castRange{group: g, from: c.self, msg: msg, start: c.start, end: uint32(g.size)}
	if c.node.real != nil {
		part.send(c.node)
		c.spent += total
		return
	}
	part.start, part.step = c.start+c.spent, perSend
	if c.spent+total <= slice {
		part.send(c.node)
		c.spent += total
		return
	}
	j := c.laterJob()
	left := 0
	if c.spent < slice {
		left = min(g.size, ranksBefore(slice-c.spent, perSend))
		part.job, part.end = j.id, uint32(left)
		part.send(c.node)
	}
	if left < g.size {
		j.out = append(j.out, departure{offset: c.spent, ev: event{from: c.self, msg: msg}, group: g, rank: left, step: perSend})
	}
	c.spent += total
}

// chargeFree counts a fan-out of an actor that has been at work at this instant
// already, as handle counts messages: actors that fan out to each other for nothing
// must not stop the clock either.
func (c *Context) chargeFree() {
	n := c.node
	if n.real != nil || c.spent > 0 || n.actors.cell(c.self.slot()).busyUntil.time() != c.start {
		return
	}
	if n.free++; n.free >= freeMessages {
		n.free = 0
		c.Spend(time.Duration(n.system.slice))
	}
}

// mustHandle panics if no handler is at work.
func (c *Context) mustHandle() {
	if !c.handling {
		panic("actor: Context used after its handler")
	}
}

// Exit ends the actor after this message, for the given reason; nil is a normal
// exit.
func (c *Context) Exit(reason error) { c.exiting, c.reason = true, reason }
