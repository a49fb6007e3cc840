package sim

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// services is a set of services, and of the callers, which have no row of their own.
type services uint8

const callersBit services = 1 << NumServices

func serviceBit(name string) services {
	return 1 << max(0, slices.Index(append(serviceNames[:], "callers"), name))
}

func (s services) has(o services) bool { return s&o == o }

// String lists the set, in the order of a message's way.
func (s services) String() string {
	var names []string
	for i, name := range append(serviceNames[:], "callers") {
		if s.has(1 << i) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// Gap is why a trace does not have spans from all services on its way.
type Gap uint8

const (
	NoGap      Gap = iota // whole: spans of the API, the guilds and the sessions, of caller and presence, or of a connect at both ends
	GapOpen               // its root has not ended yet
	GapGuild              // it is rooted in the guild, where a message came without context
	GapSession            // it is rooted in a session, where a message came without context
	GapNoGuild            // rooted at the API or where a session connects, and the context did not reach the guild
	GapNoKept             // it reached the guild, and no session kept a span
	GapNoCall             // rooted in presence, where a request came without context, or was not read
	NumGaps
)

var gapTexts = [NumGaps]string{
	NoGap:      "whole",
	GapOpen:    "the root has not ended yet",
	GapGuild:   "rooted in the guild: the message came without context",
	GapSession: "rooted in a session: the message came without context",
	GapNoGuild: "the context did not reach the guild",
	GapNoKept:  "no session kept a span",
	GapNoCall:  "rooted in presence: no context was read",
}

// String says it in a few words.
func (g Gap) String() string { return gapTexts[g] }

// TraceTotals counts the traces of each origin by why they are not whole, NoGap for
// those that are. It counts all traces of the history; the store need not hold
// them any more. A trace changes its place as its spans end.
type TraceTotals [NumOrigins][NumGaps]int64

// Whole is the number of traces of an origin with spans from all services.
func (t *TraceTotals) Whole(o Origin) int64 { return t[o][NoGap] }

// Partial is the number of the others.
func (t *TraceTotals) Partial(o Origin) (n int64) {
	for _, k := range t[o][NoGap+1:] {
		n += k
	}
	return n
}

// ofMessages adds up the traces that a user's message or an update of the guild has
// made: all but those of background requests.
func (t *TraceTotals) ofMessages(count func(Origin) int64) (n int64) {
	for o := range OriginBackground {
		n += count(o)
	}
	return n
}

// traceSum is what the spans of one trace add up to.
type traceSum struct {
	id       trace.TraceID
	services services
	rooted   bool  // its root has ended
	spans    int   // seen
	held     int   // of those, in the store
	from, to int64 // virtual ns

	// Of a user message, for the estimates.
	head       PPM // rate of the head sampler, 0 if unknown
	recipients int // of its fan-out, 0 before it
	keep       PPM // second-layer rate on its session spans, 0 without any
	sessions   int // session spans
}

// note adds a span.
func (t *traceSum) note(s *Span) {
	if t.spans == 0 {
		t.id, t.from, t.to = s.Trace, s.Start, s.End
	}
	t.from, t.to = min(t.from, s.Start), max(t.to, s.End)
	t.spans++
	bit := s.Resource.bit
	t.services |= bit
	if !s.Parent.IsValid() {
		t.rooted = true
	}
	if t.head == 0 {
		t.head, _ = s.HeadRate()
	}
	if bit == 1<<Sessions {
		t.sessions++
		if q, ok := s.Int(sampling.KeepRateKey); ok {
			t.keep = PPM(q)
		}
	}
	if n, ok := s.Int(RecipientsKey); ok {
		t.recipients = int(n)
	}
}

// gap is the query for traces with spans from all services.
func (t *traceSum) gap() Gap {
	const message = 1<<API | 1<<Guilds | 1<<Sessions
	switch originOf(t.id) {
	case OriginGuild:
		return GapGuild
	case OriginSession:
		return GapSession
	case OriginBackground:
		switch {
		case t.services.has(callersBit | 1<<Presence), t.services.has(1<<Sessions | 1<<Guilds):
			return NoGap
		case !t.rooted:
			return GapOpen
		case t.services.has(1 << Sessions):
			return GapNoGuild
		}
		return GapNoCall
	}
	switch {
	case t.services.has(message):
		return NoGap
	case !t.rooted:
		return GapOpen
	case t.services.has(1 << Guilds):
		return GapNoKept
	}
	return GapNoGuild
}

// traceBook keeps the sums of the traces of which the store holds a span, and the
// totals of all.
type traceBook struct {
	byID   map[trace.TraceID]*traceSum
	order  []*traceSum // those of user messages, by first span, for the estimates
	done   int         // of those, no longer held
	totals TraceTotals
	past   estimate // of the traces that are no longer held

	// rate is the second layer's by the number of recipients, for traces of which
	// no session kept a span.
	rate func(recipients int) PPM
}

func (b *traceBook) enter(s *Span) {
	t := b.byID[s.Trace]
	if t == nil {
		t = new(traceSum)
		b.byID[s.Trace] = t
		if s.Origin() == OriginAPI {
			b.order = append(b.order, t)
		}
	} else {
		b.totals[s.Origin()][t.gap()]--
	}
	t.note(s)
	if t.keep == 0 && t.recipients > 0 {
		t.keep = b.rate(t.recipients)
	}
	t.held++
	b.totals[s.Origin()][t.gap()]++
}

// leave takes a span out that leaves the store. The last one of a trace takes the
// trace with it; what it was counted as stays.
func (b *traceBook) leave(s *Span) {
	t := b.byID[s.Trace]
	if t.held--; t.held > 0 {
		return
	}
	delete(b.byID, s.Trace)
	if s.Origin() != OriginAPI {
		return
	}
	b.past.add(t)
	if b.done++; b.done > len(b.order)/2 {
		b.order = slices.DeleteFunc(b.order, func(t *traceSum) bool { return t.held == 0 })
		b.done = 0
	}
}

// TraceView is one trace of a list of spans.
type TraceView struct {
	ID       trace.TraceID
	Origin   Origin
	Gap      Gap
	Services string // those that it has spans of, in the order of a message's way
	Spans    int
	From, To int64 // virtual ns
	Message  int64 // number of the user message, 0 if none
}

// Traces groups spans into traces, in the order of their first spans, and finds
// those with spans from all services: the query that answers for incomplete
// traces.
func Traces(spans iter.Seq2[int64, *Span]) []TraceView {
	byID := make(map[trace.TraceID]int)
	var sums []traceSum
	var messages []int64
	for _, s := range spans {
		i, ok := byID[s.Trace]
		if !ok {
			i = len(sums)
			byID[s.Trace] = i
			sums, messages = append(sums, traceSum{}), append(messages, 0)
		}
		sums[i].note(s)
		if m, ok := s.Int(MessageKey); ok {
			messages[i] = m
		}
	}
	views := make([]TraceView, len(sums))
	for i := range sums {
		t := &sums[i]
		views[i] = TraceView{
			ID: t.id, Origin: originOf(t.id), Gap: t.gap(), Services: t.services.String(),
			Spans: t.spans, From: t.from, To: t.to, Message: messages[i],
		}
	}
	slices.SortStableFunc(views, func(a, b TraceView) int { return cmp.Compare(a.From, b.From) })
	return views
}
