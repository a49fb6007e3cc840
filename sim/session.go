package sim

import (
	"context"
	"math"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope/sampling"
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
	w, p := n.world, n.process
	at := c.Now()
	if pc, ok := msg.(*parcel); ok {
		msg = n.open(pc)
	}
	ctx, got := p.transport.Receive(context.Background(), msg)
	f, ok := got.Message.(*fanout)
	if !ok {
		n.told(c, st, got.Message)
		return
	}
	if len(n.connecting) > 0 && n.connecting[st.number] != nil {
		n.miss(c, st, f)
		return
	}
	out := spanNone
	var s trace.Span
	switch {
	case got.Receipt.Op.Continues():
		ctx = sampling.WithDelivery(ctx, sampling.Delivery{Recipients: got.Recipients, Recipient: uint64(st.number)})
		_, s, out = p.start(ctx, "session.forward", trace.SpanKindConsumer, at, 0)
	case got.MayStart && w.settings.RootsSession && p.version > versionBare:
		_, s, out = p.start(ctx, "session.forward", trace.SpanKindConsumer, at, tag(OriginSession, f.message))
	}
	path := pathOf(got.Receipt.Op, out)
	paths := &n.paths
	if f.wave == nil {
		paths = &n.smallPaths
		n.small++
	}
	paths[path]++
	c.Spend(time.Duration(w.prices[path]))
	if end := c.Now(); end > w.busy.next || end-at > sliceLength {
		n.delivered(c, at, f.class(), path)
	}
	switch {
	case out.kept():
		s.SetAttributes(MessageKey.Int64(f.message), RecipientsKey.Int(got.Recipients), RecipientKey.Int(int(st.number)))
		end(s, c.Now())
		w.mark(Mark{Rank: w.rankOf(f, c.Rank()), Orphan: out == rootKept, Message: f.message, At: int64(c.Now()), Span: p.sink.last})
	case out != spanNone:
		p.dropped++
	}
	st.last = int64(c.Now())
	st.count++
	p.handled++
	p.hash = (p.hash ^ uint64(at) ^ uint64(st.number)<<40 ^ uint64(path)) * fnvPrime
	n.took(c, f, at)
}

// took notes in the book of a fan-out that a session began with it at the given time
// and is done now.
func (n *sessionNode) took(c *actor.Context, f *fanout, at actor.Time) {
	w := n.world
	if wv := f.wave; wv != nil {
		wv.handled[f.relay*len(w.sessionNodes)+n.index]++
		wv.done = max(wv.done, c.Now())
		wv.last = max(wv.last, at)
		if wv.left--; wv.left == 0 && !wv.stale {
			w.milestone(wv.last, false)
		}
	}
}

// rankOf is the rank in the guild's order of the recipient whose rank among those
// of the message is given.
func (w *World) rankOf(f *fanout, rank int) uint32 {
	if f.wave == nil || f.wave.stale {
		return noRank
	}
	if len(w.relays) > 0 {
		node, place := w.relays[f.relay].deal.at(rank)
		rank = w.deal.rank(f.relay*len(w.sessionNodes)+node, place)
	}
	return uint32(rank)
}

// noRank is that of a session for which the large guild's order has no place: it got
// a message of another guild, or of an order that is no more.
const noRank = math.MaxUint32

// mark remembers a recorded session span for the pictures.
func (w *World) mark(m Mark) {
	if m.Orphan {
		w.orphans++
		w.orphansSince++
	}
	if len(w.marks) == marksKept {
		w.marks = append(w.marks[:0], w.marks[marksKept/2:]...)
		w.marksDropped += marksKept / 2
	}
	w.marks = append(w.marks, m)
}

// marksKept bounds the marks held for the pictures.
const marksKept = 40_000
