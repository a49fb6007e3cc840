//go:build !js

package collector

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
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

// patience is how long an answer is waited for, so that a collector that has gone away
// does not hold up a run, and how long one may ask to be left alone.
const patience = 10 * time.Second

// pause is how long is waited before a request is repeated whose answer did not say.
const pause = time.Second

// Clock is what an Exporter waits by.
type Clock struct {
	Now   func() time.Time
	Sleep func(time.Duration)
}

// Exporter sends spans in batches, at once and in order. A request that meets a busy
// endpoint or loses its connection is repeated once (OTLP specification, "OTLP/HTTP
// Throttling"). After a failure nothing more is sent.
type Exporter struct {
	zero      time.Time
	clock     Clock
	asker     *asker
	exporter  *otlptrace.Exporter
	resources map[*span.Resource]*resource.Resource
	waiting   tracetest.SpanStubs
	account   Account
	failure   string // of the request that was the last, "" if it was answered
	refusal   string // what the first answer said that rejected any
}

// Open prepares to send to an endpoint: http or https, host and perhaps port. A URL
// without a path gets /v1/traces, as OTEL_EXPORTER_OTLP_ENDPOINT would; headers and
// certificates are those of the OTEL_EXPORTER_OTLP_… variables. zero is the
// wall-clock time of virtual time 0. Nothing is sent yet. The error is one sentence
// with the URL and what was expected.
func Open(endpoint string, zero time.Time, clock Clock) (*Exporter, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%q is no endpoint; expected a URL such as http://localhost:4318", endpoint)
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if transport.TLSClientConfig, err = certificates(os.Getenv); err != nil {
		return nil, err
	}
	a := &asker{next: transport, now: clock.Now}
	exporter, err := otlptracehttp.New(context.Background(),
		otlptracehttp.WithEndpointURL(u.String()),
		otlptracehttp.WithHTTPClient(&http.Client{Transport: a, Timeout: patience}),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{})) // see flush
	if err != nil {
		return nil, fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	return &Exporter{
		zero: zero, clock: clock, asker: a, exporter: exporter, account: Account{URL: u.Redacted()},
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
	answer := e.ask()
	switch {
	case answer.wait > patience:
		answer.failure += fmt.Sprintf(" and wants to be left alone for %v, longer than the %v that a run waits", answer.wait, patience)
	case answer.again:
		if answer.wait == 0 {
			answer.wait = pause
		}
		e.clock.Sleep(answer.wait)
		answer = e.ask()
	}
	n := len(e.waiting)
	e.waiting = e.waiting[:0]
	if answer.status != "" {
		e.account.Sent += n
	}
	if e.failure = answer.failure; e.failure != "" {
		return
	}
	rejected := min(answer.rejected, n)
	e.account.Rejected += rejected
	e.account.Accepted += n - rejected
	message := clip(answer.message)
	switch {
	case rejected > 0 && e.refusal == "":
		e.refusal = fmt.Sprintf("it answered %s and rejected spans: %q", answer.status, message)
	case rejected == 0 && message != "" && e.account.Warning == "":
		e.account.Warning = message
	}
}

// ask makes one request with what waits.
func (e *Exporter) ask() answer {
	err := e.exporter.ExportSpans(context.Background(), e.waiting.Snapshots())
	if err == nil {
		return e.asker.last
	}
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		return answer{failure: fmt.Sprintf("it has not answered within %v", patience)}
	}
	if whole := (*url.Error)(nil); errors.As(err, &whole) {
		err = whole.Err // without the URL, once more
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return answer{failure: "the connection failed: " + clip(err.Error()), again: true}
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
