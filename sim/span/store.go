package span

import (
	"fanout/sim/exact"

	"go.opentelemetry.io/otel/trace"
)

// MaxHeld is how many spans the store holds. The oldest leave first; what they
// were counted as stays.
const MaxHeld = 40_000

// Totals is what became of all spans that were recorded, in every process.
type Totals struct {
	Recorded int64 // since the start
	Held     int   // of those, in the store
	Left     int64 // of those, no longer in the store, which is bounded by MaxHeld
	Open     int   // started to be recorded and not ended yet
}

// Summary is what is known of all recorded spans.
type Summary struct {
	Spans     Totals
	SpanNames []ByName
	Traces    TraceTotals
	Estimates Estimates
	Kept      Kept // the spans themselves, as they are when they are asked for
}

// spanBlock is a run of spans with consecutive numbers. A full one does not change
// any more, so that checkpoints share it.
type spanBlock [blockSpans]held

const blockSpans = 256

// held is a span in the store, and the number of the one before it in its trace, 0 for
// none: the index by which the spans of a trace are found.
type held struct {
	Span
	before int64
}

// Store holds the latest recorded spans, in the order in which they ended in
// the run. A delivery that is not sampled never gets here.
//
// The store is bounded ([MaxHeld], about 440 bytes each), but counts, traces and
// estimates are those of all spans: a trace is summed up as its spans come, and the sum is
// counted for good when the last of them leaves. A trace that still gets spans after all
// that it had have left, which takes more spans than the store holds within one fan-out,
// counts as two from then on. A stream ([Store.Export]) sees every span.
type Store struct {
	blocks   []*spanBlock // the last is filled up, the first loses spans
	recorded int64
	limit    int
	open     map[trace.SpanID]bool
	traces   traceIndex
	names    nameStats
	export   func(*Span)

	estimated   Estimates
	estimatedAt int64 // number of spans recorded then
}

// NewStore makes a store of the spans of a system that is traced in that way.
func NewStore(t *Tracing) *Store {
	return &Store{
		limit: MaxHeld, open: make(map[trace.SpanID]bool),
		traces: traceIndex{tracing: t, byID: make(map[trace.TraceID]*TraceSummary)}, names: nameStats{tracing: t},
	}
}

// Add takes a span and returns its number, from 1.
func (st *Store) Add(s Span) int64 {
	delete(st.open, s.ID)
	if st.Held() == st.limit {
		oldest := st.recorded - int64(st.limit) + 1
		st.traces.leave(st.Get(oldest))
		if blockOf(oldest) < blockOf(oldest+1) {
			st.blocks = st.blocks[1:]
		}
	}
	if blockOf(st.recorded) < blockOf(st.recorded+1) {
		st.blocks = append(st.blocks, new(spanBlock))
	}
	st.recorded++
	*st.place(st.recorded) = held{s, st.traces.enter(&s, st.recorded)}
	st.names.note(&s)
	if st.export != nil {
		st.export(&s)
	}
	return st.recorded
}

// Held is how many spans are there.
func (st *Store) Held() int { return int(min(st.recorded, int64(st.limit))) }

// blockOf counts the blocks by the numbers that lie in them, from 1; 0 is in none.
func blockOf(number int64) int64 {
	return (number - 1 + blockSpans) / blockSpans
}

// place is where the span of that number lies, which must not have left.
func (st *Store) place(number int64) *held {
	first := blockOf(st.recorded) - int64(len(st.blocks)) + 1 // of the blocks that are left
	return &st.blocks[blockOf(number)-first][(number-1)%blockSpans]
}

// Get returns the span of that number, nil if it has left or never was.
func (st *Store) Get(number int64) *Span {
	if number <= st.recorded-int64(st.Held()) || number > st.recorded {
		return nil
	}
	return &st.place(number).Span
}

// Totals is what became of all spans.
func (st *Store) Totals() Totals {
	return Totals{
		Recorded: st.recorded, Held: st.Held(),
		Left: st.recorded - int64(st.Held()), Open: len(st.open),
	}
}

// All calls yield for the spans held, oldest first.
func (st *Store) All(yield func(number int64, s *Span) bool) {
	for n := st.recorded - int64(st.Held()) + 1; n <= st.recorded; n++ {
		if !yield(n, st.Get(n)) {
			return
		}
	}
}

// Estimates are what the spans say of the traffic. They are computed again when a span has come since the last time.
func (st *Store) Estimates() Estimates {
	if st.estimatedAt != st.recorded || st.recorded == 0 {
		st.estimated, st.estimatedAt = st.traces.estimates(), st.recorded
	}
	return st.estimated
}

// Begin notes that a span was begun that will be recorded.
func (st *Store) Begin(id trace.SpanID) { st.open[id] = true }

// Limit bounds how many spans are held, though not below those that are there.
func (st *Store) Limit(spans int) { st.limit = max(spans, st.Held()) }

// Export hands every span that is added from now on to f, before any leaves the store. f
// must not keep the pointer. nil ends it.
func (st *Store) Export(f func(*Span)) { st.export = f }

// SetKeepRate tells by which rate the second layer decides about a fan-out to so many
// recipients.
func (st *Store) SetKeepRate(rate func(recipients int) exact.PPM) { st.traces.rate = rate }

// NoteFanout tells the estimates of a fan-out to so many recipients.
func (st *Store) NoteFanout(recipients int) {
	st.traces.largest = max(st.traces.largest, recipients)
}

// RestartNames begins the counts by name since the last change from now on.
func (st *Store) RestartNames() { st.names.restart() }

// Summarize fills the summary, whose slice it uses again.
func (st *Store) Summarize(s *Summary) {
	s.Spans, s.Traces, s.Estimates = st.Totals(), st.traces.totals, st.Estimates()
	s.Kept = st.Kept()
	s.SpanNames = st.names.view(s.SpanNames[:0], s.Estimates.Deliveries)
}

// CheckTrees verifies that the spans form trees, as far as the store holds them: a parent
// may be missing if it has not ended yet, or if spans have left the store since the trace
// began.
func (st *Store) CheckTrees() error {
	return CheckTrees(st.All, func(id trace.TraceID, parent trace.SpanID) bool {
		t := st.traces.byID[id]
		gone := st.recorded > int64(st.Held()) && (t.held < t.Spans || !t.Rooted)
		return st.open[parent] || gone
	})
}
