package guild

import (
	"context"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/sim/span"
)

// presenceState makes the wished share of requests into messages to the guild by
// adding up the share and sending when a whole one is reached: no draw, no drift.
type presenceState struct{ owed int64 }

// presenceHandle serves one background gRPC request. Its span is not charged: the
// published share of the handler contains it.
func (w *World) presenceHandle(c *actor.Context, st *presenceState, msg actor.Message) {
	r := msg.(*update)
	p := w.presence
	p.Begin(c, classPresence, r.number)
	w.pictures.headers.record(w, r.headers)
	ctx, receipt := p.Transport().ReceiveHeaders(context.Background(), r.headers)
	p.Receive(c, classPresence, receipt.Op)
	ctx, s := p.StartFree(ctx, "presence.update", trace.SpanKindServer, c.Now(), span.Tag(OriginBackground, r.number))
	p.Charge(c, classPresence, opHandler, opPresence)
	st.owed += w.settings.SmallRate
	if st.owed >= w.settings.GRPCRate {
		st.owed = min(st.owed-w.settings.GRPCRate, w.settings.GRPCRate)
		// Wrapping belongs to the guild's price of a small message in the
		// published model: presence's own figure has no room for it.
		number := r.number
		if !rolledOut(w.settings.EnvelopesGuild, number) {
			c.Send(w.large().addr, r)
		} else {
			wrapped, _ := p.Transport().Wrap(ctx, r, 1)
			c.Send(w.large().addr, p.pack(wrapped, nil, 1))
		}
	}
	if s.Outcome.Kept() {
		s.EndAt(c.Now())
	} else {
		p.NotRecorded()
	}
}
