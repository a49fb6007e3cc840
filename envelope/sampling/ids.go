package sampling

import (
	"context"
	"encoding/binary"
	"sync/atomic"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// IDs generates trace and span ids from a seed, so that a history can be
// replayed id for id. It may be used from any goroutine, as the SDK requires;
// which goroutine then gets which id is up to the scheduler.
//
// The right 8 bytes of a trace id are random, of which W3C Trace Context level
// 2 wants the last 7 so. The left 8 are the caller's, for instance a tag of the
// service that started the trace and a number: a reader of the id then knows
// whose it is.
type IDs struct {
	state  atomic.Uint64
	prefix func(context.Context) uint64
}

var _ sdktrace.IDGenerator = (*IDs)(nil)

// NewIDs returns a generator. prefix is called for each new trace and returns
// the left 8 bytes of its id; nil means random.
func NewIDs(seed uint64, prefix func(context.Context) uint64) *IDs {
	g := &IDs{prefix: prefix}
	g.state.Store(seed)
	return g
}

// State is the whole state of the generator, for a checkpoint.
func (g *IDs) State() uint64 { return g.state.Load() }

// SetState continues from a state returned by State.
func (g *IDs) SetState(state uint64) { g.state.Store(state) }

// NewIDs implements sdktrace.IDGenerator.
func (g *IDs) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	var id trace.TraceID
	if g.prefix != nil {
		binary.BigEndian.PutUint64(id[:8], g.prefix(ctx))
	} else {
		binary.BigEndian.PutUint64(id[:8], g.next())
	}
	binary.BigEndian.PutUint64(id[8:], g.nonZero())
	return id, g.NewSpanID(ctx, id)
}

// NewSpanID implements sdktrace.IDGenerator.
func (g *IDs) NewSpanID(context.Context, trace.TraceID) trace.SpanID {
	var id trace.SpanID
	binary.BigEndian.PutUint64(id[:], g.nonZero())
	return id
}

// next is SplitMix64: a counter, mixed. Equal states give equal sequences, and
// no state is a bad one.
func (g *IDs) next() uint64 {
	return mix(g.state.Add(goldenRatio))
}

func (g *IDs) nonZero() uint64 {
	for {
		if x := g.next(); x != 0 {
			return x
		}
	}
}
