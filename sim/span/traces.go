package span

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// TraceTotals counts the traces of each origin by why they are not whole, gap 0 for
// those that are. It counts all traces of the history; the store need not hold
// them any more. A trace changes its place as its spans end.
type TraceTotals [row.MaxOrigins][row.MaxGaps]int64

// Whole is the number of traces of an origin with spans from all services on their way.
func (t *TraceTotals) Whole(o row.Origin) int64 { return t[o][0] }

// Partial is the number of the others.
func (t *TraceTotals) Partial(o row.Origin) (n int64) {
	for _, k := range t[o][1:] {
		n += k
	}
	return n
}

// TraceSummary is what the spans of one trace add up to.
type TraceSummary struct {
	ID       trace.TraceID
	Rooted   bool  // its root has ended
	Spans    int   // seen
	From, To int64 // virtual ns
	Message  int64 // number of the message that it is of, 0 if none
	Longest  int64 // ns that the longest span took

	services uint16 // bits by number
	held     int    // spans in the store
	last     int64  // number of the newest of them

	// For the estimates.
	head       exact.PPM // rate of the head sampler, 0 if unknown
	recipients int       // of its fan-out, 0 before it
	keep       exact.PPM // second-layer rate on its leaf spans, 0 without any
	leaves     int       // spans that the second layer has decided about
}

// Duration is from the start of its first span to the end of its last one, ns.
func (t *TraceSummary) Duration() int64 { return t.To - t.From }

// Origin is where the trace began.
func (t *TraceSummary) Origin() row.Origin { return OriginOf(t.ID) }

// Has reports whether the trace has spans of all these services.
func (t *TraceSummary) Has(services ...row.Service) bool {
	for _, v := range services {
		if t.services&(1<<v) == 0 {
			return false
		}
	}
	return true
}

// note adds a span.
func (t *TraceSummary) note(s *Span, leaf row.Service) {
	if t.Spans == 0 {
		t.ID, t.From, t.To = s.Trace, s.Start, s.End
	}
	t.From, t.To = min(t.From, s.Start), max(t.To, s.End)
	t.Longest = max(t.Longest, s.End-s.Start)
	t.Spans++
	t.services |= 1 << s.Resource.Number
	if !s.Parent.IsValid() {
		t.Rooted = true
	}
	if t.head == 0 {
		t.head, _ = s.HeadRate()
	}
	if s.Resource.In(leaf) {
		t.leaves++
		if q, ok := s.Int(sampling.KeepRateKey); ok {
			t.keep = exact.PPM(q)
		}
	}
	if n, ok := s.Int(RecipientsKey); ok {
		t.recipients = int(n)
	}
	if n, ok := s.Int(MessageKey); ok && (t.Message == 0 || !s.Parent.IsValid()) {
		t.Message = n // the root's, not that of a span which strayed here
	}
}

// traceIndex keeps the sums of the traces of which the store holds a span, and the
// totals of all.
type traceIndex struct {
	tracing *Tracing
	byID    map[trace.TraceID]*TraceSummary
	all     traceList
	weighed traceList // those of origin 0, for the estimates
	totals  TraceTotals
	past    estimate // of the traces that are no longer held

	// rate is the second layer's by the number of recipients, for traces of which
	// no leaf span was kept.
	rate    func(recipients int) exact.PPM
	largest int // recipients of the largest fan-out so far
}

// traceList is traces by their first span. Those that are no longer held stay in it until
// they are half of it.
type traceList struct {
	list []*TraceSummary
	gone int // no longer held
}

func (l *traceList) add(t *TraceSummary) { l.list = append(l.list, t) }

// leave tells that a trace is no longer held.
func (l *traceList) leave() {
	if l.gone++; l.gone > len(l.list)/2 {
		l.list = slices.DeleteFunc(l.list, func(t *TraceSummary) bool { return t.held == 0 })
		l.gone = 0
	}
}

// enter takes a span in, under its number, and returns the number of the one before it in
// its trace, 0 for none.
func (b *traceIndex) enter(s *Span, number int64) (before int64) {
	t := b.byID[s.Trace]
	if t == nil {
		t = new(TraceSummary)
		b.byID[s.Trace] = t
		b.all.add(t)
		if s.Origin() == 0 {
			b.weighed.add(t)
		}
	} else {
		b.totals[s.Origin()][b.tracing.Gap(t)]--
	}
	t.note(s, b.tracing.Leaf)
	if t.keep == 0 && t.recipients > 0 && b.rate != nil {
		t.keep = b.rate(t.recipients)
	}
	t.held++
	b.totals[s.Origin()][b.tracing.Gap(t)]++
	before, t.last = t.last, number
	return before
}

// leave takes a span out that leaves the store. The last one of a trace takes the
// trace with it; what it was counted as stays.
func (b *traceIndex) leave(s *Span) {
	t := b.byID[s.Trace]
	if t.held--; t.held > 0 {
		return
	}
	delete(b.byID, s.Trace)
	b.all.leave()
	if s.Origin() == 0 {
		b.past.add(t)
		b.weighed.leave()
	}
}

// TraceView is one trace of a list of spans.
type TraceView struct {
	TraceSummary
	Gap      row.Gap
	Services string // those that it has spans of, in the order of a message's way
}

// Traces groups spans into traces, in the order of their first spans, and finds
// those with spans from all services: the query that answers for incomplete
// traces.
func (t *Tracing) Traces(spans iter.Seq2[int64, *Span]) []TraceView {
	byID := make(map[trace.TraceID]int)
	var views []TraceView
	names := make(map[row.Service]string)
	for _, s := range spans {
		i, ok := byID[s.Trace]
		if !ok {
			i = len(views)
			byID[s.Trace] = i
			views = append(views, TraceView{})
		}
		views[i].note(s, t.Leaf)
		names[s.Resource.Number] = s.Resource.Service
	}
	for i := range views {
		v := &views[i]
		v.Gap = t.Gap(&v.TraceSummary)
		var has []string
		for s := range row.Outside + 1 {
			if v.Has(s) {
				has = append(has, names[s])
			}
		}
		v.Services = strings.Join(has, " ")
	}
	slices.SortStableFunc(views, func(a, b TraceView) int { return cmp.Compare(a.From, b.From) })
	return views
}
