//go:build !js

package collector_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/collector"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/otlp"
	"fanout/sim/span"
)

// relaying is a relay to an endpoint, on its own server, whose clock notes what is slept.
func relaying(t *testing.T, endpoint string) (r *collector.Relay, at string, slept *[]time.Duration) {
	t.Helper()
	slept = new([]time.Duration)
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	r, err := collector.NewRelay(endpoint, collector.Clock{Now: func() time.Time { return now }, Sleep: func(d time.Duration) { *slept = append(*slept, d) }})
	require.NoError(t, err)
	s := httptest.NewServer(r)
	t.Cleanup(s.Close)
	return r, s.URL, slept
}

// told is what a relay answers.
type told struct {
	status     int
	retryAfter string
	Message    string
	Partial    struct{ RejectedSpans, ErrorMessage string } `json:"partialSuccess"`
}

func post(t *testing.T, at, body string, headers ...string) (answer told) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, at+"/v1/traces", strings.NewReader(body))
	require.NoError(t, err)
	q.Header.Set("Content-Type", "application/json")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		q.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(q)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &answer), "%s", text)
	answer.status, answer.retryAfter = response.StatusCode, response.Header.Get("Retry-After")
	return answer
}

// batches are the spans of a second, as a page sends them.
func batches(t *testing.T) (bodies []string, spans []span.Span) {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%")
	require.NoError(t, err)
	require.NoError(t, p.Do("run 1s"))
	p.Finish()
	for _, s := range p.Spans() {
		spans = append(spans, *s)
	}
	for i := 0; i < len(spans); i += 512 {
		bodies = append(bodies, string(otlp.AppendLine(nil, spans[i:min(i+512, len(spans))], span.Epoch())))
	}
	return bodies, spans
}

// What the page sends arrives, whole and in order, as the collector's own decoder reads it.
func TestARelayPassesSpansOn(t *testing.T) {
	to := listen(t, http.StatusOK)
	r, at, _ := relaying(t, to.URL)
	assert.Equal(t, to.URL+"/v1/traces", r.URL())
	bodies, spans := batches(t)
	for _, body := range bodies {
		assert.Equal(t, http.StatusOK, post(t, at, body).status)
	}
	found := 0
	ids := make(map[string]span.Span)
	for _, s := range spans {
		ids[s.ID.String()] = s
	}
	for _, request := range to.requests {
		for _, rs := range request.ResourceSpans().All() {
			for _, s := range rs.ScopeSpans().At(0).Spans().All() {
				found++
				want := ids[s.SpanID().String()]
				assert.Equal(t, want.Name, s.Name())
				assert.Equal(t, want.Trace.String(), s.TraceID().String())
				assert.Equal(t, want.Parent.IsValid(), !s.ParentSpanID().IsEmpty())
				assert.Equal(t, want.End-want.Start, int64(s.EndTimestamp()-s.StartTimestamp()))
				assert.Equal(t, len(want.Attributes), s.Attributes().Len())
			}
		}
	}
	assert.Equal(t, len(spans), found)
	assert.Equal(t, collector.Account{URL: to.URL + "/v1/traces", Recorded: found, Sent: found, Accepted: found}, r.Account())
}

// What an endpoint answers is told to the page: what it may ask again, and what is lost.
func TestARelayTellsWhatBecameOfThem(t *testing.T) {
	ok := reply(200, "", protobuf)
	bodies, spans := batches(t)
	n := min(512, len(spans))
	for name, c := range map[string]struct {
		answers                  []http.HandlerFunc
		status                   int
		retryAfter, says         string
		slept                    []time.Duration
		accepted, rejected, lost int
	}{
		"took all":         {answers: []http.HandlerFunc{ok}, status: 200, accepted: n},
		"rejected some":    {answers: []http.HandlerFunc{partial(t, 3, "too old")}, status: 200, says: `it answered 200 OK and rejected spans: "too old"`, accepted: n - 3, rejected: 3},
		"busy for 2 s":     {answers: []http.HandlerFunc{reply(429, "", "Retry-After: 2"), ok}, status: 200, slept: []time.Duration{2 * time.Second}, accepted: n},
		"busy twice":       {answers: []http.HandlerFunc{reply(503, "", "Retry-After: 2")}, status: 503, retryAfter: "2", slept: []time.Duration{2 * time.Second}, says: "it answered 503 Service Unavailable"},
		"busy for an hour": {answers: []http.HandlerFunc{reply(429, "", "Retry-After: 3600")}, status: 503, retryAfter: "3600", says: "wants to be left alone for 1h0m0s"},
		"moved":            {answers: []http.HandlerFunc{reply(301, "", "Location: http://elsewhere.example/")}, status: 502, says: `it answered 301 Moved Permanently and leads to "http://elsewhere.example/"`, lost: n},
		"an HTML page":     {answers: []http.HandlerFunc{reply(200, "<html>", html)}, status: 502, says: "a body that is no OTLP answer", lost: n},
		"cut off":          {answers: []http.HandlerFunc{cutOff}, status: 502, says: "the connection failed: unexpected EOF", slept: []time.Duration{time.Second}, lost: n},
		"forbidden":        {answers: []http.HandlerFunc{reply(403, "")}, status: 502, says: "it answered 403 Forbidden", lost: n},
		"hung up twice":    {answers: []http.HandlerFunc{hangUp}, status: 502, says: "the connection failed: EOF", slept: []time.Duration{time.Second}, lost: n},
	} {
		t.Run(name, func(t *testing.T) {
			to, _ := answering(t, c.answers...)
			r, at, slept := relaying(t, to)
			got := post(t, at, bodies[0])
			assert.Equal(t, c.status, got.status)
			assert.Equal(t, c.retryAfter, got.retryAfter)
			assert.Contains(t, got.Message+got.Partial.ErrorMessage, c.says)
			assert.Equal(t, c.slept, append([]time.Duration(nil), *slept...))
			a := r.Account()
			assert.Equal(t, []int{c.accepted, c.rejected, c.lost}, []int{a.Accepted, a.Rejected, a.Lost})
			assert.Equal(t, a.Recorded, a.Accepted+a.Rejected+a.Lost)
		})
	}
}

// cutOff answers the beginning of an answer.
func cutOff(w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Content-Type", "application/x-protobuf")
	w.Header().Set("Content-Length", "100")
	w.WriteHeader(http.StatusOK)
	io.WriteString(w, "half")
	w.(http.Flusher).Flush()
	hangUp(w, q)
}

// An endpoint that takes too long is given up, and not asked again.
func TestASlowEndpoint(t *testing.T) {
	over := make(chan struct{})
	to, asked := answering(t, func(http.ResponseWriter, *http.Request) { <-over })
	t.Cleanup(func() { close(over) }) // before the server is closed
	e, err := collector.Open(to, span.Epoch(), collector.Clock{Now: time.Now, Patience: 20 * time.Millisecond})
	require.NoError(t, err)
	_, spans := batches(t)
	e.Add(&spans[0])
	account, err := e.Close()
	assert.EqualError(t, err, to+"/v1/traces: it has not answered within 20ms; 1 of 1 spans are missing there")
	assert.Equal(t, 1, account.Lost)
	assert.EqualValues(t, 1, asked.Load())
}

// More requests than may wait are sent back to the page, and none of another page is taken.
func TestARelayLetsInAFew(t *testing.T) {
	enter, leave := make(chan struct{}, 16), make(chan struct{})
	to, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		enter <- struct{}{}
		<-leave
		w.WriteHeader(http.StatusOK)
	})
	_, at, _ := relaying(t, to)
	bodies, _ := batches(t)
	var all sync.WaitGroup
	statuses := make(chan told, 16)
	const asked = 9
	for range asked {
		all.Go(func() { statuses <- post(t, at, bodies[0]) })
	}
	<-enter // one is on its way
	for range asked - 4 {
		got := <-statuses
		assert.Equal(t, http.StatusServiceUnavailable, got.status)
		assert.Equal(t, "1", got.retryAfter)
		assert.Contains(t, got.Message, "4 requests wait already for "+to)
	}
	close(leave)
	all.Wait()
	for range 4 {
		assert.Equal(t, http.StatusOK, (<-statuses).status)
	}
}

// What is no request of the page is refused with a sentence, and nothing is passed on.
func TestARelayRefuses(t *testing.T) {
	to, asked := answering(t, reply(200, "", protobuf))
	r, at, _ := relaying(t, to)
	host := strings.TrimPrefix(at, "http://")
	bodies, _ := batches(t)
	for _, c := range []struct {
		status  int
		says    string
		body    string
		headers []string
	}{
		{403, "own page only", bodies[0], []string{"Origin: http://evil.example"}},
		{403, "own page only", bodies[0], []string{"Sec-Fetch-Site: cross-site"}},
		{415, `is of the type "text/plain"`, bodies[0], []string{"Content-Type: text/plain"}},
		{400, "no OTLP in JSON", "{", nil},
		{400, "no OTLP in JSON", `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}`, nil},
		{413, "too long", strings.Repeat(" ", 9<<20), nil},
	} {
		got := post(t, at, c.body, c.headers...)
		assert.Equal(t, c.status, got.status, c.says)
		assert.Contains(t, got.Message, c.says)
	}
	assert.Zero(t, asked.Load())
	assert.Zero(t, r.Account().Recorded)
	assert.Equal(t, http.StatusOK, post(t, at, bodies[0], "Origin: http://"+host, "Sec-Fetch-Site: same-origin").status)
	response, err := http.Get(at + "/v1/traces")
	require.NoError(t, err)
	response.Body.Close()
	assert.Equal(t, http.StatusMethodNotAllowed, response.StatusCode)
}
