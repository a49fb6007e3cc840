package envelope_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// Any bytes may come as headers. Nothing panics, and the sieve does what
// parsing does for sampled requests and nothing for all others.
func checkHeaders(t *testing.T, name1, value1, name2, value2, state string) {
	t.Helper()
	h := map[string][]string{"tracestate": {state}, "x-other": {"1"}}
	h[name1] = append(h[name1], value1)
	h[name2] = append(h[name2], value2)

	for _, key := range []string{"traceparent", "tracestate", "x-other"} {
		if got, want := envelope.Headers(h).Values(key), plainValues(h, key); !slices.Equal(got, want) {
			t.Errorf("%q: values of %s %q, want %q", h, key, got, want)
		}
	}
	parse := newTransport(t, envelope.Options{Headers: envelope.HeadersParse})
	sieve := newTransport(t, envelope.Options{Headers: envelope.HeadersSieve})
	parsedCtx, parsed := parse.ReceiveHeaders(noSpan, h)
	sievedCtx, sieved := sieve.ReceiveHeaders(noSpan, h)
	want, got := trace.SpanContextFromContext(parsedCtx), trace.SpanContextFromContext(sievedCtx)
	if want.IsSampled() && !got.Equal(want) || !want.IsSampled() && got.IsValid() {
		t.Errorf("%q: parsed %v %v, sieved %v %v", h, want, parsed, got, sieved)
	}

	// The transport's reader of headers, the exported carrier and the sieve as
	// a propagator agree.
	direct := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(noSpan, envelope.Headers(h)))
	if !direct.Equal(want) {
		t.Errorf("%q: Headers gives %v, ReceiveHeaders %v", h, direct, want)
	}
	p, err := envelope.Sieve(propagation.TraceContext{})
	if err != nil {
		t.Fatal(err)
	}
	if sc := trace.SpanContextFromContext(p.Extract(noSpan, envelope.Headers(h))); !sc.Equal(got) {
		t.Errorf("%q: Sieve gives %v, HeadersSieve %v", h, sc, got)
	}
	if parsed.Op.Continues() != want.IsValid() || sieved.Op.Continues() != got.IsValid() {
		t.Errorf("%q: receipts %v, %v", h, parsed, sieved)
	}
}

// plainValues is the slow and plain reader that Headers.Values is held against:
// the values under the usual spellings or, failing those, under any.
func plainValues(h map[string][]string, key string) (values []string) {
	usual := []string{
		"traceparent", "Traceparent", "TraceParent", "TRACEPARENT",
		"tracestate", "Tracestate", "TraceState", "TRACESTATE",
	}
	for _, only := range []bool{true, false} {
		for _, name := range slices.Sorted(maps.Keys(h)) {
			if len(name) != len(key) || !strings.EqualFold(name, key) || only && !slices.Contains(usual, name) {
				continue
			}
			for _, v := range h[name] {
				if v != "" {
					values = append(values, v)
				}
			}
		}
		if len(values) > 0 {
			break
		}
	}
	return values
}

var headerSeeds = [][5]string{
	{"traceparent", sampledHeader, "Traceparent", sampledHeader, ""},
	{"traceparent", unsampledHeader, "TRACEPARENT", sampledHeader, "a=1"},
	{"tRaceparent", sampledHeader, "TraceState", "b=2", "a=1"},
	{"traceparent", sampledHeader, "traceparent", "", ",,"},
	{"traceparent", "", "Traceparent", sampledHeader, "="},
	{"traceparenT", unsampledHeader, "tracestate", "a=1", "a=1"},
	{"tracepa\u017fent", sampledHeader, "traceparent", "00-", "a=1"},
}

func TestHeadersOfAllKinds(t *testing.T) {
	for _, s := range headerSeeds {
		checkHeaders(t, s[0], s[1], s[2], s[3], s[4])
		for _, c := range traceparents {
			checkHeaders(t, s[0], c.s, s[2], s[3], s[4])
			checkHeaders(t, s[0], s[1], s[2], c.s, s[4])
		}
	}
}

func FuzzHeaders(f *testing.F) {
	for _, s := range headerSeeds {
		f.Add(s[0], s[1], s[2], s[3], s[4])
	}
	f.Fuzz(checkHeaders)
}

func TestHeadersAsCarrier(t *testing.T) {
	h := envelope.Headers{"B": {"1"}, "b": {"2", "", "3"}, "Baggage": {"k=v"}, "c": {}}
	if got := h.Get("b"); got != "1,2,3" {
		t.Errorf("spellings in byte order, joined: %q", got)
	}
	if got := h.Get("c"); got != "" {
		t.Errorf("a header without values: %q", got)
	}
	h.Set("B", "4")
	if got := h["b"]; !slices.Equal(got, []string{"4"}) || h["B"] != nil {
		t.Errorf("Set leaves %v", h)
	}
	if got := h.Keys(); !slices.Equal(got, []string{"Baggage", "b", "c"}) {
		t.Errorf("Keys %q", got)
	}

	// Baggage asks for all values, other propagators for names of their own.
	both := propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}, &asker{t: t})
	tr := newTransport(t, envelope.Options{Headers: envelope.HeadersParse, Propagator: both})
	tr.ReceiveHeaders(noSpan, map[string][]string{"BAGGAGE": {"a=1", "b=2"}, "X-Mine": {"1", "2"}})
}

// asker is a propagator that reads what it can get.
type asker struct {
	propagation.TraceContext
	t *testing.T
}

func (a *asker) Extract(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	if got := c.Get("x-mine"); got != "1,2" {
		a.t.Errorf("x-mine: %q", got)
	}
	if got := c.(propagation.ValuesGetter).Values("baggage"); !slices.Equal(got, []string{"a=1", "b=2"}) {
		a.t.Errorf("baggage: %q", got)
	}
	return ctx
}
