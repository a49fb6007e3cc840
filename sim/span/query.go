package span

import (
	"fmt"
	"iter"

	"go.opentelemetry.io/otel/trace"

	"fanout/sim/row"
)

// Kept answers for the spans that a store holds. Its answers are of the time at which they
// are asked for. The zero value holds none.
type Kept struct{ store *Store }

// Kept is the way to read the store without being able to change it.
func (st *Store) Kept() Kept { return Kept{st} }

// String says how much is held.
func (k Kept) String() string {
	if k.store == nil {
		return "no spans"
	}
	return fmt.Sprintf("%d spans of %d traces", k.store.Held(), k.Held())
}

// Recorded is how many spans have been recorded so far: as long as that does not change in
// a history, no answer does.
func (k Kept) Recorded() int64 {
	if k.store == nil {
		return 0
	}
	return k.store.recorded
}

// Traces goes through the traces of which a span is held, the one that began to be recorded
// last first.
func (k Kept) Traces(yield func(*TraceSummary) bool) {
	if k.store == nil {
		return
	}
	list := k.store.traces.all.list
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].held > 0 && !yield(list[i]) {
			return
		}
	}
}

// Held is how many traces those are.
func (k Kept) Held() int {
	if k.store == nil {
		return 0
	}
	return len(k.store.traces.byID)
}

// Summary is what the spans of a trace add up to, nil if none is held.
func (k Kept) Summary(id trace.TraceID) *TraceSummary {
	if k.store == nil {
		return nil
	}
	return k.store.traces.byID[id]
}

// Gap says why a trace is not whole, 0 if it is.
func (k Kept) Gap(t *TraceSummary) row.Gap { return k.store.traces.tracing.Gap(t) }

// Spans goes through the spans of a trace that are held, by number, newest first. It looks
// at no others.
func (k Kept) Spans(id trace.TraceID) iter.Seq2[int64, *Span] {
	return func(yield func(int64, *Span) bool) {
		t := k.Summary(id)
		if t == nil {
			return
		}
		for number, left := t.last, t.held; left > 0; left-- {
			at := k.store.place(number)
			if !yield(number, &at.Span) {
				return
			}
			number = at.before
		}
	}
}

// Span is the span of that number, nil if it is not held.
func (k Kept) Span(number int64) *Span {
	if k.store == nil {
		return nil
	}
	return k.store.Get(number)
}

// Newest is the span of a row of the table by name in the newest trace that has one, nil if
// none is held.
func (k Kept) Newest(n *ByName) *Span {
	for t := range k.Traces {
		if t.Origin() != n.Origin {
			continue
		}
		for _, s := range k.Spans(t.ID) {
			if s.Name == n.Name && s.Resource.Service == n.Service && (k.store.names.tracing.Weigh(s) == WeighNone) == n.Orphan {
				return s
			}
		}
	}
	return nil
}

// OfMessage is the newest trace of the message with that number, nil if none is held. One
// that began where messages come from is preferred.
func (k Kept) OfMessage(number int64) (best *TraceSummary) {
	for t := range k.Traces {
		switch {
		case t.Message != number || number == 0:
		case t.Origin() == 0:
			return t
		case best == nil:
			best = t
		}
	}
	return best
}

// TraceID and SpanID are ids as the SDK has them, for those who keep one without another
// need of it.
type (
	TraceID = trace.TraceID
	SpanID  = trace.SpanID
)
