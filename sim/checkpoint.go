package sim

import (
	"context"
	"fmt"
	"reflect"
	"unsafe"

	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim/span"
)

// Checkpoint is a world at one instant, whole: what comes after it is restored is
// what came after it was taken, to the byte.
type Checkpoint struct {
	kernel *Kernel
	at     actor.Time
	actors *actor.Checkpoint
	memory *memory
}

// Checkpoint begins one; it is complete when its More says so, and until then the
// world must stand still.
func (k *Kernel) Checkpoint() *Checkpoint {
	actors, err := k.system.BeginCheckpoint()
	if err != nil {
		panic("sim: " + err.Error()) // the tests take one of every kind
	}
	rest, err := capture(k.world)
	if err != nil {
		panic("sim: " + err.Error())
	}
	return &Checkpoint{k, k.system.Now(), actors, rest}
}

// More copies on until over says that the time for it is used up, and reports
// whether the checkpoint is complete. nil means no limit.
func (c *Checkpoint) More(over func() bool) bool { return c.actors.Continue(over) }

// Bytes is about what the checkpoint takes.
func (c *Checkpoint) Bytes() int64 { return c.actors.Size() + c.memory.bytes }

// Release gives its memory up to the next ones.
func (c *Checkpoint) Release() { c.actors.Release() }

// Restore brings the world back to a complete checkpoint of it.
func (k *Kernel) Restore(c *Checkpoint) {
	must(k.system.Restore(c.actors))
	c.memory.restore()
}

// keepers are the types that a checkpoint keeps in a way of their own.
var keepers = map[reflect.Type]keeper{
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
