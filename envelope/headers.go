package envelope

import (
	"slices"
	"strings"

	"go.opentelemetry.io/otel/propagation"
)

const (
	traceparentKey = "traceparent"
	tracestateKey  = "tracestate"
	baggageKey     = "baggage"
)

// Headers reads and writes trace context in the headers of a request: an
// http.Header, a gRPC metadata.MD or a NATS header can be converted to it. It
// differs from propagation.HeaderCarrier in three ways that matter to a
// receiver of requests from anywhere:
//
//   - names match in any case, however the map spells them
//   - several values of one name are one value joined by commas, as RFC 9110
//     section 5.3 and the tracestate section of W3C Trace Context ask;
//     HeaderCarrier drops all but the first
//   - a traceparent that occurs more than once has no value: which of the two
//     callers would be the parent?
type Headers map[string][]string

var (
	_ propagation.TextMapCarrier = Headers(nil)
	_ propagation.ValuesGetter   = Headers(nil)
)

// Get returns the value of a header by the rules above, "" if there is none.
func (h Headers) Get(key string) string {
	return single(key, h.Values(key))
}

// single makes one value of all the values of a header.
func single(key string, values []string) string {
	switch {
	case len(values) == 0:
		return ""
	case len(values) == 1:
		return values[0]
	case strings.EqualFold(key, traceparentKey):
		return ""
	}
	return strings.Join(values, ",")
}

// Values returns all values of a header, empty ones left out. If the map
// spells the name in several ways the spellings come in byte order. The result
// must not be modified.
func (h Headers) Values(key string) []string {
	var found []string
	for name := range h {
		if !sameName(name, key) {
			continue
		}
		if found != nil {
			return h.allValues(key)
		}
		found = h[name]
	}
	if slices.Contains(found, "") {
		return h.allValues(key)
	}
	return found
}

// sameName reports whether two ASCII names differ at most in case. The lengths
// are compared first because that settles nearly all pairs, and because it
// keeps letters out that fold to an ASCII letter but take more bytes.
func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// allValues is Values without the shortcut for a name that occurs once.
func (h Headers) allValues(key string) []string {
	var names, values []string
	for name := range h {
		if sameName(name, key) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range h[name] {
			if v != "" {
				values = append(values, v)
			}
		}
	}
	return values
}

// Set replaces a header in all its spellings by one value under the lower-case
// name, which HTTP/2, gRPC and NATS need and W3C Trace Context recommends.
// A net/http server finds it under the canonical name again; within one process
// http.Header.Get does not, Headers.Get does.
func (h Headers) Set(key, value string) {
	for name := range h {
		if sameName(name, key) {
			delete(h, name)
		}
	}
	h[strings.ToLower(key)] = []string{value}
}

// Keys returns the names as the map spells them, sorted.
func (h Headers) Keys() []string {
	keys := make([]string, 0, len(h))
	for name := range h {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	return keys
}

// usualTraceparent returns the traceparent if it stands alone under one of the
// two usual spellings; ok is false if finding it takes a search of the map. It
// may return one of several traceparents under different spellings. To a sieve
// that is enough: if that one is not sampled the request brings no sampled
// context, because of two traceparents neither counts.
func (h Headers) usualTraceparent() (traceparent string, ok bool) {
	values := h[traceparentKey] // gRPC metadata, NATS
	if len(values) == 0 {
		values = h["Traceparent"] // net/http
	}
	if len(values) != 1 || values[0] == "" {
		return "", false
	}
	return values[0], true
}

// headerReader is Headers with the W3C fields looked up in one pass over the
// map, for a propagator that is going to ask for all of them.
type headerReader struct {
	Headers
	traceparent, tracestate, baggage []string
}

func readHeaders(h Headers) *headerReader {
	r := &headerReader{Headers: h}
	for name, values := range h {
		switch len(name) {
		case len(traceparentKey):
			r.note(&r.traceparent, traceparentKey, name, values)
		case len(tracestateKey):
			r.note(&r.tracestate, tracestateKey, name, values)
		case len(baggageKey):
			r.note(&r.baggage, baggageKey, name, values)
		}
	}
	return r
}

// note adds the values of a header if name is a spelling of key.
func (r *headerReader) note(found *[]string, key, name string, values []string) {
	switch {
	case !sameName(name, key):
	case *found == nil && !slices.Contains(values, ""):
		*found = values
	default:
		*found = r.allValues(key)
	}
}

func (r *headerReader) Get(key string) string { return single(key, r.Values(key)) }

func (r *headerReader) Values(key string) []string {
	switch key {
	case traceparentKey:
		return r.traceparent
	case tracestateKey:
		return r.tracestate
	case baggageKey:
		return r.baggage
	}
	return r.Headers.Values(key)
}
