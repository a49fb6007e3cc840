package sampling_test

import (
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

func TestLinkAfterFanout(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	tracer := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)).Tracer("test")
	tr, err := envelope.New(envelope.Options{Envelopes: true, LinkAfterFanout: true, NoRootsAfterFanout: true})
	if err != nil {
		t.Fatal(err)
	}
	sender := remoteParent(trace.FlagsSampled)
	sending := trace.ContextWithSpanContext(t.Context(), sender)

	for _, c := range []struct {
		name       string
		recipients int
		linked     bool
	}{
		{"a single recipient continues the trace", 1, false},
		{"one of many starts its own and links back", 5, true},
	} {
		sent, _ := tr.Wrap(sending, "hello", c.recipients)
		ctx, r := tr.Receive(t.Context(), sent)
		if !r.MayStart {
			t.Fatalf("%s: %+v", c.name, r)
		}
		_, s := tracer.Start(ctx, "session", tr.StartOptions(ctx, r)...)
		s.End()
		got := spans.Ended()[len(spans.Ended())-1]
		if inTrace := got.SpanContext().TraceID() == sender.TraceID(); inTrace == c.linked {
			t.Errorf("%s: in the sender's trace: %v", c.name, inTrace)
		}
		if links := got.Links(); len(links) > 0 != c.linked || c.linked && !links[0].SpanContext.Equal(sender) {
			t.Errorf("%s: links %v", c.name, links)
		}
	}
}
