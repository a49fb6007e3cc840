package site

import "net/http"

// tracesPath is where a page finds what takes spans at its own origin, and tracesHeader
// the header of the page that says where they go from there.
const tracesPath, tracesHeader = "/v1/traces", "Playground-Otlp"

// WithTraces has traces answer at /v1/traces, and every file of the page say that they go
// to a URL from there. A page that is served otherwise does not offer to send any.
func WithTraces(page, traces http.Handler, url string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == tracesPath {
			traces.ServeHTTP(w, r)
			return
		}
		w.Header().Set(tracesHeader, url)
		page.ServeHTTP(w, r)
	})
}
