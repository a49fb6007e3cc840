package envelope_test

import (
	"context"
	"testing"

	"go.opentelemetry.io/otel/propagation"

	"fanout/envelope"
)

// What must not allocate: everything that happens to nearly every message.
func TestAllocations(t *testing.T) {
	tr := newTransport(t, envelope.Options{
		Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true, Headers: envelope.HeadersSieve,
	})
	var msg any = "hello"
	fanout, _ := tr.Wrap(unsampled, msg, 1_000_000)
	var empty any = &envelope.Envelope{Message: msg}
	headers := requestHeaders(unsampledHeader)
	var counts envelope.Counts
	var slot envelope.Slot
	slot.Swap(unsampled)
	handle := func(ctx context.Context, r envelope.Received) { sinkCtx, sinkAny = ctx, r.Message }
	sieve, err := envelope.Sieve(propagation.TraceContext{})
	if err != nil {
		t.Fatal(err)
	}
	var httpHeaders propagation.TextMapCarrier = propagation.HeaderCarrier{"Traceparent": {unsampledHeader}}
	for _, c := range []struct {
		name string
		want float64
		f    func()
	}{
		{"wrap unsampled", 0, func() { sinkAny, sinkReceipt = tr.Wrap(unsampled, msg, 0) }},
		{"wrap unsampled, from a slot", 0, func() { sinkAny, sinkReceipt = tr.WrapFrom(&slot, msg, 0) }},
		{"handle bare", 0, func() { sinkReceipt = tr.Handle(noSpan, msg, handle) }},
		{"sieve on a header carrier", 0, func() { sinkCtx = sieve.Extract(noSpan, httpHeaders) }},
		{"wrap unsampled fan-out, shared by all recipients", 1, func() { sinkAny, sinkReceipt = tr.Wrap(unsampled, msg, 9) }},
		{"receive bare", 0, func() { sinkCtx, sinkReceived = tr.Receive(noSpan, msg) }},
		{"receive empty", 0, func() { sinkCtx, sinkReceived = tr.Receive(noSpan, empty) }},
		{"receive after fan-out", 0, func() { sinkCtx, sinkReceived = tr.Receive(noSpan, fanout) }},
		{"count", 0, func() { counts.Add(sinkReceived.Receipt) }},
		{"unsampled headers", 0, func() { sinkCtx, sinkReceipt = tr.ReceiveHeaders(noSpan, headers) }},
		{"sieve", 0, func() { sinkBool = envelope.Sampled(sampledHeader) }},
		{"scan", 0, func() { sinkVerdict = envelope.Scan(sampledHeader) }},
	} {
		if got := testing.AllocsPerRun(100, c.f); got != c.want {
			t.Errorf("%s: %v allocations, want %v", c.name, got, c.want)
		}
	}
}
