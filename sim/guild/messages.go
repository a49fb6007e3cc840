package guild

import (
	"context"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/span"
)

// userMessage is what a user sends: the message that is fanned out.
type userMessage struct {
	number int64 // from 1
	guild  int   // to which guild
	fails  bool  // so does its handler in the guild
}

// headers are those of a gRPC request.
type headers map[string][]string

// update is a background request, and what presence makes of some of them: a
// small message to the guild.
type update struct {
	number  int64
	headers headers
}

// callRequest makes one background request: a service that is not shown opens a
// trace and calls presence. Its own time costs nothing here.
func (w *World) callRequest(c *actor.Context, s *sim.Source) {
	p := w.callers
	at := c.Now()
	ctx, span := p.StartFree(context.Background(), "presence.call", trace.SpanKindClient, at, span.Tag(OriginBackground, s.Count()))
	h := make(headers, 2)
	if w.settings.GRPCLink {
		p.Transport().InjectHeaders(ctx, h)
		if v := h["traceparent"]; len(v) == 1 {
			v[0] = w.settings.Callers.write(v[0], s.Count())
		}
	}
	if span.Outcome.Kept() {
		span.EndAt(at)
	}
	c.Send(w.presencePID, &update{s.Count(), h})
}
