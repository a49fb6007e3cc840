package span

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim/row"
)

// someTracing is that of a system about which nothing is known.
func someTracing() *Tracing {
	return &Tracing{
		Gap:   func(t *TraceSummary) row.Gap { return row.Gap(t.Spans % 2) },
		Weigh: func(*Span) Weight { return WeighNone },
	}
}

// traceNumber is a trace id with that number in it.
func traceNumber(n int) (id trace.TraceID) {
	binary.BigEndian.PutUint64(id[:8], Tag(row.Origin(n%3), int64(n)))
	id[15] = 1
	return id
}

// scanned is the index's oracle: what a look at all spans finds.
func scanned(st *Store) (numbers map[trace.TraceID][]int64) {
	numbers = make(map[trace.TraceID][]int64)
	for n, s := range st.All {
		numbers[s.Trace] = append(numbers[s.Trace], n)
	}
	return numbers
}

// indexed is the same as the index has it.
func indexed(st *Store) map[trace.TraceID][]int64 {
	numbers := make(map[trace.TraceID][]int64)
	for t := range st.Kept().Traces {
		var list []int64
		for n, s := range st.Kept().Spans(t.ID) {
			if s != st.Get(n) {
				return nil
			}
			list = append(list, n)
		}
		slices.Reverse(list)
		numbers[t.ID] = list
	}
	return numbers
}

// The index finds what a scan finds, whatever comes in whatever order, while spans leave,
// and after the store was brought back to an earlier time.
func TestIndexFindsWhatAScanFinds(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		st := NewStore(someTracing())
		st.Limit(1 + random.IntN(900))
		var restore func()
		var then map[trace.TraceID][]int64
		at := &Resource{Service: "s"}
		for n := range 3_000 {
			s := Span{Trace: traceNumber(n/10 + random.IntN(1+random.IntN(60))), Resource: at, Name: "s", Start: int64(n), End: int64(n)}
			binary.BigEndian.PutUint32(s.ID[:], uint32(n+1))
			st.Add(s)
			switch {
			case n%97 == 0:
				require.Equal(t, scanned(st), indexed(st), "seed %d, span %d", seed, n)
				require.Equal(t, len(scanned(st)), st.Kept().Held())
			case n == 1_400:
				restore, _ = st.Keep()
				then = scanned(st)
			case n == 2_200:
				restore()
				require.Equal(t, then, scanned(st))
				require.Equal(t, then, indexed(st))
			}
		}
	}
}

// The traces come in the order of their first spans, newest first.
func TestTracesNewestFirst(t *testing.T) {
	st := NewStore(someTracing())
	st.Limit(3)
	for n, of := range []int{1, 2, 1, 3, 4, 2} {
		s := Span{Trace: traceNumber(of), Resource: &Resource{}, Start: int64(n)}
		s.ID[0] = byte(n + 1)
		st.Add(s)
	}
	var list []trace.TraceID
	for sum := range st.Kept().Traces {
		list = append(list, sum.ID)
	}
	// Trace 1 has left, and trace 2 has left and come again.
	assert.Equal(t, []trace.TraceID{traceNumber(2), traceNumber(4), traceNumber(3)}, list)
	assert.Equal(t, 1, st.Kept().Summary(traceNumber(2)).Spans)
}

// Without a store there is nothing.
func TestNothingKept(t *testing.T) {
	var k Kept
	for range k.Traces {
		t.Error("a trace")
	}
	assert.Zero(t, k.Held())
	assert.Zero(t, k.Recorded())
	assert.Nil(t, k.Trace(traceNumber(1)))
	assert.Nil(t, k.Span(1))
	assert.Nil(t, k.OfMessage(1))
}

// A message's trace is the one that began where messages come from.
func TestTraceOfAMessage(t *testing.T) {
	st := NewStore(someTracing())
	add := func(of int, message int64) {
		s := Span{Trace: traceNumber(of), Resource: &Resource{}}
		s.ID[0] = byte(of + 1)
		s.Attributes = append(s.Attributes, MessageKey.Int64(message))
		st.Add(s)
	}
	add(3, 7) // of origin 0
	add(4, 7) // of origin 1
	add(5, 8)
	assert.Equal(t, traceNumber(3), st.Kept().OfMessage(7).ID)
	assert.Equal(t, traceNumber(5), st.Kept().OfMessage(8).ID)
	assert.Nil(t, st.Kept().OfMessage(9))
	assert.Nil(t, st.Kept().OfMessage(0))
}
