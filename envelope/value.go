package envelope

import (
	"context"

	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/trace"
)

// value is a context as it travels within a process: what a propagator would
// have written as text. It does not keep the sender's context alive.
type value struct {
	span    trace.SpanContext
	baggage baggage.Baggage
}

// valueOf returns what there is to carry in ctx, nil if nothing.
func valueOf(ctx context.Context) *value {
	v := value{trace.SpanContextFromContext(ctx), baggage.FromContext(ctx)}
	if !v.span.IsValid() && v.baggage.Len() == 0 {
		return nil
	}
	return &v
}

// restore puts the value into a receiver's context. The span context counts as
// remote, as if it had come as text: the receiver's span is the first in its
// actor, and samplers tell the two kinds of parent apart.
func (v *value) restore(ctx context.Context) (context.Context, Op) {
	if v.baggage.Len() > 0 {
		ctx = baggage.ContextWithBaggage(ctx, v.baggage)
	}
	if !v.span.IsValid() {
		return ctx, ReceiveEmpty
	}
	ctx = trace.ContextWithRemoteSpanContext(ctx, v.span)
	if v.span.IsSampled() {
		return ctx, ReceiveValueSampled
	}
	return ctx, ReceiveValueUnsampled
}
