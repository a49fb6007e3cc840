//go:build !js

package collector_test

import (
	"compress/gzip"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"fanout/cmd/playground/internal/collector"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// receiver is an OTLP/HTTP endpoint on loopback that decodes what it is sent as a
// collector would, and answers with the given status.
type receiver struct {
	*httptest.Server
	requests []ptrace.Traces
	paths    []string
}

func listen(t *testing.T, status int) *receiver {
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body := io.Reader(q.Body)
		if q.Header.Get("Content-Encoding") == "gzip" {
			unzipped, err := gzip.NewReader(body)
			assert.NoError(t, err)
			body = unzipped
		}
		data, err := io.ReadAll(body)
		assert.NoError(t, err)
		assert.Equal(t, "application/x-protobuf", q.Header.Get("Content-Type"))
		request := ptraceotlp.NewExportRequest()
		assert.NoError(t, request.UnmarshalProto(data))
		r.requests = append(r.requests, request.Traces())
		r.paths = append(r.paths, q.URL.Path)
		w.Header().Set("Content-Type", "application/x-protobuf")
		w.WriteHeader(status)
	}))
	t.Cleanup(r.Close)
	return r
}

// Every span of a run arrives once, whole, at the wall-clock time that was asked for.
func TestACollectorGetsEverySpan(t *testing.T) {
	r := listen(t, http.StatusOK)
	zero := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	e, err := collector.Open(r.URL, zero, collector.Clock{Now: time.Now})
	require.NoError(t, err)
	p, err := sim.NewPlayer(guild.Model(), "set head.rate 50%", "set members 200", "run 2s")
	require.NoError(t, err)
	want := make(map[pcommon.SpanID]span.Span)
	p.Export(func(s *span.Span) {
		want[pcommon.SpanID(s.ID)] = *s
		e.Add(s)
	})
	p.Finish()
	total := len(want)
	account, err := e.Close()
	require.NoError(t, err)
	assert.Equal(t, collector.Account{URL: r.URL + "/v1/traces", Recorded: total, Sent: total, Accepted: total}, account)
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+/v1/traces: ([\d,]+) spans recorded, ([\d,]+) sent, ([\d,]+) accepted, 0 rejected, 0 lost$`, account.String())
	assert.Greater(t, len(r.requests), 2, "in batches")
	for i, request := range r.requests {
		assert.Equal(t, "/v1/traces", r.paths[i])
		for _, rs := range request.ResourceSpans().All() {
			service, _ := rs.Resource().Attributes().Get("service.name")
			for _, ss := range rs.ScopeSpans().All() {
				for _, s := range ss.Spans().All() {
					w, ok := want[s.SpanID()]
					require.True(t, ok, "a span that was not recorded, or one that comes twice")
					delete(want, s.SpanID())
					assert.Equal(t, pcommon.TraceID(w.Trace), s.TraceID())
					assert.Equal(t, pcommon.SpanID(w.Parent), s.ParentSpanID())
					assert.Equal(t, w.Name, s.Name())
					assert.Equal(t, int32(w.Kind), int32(s.Kind()))
					assert.Equal(t, w.TraceState, s.TraceState().AsRaw())
					assert.Equal(t, w.Resource.Service, service.Str())
					assert.Equal(t, zero.Add(time.Duration(w.Start)), s.StartTimestamp().AsTime())
					assert.Equal(t, zero.Add(time.Duration(w.End)), s.EndTimestamp().AsTime())
					assert.Equal(t, len(w.Attributes), s.Attributes().Len())
					assert.Equal(t, w.Remote, s.Flags()&0x200 != 0)
				}
			}
		}
	}
	assert.Empty(t, want)
}

// send gives n spans to an endpoint and returns what became of them, and for how long
// the exporter would have slept.
func send(t *testing.T, url string, n int) (account collector.Account, slept []time.Duration, err error) {
	t.Helper()
	clock := collector.Clock{
		Now:   func() time.Time { return time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC) },
		Sleep: func(d time.Duration) { slept = append(slept, d) },
	}
	e, err := collector.Open(url, time.Now(), clock)
	require.NoError(t, err)
	res := &span.Resource{Service: "s"}
	for range n {
		e.Add(&span.Span{Trace: [16]byte{1}, ID: [8]byte{1}, Resource: res})
	}
	account, err = e.Close()
	assert.Equal(t, n, account.Recorded)
	assert.Equal(t, n, account.Accepted+account.Rejected+account.Lost, "each span is accounted for")
	return account, slept, err
}

// answering is an endpoint that gives these answers, one after the other, and the last
// one ever after.
func answering(t *testing.T, answers ...http.HandlerFunc) (url string, asked *atomic.Int64) {
	asked = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		assert.Equal(t, http.MethodPost, q.Method)
		answer := answers[min(int(asked.Add(1)), len(answers))-1]
		_, err := io.Copy(io.Discard, q.Body)
		assert.NoError(t, err)
		answer(w, q)
	}))
	t.Cleanup(s.Close)
	return s.URL, asked
}

// reply is an answer with a status, headers ("Name: value") and a body.
func reply(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// partial is an answer that rejects n spans.
func partial(t *testing.T, n int64, message string) http.HandlerFunc {
	response := ptraceotlp.NewExportResponse()
	response.PartialSuccess().SetRejectedSpans(n)
	response.PartialSuccess().SetErrorMessage(message)
	body, err := response.MarshalProto()
	require.NoError(t, err)
	return reply(200, string(body), protobuf)
}

func hangUp(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		connection.Close()
	}
}

const (
	protobuf = "Content-Type: application/x-protobuf"
	html     = "Content-Type: text/html; charset=utf-8"
)

// What an endpoint can answer, and what then becomes of 1,500 spans: three requests.
func TestAnswers(t *testing.T) {
	ok := reply(200, "", protobuf)
	elsewhere, _ := answering(t, ok)
	for name, c := range map[string]struct {
		answers                        []http.HandlerFunc
		asked                          int
		sent, accepted, rejected, lost int
		slept                          []time.Duration
		fails, warns                   string // "" if it does not
	}{
		"took all":         {answers: []http.HandlerFunc{ok}, asked: 3, sent: 1500, accepted: 1500},
		"without a type":   {answers: []http.HandlerFunc{reply(204, "")}, asked: 3, sent: 1500, accepted: 1500},
		"JSON":             {answers: []http.HandlerFunc{reply(200, `{"partialSuccess":{"rejectedSpans":"2","errorMessage":"why"}}`, "Content-Type: application/json")}, asked: 3, sent: 1500, accepted: 1494, rejected: 6, fails: `it answered 200 OK and rejected spans: "why"; 6 of 1,500 spans are missing there`},
		"rejected some":    {answers: []http.HandlerFunc{ok, partial(t, 12, "too\nold")}, asked: 3, sent: 1500, accepted: 1476, rejected: 24, fails: `it answered 200 OK and rejected spans: "too old"; 24 of 1,500 spans are missing there`},
		"rejected none":    {answers: []http.HandlerFunc{partial(t, 0, "no sampling here"), ok}, asked: 3, sent: 1500, accepted: 1500, warns: "no sampling here"},
		"an HTML page":     {answers: []http.HandlerFunc{reply(200, "<html>", html)}, asked: 1, sent: 512, lost: 1500, fails: `it answered 200 OK with a body that is no OTLP answer: of the type "text/html; charset=utf-8"; expected a URL that takes OTLP, such as http://localhost:4318; 1,500 of 1,500 spans are missing there`},
		"an empty page":    {answers: []http.HandlerFunc{reply(200, "", html)}, asked: 1, sent: 512, lost: 1500, fails: "no OTLP answer"},
		"not what it says": {answers: []http.HandlerFunc{reply(200, "<html>", protobuf)}, asked: 1, sent: 512, lost: 1500, fails: "no OTLP answer: not an ExportTraceServiceResponse"},
		"other JSON":       {answers: []http.HandlerFunc{reply(200, `{"ok":true}`, "Content-Type: application/json")}, asked: 1, sent: 512, lost: 1500, fails: "no OTLP answer"},
		"too much":         {answers: []http.HandlerFunc{reply(200, strings.Repeat("x", 1<<17), protobuf)}, asked: 1, sent: 512, lost: 1500, fails: "no OTLP answer: too long"},
		"moved":            {answers: []http.HandlerFunc{reply(301, "", "Location: "+elsewhere)}, asked: 1, sent: 512, lost: 1500, fails: `it answered 301 Moved Permanently and leads to "` + elsewhere + `"; expected the URL that takes spans itself; 1,500 of 1,500`},
		"moved for now":    {answers: []http.HandlerFunc{ok, reply(307, "", "Location: "+elsewhere)}, asked: 2, sent: 1024, accepted: 512, lost: 988, fails: "307 Temporary Redirect"},
		"not modified":     {answers: []http.HandlerFunc{reply(304, "")}, asked: 1, sent: 512, lost: 1500, fails: "304"},
		"forbidden":        {answers: []http.HandlerFunc{reply(403, "no")}, asked: 1, sent: 512, lost: 1500, fails: "it answered 403 Forbidden; 1,500 of 1,500 spans are missing there"},
		"unable":           {answers: []http.HandlerFunc{reply(500, "no")}, asked: 1, sent: 512, lost: 1500, fails: "500 Internal Server Error"},
		"busy once":        {answers: []http.HandlerFunc{reply(503, ""), ok}, asked: 4, sent: 1500, accepted: 1500, slept: []time.Duration{time.Second}},
		"busy for 7 s":     {answers: []http.HandlerFunc{ok, reply(429, "", "Retry-After: 7"), ok}, asked: 4, sent: 1500, accepted: 1500, slept: []time.Duration{7 * time.Second}},
		"busy until then":  {answers: []http.HandlerFunc{reply(502, "", "Retry-After: Wed, 02 Jan 2030 03:04:08 GMT"), ok}, asked: 4, sent: 1500, accepted: 1500, slept: []time.Duration{3 * time.Second}},
		"busy for an hour": {answers: []http.HandlerFunc{reply(504, "", "Retry-After: 3600")}, asked: 1, sent: 512, lost: 1500, fails: "it answered 504 Gateway Timeout and wants to be left alone for 1h0m0s, longer than the 10s that a run waits; 1,500 of"},
		"busy twice":       {answers: []http.HandlerFunc{reply(503, "")}, asked: 2, sent: 512, lost: 1500, slept: []time.Duration{time.Second}, fails: "it answered 503 Service Unavailable; 1,500 of"},
		"hung up once":     {answers: []http.HandlerFunc{ok, hangUp, ok}, asked: 4, sent: 1500, accepted: 1500, slept: []time.Duration{time.Second}},
		"hung up twice":    {answers: []http.HandlerFunc{ok, hangUp}, asked: 3, sent: 512, accepted: 512, lost: 988, slept: []time.Duration{time.Second}, fails: "the connection failed: EOF; 988 of 1,500 spans are missing there"},
	} {
		t.Run(name, func(t *testing.T) {
			url, asked := answering(t, c.answers...)
			account, slept, err := send(t, url, 1_500)
			assert.EqualValues(t, c.asked, asked.Load(), "requests")
			assert.Equal(t, collector.Account{URL: url + "/v1/traces", Recorded: 1_500, Sent: c.sent, Accepted: c.accepted, Rejected: c.rejected, Lost: c.lost, Warning: c.warns}, account)
			assert.Equal(t, c.slept, slept)
			if c.fails == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.fails)
			assert.True(t, strings.HasPrefix(err.Error(), url+"/v1/traces: "), err)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

// A collector that is not there is one sentence, after one more try.
func TestNobodyListens(t *testing.T) {
	gone := listen(t, http.StatusOK)
	gone.Server.Close()
	account, slept, err := send(t, gone.URL+"/my/path", 3)
	assert.Equal(t, 3, account.Lost)
	assert.Len(t, slept, 1)
	assert.EqualError(t, err, gone.URL+"/my/path: the connection failed: connection refused; 3 of 3 spans are missing there")
}

// Whom to trust is said by the variables that all exporters know, or the run is refused.
func TestCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(reply(200, "", protobuf))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	_, _, err := send(t, s.URL, 1)
	assert.ErrorContains(t, err, "certificate")
	file := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600))
	t.Setenv("OTEL_EXPORTER_OTLP_CERTIFICATE", file)
	_, _, err = send(t, s.URL, 1)
	assert.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte("none"), 0o600))
	_, err = collector.Open(s.URL, time.Now(), collector.Clock{})
	assert.ErrorContains(t, err, "has no certificate; expected one in PEM")
}

func TestEndpointsThatMakeNoSense(t *testing.T) {
	for _, url := range []string{"", "localhost:4318", "ftp://host", "http://", "http://host/?a=b", ":", "http://[::1"} {
		_, err := collector.Open(url, time.Now(), collector.Clock{})
		assert.ErrorContains(t, err, "is no endpoint; expected a URL such as http://localhost:4318", url)
	}
}
