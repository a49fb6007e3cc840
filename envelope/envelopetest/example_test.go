package envelopetest_test

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
	"fanout/envelope/envelopetest"
)

// firstStays is a carrier that keeps what was set first.
type firstStays struct{ propagation.MapCarrier }

func (f firstStays) Set(key, value string) {
	if f.Get(key) == "" {
		f.MapCarrier.Set(key, value)
	}
}

// A carrier of another kind, in the tests of those who wrote it.
func ExampleTestCarrier() {
	fmt.Println(envelopetest.TestCarrier(func() propagation.TextMapCarrier { return propagation.MapCarrier{} }))
	fmt.Println(envelopetest.TestCarrier(func() propagation.TextMapCarrier { return firstStays{propagation.MapCarrier{}} }))
	// Output:
	// <nil>
	// envelopetest: a second Set does not replace the first: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
}

// attached is a receiver that attaches a context to itself, as the post's published
// handler does.
type attached struct {
	transport *envelope.Transport
	ctx       context.Context
}

func (a *attached) Ambient() context.Context { return a.ctx }

func (a *attached) Deliver(msg any, f func(context.Context, envelope.Received)) {
	defer func() { _ = recover() }() // as a supervisor would
	ctx, r := a.transport.Receive(a.ctx, msg)
	a.ctx = ctx
	f(ctx, r)
	a.ctx = context.Background() // not reached when f panics
}

// A binding of one's own. This one keeps the context of a message that failed.
func ExampleTestHandler() {
	err := envelopetest.TestHandler(func(t *envelope.Transport) envelopetest.Handler {
		return &attached{t, context.Background()}
	})
	fmt.Println(err != nil)
	// Output: true
}

// Span contexts for tests.
func ExampleSpanContext() {
	sc := envelopetest.SpanContext(7, trace.FlagsSampled)
	fmt.Println(sc.IsValid(), sc.IsSampled(), sc.TraceID())
	// Output: true true e7000000000000000000000000000007
}
