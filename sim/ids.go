package sim

import (
	"context"
	"encoding/binary"
	"math/bits"

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
	even   *evenly // of all processes of a service
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

// evenly is a sequence that fills the interval of the low 56 bits, which decide about
// sampling: of evenCycle draws one falls into each of as many equal parts. So do as many that
// lie at equal distances in the sequence, such as those for one of several kinds of messages,
// because evenCycle is a prime. The step is near the golden ratio: the first few draws are
// spread as well. A cycle meets a sampling rate of 1 % as closely as a million random draws.
type evenly struct{ drawn uint64 }

const (
	evenCycle = 997
	evenStep  = 616
)

func (g *evenly) next() uint64 {
	const interval = 1 << 56
	part, cycle := g.drawn*evenStep%evenCycle, g.drawn/evenCycle
	g.drawn++
	within := bits.Reverse64(cycle+1) >> 8 // of the part: a half, a quarter, three quarters, …
	return part*(interval/evenCycle) + within/evenCycle | interval
}
