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
)

// patience is how long an answer is waited for, so that a collector that has gone away
// does not hold up a run, and how long one may ask to be left alone; unless a Clock says
// otherwise.
const patience = 10 * time.Second

// pause is how long is waited before a request is repeated whose answer did not say.
const pause = time.Second

// Clock is what an Exporter waits by.
type Clock struct {
	Now   func() time.Time
	Sleep func(time.Duration)

	Patience time.Duration // how long an answer is waited for; 0 is 10 s
}

// courier asks an endpoint to take spans, and judges what it answers. It is not safe for
// concurrent use.
type courier struct {
	url    string // without a password
	clock  Clock
	asker  *asker
	client otlptrace.Client
}

// newCourier prepares to send to an endpoint: http or https, host and perhaps port. A URL
// without a path gets /v1/traces, as OTEL_EXPORTER_OTLP_ENDPOINT would; headers and
// certificates are those of the OTEL_EXPORTER_OTLP_… variables. Nothing is sent yet. The
// error is one sentence with the URL and what was expected.
func newCourier(endpoint string, clock Clock) (*courier, error) {
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
	if clock.Patience == 0 {
		clock.Patience = patience
	}
	a := &asker{next: transport, now: clock.Now}
	client := otlptracehttp.NewClient(
		otlptracehttp.WithEndpointURL(u.String()),
		otlptracehttp.WithHTTPClient(&http.Client{Transport: a, Timeout: clock.Patience}),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{})) // see deliver
	return &courier{url: u.Redacted(), clock: clock, asker: a, client: client}, nil
}

// deliver makes a request. One that meets a busy endpoint or loses its connection is
// repeated once (OTLP specification, "OTLP/HTTP Throttling").
func (c *courier) deliver(send func(context.Context) error) answer {
	answer := c.ask(send)
	switch {
	case answer.wait > c.clock.Patience:
		answer.failure += fmt.Sprintf(" and wants to be left alone for %v, longer than the %v that a run waits", answer.wait, c.clock.Patience)
	case answer.again:
		if answer.wait == 0 {
			answer.wait = pause
		}
		c.clock.Sleep(answer.wait)
		answer = c.ask(send)
	}
	return answer
}

// ask makes a request once.
func (c *courier) ask(send func(context.Context) error) answer {
	err := send(context.Background())
	if err == nil {
		return c.asker.last
	}
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		return answer{failure: fmt.Sprintf("it has not answered within %v", c.clock.Patience)}
	}
	if whole := (*url.Error)(nil); errors.As(err, &whole) {
		err = whole.Err // without the URL, once more
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return answer{failure: "the connection failed: " + clip(err.Error()), again: true}
}
