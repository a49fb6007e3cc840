package envelope_test

import (
	"context"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// The benchmarks: go test ./envelope -run '^$' -bench . -benchmem
//
// The bounds that the package is held to, natively and in wasm, as the table in
// README.md (bounds_test.go measures it with the functions below):
//
//	for target in "" "GOOS=js GOARCH=wasm"; do
//	  env $target go test ./envelope -run TestBounds -bounds 8 -benchtime 100ms -v -exec \
//	    "env -i PATH=$PATH $([ -z "$target" ] || echo $(go env GOROOT)/lib/wasm/go_js_wasm_exec)"
//	done

// Sinks keep the compiler from removing what is measured.
var (
	sinkBool     bool
	sinkString   string
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

// unsampledSDK is a context as a service has it that asked the SDK for a span
// which was not sampled.
var unsampledSDK, _ = sdktrace.NewTracerProvider(sdktrace.WithSampler(sdktrace.NeverSample())).Tracer("").Start(noSpan, "")

func benchSieve(b *testing.B) {
	b.ReportAllocs()
	headers := [...]string{sampledHeader, unsampledHeader}
	for i := range b.N {
		sinkBool = envelope.Sampled(headers[i&1])
	}
}

func BenchmarkSieve(b *testing.B) { benchSieve(b) }

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

// The same headers as the carriers of package propagation have them.
func mapOf16(traceparent string) propagation.MapCarrier {
	m := propagation.MapCarrier{}
	for k, v := range requestHeaders(traceparent) {
		m[k] = v[0]
	}
	return m
}

func headerCarrierOf16(traceparent string) propagation.HeaderCarrier {
	h := propagation.HeaderCarrier{}
	for k, v := range requestHeaders(traceparent) {
		h.Set(k, v[0])
	}
	return h
}

func benchReceiveHeaders(b *testing.B, mode envelope.HeaderMode, h map[string][]string) {
	tr := newTransport(b, envelope.Options{Headers: mode})
	b.ReportAllocs()
	for b.Loop() {
		sinkCtx, sinkReceipt = tr.ReceiveHeaders(noSpan, h)
	}
}

func BenchmarkReceiveHeaders(b *testing.B) {
	untraced := requestHeaders("")
	delete(untraced, "traceparent")
	delete(untraced, "tracestate")
	for _, c := range []struct {
		name    string
		mode    envelope.HeaderMode
		headers map[string][]string
	}{
		{"unsampled/sieve", envelope.HeadersSieve, requestHeaders(unsampledHeader)},
		{"unsampled/sieve/canonical", envelope.HeadersSieve, headerCarrierOf16(unsampledHeader)},
		{"unsampled/parse", envelope.HeadersParse, requestHeaders(unsampledHeader)},
		{"sampled/sieve", envelope.HeadersSieve, requestHeaders(sampledHeader)},
		{"sampled/parse", envelope.HeadersParse, requestHeaders(sampledHeader)},
		{"absent/sieve", envelope.HeadersSieve, untraced},
	} {
		b.Run(c.name, func(b *testing.B) { benchReceiveHeaders(b, c.mode, c.headers) })
	}
}

// benchExtract measures a propagator, with the sieve in front or without.
func benchExtract(b *testing.B, p propagation.TextMapPropagator, c propagation.TextMapCarrier) {
	b.ReportAllocs()
	for b.Loop() {
		sinkCtx = p.Extract(noSpan, c)
	}
}

// benchLook measures what a sieve cannot do without: finding the traceparent.
func benchLook(b *testing.B) {
	h := requestHeaders(unsampledHeader)
	for b.Loop() {
		sinkString = h["traceparent"][0]
	}
}

// extractCarriers are the carriers of an unsampled request.
func extractCarriers() []struct {
	name    string
	carrier propagation.TextMapCarrier
} {
	return []struct {
		name    string
		carrier propagation.TextMapCarrier
	}{
		{"list of 2", &envelope.Carrier{{"traceparent", unsampledHeader}, {"tracestate", "ot=th:fd70a"}}},
		{"Headers of 16", envelope.Headers(requestHeaders(unsampledHeader))},
		{"HeaderCarrier of 16", headerCarrierOf16(unsampledHeader)},
		{"MapCarrier of 16", mapOf16(unsampledHeader)},
		{"MapCarrier of 2", propagation.MapCarrier{"traceparent": unsampledHeader, "tracestate": "ot=th:fd70a"}},
	}
}

func newSieve(tb testing.TB) propagation.TextMapPropagator {
	tb.Helper()
	sieve, err := envelope.Sieve(propagation.TraceContext{})
	if err != nil {
		tb.Fatal(err)
	}
	return sieve
}

// The sieve in front of a propagator, over one and the same carrier.
func BenchmarkSieveExtract(b *testing.B) {
	for _, c := range extractCarriers() {
		b.Run("propagator/"+c.name, func(b *testing.B) { benchExtract(b, propagation.TraceContext{}, c.carrier) })
		b.Run("sieve/"+c.name, func(b *testing.B) { benchExtract(b, newSieve(b), c.carrier) })
	}
	b.Run("one look into a map of 16", benchLook)
}

// A message as it goes from one goroutine to another: the sender has it wrapped
// and puts it into a mailbox, the receiver's handler is called with it. The
// handlers do the same in all cases: they note the context and the message.

var benchMsg any = &struct{ n int }{1}

func handleBare(ctx context.Context, msg any) { sinkCtx, sinkAny = ctx, msg }

func handleReceived(ctx context.Context, r envelope.Received) { sinkCtx, sinkAny = ctx, r.Message }

// benchBare is a service without this package: the sender puts the message into
// the mailbox as it is, the handler is called with it.
func benchBare(b *testing.B) {
	handle := handleBare
	b.ReportAllocs()
	for b.Loop() {
		sinkAny = benchMsg
		handle(noSpan, sinkAny)
	}
}

// benchGuard is benchBare and nothing more than the question whether the context
// has a sampled span, which code that skips unsampled context has to ask: the
// floor of what wrapping can cost.
func benchGuard(b *testing.B, ctx context.Context) {
	handle := handleBare
	b.ReportAllocs()
	for b.Loop() {
		if !trace.SpanFromContext(ctx).SpanContext().IsSampled() {
			sinkAny = benchMsg
		}
		handle(noSpan, sinkAny)
	}
}

func benchMessage(b *testing.B, o envelope.Options, ctx context.Context) {
	tr := newTransport(b, o)
	handle := handleReceived
	b.ReportAllocs()
	for b.Loop() {
		sinkAny, sinkReceipt = tr.Wrap(ctx, benchMsg, 0)
		sinkReceipt = tr.Handle(noSpan, sinkAny, handle)
	}
}

// benchSlot is benchMessage with the sender's context in a Slot: the question is
// asked once for each message that the sender handles, not for each that it
// sends.
func benchSlot(b *testing.B, o envelope.Options, ctx context.Context) {
	tr := newTransport(b, o)
	handle := handleReceived
	var slot envelope.Slot
	slot.Swap(ctx)
	b.ReportAllocs()
	for b.Loop() {
		sinkAny, sinkReceipt = tr.WrapFrom(&slot, benchMsg, 0)
		sinkReceipt = tr.Handle(noSpan, sinkAny, handle)
	}
}

// benchCarrier is injecting and extracting alone, on this package's carrier.
func benchCarrier(b *testing.B) {
	handle := handleBare
	b.ReportAllocs()
	for b.Loop() {
		c := envelope.Carrier{}
		propagation.TraceContext{}.Inject(sampled, &c)
		handle(propagation.TraceContext{}.Extract(noSpan, &c), benchMsg)
	}
}

// benchMapCarrier is what opentelemetry-go does for a sampled message.
func benchMapCarrier(b *testing.B) {
	handle := handleBare
	b.ReportAllocs()
	for b.Loop() {
		c := propagation.MapCarrier{}
		propagation.TraceContext{}.Inject(sampled, c)
		handle(propagation.TraceContext{}.Extract(noSpan, c), benchMsg)
	}
}

var skipUnsampled = envelope.Options{Envelopes: true, SkipUnsampled: true}

func BenchmarkMessage(b *testing.B) {
	b.Run("bare", benchBare)
	for _, c := range []struct {
		name string
		ctx  context.Context
	}{{"unsampled", unsampled}, {"unsampled-sdk", unsampledSDK}, {"no-span", noSpan}} {
		b.Run("guard/"+c.name, func(b *testing.B) { benchGuard(b, c.ctx) })
		b.Run("skip/"+c.name, func(b *testing.B) { benchMessage(b, skipUnsampled, c.ctx) })
		b.Run("skip/slot/"+c.name, func(b *testing.B) { benchSlot(b, skipUnsampled, c.ctx) })
	}
	for _, c := range []struct {
		name string
		o    envelope.Options
		ctx  context.Context
	}{
		{"off", envelope.Options{}, unsampled},
		{"unsampled", envelope.Options{Envelopes: true}, unsampled},
		{"sampled", skipUnsampled, sampled},
		{"sampled-by-value", envelope.Options{Envelopes: true, ByValue: true}, sampled},
	} {
		b.Run(c.name, func(b *testing.B) { benchMessage(b, c.o, c.ctx) })
	}
	b.Run("sampled/carrier", benchCarrier)
	b.Run("sampled/otel-map-carrier", benchMapCarrier)
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
