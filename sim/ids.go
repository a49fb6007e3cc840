package sim

import (
	"context"
	"encoding/binary"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
	"fanout/sim/random"
)

// ids makes the ids of one process: from the seed of the history or, in a
// preview, evenly.
type ids struct {
	prefix uint64 // left half of the next trace id
	random *sampling.IDs
	even   *weyl
}

var _ sdktrace.IDGenerator = (*ids)(nil)

// NewIDs implements sdktrace.IDGenerator.
func (g *ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	if g.even == nil {
		return g.random.NewIDs(ctx)
	}
	var t trace.TraceID
	binary.BigEndian.PutUint64(t[:8], g.prefix)
	binary.BigEndian.PutUint64(t[8:], g.even.next())
	return t, g.NewSpanID(ctx, t)
}

// NewSpanID implements sdktrace.IDGenerator.
func (g *ids) NewSpanID(ctx context.Context, t trace.TraceID) trace.SpanID {
	if g.even == nil {
		return g.random.NewSpanID(ctx, t)
	}
	var s trace.SpanID
	binary.BigEndian.PutUint64(s[:], random.Mix(binary.BigEndian.Uint64(t[8:])+1)|1)
	return s
}

// weyl is the sequence of multiples of the golden ratio modulo 1, which fills the
// interval more evenly than chance: with it a few hundred traces meet a sampling
// rate of 1 % as well as a million random ones would.
type weyl struct{ state uint64 }

// The low 56 bits decide about sampling, so the step is the golden ratio in
// units of 2^-56.
const goldenStep = 0x9e3779b97f4a7c

func (g *weyl) next() uint64 {
	g.state += goldenStep
	return g.state&(1<<56-1) | 1<<56
}
