package guild

import (
	"context"
	"math"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope/sampling"
	"fanout/sim"
	"fanout/sim/span"
)

// session is the state of one connected client's actor: 16 bytes.
type session struct {
	last   int64 // end of the last message handled, virtual ns; 0 if none
	count  uint32
	number uint32 // from 0: by it the ring places the session
}

// sessionHandle forwards one message to the session's client. It is the inner
// loop of the world: everything above it happens once per message, this once per
// recipient.
func (n *sessionNode) sessionHandle(c *actor.Context, st *session, msg actor.Message) {
	w, p := n.world, n.process.Process
	at := c.Now()
	if m, ok := msg.(*wireMessage); ok {
		msg = n.decode(m)
	}
	ctx, got := p.Transport().Receive(context.Background(), msg)
	f, ok := got.Message.(*fanout)
	if !ok {
		n.handleConnection(c, st, got.Message)
		return
	}
	if len(n.connecting) > 0 && n.connecting[st.number] != nil {
		n.dropDelivery(c, st, f)
		return
	}
	var s sim.ActiveSpan
	switch {
	case got.Receipt.Op.Continues():
		ctx = sampling.WithDelivery(ctx, sampling.Delivery{Recipients: got.Recipients, Recipient: uint64(st.number)})
		_, s = p.StartFree(ctx, "session.forward", trace.SpanKindConsumer, at, 0)
	case w.settings.sessionRoot(got.MayStart, n.version):
		_, s = p.StartFree(ctx, "session.forward", trace.SpanKindConsumer, at, span.Tag(OriginSession, f.message))
	}
	path := span.PathOf(got.Receipt.Op, s.Outcome)
	count := n.large
	if f.inFlight == nil {
		count = n.others
		n.small++
	}
	p.Deliver(c, count, path)
	switch {
	case s.Outcome.Kept():
		s.SetAttributes(span.MessageKey.Int64(f.message), span.RecipientsKey.Int(got.Recipients), RecipientKey.Int(int(st.number)))
		s.EndAt(c.Now())
		w.mark(Mark{Rank: w.rankOf(f, c.Rank()), Orphan: s.Outcome == span.RootKept, Message: f.message, At: int64(c.Now()), Span: p.LastSpan()})
	case s.Outcome != span.SpanNone:
		p.NotRecorded()
	}
	st.last = int64(c.Now())
	st.count++
	p.NoteDelivery(at, st.number, path)
	n.recordHandled(f, at, c.Now(), 1)
}

// sessionsHandle is sessionHandle for recipients of a fan-out who live side by side, if what
// they get is not sampled and nobody starts a trace: it does the same for each of them, in one
// loop.
func (n *sessionNode) sessionsHandle(b *actor.Batch, states []session, msg actor.Message) {
	p, receiver := n.process.Process, n.Transport().Receiver()
	m, onWire := msg.(*wireMessage)
	if onWire {
		msg = n.decoded(m)
	}
	_, got := receiver.Receive(context.Background(), msg)
	f, ok := got.Message.(*fanout)
	if !ok || len(n.connecting) > 0 || got.Receipt.Op.Continues() || n.world.settings.sessionRoot(got.MayStart, n.version) {
		return
	}
	count := n.large
	if f.inFlight == nil {
		count = n.others
	}
	path := span.PathOf(got.Receipt.Op, span.SpanNone)
	starts := p.DeliverBatch(b, count, path)
	took := actor.Time(count.PriceNs(path))
	states = states[:len(starts)]
	notes := p.Notes()
	for i := range states {
		st, at := &states[i], starts[i]
		_, got := receiver.Receive(context.Background(), msg)
		st.last = int64(at + took)
		st.count++
		notes.Delivery(at, st.number, span.PathOf(got.Receipt.Op, span.SpanNone))
	}
	p.Noted(notes)
	if k := len(starts); k > 0 {
		if onWire && m.counts && n.version == versionCarrier {
			n.wire.Dropped += int64(k)
		}
		if f.inFlight == nil {
			n.small += int64(k)
		}
		n.recordHandled(f, starts[k-1], starts[k-1]+took, k)
	}
}

// sessionRoot reports whether a session on a node of that version starts a trace for a
// message without context. mayStart is what its envelope says of that.
func (s *Settings) sessionRoot(mayStart bool, v version) bool {
	return mayStart && s.RootsSession && v > versionBare
}

// recordHandled notes in the account of a fan-out that so many sessions have handled it, the
// last of which began with it and ended at the given times.
func (n *sessionNode) recordHandled(f *fanout, began, ended actor.Time, sessions int) {
	w := n.world
	if flight := f.inFlight; flight != nil {
		if !flight.stale {
			flight.handled[f.relay*len(w.sessionNodes)+n.index] += sessions
		}
		flight.done = max(flight.done, ended)
		flight.end(w, began, sessions)
	}
}

// rankOf is the rank in the guild's order of the recipient whose rank among those
// of the message is given.
func (w *World) rankOf(f *fanout, rank int) uint32 {
	if f.inFlight == nil || f.inFlight.stale {
		return noRank
	}
	if len(w.relays) > 0 {
		node, place := w.relays[f.relay].interleave.at(rank)
		rank = w.order.interleave.rank(f.relay*len(w.sessionNodes)+node, place)
	}
	return uint32(rank)
}

// noRank is that of a session for which the large guild's order has no place: it got
// a message of another guild, or of an order that has been replaced.
const noRank = math.MaxUint32

// mark remembers a recorded session span for the pictures.
func (w *World) mark(m Mark) {
	if m.Orphan {
		w.totals.orphans++
		w.totals.orphansSince++
	}
	if len(w.pictures.marks) == marksKept {
		w.pictures.marks = append(w.pictures.marks[:0], w.pictures.marks[marksKept/2:]...)
		w.pictures.marksDropped += marksKept / 2
	}
	w.pictures.marks = append(w.pictures.marks, m)
}

// marksKept bounds the marks held for the pictures.
const marksKept = 40_000
