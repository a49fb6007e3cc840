package sim_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
)

// A propagator that remembers reads what the usual one does, whatever came before.
func TestOneRead(t *testing.T) {
	const a, b = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-00"
	inside := trace.ContextWithSpanContext(context.Background(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}}))
	p := sim.OneRead()
	for _, c := range []propagation.MapCarrier{
		{"traceparent": a}, {"traceparent": a}, {"traceparent": a, "tracestate": "x=1"}, {"traceparent": b}, {}, {"traceparent": "nonsense"},
		{"traceparent": "nonsense"}, {"traceparent": a, "tracestate": "=broken"}, {"traceparent": a}, {"tracestate": "x=1"},
	} {
		for _, ctx := range []context.Context{context.Background(), inside} {
			want := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(ctx, c))
			got := trace.SpanContextFromContext(p.Extract(ctx, c))
			assert.True(t, want.Equal(got), "%v: %v, want %v", c, got, want)
			assert.Equal(t, want.TraceState().String(), got.TraceState().String())
		}
	}
}
