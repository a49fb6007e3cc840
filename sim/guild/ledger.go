package guild

import (
	"fanout/actor"
	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/row"
)

// Ledger says what has become of everything that users have sent, at one instant: of
// their messages until a guild has handled them, and then of the copies that it sends.
type Ledger struct {
	Messages Account
	Copies   Account
}

// Account is where everything of one kind is. It adds up at any instant: Sent is the sum
// of all the others.
type Account struct {
	Sent     int64
	Handled  int64 // messages: fanned out; copies: forwarded by their sessions
	Waiting  int64 // arrived, and not begun: in the guild's mailbox, or in those of sessions
	InFlight int64 // on its way, or still to be sent by a fan-out that goes on
	Missing
}

// Closes reports whether the account adds up, with nothing below zero.
func (a *Account) Closes() bool {
	return a.Sent == a.Handled+a.Waiting+a.InFlight+a.Missing.Total() && a.Waiting >= 0 && a.InFlight >= 0
}

// Missing counts what no one will handle, by why.
type Missing struct {
	Lost    int64 // on a link that is cut or loses some
	Dead    int64 // its recipient crashed, or moved, and was not there to handle it
	Unsent  int64 // the sender crashed before it sent it
	Missed  int64 // copies: the session had no connection to forward it over
	Refused int64 // messages: the guild's node was down and the call failed at once
	Failed  int64 // messages: the guild's handler failed
}

// Total is how many that are in all.
func (m *Missing) Total() int64 {
	return m.Lost + m.Dead + m.Unsent + m.Missed + m.Refused + m.Failed
}

// books is what the world writes down for the Ledger as things happen.
type books struct {
	world    *World
	messages Missing
	copies   Missing // but for those that sessions missed, which their nodes count
	handled  int64   // messages that were fanned out
	changed  int64   // by how many relays sent more copies than the guild had counted on
}

// ledger is the Ledger of the present.
func (w *World) ledger() (l Ledger) {
	b := &w.books
	l.Copies = Account{Sent: w.totals.expected + b.changed, Missing: b.copies}
	for _, n := range w.sessionNodes {
		l.Copies.Handled += n.Handled()
		l.Copies.Missed += n.missed
		l.Copies.Waiting += int64(w.System().WaitingCopies(n.Node()))
	}
	l.Messages = Account{Sent: w.totals.messages, Handled: b.handled, Missing: b.messages}
	for _, n := range w.guildNodes { // what was read is in a mailbox until it is handled or dropped from it
		l.Messages.Waiting += n.headers.total()
	}
	m := &l.Messages
	m.Waiting -= m.Handled + m.Dead + m.Failed + m.Unsent
	l.Messages.settle()
	l.Copies.settle()
	return l
}

// settle takes what is nowhere else for being on its way.
func (a *Account) settle() { a.InFlight = a.Sent - a.Handled - a.Waiting - a.Missing.Total() }

// count enters one or several that nobody will handle.
func (m *Missing) count(why actor.DropReason, n int64) {
	switch why {
	case actor.DropLost:
		m.Lost += n
	case actor.DropUnsent:
		m.Unsent += n
	default:
		m.Dead += n
	}
}

// fanoutOf is the fan-out that a message is a copy of, nil if it is none.
func fanoutOf(msg actor.Message) *fanout {
	msg = unwrap(msg)
	if e, ok := msg.(*envelope.Envelope); ok {
		msg = e.Message
	}
	f, _ := msg.(*fanout)
	return f
}

// drop enters a message that nobody will handle.
func (b *books) drop(d actor.Drop) {
	if f := fanoutOf(d.Msg); f != nil {
		b.dropCopy(f, d)
		return
	}
	msg := unwrap(d.Msg)
	if e, ok := msg.(*envelope.Envelope); ok {
		msg = e.Message
	}
	switch m := msg.(type) {
	case *request: // before the guild's node has read it
		b.dropRequest(m.message, d)
	case *userMessage:
		b.messages.count(d.Reason, 1)
		b.tell(EventDropped, m, d.At)
	}
}

// dropRequest enters a message that was lost, or refused, before the guild's node read it.
func (b *books) dropRequest(m *userMessage, d actor.Drop) {
	if d.Reason == actor.DropLost {
		b.messages.Lost++
		b.tell(EventLost, m, d.At)
		return
	}
	b.messages.Refused++
	b.tell(EventRefused, m, d.At)
}

// fail enters a message whose handler in the guild failed.
func (b *books) fail(m *userMessage, at actor.Time) {
	b.messages.Failed++
	b.tell(EventFailed, m, at)
}

// timedOut notes that the API got no answer for a message.
func (b *books) timedOut(message int64, at actor.Time) {
	if b.world.pictures.trails.of(message) != nil { // of the large guild, and not long ago
		b.world.Observe(sim.Occurrence{Event: EventCallTimeout, At: int64(at), Subject: message, N: int64(actor.DefaultCallTimeout)})
	}
}

// tell writes a line of the log about a message to the large guild.
func (b *books) tell(e row.Event, m *userMessage, at actor.Time) {
	if m.guild == 0 {
		if p := b.world.pictures.trails.of(m.number); p != nil {
			p.Gone, p.GoneAt = e, int64(at)
		}
		b.world.Observe(sim.Occurrence{Event: e, At: int64(at), Subject: m.number})
	}
}

// dropCopy enters a copy of a fan-out: for a session, or for a relay and so for all its
// members.
func (b *books) dropCopy(f *fanout, d actor.Drop) {
	flight := f.inFlight
	if flight == nil {
		b.copies.count(d.Reason, 1)
		return
	}
	relay, from, n := f.relay, d.Rank, 1
	if len(flight.reaches) > 0 && flight.from == d.From {
		relay, from, n = d.Rank, 0, flight.reaches[d.Rank]
		flight.reaches[relay] = 0
	}
	b.copies.count(d.Reason, int64(n))
	flight.missing.count(d.Reason, int64(n))
	w, lost := b.world, fanout{inFlight: flight, relay: relay}
	for i := from; i < from+n; i++ {
		rank := w.rankOf(&lost, i)
		flight.passBy(w, rank)
		w.pictures.losses.note(rank, flight.Message, d.At, len(w.order.rank))
	}
	flight.end(w, d.At, n)
}

// relayed notes that a relay sends on, to so many members.
func (b *books) relayed(flight *inFlightFanout, relay, members int) {
	if flight == nil {
		return
	}
	more := members - flight.reaches[relay]
	flight.reaches[relay] = 0
	flight.left += more
	b.changed += int64(more)
}

// losses is the last copy that never came to each session, by rank in the guild's order:
// for pictures only.
type losses struct {
	message []uint32 // its number; empty if none was ever lost
	at      []int64
}

// note enters a copy of a message to the large guild.
func (l *losses) note(rank uint32, message int64, at actor.Time, sessions int) {
	if int(rank) >= sessions {
		return
	}
	if len(l.message) != sessions {
		l.message, l.at = make([]uint32, sessions), make([]int64, sessions)
	}
	l.message[rank], l.at[rank] = uint32(message), int64(at)
}

// of is the number of the last message whose copy never came to the session of that rank,
// and when that was certain; 0 for none.
func (l *losses) of(rank int) (message, at int64) {
	if rank >= len(l.message) {
		return 0, 0
	}
	return int64(l.message[rank]), l.at[rank]
}

// Part is a part of an account, as people read it.
type Part struct {
	Name    string
	N       int64
	Missing bool // it will not be handled
}

// CopyParts are the parts of the account of copies, in the order of their way: they add up
// to what was sent.
func CopyParts(a *Account) []Part {
	return []Part{
		{"handled", a.Handled, false}, {"in mailboxes", a.Waiting, false}, {"on the way", a.InFlight, false},
		{"lost on a link", a.Lost, true}, {"came to a session that was gone", a.Dead, true},
		{"never left: the guild crashed", a.Unsent, true}, {"came without a connection", a.Missed, true},
	}
}

// MessageParts are the parts of the account of messages, likewise.
func MessageParts(a *Account) []Part {
	return []Part{
		{"fanned out", a.Handled, false}, {"in the guild’s mailbox", a.Waiting, false}, {"on the way", a.InFlight, false},
		{"lost on a link", a.Lost, true}, {"refused: the node was down", a.Refused, true}, {"gone with the guild’s mailbox", a.Dead, true},
		{"never left", a.Unsent, true}, {"its handler failed", a.Failed, true},
	}
}
