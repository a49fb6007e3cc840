package sim

import (
	"context"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// oneRead is the W3C propagator for a process that gets the same context many times in a
// row, as sessions of a fan-out do: it remembers what it has read last. What it gives is what
// propagation.TraceContext gives, and what it costs in the model is the same.
type oneRead struct {
	propagation.TraceContext
	last *reading `checkpoint:"shared"` // a memory of texts: true in every world
}

type reading struct {
	parent, state string
	is            trace.SpanContext
	alone         context.Context // that context and nothing else
}

// OneRead makes such a propagator. It is for one process.
func OneRead() propagation.TextMapPropagator { return oneRead{last: new(reading)} }

// Extract implements propagation.TextMapPropagator.
func (o oneRead) Extract(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	parent, state := c.Get("traceparent"), c.Get("tracestate")
	if parent == "" {
		return o.TraceContext.Extract(ctx, c)
	}
	if r := o.last; r.parent != parent || r.state != state {
		alone := o.TraceContext.Extract(context.Background(), c)
		*r = reading{parent, state, trace.SpanContextFromContext(alone), alone}
	}
	if ctx == context.Background() {
		return o.last.alone
	}
	if !o.last.is.IsValid() {
		return ctx // as the propagator does with what it cannot read
	}
	return trace.ContextWithRemoteSpanContext(ctx, o.last.is)
}
