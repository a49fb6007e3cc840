package span

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim/row"
)

// No trace is held of which all spans have left, and none is forgotten of which one is
// there; what was counted of those that left stays.
func TestStoreHoldsTheTracesOfItsSpans(t *testing.T) {
	st := NewStore(&Tracing{
		Gap:   func(t *TraceSummary) row.Gap { return row.Gap(t.Spans % 2) },
		Weigh: func(*Span) Weight { return WeighNone },
	})
	st.Limit(1_000)
	at := &Resource{Service: "s", Instance: "s1"}
	const traces = 5_000
	for n := range traces {
		for part := range 1 + n%3 { // traces of one to three spans
			s := Span{Resource: at, Name: "s", Start: int64(n), End: int64(n + part)}
			binary.BigEndian.PutUint64(s.Trace[:8], Tag(0, int64(n)))
			s.ID = trace.SpanID{1 + byte(part), byte(n), byte(n >> 8)}
			st.Add(s)
		}
	}
	held := 0
	for _, sum := range st.traces.byID {
		assert.Positive(t, sum.held)
		held += sum.held
	}
	assert.Equal(t, 1_000, held, "each span in the store is counted in one trace")
	assert.LessOrEqual(t, len(st.traces.weighed.list), 2_000)

	var all Summary
	st.Summarize(&all)
	assert.EqualValues(t, traces, all.Traces.Whole(0)+all.Traces.Partial(0))
	st.Limit(10)
	assert.Equal(t, 1_000, st.Held(), "not below what it holds")
}
