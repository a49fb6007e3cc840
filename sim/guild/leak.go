package guild

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/row"
	"fanout/sim/span"
)

// What the published Envelope does when a handler fails: it attaches a message's context,
// calls the handler, and detaches the context again, but not if the handler raises. An
// actor that lives on keeps the context, and every message without one is handled within
// it. This program detaches in any case (see envelope.Slot); with the switch detach off the
// guild forgets to, as published, so that one can see what comes of it.

// ambient is the context in which the guild handles a message that brings none.
func (st *guildState) ambient() context.Context {
	if !st.leaked.IsValid() {
		return context.Background()
	}
	return trace.ContextWithRemoteSpanContext(context.Background(), st.leaked)
}

// fail is a handler that fails half-way: the message goes to nobody.
func (n *guildNode) fail(c *actor.Context, st *guildState, ctx context.Context, cl row.Class, s sim.ActiveSpan, m *userMessage) {
	n.Charge(c, cl, opGuildSmall)
	n.world.books.fail(m, c.Now())
	if s.Outcome.Kept() {
		s.SetAttributes(span.MessageKey.Int64(m.number))
		s.SetStatus(codes.Error, "the handler failed")
	}
	if !n.world.settings.Detach {
		st.leaked = trace.SpanContextFromContext(ctx)
	}
	n.EndSpan(c, cl, s)
}

// stray reports whether a span that the guild starts for a message belongs to the trace of
// another one.
func (st *guildState) stray(continues bool, s sim.ActiveSpan) bool {
	return st.leaked.IsValid() && !continues && s.Outcome.Kept()
}

// sendFailing lets a user send a message now whose handler in the guild fails.
func (w *World) sendFailing() {
	w.totals.messages++
	w.System().Send(w.apis[w.totals.messages%int64(len(w.apis))].pid, &userMessage{number: w.totals.messages, fails: true})
}
