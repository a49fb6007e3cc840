package envelope_test

import (
	"context"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// Sinks keep the compiler from removing what is measured.
var (
	sinkBool     bool
	sinkAny      any
	sinkCtx      context.Context
	sinkReceived envelope.Received
	sinkReceipt  envelope.Receipt
	sinkVerdict  envelope.Verdict
)

const (
	sampledHeader   = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	unsampledHeader = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
)

func BenchmarkSieve(b *testing.B) {
	b.ReportAllocs()
	headers := [...]string{sampledHeader, unsampledHeader}
	for i := range b.N {
		sinkBool = envelope.Sampled(headers[i&1])
	}
}

func BenchmarkScan(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		sinkVerdict = envelope.Scan(sampledHeader)
	}
}

// requestHeaders are those of a gRPC request as it arrives, sixteen with the
// trace context.
func requestHeaders(traceparent string) map[string][]string {
	return map[string][]string{
		":authority": {"presence:50051"}, "content-type": {"application/grpc"},
		"user-agent": {"grpc-python/1.60"}, "te": {"trailers"},
		"grpc-timeout": {"5S"}, "grpc-accept-encoding": {"gzip"},
		"x-request-id": {"4f1c"}, "x-user": {"81384788765712384"},
		"x-guild": {"41771983423143937"}, "x-shard": {"17"},
		"x-region": {"us-east1"}, "x-version": {"217"},
		"x-client": {"desktop"}, "x-forwarded-for": {"10.1.2.3"},
		"tracestate":  {"ot=th:fd70a"},
		"traceparent": {traceparent},
	}
}

func BenchmarkReceiveHeaders(b *testing.B) {
	for _, c := range []struct {
		name    string
		mode    envelope.HeaderMode
		headers map[string][]string
	}{
		{"unsampled/sieve", envelope.HeadersSieve, requestHeaders(unsampledHeader)},
		{"unsampled/parse", envelope.HeadersParse, requestHeaders(unsampledHeader)},
		{"sampled/sieve", envelope.HeadersSieve, requestHeaders(sampledHeader)},
		{"sampled/parse", envelope.HeadersParse, requestHeaders(sampledHeader)},
	} {
		b.Run(c.name, func(b *testing.B) {
			tr := newTransport(b, envelope.Options{Headers: c.mode})
			b.ReportAllocs()
			for b.Loop() {
				sinkCtx, sinkReceipt = tr.ReceiveHeaders(noSpan, c.headers)
			}
		})
	}
	// What HeadersParse and the sieve are held against: the propagator alone,
	// on the carriers that OpenTelemetry comes with.
	canonical := map[string][]string{}
	flat := propagation.MapCarrier{}
	for k, v := range requestHeaders(unsampledHeader) {
		propagation.HeaderCarrier(canonical).Set(k, v[0])
		flat[k] = v[0]
	}
	b.Run("unsampled/otel-header-carrier", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkCtx = propagation.TraceContext{}.Extract(noSpan, propagation.HeaderCarrier(canonical))
		}
	})
	b.Run("unsampled/otel-map-carrier", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkCtx = propagation.TraceContext{}.Extract(noSpan, flat)
		}
	})
}

// The sieve in front of a propagator, over one and the same carrier.
func BenchmarkSieveExtract(b *testing.B) {
	sieve, err := envelope.Sieve(propagation.TraceContext{})
	if err != nil {
		b.Fatal(err)
	}
	two := propagation.MapCarrier{"traceparent": unsampledHeader, "tracestate": "ot=th:fd70a"}
	sixteen := propagation.MapCarrier{}
	for k, v := range requestHeaders(unsampledHeader) {
		sixteen[k] = v[0]
	}
	list := &envelope.Carrier{{"traceparent", unsampledHeader}, {"tracestate", "ot=th:fd70a"}}
	header := propagation.HeaderCarrier{}
	for k, v := range sixteen {
		header.Set(k, v)
	}
	for _, c := range []struct {
		name    string
		carrier propagation.TextMapCarrier
	}{
		{"header carrier of 16", header},
		{"map of 16", sixteen},
		{"map of 2", two},
		{"list of 2", list},
		{"headers of 16", envelope.Headers(requestHeaders(unsampledHeader))},
	} {
		b.Run("propagator/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkCtx = propagation.TraceContext{}.Extract(noSpan, c.carrier)
			}
		})
		b.Run("sieve/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkCtx = sieve.Extract(noSpan, c.carrier)
			}
		})
	}
}

// A message as it goes from one goroutine to another: the sender has it wrapped
// and puts it into a mailbox, the receiver's handler is called with it. The
// handlers do the same in all cases: they note the context and the message.
//
// "bare" is the service without this package: the sender puts the message into
// the mailbox as it is, the handler is called with it. "guard" is bare with
// nothing added but the question whether the context has a sampled span, which
// whoever skips unsampled context has to ask: the floor of what Wrap can cost.
// WrapFrom asks once for each message handled and not for each one sent.
func BenchmarkMessage(b *testing.B) {
	var msg any = &struct{ n int }{1}
	handleBare := func(ctx context.Context, msg any) { sinkCtx, sinkAny = ctx, msg }
	handle := func(ctx context.Context, r envelope.Received) { sinkCtx, sinkAny = ctx, r.Message }
	unsampledSDK, _ := sdktrace.NewTracerProvider(sdktrace.WithSampler(sdktrace.NeverSample())).Tracer("").Start(noSpan, "")
	b.Run("bare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkAny = msg
			handleBare(noSpan, sinkAny)
		}
	})
	for _, c := range []struct {
		name string
		ctx  context.Context
	}{
		{"guard/unsampled", unsampled},
		{"guard/unsampled-sdk", unsampledSDK},
		{"guard/no-span", noSpan},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !trace.SpanFromContext(c.ctx).SpanContext().IsSampled() {
					sinkAny = msg
				}
				handleBare(noSpan, sinkAny)
			}
		})
	}
	skip := envelope.Options{Envelopes: true, SkipUnsampled: true}
	for _, c := range []struct {
		name string
		o    envelope.Options
		ctx  context.Context
	}{
		{"off", envelope.Options{}, unsampled},
		{"skip/unsampled", skip, unsampled},
		{"skip/unsampled-sdk", skip, unsampledSDK},
		{"skip/no-span", skip, noSpan},
		{"unsampled", envelope.Options{Envelopes: true}, unsampled},
		{"sampled", skip, sampled},
		{"sampled-by-value", envelope.Options{Envelopes: true, ByValue: true}, sampled},
	} {
		b.Run(c.name, func(b *testing.B) {
			tr := newTransport(b, c.o)
			b.ReportAllocs()
			for b.Loop() {
				sinkAny, sinkReceipt = tr.Wrap(c.ctx, msg, 0)
				sinkReceipt = tr.Handle(noSpan, sinkAny, handle)
			}
		})
	}
	for _, c := range []struct {
		name string
		ctx  context.Context
	}{
		{"skip/slot/unsampled", unsampled},
		{"skip/slot/unsampled-sdk", unsampledSDK},
	} {
		b.Run(c.name, func(b *testing.B) {
			tr := newTransport(b, skip)
			var slot envelope.Slot
			slot.Swap(c.ctx)
			b.ReportAllocs()
			for b.Loop() {
				sinkAny, sinkReceipt = tr.WrapFrom(&slot, msg, 0)
				sinkReceipt = tr.Handle(noSpan, sinkAny, handle)
			}
		})
	}
	b.Run("sampled/otel-map-carrier", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c := propagation.MapCarrier{}
			propagation.TraceContext{}.Inject(sampled, c)
			handleBare(propagation.TraceContext{}.Extract(noSpan, c), msg)
		}
	})
}

func BenchmarkReceive(b *testing.B) {
	tr := newTransport(b, envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true})
	fanout, _ := tr.Wrap(unsampled, "hello", 1_000_000)
	for _, c := range []struct {
		name string
		msg  any
	}{
		{"bare", "hello"},
		{"empty", &envelope.Envelope{Message: "hello"}},
		{"fanout", fanout},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkCtx, sinkReceived = tr.Receive(noSpan, c.msg)
			}
		})
	}
}
