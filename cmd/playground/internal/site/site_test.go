package site_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"fanout/cmd/playground/internal/site"
)

var page = fstest.MapFS{
	"index.html":         {Data: []byte("<p>page")},
	"playground.wasm":    {Data: []byte("\x00asm")},
	"playground.wasm.gz": {Data: []byte("\x1f\x8b")},
	"notes/secret.sh":    {Data: []byte("#!")},
}

func get(t *testing.T, method, target, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	site.Handler(page).ServeHTTP(w, r)
	return w.Result()
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		method, target, accept string
		status                 int
		contentType, encoding  string
	}{
		{"GET", "/", "", 200, "text/html; charset=utf-8", ""},
		{"GET", "/index.html", "gzip", 200, "text/html; charset=utf-8", ""}, // has no gzip
		{"GET", "/playground.wasm?v=1", "br, gzip", 200, "application/wasm", "gzip"},
		{"GET", "/playground.wasm", "gzip;q=0, identity", 200, "application/wasm", ""},
		{"GET", "/playground.wasm.gz", "gzip", 200, "application/gzip", ""}, // unpacked by the loader
		{"HEAD", "/", "", 200, "text/html; charset=utf-8", ""},
		{"POST", "/", "", 405, "", ""},
		{"GET", "/missing.js", "", 404, "", ""},
		{"GET", "/notes/", "", 404, "", ""},
		{"GET", "/notes/secret.sh", "", 404, "", ""},
		{"GET", "/../site.go", "", 404, "", ""},
	} {
		res := get(t, c.method, c.target, c.accept)
		if res.StatusCode != c.status {
			t.Errorf("%s %s: status %d, want %d", c.method, c.target, res.StatusCode, c.status)
		}
		if c.status != http.StatusOK {
			continue
		}
		if got := res.Header.Get("Content-Type"); got != c.contentType {
			t.Errorf("%s: type %q, want %q", c.target, got, c.contentType)
		}
		if got := res.Header.Get("Content-Encoding"); got != c.encoding {
			t.Errorf("%s, accepting %q: encoding %q, want %q", c.target, c.accept, got, c.encoding)
		}
	}
}

func TestHeaders(t *testing.T) {
	head := get(t, "GET", "/", "").Header
	for name, want := range map[string]string{
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Embedder-Policy": "require-corp",
		"X-Content-Type-Options":       "nosniff",
	} {
		if got := head.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	csp := head.Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "'unsafe-inline'") {
		t.Errorf("policy %q lets in more than the page's own files", csp)
	}
}
