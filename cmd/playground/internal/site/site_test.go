package site_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// A file is known by its contents: an older build in the place of a newer one is loaded,
// and what is the same in both is not loaded again.
func TestOlderBuildsAreLoaded(t *testing.T) {
	dir := t.TempDir()
	build := func(loader string, at time.Time) {
		for name, text := range map[string]string{"loader.js": loader, "style.css": "same"} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
			require.NoError(t, os.Chtimes(filepath.Join(dir, name), at, at))
		}
	}
	ask := func(name, etag string) *http.Response {
		r := httptest.NewRequest("GET", "/"+name, nil)
		r.Header.Set("If-None-Match", etag)
		r.Header.Set("If-Modified-Since", time.Now().UTC().Format(http.TimeFormat))
		w := httptest.NewRecorder()
		site.Handler(site.Folder(dir)).ServeHTTP(w, r)
		return w.Result()
	}
	now := time.Now()
	build("newer", now)
	loader, style := ask("loader.js", "").Header.Get("ETag"), ask("style.css", "").Header.Get("ETag")
	assert.Regexp(t, `^"[0-9a-f]{64}"$`, loader, "a strong one")
	assert.Equal(t, http.StatusNotModified, ask("loader.js", loader).StatusCode)
	build("older", now.Add(-time.Hour))
	assert.Equal(t, http.StatusOK, ask("loader.js", loader).StatusCode)
	assert.Equal(t, http.StatusNotModified, ask("style.css", style).StatusCode)
	build("newer", now.Add(time.Hour))
	assert.Equal(t, http.StatusNotModified, ask("loader.js", loader).StatusCode)
	assert.Empty(t, ask("loader.js", "").Header.Get("Last-Modified"))
}

// Nothing outside of the folder is served, whatever leads there; another folder in its
// place is.
func TestNothingOutsideIsServed(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "dist")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "folder.txt"), 0o700))
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(parent, name), []byte(text), 0o600))
	}
	write("secret.txt", "secret")
	write("dist/in.txt", "in")
	require.NoError(t, os.Symlink("../secret.txt", filepath.Join(dir, "relative.txt")))
	require.NoError(t, os.Symlink(filepath.Join(parent, "secret.txt"), filepath.Join(dir, "absolute.txt")))
	require.NoError(t, os.Symlink("..", filepath.Join(dir, "up")))
	require.NoError(t, os.Symlink("in.txt", filepath.Join(dir, "inside.txt")))
	h := site.Handler(site.Folder(dir))
	get := func(target string) (int, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		return w.Code, w.Body.String()
	}
	for target, status := range map[string]int{
		"/in.txt": 200, "/inside.txt": 200, "/relative.txt": 404, "/absolute.txt": 404, "/up/secret.txt": 404,
		"/folder.txt": 404, "/folder.txt/": 404, "/": 404, "/%2e%2e/secret.txt": 404, "/in.txt%00.txt": 404,
	} {
		code, body := get(target)
		assert.Equal(t, status, code, target)
		assert.NotContains(t, body, "secret")
	}
	require.NoError(t, os.Rename(dir, dir+".old"))
	require.NoError(t, os.Mkdir(dir, 0o700))
	write("dist/in.txt", "new")
	_, body := get("/in.txt")
	assert.Equal(t, "new", body)
}

// The names of this machine are answered to, and those that were told: a page of another
// name that is pointed here reads nothing.
func TestHosts(t *testing.T) {
	for _, c := range []struct {
		hosts site.Hosts
		yes   string
		no    string
	}{
		{site.Hosts{Names: []string{"127.0.0.1"}}, "localhost LOCALHOST:8080 localhost. a.localhost 127.0.0.1 127.0.0.1:80 127.9.9.9 [::1] [::1]:8080", "evil.example evil.example:8080 192.168.1.5 localhost.evil.example 127.0.0.1.evil.example [fe80::1]:80 notlocalhost"},
		{site.Hosts{Names: []string{"Playground.example.", ""}}, "playground.example playground.EXAMPLE.:8080 localhost", "x.playground.example example 10.0.0.1"},
		{site.Hosts{Numbers: true}, "192.168.1.5:8080 [fe80::1]:80 localhost", "evil.example"},
	} {
		h := c.hosts.Only(site.Handler(page))
		ask := func(host string) *httptest.ResponseRecorder {
			r := httptest.NewRequest("GET", "/", nil)
			r.Host = host
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		for host := range strings.FieldsSeq(c.yes) {
			assert.Equal(t, http.StatusOK, ask(host).Code, host)
		}
		for host := range strings.FieldsSeq(c.no) {
			w := ask(host)
			assert.Equal(t, http.StatusMisdirectedRequest, w.Code, host)
			assert.Contains(t, w.Body.String(), "-host NAME")
		}
	}
	for name, want := range map[string]bool{"a.example": true, "[::1]": true, "::1": true, "10.0.0.1": true, "a/b": false, "a:80": false, "": false, "*": false} {
		assert.Equal(t, want, site.IsHost(name), name)
	}
}

// The script that stands in the page is allowed by its hash, and no other.
func TestThePolicyHasTheHashOfThePagesScript(t *testing.T) {
	h := site.Handler(fstest.MapFS{
		"index.html":    {Data: []byte("<script>alert(1)</script><script src=x.js></script>")},
		"index.html.gz": {Data: []byte("\x1f\x8b")},
	})
	for _, accept := range []string{"", "gzip"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		assert.Equal(t, accept, w.Header().Get("Content-Encoding"))
		assert.Contains(t, w.Header().Get("Content-Security-Policy"), "script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=' 'wasm-unsafe-eval';")
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

// The script by which browsers tell that there is a newer version is asked for each time, and
// the page may be installed.
func TestTheWorkerIsNeverAnOldOne(t *testing.T) {
	kept := fstest.MapFS{
		"worker.js": {Data: []byte("on")}, "worker.js.gz": {Data: []byte("\x1f\x8b")}, "loader.js": {Data: []byte("run")},
		"playground.webmanifest": {Data: []byte("{}")},
	}
	ask := func(name string) http.Header {
		r := httptest.NewRequest("GET", "/"+name, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		site.Handler(kept).ServeHTTP(w, r)
		require.Equal(t, http.StatusOK, w.Code, name)
		return w.Header()
	}
	worker := ask("worker.js")
	assert.Equal(t, "no-store", worker.Get("Cache-Control"))
	assert.Equal(t, "text/javascript; charset=utf-8", worker.Get("Content-Type"))
	assert.Contains(t, worker.Get("Content-Security-Policy"), "connect-src 'self'", "it fetches the page's files")
	assert.Equal(t, "require-corp", worker.Get("Cross-Origin-Embedder-Policy"), "or an isolated page could not have it")
	assert.Equal(t, "no-cache", ask("loader.js").Get("Cache-Control"))
	manifest := ask("playground.webmanifest")
	assert.Equal(t, "application/manifest+json", manifest.Get("Content-Type"))
	assert.Contains(t, manifest.Get("Content-Security-Policy"), "manifest-src 'self'")
}

// What takes spans has its own path; the rest is the page, which says where they go.
func TestTraces(t *testing.T) {
	traces := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })
	h := site.WithTraces(site.Handler(page), traces, "http://host/v1/traces")
	ask := func(method, target string) *http.Response {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
		return w.Result()
	}
	assert.Equal(t, http.StatusAccepted, ask("POST", "/v1/traces").StatusCode)
	index := ask("HEAD", "/")
	assert.Equal(t, http.StatusOK, index.StatusCode)
	assert.Equal(t, "http://host/v1/traces", index.Header.Get("Playground-Otlp"))
	assert.Contains(t, index.Header.Get("Content-Security-Policy"), "connect-src 'self'")
	assert.Empty(t, get(t, "HEAD", "/", "").Header.Get("Playground-Otlp"), "unless it is asked for")
}

// Only the page's own origin may have it in a frame, and those that are named.
func TestWhoMayFrameIt(t *testing.T) {
	ask := func(h http.Handler, name string) http.Header {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/"+name, nil))
		return w.Header()
	}
	files := fstest.MapFS{"index.html": {Data: []byte("page")}, "loader.js": {Data: []byte("run")}}
	alone := ask(site.Handler(files), "")
	assert.Regexp(t, `; frame-ancestors 'self'$`, alone.Get("Content-Security-Policy"))
	assert.Equal(t, "same-origin", alone.Get("Cross-Origin-Resource-Policy"))
	open := site.Handler(files, "https://a.example", "http://b.example:81")
	assert.Regexp(t, `; frame-ancestors 'self' https://a.example http://b.example:81$`, ask(open, "").Get("Content-Security-Policy"))
	assert.Equal(t, "cross-origin", ask(open, "").Get("Cross-Origin-Resource-Policy"))
	assert.Equal(t, "same-origin", ask(open, "loader.js").Get("Cross-Origin-Resource-Policy"), "nobody else loads its parts")

	for text, want := range map[string]string{
		"https://a.example": "https://a.example", "http://LOCALHOST:81/": "http://localhost:81", "http://[::1]:80": "http://[::1]:80",
		"a.example": "", "https://a.example/path": "", "https://*.example": "", "https://u@a.example": "", "https://a.example:0": "", "https://a.example:x": "",
		"ftp://a.example": "", "https://a.example?q": "", "https://a.example; script-src *": "", "'self'": "", "*": "", "": "", "https://": "", "null": "",
	} {
		got, err := site.Origin(text)
		assert.Equal(t, want, got, text)
		if want == "" {
			require.Error(t, err, text)
			assert.Contains(t, err.Error(), "is no origin; expected a scheme and a host, such as https://school.example")
		}
	}
}
