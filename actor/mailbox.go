package actor

import (
	"errors"
	"slices"
	"unsafe"
)

// message is a [Message] in a mailbox, with what is needed to answer it; or, with a
// *backlog as its msg, a run of letters of that backlog.
type message struct {
	msg    Message
	from   PID    // sender; of a run, the number of its first letter
	ref    uint32 // number of the call that it belongs to, 0 for a cast; of a run, its length
	number uint32 // position in the recipient list of the fan-out it came with
	next   uint32 // in the mailbox; that of the last message is the first one
	depth  uint32 // messages in the mailbox; kept by the last one
}

// mailboxes holds the messages of all mailboxes of a node. A mailbox is a ring
// through it, of which the actor's cell knows the last message, so that a million
// empty ones take four bytes each.
type mailboxes struct {
	messages []message // index 0 is never used
	free     uint32    // head of the list of unused places
	waiting  int       // messages in mailboxes
	copies   int       // of those, copies of fan-outs
	backlogs backlogs
}

// append puts m at the end of a's mailbox.
func (p *mailboxes) append(a *cell, m message) {
	i := p.free
	if i != 0 {
		p.free = p.messages[i].next
	} else {
		if len(p.messages) == 0 {
			p.messages = append(p.messages, message{})
		}
		i = uint32(len(p.messages))
		p.messages = append(p.messages, message{})
	}
	m.next, m.depth = i, 1
	if a.mailbox != 0 {
		last := &p.messages[a.mailbox]
		m.next, m.depth = last.next, last.depth+1
		last.next = i
	}
	p.messages[i] = m
	a.mailbox = i
	p.waiting++
}

// appendCast puts the message of a fan-out at the end of a's mailbox, whose place among
// the recipients is rank.
func (p *mailboxes) appendCast(a *cell, c *cast, rank uint32) {
	b := p.backlogs.of(c.from)
	number := b.number(c)
	b.letter(number).left++
	p.copies++
	if a.mailbox != 0 {
		last := &p.messages[a.mailbox]
		if last.msg == Message(b) && last.number == rank && uint32(last.from)+last.ref == number {
			last.ref++
			last.depth++
			p.waiting++
			return
		}
	}
	p.append(a, message{msg: b, from: PID(number), ref: 1, number: rank})
}

// take removes the first message of a's mailbox, which must not be empty.
func (p *mailboxes) take(a *cell) message {
	last := &p.messages[a.mailbox]
	i := last.next
	m := p.messages[i]
	if b, ok := m.msg.(*backlog); ok {
		run := m
		p.copies--
		m = message{msg: b.read(uint32(run.from)), from: b.from, number: run.number, next: run.next}
		p.backlogs.tidy(b)
		if run.ref > 1 {
			p.messages[i].from = PID(uint32(run.from) + 1)
			p.messages[i].ref--
			last.depth--
			p.waiting--
			return m
		}
	}
	if i == a.mailbox {
		a.mailbox = 0
	} else {
		last.next = m.next
		last.depth--
	}
	p.messages[i] = message{next: p.free}
	p.free = i
	p.waiting--
	if p.waiting == 0 && len(p.messages) > messageReserve {
		// Everything is read: give the burst's memory back.
		p.messages, p.free = nil, 0
	}
	return m
}

// depth is the number of messages in a's mailbox.
func (p *mailboxes) depth(a *cell) int {
	if a.mailbox == 0 {
		return 0
	}
	return int(p.messages[a.mailbox].depth)
}

// memory is the bytes of the messages.
func (p *mailboxes) memory() int {
	return cap(p.messages)*int(unsafe.Sizeof(message{})) + p.backlogs.memory()
}

// clone copies all mailboxes.
func (p *mailboxes) clone() mailboxes {
	c := *p
	c.messages = slices.Clone(p.messages)
	c.backlogs = p.backlogs.clone(c.messages)
	return c
}

// messageReserve is how many messages' memory a node keeps after a burst.
const messageReserve = 4096

// each calls f for the messages of a's mailbox, oldest first, until f says stop.
func (p *mailboxes) each(a *cell, f func(Message) bool) {
	if a.mailbox == 0 {
		return
	}
	for i := p.messages[a.mailbox].next; p.messages[i].each(f) && i != a.mailbox; {
		i = p.messages[i].next
	}
}

// each calls f for the message, or for those of the run, until f says stop.
func (m *message) each(f func(Message) bool) bool {
	b, ok := m.msg.(*backlog)
	if !ok {
		return f(m.msg)
	}
	for i := range m.ref {
		if !f(b.letter(uint32(m.from) + i).msg) {
			return false
		}
	}
	return true
}

// Overflow is what a full mailbox does with one message more. Whatever it does is
// counted in NodeStats.Overflow, and a call that gets lost by it fails at once
// with ErrMailboxFull. An [ExitSignal] and a [Down] are taken in any case, and stay.
type Overflow uint8

const (
	DropNewest Overflow = iota // the arriving message is lost
	DropOldest                 // the message that waited longest is lost
	Refuse                     // as DropNewest, and the sender gets a [Refused] message
)

// Refused tells the sender of a message that a full mailbox did not take it. It is a
// message like any other: a full mailbox does not take it either, which is counted, and
// nobody is told of that.
type Refused struct {
	By  PID
	Msg Message
}

// ErrMailboxFull is the outcome of a call that a full mailbox did not take.
var ErrMailboxFull = errors.New("actor: mailbox is full")

// makeRoom applies the policy of a full mailbox. It returns false if m is not to
// be put in.
func (n *Node) makeRoom(a *cell, k *kind, to PID, at Time, m message) bool {
	n.stats.Overflow++
	at = max(at, n.reached)
	lost, room := m, false
	if k.policy == DropOldest {
		lost, room = n.mailboxes.takeOrdinary(a, m)
	}
	n.system.trace.ended(TraceOverflow, at, lost.from, to, lost.msg, 1)
	dropped(n, Drop{Reason: DropOverflow, At: at, From: lost.from, To: to, Msg: lost.msg, Rank: int(lost.number)})
	switch {
	case lost.ref != 0:
		n.send(refusal(at, to, Caller{lost.from, lost.ref}, ErrMailboxFull))
	case k.policy == Refuse && lost.from != 0 && !lost.isRefusal():
		n.send(notice(at, lost.from, to, refusalNotice, Refused{to, lost.msg}))
	}
	return room
}
