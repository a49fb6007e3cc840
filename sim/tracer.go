package sim

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope/sampling"
	"fanout/sim/random"
	"fanout/sim/row"
	"fanout/sim/span"
)

func wallTime(t actor.Time) time.Time { return span.Epoch().Add(time.Duration(t)) }

// tracer is one instrumented process: a separate SDK with samplers whose rates
// can be changed, ids from the seed, and time from the virtual clock.
type tracer struct {
	// What the SDK holds is kept by the sink, the samplers and the ids.
	trace.Tracer `checkpoint:"shared"`
	head         *sampling.Head
	fanout       *sampling.Fanout
	ids          ids
	sink         *spanSink
	options      [2]trace.SpanStartOption `checkpoint:"shared"` // those of the span that is started
}

// kindOptions are the options for the kinds of spans: made for each span they would be
// garbage.
var kindOptions = func() (all [trace.SpanKindConsumer + 1]trace.SpanStartOption) {
	for k := range all {
		all[k] = trace.WithSpanKind(trace.SpanKind(k))
	}
	return all
}()

// scope is the name of the instrumentation.
const scope = "fanout/sim"

func newTracer(sink *spanSink) *tracer {
	t := &tracer{head: sampling.NewHead(0), sink: sink}
	t.fanout = sampling.NewFanout(t.head, nil)
	t.Tracer = newProvider(sink, t.fanout, &t.ids).Tracer(scope)
	return t
}

// newProvider is an SDK that hands its spans to sink.
func newProvider(sink *spanSink, sampler sdktrace.Sampler, ids sdktrace.IDGenerator) *sdktrace.TracerProvider {
	return sdktrace.NewTracerProvider(
		sdktrace.WithSampler(sampler),
		sdktrace.WithIDGenerator(ids),
		sdktrace.WithSpanProcessor(sink),
		sdktrace.WithRawSpanLimits(sdktrace.SpanLimits{
			// Nothing of a span is cut, and no environment variable decides.
			AttributeValueLengthLimit: -1, AttributeCountLimit: -1, EventCountLimit: -1,
			LinkCountLimit: -1, AttributePerEventCountLimit: -1, AttributePerLinkCountLimit: -1,
		}),
		sdktrace.WithResource(resource.NewSchemaless(sink.resource.Attributes()...)),
	)
}

// start asks the SDK for a span that begins at the given virtual time. root is
// the tag of the trace if it is a new one.
func (t *tracer) start(ctx context.Context, name string, kind trace.SpanKind, at actor.Time, root uint64) (context.Context, trace.Span, span.Outcome) {
	child := trace.SpanContextFromContext(ctx).IsValid()
	t.ids.prefix = root
	t.options = [...]trace.SpanStartOption{kindOptions[kind], trace.WithTimestamp(wallTime(at))}
	ctx, started := t.Start(ctx, name, t.options[:]...)
	return ctx, started, span.AskedFor(child, started.IsRecording())
}

// end ends a span at the given virtual time.
func end(s trace.Span, at actor.Time) { s.End(trace.WithTimestamp(wallTime(at))) }

// spanSink receives what a service records: it is the service's exporter. It
// works at once, because the SDK's batching processor drops spans that end faster
// than its goroutine runs, and has no goroutine to run on in a busy tab.
type spanSink struct {
	resource *span.Resource `checkpoint:"shared"`
	store    *span.Store    // nil in a preview
	recorded [row.MaxOrigins]int64
	hash     uint64
	last     int64 // number in the store of the span that ended last
}

var _ sdktrace.SpanProcessor = (*spanSink)(nil)

// OnStart notes that a span was begun that will be recorded.
func (s *spanSink) OnStart(_ context.Context, started sdktrace.ReadWriteSpan) {
	if s.store != nil {
		s.store.Begin(started.SpanContext().SpanID())
	}
}

// OnEnd counts a span, mixes it into the history and stores it.
func (s *spanSink) OnEnd(ended sdktrace.ReadOnlySpan) {
	sc := ended.SpanContext()
	id, sid := sc.TraceID(), sc.SpanID()
	s.recorded[span.OriginOf(id)]++
	h := s.hash
	for _, b := range id {
		h = (h ^ uint64(b)) * fnvPrime
	}
	for _, b := range sid {
		h = (h ^ uint64(b)) * fnvPrime
	}
	h = (h ^ uint64(ended.StartTime().Sub(span.Epoch()))) * fnvPrime
	s.hash = random.Mix(h ^ uint64(ended.EndTime().Sub(span.Epoch())))
	if s.store != nil {
		s.last = s.store.Add(span.Recorded(ended, s.resource))
	}
}

// Shutdown implements sdktrace.SpanProcessor.
func (s *spanSink) Shutdown(context.Context) error { return nil }

// ForceFlush implements sdktrace.SpanProcessor.
func (s *spanSink) ForceFlush(context.Context) error { return nil }

const fnvPrime = 1099511628211
