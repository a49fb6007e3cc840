//go:build !js

package collector

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/sdk/instrumentation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim/exact"
	"fanout/sim/span"
)

// batch is how many spans one request carries, which is the SDK's default.
const batch = 512

// Exporter sends spans in batches, at once and in order. After a failure nothing more is
// sent.
type Exporter struct {
	*courier
	zero      time.Time
	exporter  *otlptrace.Exporter
	resources map[*span.Resource]*resource.Resource
	waiting   tracetest.SpanStubs
	account   Account
	failure   string // of the request that was the last, "" if it was answered
	refusal   string // what the first answer said that rejected any
}

// Open prepares to send to an endpoint, see newCourier. zero is the wall-clock time of
// virtual time 0. Nothing is sent yet. The error is one sentence with the URL and what was
// expected.
func Open(endpoint string, zero time.Time, clock Clock) (*Exporter, error) {
	c, err := newCourier(endpoint, clock)
	if err != nil {
		return nil, err
	}
	exporter, err := otlptrace.New(context.Background(), c.client)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.url, err)
	}
	return &Exporter{
		courier: c, zero: zero, exporter: exporter, account: Account{URL: c.url},
		resources: make(map[*span.Resource]*resource.Resource),
	}, nil
}

// Add takes a span and sends those that wait once they are enough for a request.
func (e *Exporter) Add(s *span.Span) {
	e.account.Recorded++
	if e.failure != "" {
		return
	}
	e.waiting = append(e.waiting, e.stub(s))
	if len(e.waiting) == batch {
		e.flush()
	}
}

// Close sends what waits and returns what became of all spans. If any are missing at the
// endpoint, the error is one sentence with its URL, why, and how many.
func (e *Exporter) Close() (Account, error) {
	if e.failure == "" && len(e.waiting) > 0 {
		e.flush()
	}
	_ = e.exporter.Shutdown(context.Background()) // nothing waits in it
	a := &e.account
	a.Lost = a.Recorded - a.Accepted - a.Rejected
	why := e.refusal
	if e.failure != "" {
		why = e.failure
	}
	if missing := a.Lost + a.Rejected; missing > 0 {
		return *a, fmt.Errorf("%s: %s; %s of %s spans are missing there", a.URL, why, exact.Thousands(int64(missing)), exact.Thousands(int64(a.Recorded)))
	}
	return *a, nil
}

// flush sends what waits.
func (e *Exporter) flush() {
	answer := e.deliver(func(c context.Context) error { return e.exporter.ExportSpans(c, e.waiting.Snapshots()) })
	n := len(e.waiting)
	e.waiting = e.waiting[:0]
	rejected := e.account.note(n, &answer)
	if e.failure = answer.failure; e.failure == "" && rejected > 0 && e.refusal == "" {
		e.refusal = answer.refusal()
	}
}

// stub is the span in the SDK's form. tracetest has the only constructor of that
// which is open to others.
func (e *Exporter) stub(s *span.Span) tracetest.SpanStub {
	state, _ := trace.ParseTraceState(s.TraceState) // the SDK made it
	parent := trace.SpanContextConfig{SpanID: s.Parent, TraceFlags: trace.FlagsSampled, Remote: s.Remote}
	if s.Parent.IsValid() {
		parent.TraceID = s.Trace
	}
	return tracetest.SpanStub{
		Name: s.Name,
		SpanContext: trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: s.Trace, SpanID: s.ID, TraceFlags: trace.FlagsSampled, TraceState: state,
		}),
		Parent:    trace.NewSpanContext(parent),
		SpanKind:  s.Kind,
		StartTime: e.zero.Add(time.Duration(s.Start)), EndTime: e.zero.Add(time.Duration(s.End)),
		Attributes: s.Attributes, Links: s.Links,
		Status:               sdktrace.Status{Code: s.Status},
		Resource:             e.resource(s.Resource),
		InstrumentationScope: instrumentation.Scope{Name: "fanout/sim"},
	}
}

func (e *Exporter) resource(r *span.Resource) *resource.Resource {
	have := e.resources[r]
	if have == nil {
		have = resource.NewSchemaless(r.Attributes()...)
		e.resources[r] = have
	}
	return have
}
