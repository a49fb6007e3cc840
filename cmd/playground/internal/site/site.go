// Package site serves the packed page with the headers that it wants: one
// origin, nothing inline, nothing from anywhere else.
package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// policy lets the page load what it was packed with, and nothing else. hashes are those
// of the scripts that stand in the page itself. 'wasm-unsafe-eval' is what running any
// wasm needs. The origins of embedders may have the page in a frame, as its own may.
func policy(hashes string, embedders []string) string {
	return "default-src 'none'; script-src 'self'" + hashes + " 'wasm-unsafe-eval'; style-src 'self'; " +
		"connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; " +
		"frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors " + strings.Join(append([]string{"'self'"}, embedders...), " ")
}

var inline = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

// hashesOf are the hashes of the scripts that stand in a page, as a policy lists them.
func hashesOf(page []byte) string {
	var b strings.Builder
	for _, script := range inline.FindAllSubmatch(page, -1) {
		hash := sha256.Sum256(script[1])
		b.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'")
	}
	return b.String()
}

// contentTypes are given here rather than by the operating system, whose table
// may lack wasm, without which browsers refuse to compile while downloading.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".gz":   "application/gzip",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".otf":  "font/otf",
	".png":  "image/png",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",

	".webmanifest": "application/manifest+json",
}

// worker is the script by which browsers tell that there is a newer version.
const worker = "worker.js"

// Folder is a folder of the machine, looked up again for every file, so that another may
// take its place. A link that leads out of it leads nowhere.
type Folder string

// Open opens a regular file of the folder.
func (d Folder) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // to open a pipe is to wait
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return root.Open(name)
}

// Handler serves the files of page, and the gzip beside a file to clients that
// accept it. A file is known by its contents, whenever it was written: the same in two
// builds is the same, and the older of two builds is not taken for the newer. It answers
// 404 for folders and for types that a page does not have. Pages of the origins of embedders
// may have it in a frame, see [Origin]; otherwise only its own may.
func Handler(page fs.FS, embedders ...string) http.Handler { return handler{page, embedders} }

type handler struct {
	page      fs.FS
	embedders []string
}

// Origin is an origin as a policy and a browser write it: a scheme, which is http or https, a
// host and, if need be, a port. The error is one sentence.
func Origin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !IsHost(u.Hostname()) || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || !isPort(u.Port()) {
		return "", fmt.Errorf("%q is no origin; expected a scheme and a host, such as https://school.example", text)
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

func isPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return text == "" || err == nil && n > 0
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	contentType, ok := contentTypes[path.Ext(name)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	head := w.Header()
	// Isolation (the first two) buys clock steps of 5 µs instead of 100.
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Embedder-Policy", "require-corp")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	if len(h.embedders) > 0 && path.Ext(name) == ".html" {
		head.Set("Cross-Origin-Resource-Policy", "cross-origin") // or an isolated page could not have it in a frame
	}
	hashes := ""
	if path.Ext(name) == ".html" {
		plain, _ := fs.ReadFile(h.page, name) // which may be served compressed
		hashes = hashesOf(plain)
	}
	head.Set("Content-Security-Policy", policy(hashes, h.embedders))
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cache-Control", "no-cache") // ask again each time, by ETag
	if name == worker {
		head.Set("Cache-Control", "no-store")
	}
	head.Add("Vary", "Accept-Encoding")

	if acceptsGzip(r.Header.Get("Accept-Encoding")) && h.serve(w, r, name+".gz", contentType, "gzip") {
		return
	}
	if !h.serve(w, r, name, contentType, "") {
		http.NotFound(w, r)
	}
}

// serve answers with the file of that name and reports whether there is one.
func (h handler) serve(w http.ResponseWriter, r *http.Request, name, contentType, encoding string) bool {
	content, err := fs.ReadFile(h.page, name)
	if err != nil {
		return false
	}
	head := w.Header()
	head.Set("Content-Type", contentType)
	if encoding != "" {
		head.Set("Content-Encoding", encoding)
	}
	head.Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(content)))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
	return true
}

// acceptsGzip reports whether an Accept-Encoding header allows gzip: it is
// named, with a weight that is not zero.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		weight, found := strings.CutPrefix(strings.TrimSpace(params), "q=")
		if !found {
			return true
		}
		q, err := strconv.ParseFloat(weight, 64)
		return err == nil && q > 0
	}
	return false
}
