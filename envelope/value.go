package envelope

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

// valueOf returns the span context of ctx to be carried by value, nil if there
// is none. It does not keep ctx alive.
func valueOf(ctx context.Context) *trace.SpanContext {
	sc := trace.SpanContextFromContext(ctx)
	if !sc.IsValid() {
		return nil
	}
	return &sc
}

// fromValue puts a span context that came by value into a receiver's context.
// It counts as remote, as if it had come as text: the receiver's span is the
// first in its actor, and samplers tell the two kinds of parent apart.
func fromValue(ctx context.Context, sc *trace.SpanContext) (context.Context, Op) {
	ctx = trace.ContextWithRemoteSpanContext(ctx, *sc)
	if sc.IsSampled() {
		return ctx, ReceiveValueSampled
	}
	return ctx, ReceiveValueUnsampled
}
