package sim

import (
	"context"
	"fmt"
	"reflect"
	"unsafe"

	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim/checkpoint"
	"fanout/sim/span"
)

// how says what a checkpoint of a world copies: structs of this package and of the world's.
func how(w World) *checkpoint.How {
	return &checkpoint.How{
		Packages: []string{reflect.TypeFor[Kernel]().PkgPath(), reflect.TypeOf(w).Elem().PkgPath()},
		Keepers:  keepers,
	}
}

// Checkpoint begins one; it is complete when its More says so, and until then the
// world must stand still.
func (k *Kernel) Checkpoint() *checkpoint.Checkpoint {
	c, err := checkpoint.Begin(k.system, k.world, how(k.world))
	must(err) // the tests take one of every kind
	return c
}

// Restore brings the world back to a complete checkpoint of it.
func (k *Kernel) Restore(c *checkpoint.Checkpoint) { must(c.Restore(k.system)) }

// keepers are the types that a checkpoint keeps in a way of their own.
var keepers = map[reflect.Type]checkpoint.Keeper{
	reflect.TypeFor[envelope.Transport](): func(p any) (func(), int64) {
		t := p.(*envelope.Transport)
		options := t.Options()
		return func() {
			if err := t.SetOptions(options); err != nil {
				panic("sim: " + err.Error())
			}
		}, int64(unsafe.Sizeof(options))
	},
	reflect.TypeFor[sampling.Head](): func(p any) (func(), int64) {
		h := p.(*sampling.Head)
		rate := h.Rate()
		return func() { h.SetRate(rate) }, 4
	},
	reflect.TypeFor[sampling.Fanout](): func(p any) (func(), int64) {
		f := p.(*sampling.Fanout)
		table := f.Table()
		return func() { f.SetTable(table) }, 8
	},
	reflect.TypeFor[sampling.IDs](): func(p any) (func(), int64) {
		g := p.(*sampling.IDs)
		state := g.State()
		return func() { g.SetState(state) }, 8
	},
	reflect.TypeFor[span.Store](): func(p any) (func(), int64) {
		return p.(*span.Store).Keep()
	},
	reflect.TypeFor[ActiveSpan](): keepSpan,
}

// keepSpan keeps a span that is open while its actor waits for an answer. The SDK
// does not copy spans and one that has ended stays so, so it is started again,
// with the ids, the time and all that it had.
func keepSpan(p any) (restore func(), bytes int64) {
	live := p.(*ActiveSpan)
	held := *live
	r, recording := held.Span.(sdktrace.ReadOnlySpan)
	if !recording || !held.IsRecording() {
		return func() { *live = held }, int64(unsafe.Sizeof(held))
	}
	b := birth{
		sc: r.SpanContext(), parent: r.Parent(), name: r.Name(), attributes: r.Attributes(),
		options: []trace.SpanStartOption{trace.WithSpanKind(r.SpanKind()), trace.WithTimestamp(r.StartTime())},
	}
	return func() {
		*live = held
		live.Span = b.again(held.by)
	}, int64(unsafe.Sizeof(b))
}

// birth is what a span was started with.
type birth struct {
	sc, parent trace.SpanContext
	name       string
	attributes []attribute.KeyValue
	options    []trace.SpanStartOption
}

// again starts the span once more, for the sink of the same tracer.
func (b *birth) again(by *tracer) trace.Span {
	provider := newProvider(by.sink, b, b)
	_, s := provider.Tracer(scope).Start(trace.ContextWithSpanContext(context.Background(), b.parent), b.name, b.options...)
	s.SetAttributes(b.attributes...)
	if got := s.SpanContext(); !got.Equal(b.sc) {
		panic(fmt.Sprintf("sim: the span %v came back as %v", b.sc, got))
	}
	return s
}

// ShouldSample implements sdktrace.Sampler: the span was sampled.
func (b *birth) ShouldSample(sdktrace.SamplingParameters) sdktrace.SamplingResult {
	return sdktrace.SamplingResult{Decision: sdktrace.RecordAndSample, Tracestate: b.sc.TraceState()}
}

// Description implements sdktrace.Sampler.
func (b *birth) Description() string { return "again" }

// NewIDs implements sdktrace.IDGenerator.
func (b *birth) NewIDs(context.Context) (trace.TraceID, trace.SpanID) {
	return b.sc.TraceID(), b.sc.SpanID()
}

// NewSpanID implements sdktrace.IDGenerator.
func (b *birth) NewSpanID(context.Context, trace.TraceID) trace.SpanID { return b.sc.SpanID() }
