package envelope

import (
	"slices"
	"strings"
	"sync/atomic"

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
//   - names match in any case, however the map spells them; for traceparent,
//     tracestate and baggage the four spellings that software writes
//     (traceparent, Traceparent, TraceParent, TRACEPARENT) are all looked at,
//     and the map is searched for others only if it has none of those
//   - several values of one name are one value joined by commas, as RFC 9110
//     section 5.3 and the tracestate section of W3C Trace Context ask;
//     HeaderCarrier drops all but the first
//   - a traceparent that occurs more than once has no value: which of the two
//     callers would be the parent?
//
// Get and Set stand between level 2 of the specification, which is in the headers,
// and a propagator that reads by level 1, as a [Carrier] does; Values returns what
// came.
type Headers map[string][]string

var (
	_ propagation.TextMapCarrier = Headers(nil)
	_ propagation.ValuesGetter   = Headers(nil)
)

// Get returns the value of a header for a propagator, by the rules above; "" if
// there is none.
func (h Headers) Get(key string) string {
	v := h.Values(key)
	if len(v) == 1 && plain(key, v[0]) {
		return v[0]
	}
	return single(key, v)
}

// single makes one value of all the values of a header.
func single(key string, values []string) string {
	switch {
	case len(values) == 0:
		return ""
	case len(values) == 1:
		return toPropagator(key, values[0])
	case sameName(key, traceparentKey):
		return ""
	}
	return toPropagator(key, strings.Join(values, ","))
}

// usualNames are the spellings of the W3C fields that are looked up before a map
// is searched, in byte order: searching one of 16 headers takes ten times as
// long as a look.
var usualNames = [...]struct {
	key   string
	names []string
}{
	{traceparentKey, []string{"TRACEPARENT", "TraceParent", canonicalTraceparent, traceparentKey}},
	{tracestateKey, []string{"TRACESTATE", "TraceState", "Tracestate", tracestateKey}},
	{baggageKey, []string{"BAGGAGE", "Baggage", baggageKey}},
}

// Values returns all values of a header, empty ones left out. If the map
// spells the name in several ways the spellings come in byte order. The result
// must not be modified.
func (h Headers) Values(key string) []string {
	if len(h) == 0 {
		return nil
	}
	for i := range usualNames {
		if u := &usualNames[i]; u.key == key {
			if found := h.look(u.names); len(found) > 0 {
				return found
			}
			break
		}
	}
	return h.search(key)
}

// look returns the values of the given names.
func (h Headers) look(names []string) []string {
	var found []string
	for _, name := range names {
		switch v := h[name]; {
		case len(v) == 0:
		case found == nil && (len(v) == 1 && v[0] != "" || !slices.Contains(v, "")):
			found = v[:len(v):len(v)] // shared with the map: appending copies it
		default:
			found = appendNonEmpty(found, v)
		}
	}
	return found
}

func appendNonEmpty(values, more []string) []string {
	for _, v := range more {
		if v != "" {
			values = append(values, v)
		}
	}
	return values
}

// search is Values for a name in any spelling.
func (h Headers) search(key string) []string {
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
// The first letters come next, for the same reason.
func sameName(a, b string) bool {
	return a == b || len(a) == len(b) && (a[0]^b[0])&^0x20 == 0 && strings.EqualFold(a, b)
}

// allValues is search without the shortcut for a name that occurs once.
func (h Headers) allValues(key string) []string {
	var names, values []string
	for name := range h {
		if sameName(name, key) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		values = appendNonEmpty(values, h[name])
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
	h[strings.ToLower(key)] = []string{fromPropagator(key, value)}
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

// The two usual spellings: net/http writes the canonical one; gRPC, HTTP/2 and
// NATS the lower-case one.
const canonicalTraceparent = "Traceparent"

// usual remembers which of the usual spellings was met last. The requests of a
// service nearly always come the same way, and a second look into the map would
// double what the sieve costs.
type usual struct{ canonical atomic.Bool }

// unsampled reports whether the traceparent under the spelling met last stands
// alone there and is not sampled. There may be others under other spellings. To
// a sieve this one is enough: the request brings no sampled context, because of
// two traceparents neither counts.
func (u *usual) unsampled(h map[string][]string) bool {
	key := traceparentKey
	if u.canonical.Load() {
		key = canonicalTraceparent
	}
	v := h[key]
	return len(v) == 1 && len(v[0]) >= traceparentLen && !Sampled(v[0])
}

// note remembers the spelling of a request that was not decided at first sight.
func (u *usual) note(h map[string][]string) {
	c := u.canonical.Load()
	if c && len(h[traceparentKey]) > 0 || !c && len(h[canonicalTraceparent]) > 0 {
		u.canonical.Store(!c)
	}
}

// headerReader is Headers with traceparent and tracestate looked up once, for a
// transport and its propagator that are both going to ask for them.
type headerReader struct {
	Headers
	traceparent, tracestate []string
}

func readHeaders(h Headers) *headerReader {
	r := &headerReader{Headers: h, traceparent: h.Values(traceparentKey)}
	if len(r.traceparent) > 0 { // without it a tracestate means nothing
		r.tracestate = h.Values(tracestateKey)
	}
	return r
}

func (r *headerReader) Get(key string) string {
	v := r.Values(key)
	if len(v) == 1 && plain(key, v[0]) {
		return v[0]
	}
	return single(key, v)
}

func (r *headerReader) Values(key string) []string {
	switch key {
	case traceparentKey:
		return r.traceparent
	case tracestateKey:
		return r.tracestate
	}
	return r.Headers.Values(key)
}
