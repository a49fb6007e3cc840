//go:build !js

package headless_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/cmd/playground/internal/headless"
)

// A run without the flag sends nothing anywhere; with it the collector is asked, and
// its refusal is told at the end.
func TestACollectorThatRefuses(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer s.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", s.URL)
	run(t, "-for", "100ms", "-set", "head.rate=1")
	assert.Zero(t, asked, "the variable alone sends nothing")

	var stdout, stderr strings.Builder
	status := headless.Main([]string{"-for", "2s", "-set", "head.rate=1", "-otlp-endpoint", s.URL}, &stdout, &stderr, headless.Env{})
	assert.Equal(t, 1, status)
	assert.Equal(t, 1, asked, "and nothing more after the refusal")
	assert.Contains(t, stdout.String(), "history ", "the run itself is reported")
	assert.Regexp(t, `^playground run: http://127\.0\.0\.1:\d+/v1/traces: it answered 401 Unauthorized; ([\d,]+) of ([\d,]+) spans are missing there\n$`, stderr.String())
	assert.Regexp(t, `(?m)^http://127\.0\.0\.1:\d+/v1/traces: [\d,]+ spans recorded, 512 sent, 0 accepted, 0 rejected, [\d,]+ lost$`, stdout.String())
	assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
}

func TestAnEndpointThatMakesNoSense(t *testing.T) {
	var stdout, stderr strings.Builder
	assert.Equal(t, 2, headless.Main([]string{"-otlp-endpoint", "nowhere"}, &stdout, &stderr, headless.Env{}))
	assert.Empty(t, stdout.String())
	assert.Equal(t, "playground run: -otlp-endpoint: \"nowhere\" is no endpoint; expected a URL such as http://localhost:4318\n", stderr.String())
}
