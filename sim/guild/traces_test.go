package guild

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/span"
)

// The query for traces with spans from all services, and why the others lack some.
func TestWholeAndPartialTraces(t *testing.T) {
	long(t)
	quiet := []string{"set rate 100", "set members 300", "set grpc 50", "set small 10", "set head.rate 20%"}
	for _, c := range []struct {
		name  string
		lines []string
		check func(t *testing.T, n *span.TraceTotals)
	}{
		{"everything linked, every session keeps its span", []string{"set fanout none"}, func(t *testing.T, n *span.TraceTotals) {
			assert.Greater(t, n.Whole(OriginAPI), int64(30))
			assert.Less(t, n.Partial(OriginAPI), n.Whole(OriginAPI)/5, "those under way")
			assert.Positive(t, n.Whole(OriginBackground))
			assert.Zero(t, n[OriginAPI][GapNoGuild]+n[OriginAPI][GapNoKept])
		}},
		{"skipping: an empty envelope may start a new trace", []string{"toggle roots.session off"}, func(t *testing.T, n *span.TraceTotals) {
			assert.Greater(t, n[OriginGuild][GapGuild], int64(30))
			assert.Zero(t, n.Whole(OriginGuild))
		}},
		{"not skipping: unsampled context says so, and no trace starts late", []string{"toggle skip.unsampled off", "set sieve parse"}, func(t *testing.T, n *span.TraceTotals) {
			assert.Greater(t, n.Whole(OriginAPI), int64(30))
			assert.Zero(t, n.Partial(OriginGuild)+n.Partial(OriginSession))
		}},
		{"the API does not link", []string{"toggle grpc.link off"}, func(t *testing.T, n *span.TraceTotals) {
			assert.Zero(t, n.Whole(OriginAPI)+n.Whole(OriginBackground))
			assert.Greater(t, n[OriginAPI][GapNoGuild], int64(30))
			assert.Positive(t, n[OriginBackground][GapNoCall])
		}},
		{"sessions get no envelopes", []string{"set envelopes.sessions 0%"}, func(t *testing.T, n *span.TraceTotals) {
			assert.Zero(t, n.Whole(OriginAPI))
			assert.Greater(t, n[OriginAPI][GapNoKept], int64(30))
			assert.Positive(t, n[OriginSession][GapSession], "a bare message does not say that it was fanned out")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, s := play(t, slices.Concat(quiet, c.lines, []string{"run 3s"})...)
			c.check(t, &s.Traces)
			require.NoError(t, p.CheckTrees())

			require.Zero(t, s.Spans.Left)
			var again span.TraceTotals
			spans := 0
			for _, v := range model.Tracing.Traces(p.Spans()) {
				again[v.Origin()][v.Gap]++
				spans += v.Spans
			}
			assert.Equal(t, s.Traces, again, "the query over the store finds what was counted as the spans came")
			assert.Equal(t, s.Spans.Held, spans)
		})
	}
}

// The totals do not change when the spans leave the store.
func TestTotalsOutliveTheStore(t *testing.T) {
	run := func(limit int) (*Snapshot, *sim.Player) {
		p, err := NewPlayer("set rate 100", "set members 300", "set grpc 50", "set small 10", "set head.rate 50%")
		require.NoError(t, err)
		p.Limit(0, 0, limit)
		require.NoError(t, p.Do("run 4s"))
		p.Finish()
		var s Snapshot
		takeSnapshot(p, &s)
		return &s, p
	}
	large, _ := run(span.MaxHeld)
	small, p := run(1_000)
	require.Zero(t, large.Spans.Left)
	require.Greater(t, small.Spans.Left, int64(1_000))
	assert.Equal(t, large.Traces, small.Traces)
	assert.Equal(t, large.Estimates, small.Estimates)
	assert.Equal(t, large.Hash, small.Hash)
	assert.NoError(t, p.CheckTrees())
	assert.Equal(t, 1_000, small.Spans.Held)
	assert.EqualValues(t, 1_000, countSpans(p))
}

func TestCheckTreesFindsWhatIsWrong(t *testing.T) {
	res := &span.Resource{Service: "api"}
	at := func(trace, id, parent byte, start int64) *span.Span {
		s := &span.Span{Resource: res, Name: "op", Start: start, End: start + 1}
		s.Trace[0], s.Trace[15] = 1, trace
		s.ID[7], s.Parent[7] = id, parent
		return s
	}
	list := func(spans ...*span.Span) func(func(int64, *span.Span) bool) {
		return func(yield func(int64, *span.Span) bool) {
			for i, s := range spans {
				if !yield(int64(i), s) {
					return
				}
			}
		}
	}
	for _, c := range []struct {
		name  string
		spans []*span.Span
		want  string
	}{
		{"a tree", []*span.Span{at(1, 2, 1, 6), at(1, 1, 0, 5), at(1, 3, 1, 7), at(2, 1, 0, 0)}, ""},
		{"a parent of another trace", []*span.Span{at(1, 1, 0, 5), at(2, 2, 1, 6)}, "has the parent 0000000000000001, which is not there"},
		{"two roots", []*span.Span{at(1, 1, 0, 5), at(1, 2, 0, 6)}, "has two roots"},
		{"the same id", []*span.Span{at(1, 1, 0, 5), at(1, 1, 0, 6)}, "is there twice"},
		{"a child before its parent", []*span.Span{at(1, 1, 0, 5), at(1, 2, 1, 4)}, "begins at 4 ns, before its parent"},
		{"a circle", []*span.Span{at(1, 1, 2, 5), at(1, 2, 1, 5)}, "is its own ancestor"},
		{"a circle further up", []*span.Span{at(1, 3, 1, 5), at(1, 1, 2, 5), at(1, 2, 1, 5)}, "is its own ancestor"},
	} {
		err := span.CheckTrees(list(c.spans...), nil)
		if c.want == "" {
			assert.NoError(t, err, c.name)
		} else {
			assert.ErrorContains(t, err, c.want, c.name)
		}
	}
	excused := func(trace.TraceID, trace.SpanID) bool { return true }
	assert.NoError(t, span.CheckTrees(list(at(2, 2, 1, 6)), excused))
}

// The spans alone tell how much traffic there was: in at least 95 of 100 histories
// the truth lies in the interval. Of 400, 379 and 383 cover.
func TestEstimatesCoverTheTruth(t *testing.T) {
	t.Parallel()
	messages, deliveries, histories := 0, 0, 30
	if testing.Short() {
		histories = 6
	}
	for seed := range histories {
		p, err := NewPlayer("set members 20", "set rate 100", "set grpc 0", "set small 0", "set head.rate 10%", fmt.Sprint("seed ", seed))
		require.NoError(t, err)
		s := do(t, p, "run 6s", "set members 150", "set head.rate 30%", "run 4s", "set rate 0.1", "run 1s")
		truth, e := &s.Messages, &s.Estimates
		require.Greater(t, e.Traces, 100)
		require.Equal(t, truth.Sampled, int64(e.Traces))
		if e.Messages.Low <= truth.Sent && truth.Sent <= e.Messages.High {
			messages++
		}
		if e.Deliveries.Low <= truth.Deliveries && truth.Deliveries <= e.Deliveries.High {
			deliveries++
		}
	}
	t.Logf("of %d histories: messages covered in %d, deliveries in %d", histories, messages, deliveries)
	assert.GreaterOrEqual(t, messages, fewestCovered(histories))
	assert.GreaterOrEqual(t, deliveries, fewestCovered(histories))
}

// fewestCovered is the number of n intervals of 95 % that cover by chance, or fewer,
// in one of a thousand tests.
func fewestCovered(n int) int {
	probability := math.Pow(0.05, float64(n)) // that exactly k cover
	sum := probability
	for k := 0; ; k++ {
		if sum > 0.001 {
			return k
		}
		probability *= float64(n-k) / float64(k+1) * 0.95 / 0.05
		sum += probability
	}
}

func TestFewestCovered(t *testing.T) {
	assert.Equal(t, []int{3, 24, 87}, []int{fewestCovered(6), fewestCovered(30), fewestCovered(100)})
}

// Before anything was sampled nothing is known, not even a bound.
func TestEstimatesWithoutATrace(t *testing.T) {
	_, s := play(t, "set head.rate 0%", "run 1s")
	assert.Zero(t, s.Estimates.Traces)
	assert.Equal(t, span.Interval{High: -1}, s.Estimates.Deliveries)
}
