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

// spanStore holds the latest recorded spans, in the order in which they ended in
// the run. A delivery that is not sampled never gets here.
type spanStore struct {
	spans    []Span // a ring once it is full
	recorded int64
	limit    int
	open     map[trace.SpanID]bool
	traces   traceBook
	export   func(*Span)

	estimated   Estimates
	estimatedAt int64 // number of spans recorded then
}

func newSpanStore() *spanStore {
	return &spanStore{
		limit: SpansKept, open: make(map[trace.SpanID]bool),
		traces: traceBook{byID: make(map[trace.TraceID]*traceSum)},
	}
}

// add takes a span and returns its number, from 1.
func (st *spanStore) add(s Span) int64 {
	delete(st.open, s.ID)
	if len(st.spans) < st.limit {
		st.spans = append(st.spans, s)
	} else {
		place := &st.spans[st.recorded%int64(st.limit)]
		st.traces.leave(place)
		*place = s
	}
	st.recorded++
	st.traces.enter(&s)
	if st.export != nil {
		st.export(&s)
	}
	return st.recorded
}

// get returns the span of that number, nil if it has left or never was.
func (st *spanStore) get(number int64) *Span {
	if number <= st.recorded-int64(len(st.spans)) || number > st.recorded {
		return nil
	}
	return &st.spans[(number-1)%int64(st.limit)]
}

func (st *spanStore) totals() SpanTotals {
	return SpanTotals{
		Recorded: st.recorded, Held: len(st.spans),
		Left: st.recorded - int64(len(st.spans)), Open: len(st.open),
	}
}

// all calls yield for the spans held, oldest first.
func (st *spanStore) all(yield func(number int64, s *Span) bool) {
	for n := st.recorded - int64(len(st.spans)) + 1; n <= st.recorded; n++ {
		if !yield(n, st.get(n)) {
			return
		}
	}
}

// estimates are computed anew when a span has come since the last time.
func (w *World) estimates() Estimates {
	st := w.spans
	if st.estimatedAt != st.recorded || st.recorded == 0 {
		st.estimated, st.estimatedAt = st.traces.estimates(w.largest), st.recorded
	}
	return st.estimated
}

// Spans goes through the recorded spans that the store holds, by number, in the
// order in which they ended in the run. The loop must not change the history.
func (p *Player) Spans() iter.Seq2[int64, *Span] { return p.world.spans.all }

// Span is the recorded span of that number, from 1; ok is false if it has left the
// store or never was.
func (p *Player) Span(number int64) (s Span, ok bool) {
	if held := p.world.spans.get(number); held != nil {
		return *held, true
	}
	return Span{}, false
}

// Export hands every span that is recorded from now on to f, as it ends and before
// it can leave the store, in this history and in those that follow it on this
// Player. f must not call the Player nor keep the pointer. nil ends it.
func (p *Player) Export(f func(*Span)) {
	p.export = f
	p.world.spans.export = f
}
