package sim

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"unsafe"

	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
)

// checkpoint is a world at one instant, whole: what comes after it is restored is
// what came after it was taken, to the byte.
type checkpoint struct {
	world  *World
	at     actor.Time
	actors *actor.Checkpoint
	memory *memory
}

// checkpoint begins one; it is complete when its more says so, and until then the
// world must stand still.
func (w *World) checkpoint() *checkpoint {
	actors, err := w.system.BeginCheckpoint()
	if err != nil {
		panic("sim: " + err.Error()) // the tests take one of every kind
	}
	rest, err := remember(w)
	if err != nil {
		panic("sim: " + err.Error())
	}
	return &checkpoint{w, w.system.Now(), actors, rest}
}

// more copies on until over says that the time for it is used up, and reports
// whether the checkpoint is complete. nil means no limit.
func (c *checkpoint) more(over func() bool) bool { return c.actors.Continue(over) }

// bytes is about what the checkpoint takes.
func (c *checkpoint) bytes() int64 { return c.actors.Size() + c.memory.bytes }

// release gives its memory up to the next ones.
func (c *checkpoint) release() { c.actors.Release() }

// restore brings the world back to a complete checkpoint of it.
func (w *World) restore(c *checkpoint) {
	if err := w.system.Restore(c.actors); err != nil {
		panic("sim: " + err.Error())
	}
	c.memory.recall()
}

// unchanging are fields that a checkpoint does not copy: what they refer to does
// not change once it is there, or is nobody's history.
var unchanging = map[string]bool{
	"World.profile":       true, // a price list is replaced as a whole
	"World.rank":          true, // as is the order of sending
	"World.smallOf":       true,
	"World.deal":          true,
	"World.lists":         true,
	"relay.deal":          true,
	"World.guildRing":     true,
	"World.sessionRing":   true,
	"sessionNode.members": true,
	"tracer.Tracer":       true, // what the SDK holds is kept by the sink, the samplers and the ids
	"spanSink.resource":   true,
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
	reflect.TypeFor[spanStore](): func(p any) (func(), int64) {
		live := p.(*spanStore)
		held := live.clone()
		return func() {
			export := live.export // belongs to the player
			*live = held.clone()
			live.export = export
		}, held.bytes()
	},
	reflect.TypeFor[span](): keepSpan,
}

// clone shares the full blocks of spans, which do not change any more.
func (st *spanStore) clone() spanStore {
	c := *st
	c.blocks = slices.Clone(st.blocks)
	if k := len(c.blocks); k > 0 {
		last := *c.blocks[k-1]
		c.blocks[k-1] = &last
	}
	c.open = maps.Clone(st.open)
	c.traces = st.traces.clone()
	c.names = slices.Clone(st.names)
	return c
}

func (st *spanStore) bytes() int64 {
	const perEntry = int64(unsafe.Sizeof(traceSum{})) + 48 // and its places in map and list
	return int64(unsafe.Sizeof(spanBlock{})) + 8*int64(len(st.blocks)) + 16*int64(len(st.open)) +
		perEntry*int64(len(st.traces.byID))
}

func (b *traceBook) clone() traceBook {
	c := *b
	c.byID = make(map[trace.TraceID]*traceSum, len(b.byID))
	sums := make([]traceSum, 0, len(b.byID))
	for id, t := range b.byID {
		sums = append(sums, *t)
		c.byID[id] = &sums[len(sums)-1]
	}
	c.order = make([]*traceSum, len(b.order))
	for i, t := range b.order {
		if t.held > 0 {
			c.order[i] = c.byID[t.id]
		} else {
			gone := *t
			c.order[i] = &gone
		}
	}
	return c
}

// keepSpan keeps a span that is open while its actor waits for an answer. The SDK
// does not copy spans and one that has ended stays so, so it is started anew,
// with the ids, the time and all that it had.
func keepSpan(p any) (recall func(), bytes int64) {
	live := p.(*span)
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
