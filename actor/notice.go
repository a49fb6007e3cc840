package actor

// mark tells messages of the runtime from those of actors, whose limits and refusals are
// not for them: who waits for a notice of an exit would wait for ever if it was lost, and
// a refusal that is refused would go back and forth without end.
type mark uint8

const (
	ordinary      mark = iota
	exitNotice         // an ExitSignal or a Down
	refusalNotice      // a Refused
)

// number is the mark as it stands in a mailbox, where other messages have their rank. No
// group is large enough for such ranks.
func (m mark) number() uint32 { return -uint32(m) }

// fromRuntime reports whether message.number is a mark.
func fromRuntime(number uint32) bool { return number >= refusalNotice.number() }

func (m *message) isNotice() bool  { return m.number == exitNotice.number() }
func (m *message) isRefusal() bool { return m.number == refusalNotice.number() }

// notice is a message on behalf of the runtime.
func notice(at Time, to, from PID, mark mark, msg Message) event {
	return event{at: at, kind: evDeliver, mark: mark, to: to, from: from, msg: msg}
}

// takeOrdinary removes the first message of a's mailbox that tells of no exit. If there is
// none it returns m, the one that arrives, and false.
func (p *mailboxes) takeOrdinary(a *cell, m message) (lost message, room bool) {
	before := a.mailbox
	for {
		i := p.messages[before].next
		switch {
		case !p.messages[i].isNotice():
			return p.takeAfter(a, before), true
		case i == a.mailbox:
			return m, false
		}
		before = i
	}
}

// takeAfter removes the message of a's mailbox that follows another one of it; the first
// one follows the last.
func (p *mailboxes) takeAfter(a *cell, before uint32) message {
	if before == a.mailbox {
		return p.take(a)
	}
	i, last := p.messages[before].next, p.messages[a.mailbox]
	m := p.messages[i]
	p.messages[before].next = m.next
	if i == a.mailbox {
		a.mailbox = before
	}
	p.messages[a.mailbox].depth = last.depth - 1
	p.messages[i] = message{next: p.free}
	p.free = i
	p.waiting--
	return m
}
