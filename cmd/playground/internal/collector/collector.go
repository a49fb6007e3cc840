//go:build !js

package collector

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/instrumentation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim/span"
)

// batch is how many spans one request carries, which is the SDK's default.
const batch = 512

// patience is how long a request is tried, so that a collector that has gone away
// does not hold up a run.
const patience = 10 * time.Second

// Exporter sends spans in batches, at once and in order. After a failure it sends
// nothing more.
type Exporter struct {
	url       string
	zero      time.Time
	exporter  *otlptrace.Exporter
	resources map[*span.Resource]*resource.Resource
	waiting   tracetest.SpanStubs
	sent      int
	err       error
}

// Open prepares to send to an endpoint: http or https, host and perhaps port. A URL
// without a path gets /v1/traces, as OTEL_EXPORTER_OTLP_ENDPOINT would; headers and
// certificates are those of the OTEL_EXPORTER_OTLP_… variables. zero is the
// wall-clock time of virtual time 0. Nothing is sent yet. The error is one sentence
// with the URL and what was expected.
func Open(endpoint string, zero time.Time) (*Exporter, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%q is no endpoint; expected a URL such as http://localhost:4318", endpoint)
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	exporter, err := otlptracehttp.New(context.Background(),
		otlptracehttp.WithEndpointURL(u.String()),
		otlptracehttp.WithTimeout(patience),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{
			Enabled: true, InitialInterval: 200 * time.Millisecond, MaxInterval: 2 * time.Second, MaxElapsedTime: patience,
		}))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", u, err)
	}
	return &Exporter{url: u.String(), zero: zero, exporter: exporter, resources: make(map[*span.Resource]*resource.Resource)}, nil
}

// Add takes a span and sends those that wait once they are enough for a request.
func (e *Exporter) Add(s *span.Span) {
	if e.err != nil {
		return
	}
	e.waiting = append(e.waiting, e.stub(s))
	if len(e.waiting) == batch {
		e.flush()
	}
}

// Close sends what waits and returns the number of spans that the endpoint took, and
// the first failure as one sentence.
func (e *Exporter) Close() (sent int, err error) {
	if e.err == nil && len(e.waiting) > 0 {
		e.flush()
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := e.exporter.Shutdown(ctx); err != nil && e.err == nil {
		e.err = fmt.Errorf("%s: %w", e.url, err)
	}
	return e.sent, e.err
}

func (e *Exporter) flush() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	defer cancel()
	if err := e.exporter.ExportSpans(ctx, e.waiting.Snapshots()); err != nil {
		e.err = fmt.Errorf("after %d spans: %w", e.sent, err)
	} else {
		e.sent += len(e.waiting)
	}
	e.waiting = e.waiting[:0]
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
