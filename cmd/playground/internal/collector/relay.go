//go:build !js

package collector

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	coltracepb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"fanout/sim/exact"
)

// Relay passes spans on that a page sends to its own origin as OTLP/HTTP in JSON. It
// answers when the endpoint has: so nothing waits here of which the page does not know, and
// the page sends no faster than the endpoint takes. One request is on its way at a time,
// and a few wait; the next is answered 503 with Retry-After, as one is that a busy endpoint
// did not take. It takes no request of another origin.
type Relay struct {
	courier *courier
	waiting chan struct{} // has one for each request that was let in
	turn    sync.Mutex    // of the courier

	mu      sync.Mutex
	account Account
}

// mostWaiting is how many requests are let in, and longestRequest how many bytes one has.
const mostWaiting, longestRequest = 4, 8 << 20

// NewRelay prepares to pass spans on to an endpoint, see Open.
func NewRelay(endpoint string, clock Clock) (*Relay, error) {
	c, err := newCourier(endpoint, clock)
	if err != nil {
		return nil, err
	}
	return &Relay{courier: c, waiting: make(chan struct{}, mostWaiting), account: Account{URL: c.url}}, nil
}

// URL is where spans are passed on to, without a password.
func (r *Relay) URL() string { return r.courier.url }

// Account is what became of all spans that were passed on so far.
func (r *Relay) Account() Account {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.account
}

// refused is an answer that spans are not taken.
type refused struct {
	status int
	wait   time.Duration // rounded up to seconds; 0 says nothing
	why    string        // a sentence
}

// ServeHTTP takes an ExportTraceServiceRequest in JSON.
func (r *Relay) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	spans, no := r.read(w, q)
	if no == nil {
		select {
		case r.waiting <- struct{}{}:
			defer func() { <-r.waiting }()
		default:
			no = &refused{http.StatusServiceUnavailable, time.Second, fmt.Sprintf("%d requests wait already for %s", mostWaiting, r.URL())}
		}
	}
	var a answer
	if no == nil {
		a, no = r.pass(spans)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if no != nil {
		if no.wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int((no.wait+time.Second-1)/time.Second)))
		}
		w.WriteHeader(no.status)
		writeJSON(w, map[string]any{"message": no.why})
		return
	}
	partial := map[string]any{}
	if a.rejected > 0 || a.message != "" {
		partial["partialSuccess"] = map[string]any{"rejectedSpans": strconv.Itoa(a.rejected), "errorMessage": clip(a.message)}
	}
	writeJSON(w, partial)
}

func writeJSON(w io.Writer, body any) { _ = json.NewEncoder(w).Encode(body) } // the client may be gone

// batchOf is the spans of a request.
type batchOf struct {
	request coltracepb.ExportTraceServiceRequest
	n       int
}

// read reads a request, or says why it is not taken.
func (r *Relay) read(w http.ResponseWriter, q *http.Request) (*batchOf, *refused) {
	if q.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, &refused{status: http.StatusMethodNotAllowed, why: "only POST is taken here"}
	}
	if !sameOrigin(q) {
		return nil, &refused{status: http.StatusForbidden, why: "spans are taken from this server's own page only"}
	}
	if kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type")); kind != "application/json" {
		return nil, &refused{status: http.StatusUnsupportedMediaType, why: fmt.Sprintf("the request is of the type %q; expected application/json", clip(kind))}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, longestRequest))
	if long := (*http.MaxBytesError)(nil); errors.As(err, &long) {
		return nil, &refused{status: http.StatusRequestEntityTooLarge, why: fmt.Sprintf("the request is too long; expected at most %s bytes", exact.Thousands(longestRequest))}
	}
	if err != nil {
		return nil, &refused{status: http.StatusBadRequest, why: "the request broke off"}
	}
	batch, err := decode(body)
	if err != nil {
		return nil, &refused{status: http.StatusBadRequest, why: "the request is no OTLP in JSON: " + clip(err.Error())}
	}
	return batch, nil
}

// decode reads OTLP's JSON, which has ids as hexadecimal digits, where that of Protobuf has
// base64.
func decode(body []byte) (*batchOf, error) {
	in := ptraceotlp.NewExportRequest()
	if err := in.UnmarshalJSON(body); err != nil {
		return nil, err
	}
	wire, err := in.MarshalProto()
	if err != nil {
		return nil, err
	}
	b := &batchOf{n: in.Traces().SpanCount()}
	return b, proto.Unmarshal(wire, &b.request)
}

// sameOrigin reports whether a request is of a page of this server, or of no page.
func sameOrigin(q *http.Request) bool {
	if site := q.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	origin := q.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == q.Host
}

// pass passes spans on when it is their turn.
func (r *Relay) pass(b *batchOf) (answer, *refused) {
	r.turn.Lock()
	a := r.courier.deliver(func(c context.Context) error { return r.courier.client.UploadTraces(c, b.request.GetResourceSpans()) })
	r.turn.Unlock()
	if a.failure != "" && a.again && a.status != "" { // it is asked again with the same spans
		return a, &refused{http.StatusServiceUnavailable, max(a.wait, pause), r.URL() + ": " + a.failure}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.account.Recorded += b.n
	rejected := r.account.note(b.n, &a)
	if a.failure != "" {
		r.account.Lost += b.n
		return a, &refused{status: http.StatusBadGateway, why: r.URL() + ": " + a.failure}
	}
	if rejected > 0 {
		a.message = a.refusal()
	}
	return a, nil
}
