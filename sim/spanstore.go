package sim

import (
	"iter"

	"go.opentelemetry.io/otel/trace"
)

// SpansKept is how many spans the store holds. The oldest leave first; what they
// were counted as stays.
const SpansKept = 40_000

// SpanTotals is what became of all spans that were recorded, in every process.
type SpanTotals struct {
	Recorded int64 // since the start
	Held     int   // of those, in the store
	Left     int64 // of those, no longer in the store, which is bounded by SpansKept
	Open     int   // started to be recorded and not ended yet
}

// spanBlock is a run of spans with consecutive numbers. A full one does not change
// any more, so that checkpoints share it.
type spanBlock [256]Span

// spanStore holds the latest recorded spans, in the order in which they ended in
// the run. A delivery that is not sampled never gets here.
//
// The store is bounded ([SpansKept], about 440 bytes each), but counts, traces and
// estimates are those of all spans: a trace is summed up as its spans come, and the sum is
// counted for good when the last of them leaves. A trace that still gets spans after all
// that it had have left, which takes more spans than the store holds within one fan-out,
// counts as two from then on. A stream ([Player.Export]) sees every span.
type spanStore struct {
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

func newSpanStore(m *Model) *spanStore {
	return &spanStore{
		limit: SpansKept, open: make(map[trace.SpanID]bool),
		traces: traceIndex{model: m, byID: make(map[trace.TraceID]*TraceSummary)}, names: nameStats{model: m},
	}
}

// add takes a span and returns its number, from 1.
func (st *spanStore) add(s Span) int64 {
	delete(st.open, s.ID)
	if st.held() == st.limit {
		oldest := st.recorded - int64(st.limit) + 1
		st.traces.leave(st.get(oldest))
		if blockOf(oldest) < blockOf(oldest+1) {
			st.blocks = st.blocks[1:]
		}
	}
	if blockOf(st.recorded) < blockOf(st.recorded+1) {
		st.blocks = append(st.blocks, new(spanBlock))
	}
	st.recorded++
	*st.place(st.recorded) = s
	st.traces.enter(&s)
	st.names.note(&s)
	if st.export != nil {
		st.export(&s)
	}
	return st.recorded
}

// held is how many spans are there.
func (st *spanStore) held() int { return int(min(st.recorded, int64(st.limit))) }

// blockOf counts the blocks by the numbers that lie in them, from 1; 0 is in none.
func blockOf(number int64) int64 {
	return (number - 1 + int64(len(spanBlock{}))) / int64(len(spanBlock{}))
}

// place is where the span of that number lies, which must not have left.
func (st *spanStore) place(number int64) *Span {
	first := blockOf(st.recorded) - int64(len(st.blocks)) + 1 // of the blocks that are left
	return &st.blocks[blockOf(number)-first][(number-1)%int64(len(spanBlock{}))]
}

// get returns the span of that number, nil if it has left or never was.
func (st *spanStore) get(number int64) *Span {
	if number <= st.recorded-int64(st.held()) || number > st.recorded {
		return nil
	}
	return st.place(number)
}

func (st *spanStore) totals() SpanTotals {
	return SpanTotals{
		Recorded: st.recorded, Held: st.held(),
		Left: st.recorded - int64(st.held()), Open: len(st.open),
	}
}

// all calls yield for the spans held, oldest first.
func (st *spanStore) all(yield func(number int64, s *Span) bool) {
	for n := st.recorded - int64(st.held()) + 1; n <= st.recorded; n++ {
		if !yield(n, st.get(n)) {
			return
		}
	}
}

// currentEstimates are computed again when a span has come since the last time.
func (st *spanStore) currentEstimates() Estimates {
	if st.estimatedAt != st.recorded || st.recorded == 0 {
		st.estimated, st.estimatedAt = st.traces.estimates(), st.recorded
	}
	return st.estimated
}

// Spans goes through the recorded spans that the store holds, by number, in the
// order in which they ended in the run. The loop must not change the history.
func (p *Player) Spans() iter.Seq2[int64, *Span] { return p.k.spans.all }

// Span is the recorded span of that number, from 1; ok is false if it has left the
// store or never was.
func (p *Player) Span(number int64) (s Span, ok bool) { return p.k.Span(number) }

// Span is the recorded span of that number, from 1; ok is false if it has left the
// store or never was.
func (k *Kernel) Span(number int64) (s Span, ok bool) {
	if held := k.spans.get(number); held != nil {
		return *held, true
	}
	return Span{}, false
}

// Export hands every span that is recorded from now on to f, as it ends and before
// it can leave the store, in this history and in those that follow it on this
// Player. f must not call the Player nor keep the pointer. nil ends it.
func (p *Player) Export(f func(*Span)) {
	p.export = f
	p.k.spans.export = f
}
