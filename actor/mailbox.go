package actor

import "errors"

// letter is a message with what is needed to answer it.
type letter struct {
	msg    Message
	from   PID    // sender
	ref    uint32 // number of the call that it belongs to, 0 for a cast
	number uint32 // position in the recipient list of the fan-out it came with
	next   uint32 // in the mailbox; that of the last letter is the first one
	depth  uint32 // letters in the mailbox; kept by the last one
}

// postOffice holds the letters of all mailboxes of a node. A mailbox is a ring
// through it, of which the actor's cell knows the last letter, so that a million
// empty ones take four bytes each.
type postOffice struct {
	letters []letter // index 0 is never used
	free    uint32   // head of the list of unused letters
	waiting int      // letters in mailboxes
}

// append puts l at the end of a's mailbox.
func (p *postOffice) append(a *cell, l letter) {
	i := p.free
	if i != 0 {
		p.free = p.letters[i].next
	} else {
		if len(p.letters) == 0 {
			p.letters = append(p.letters, letter{})
		}
		i = uint32(len(p.letters))
		p.letters = append(p.letters, letter{})
	}
	l.next, l.depth = i, 1
	if a.mailbox != 0 {
		last := &p.letters[a.mailbox]
		l.next, l.depth = last.next, last.depth+1
		last.next = i
	}
	p.letters[i] = l
	a.mailbox = i
	p.waiting++
}

// take removes the first letter of a's mailbox, which must not be empty.
func (p *postOffice) take(a *cell) letter {
	last := &p.letters[a.mailbox]
	i := last.next
	l := p.letters[i]
	if i == a.mailbox {
		a.mailbox = 0
	} else {
		last.next = l.next
		last.depth--
	}
	p.letters[i] = letter{next: p.free}
	p.free = i
	p.waiting--
	if p.waiting == 0 && len(p.letters) > letterReserve {
		// Everything is read: give the burst's memory back.
		p.letters, p.free = nil, 0
	}
	return l
}

// depth is the number of letters in a's mailbox.
func (p *postOffice) depth(a *cell) int {
	if a.mailbox == 0 {
		return 0
	}
	return int(p.letters[a.mailbox].depth)
}

// letterReserve is how many letters' memory a node keeps after a burst.
const letterReserve = 4096

// each calls f for the letters of a's mailbox, oldest first, until f says stop.
func (p *postOffice) each(a *cell, f func(*letter) bool) {
	if a.mailbox == 0 {
		return
	}
	for i := p.letters[a.mailbox].next; f(&p.letters[i]) && i != a.mailbox; {
		i = p.letters[i].next
	}
}

// Overflow is what a full mailbox does with one message more. Whatever it does is
// counted in NodeStats.Overflow, and a call that gets lost by it fails at once
// with ErrMailboxFull.
type Overflow uint8

const (
	DropNewest Overflow = iota // the arriving message is lost
	DropOldest                 // the message that waited longest is lost
	Refuse                     // as DropNewest, and the sender gets a [Refused] message
)

// Refused tells the sender of a message that a full mailbox did not take it.
type Refused struct {
	By  PID
	Msg Message
}

// ErrMailboxFull is the outcome of a call that a full mailbox did not take.
var ErrMailboxFull = errors.New("actor: mailbox is full")

// makeRoom applies the policy of a full mailbox. It returns false if l is not to
// be put in.
func (n *Node) makeRoom(a *cell, k *kind, to PID, at Time, l letter) bool {
	n.stats.Overflow++
	at = max(at, n.reached)
	lost := l
	if k.policy == DropOldest {
		lost = n.post.take(a)
	}
	n.traceEnd(TraceOverflow, at, lost.from, to, lost.msg, 1)
	switch {
	case lost.ref != 0:
		n.refuse(at, to, Caller{lost.from, lost.ref}, ErrMailboxFull)
	case k.policy == Refuse && lost.from != 0:
		n.tell(at, lost.from, to, Refused{to, lost.msg})
	}
	return k.policy == DropOldest
}
