//go:build !js

package collector_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
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
	e, err := collector.Open(r.URL, zero)
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
	sent, err := e.Close()
	require.NoError(t, err)
	assert.Equal(t, total, sent)
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

// A collector that refuses, or is not there, is one sentence; nothing is sent after it.
func TestFailuresAreOneSentence(t *testing.T) {
	refusing := listen(t, http.StatusForbidden)
	gone := listen(t, http.StatusOK)
	gone.Server.Close()
	for url, want := range map[string]string{
		refusing.URL + "/my/path": "403",
		gone.URL:                  "refused",
	} {
		e, err := collector.Open(url, time.Now())
		require.NoError(t, err)
		res := &span.Resource{Service: "s"}
		for range 1_500 {
			e.Add(&span.Span{Trace: [16]byte{1}, ID: [8]byte{1}, Resource: res})
		}
		sent, err := e.Close()
		assert.Zero(t, sent)
		require.ErrorContains(t, err, want)
		assert.Contains(t, err.Error(), strings.TrimPrefix(url, "http://"))
		assert.NotContains(t, err.Error(), "\n")
	}
	assert.Equal(t, []string{"/my/path"}, refusing.paths)
}

func TestEndpointsThatMakeNoSense(t *testing.T) {
	for _, url := range []string{"", "localhost:4318", "ftp://host", "http://", "http://host/?a=b", ":", "http://[::1"} {
		_, err := collector.Open(url, time.Now())
		assert.ErrorContains(t, err, "is no endpoint; expected a URL such as http://localhost:4318", url)
	}
}
