package envelope_test

import (
	"encoding/binary"
	"net/http"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// service is a small HTTP service built on the library: it continues the trace
// of a request and calls the next service with the headers in out.
type service struct {
	transport *envelope.Transport
	spans     uint64
	out       http.Header
}

func (s *service) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	ctx, _ := s.transport.ReceiveHeaders(r.Context(), r.Header)
	parent := trace.SpanContextFromContext(ctx)

	// What an SDK does when it starts a span, without the SDK.
	s.spans++
	span := trace.SpanContextConfig{TraceID: parent.TraceID(), TraceFlags: parent.TraceFlags(), TraceState: parent.TraceState()}
	binary.BigEndian.PutUint64(span.SpanID[:], s.spans)
	if !parent.IsValid() {
		span.TraceID = trace.TraceID{0: 0xff, 15: byte(s.spans)}
		span.TraceFlags = trace.FlagsSampled
	}
	s.out = http.Header{}
	s.transport.InjectHeaders(trace.ContextWithSpanContext(ctx, trace.NewSpanContext(span)), s.out)
}

// The cases that the W3C trace-context test suite asks of a service at level 2
// of the specification, written down from the specification: what arrives, and
// what the service may send on. W3C Trace Context level 2: section 3.2 is
// traceparent, section 3.3 tracestate.
func TestW3CTraceContext(t *testing.T) {
	const id, parent = "12345678901234567890123456789012", "1234567890123456"
	const good = "00-" + id + "-" + parent + "-01"
	manyMembers := func(n int) string {
		var m []string
		for i := range n {
			m = append(m, "k"+strings.Repeat("x", i)+"=1")
		}
		return strings.Join(m, ",")
	}
	type in = http.Header
	for _, c := range []struct {
		name    string
		in      in
		flags   string // of the traceparent sent on if it is in the same trace; "" means a new trace
		state   string // the tracestate sent on
		differs bool   // opentelemetry-go 1.47 is stricter than the specification here
	}{
		{name: "neither header", in: in{}},
		{name: "traceparent alone", in: in{"Traceparent": {good}}, flags: "01"},
		{name: "unsampled", in: in{"Traceparent": {"00-" + id + "-" + parent + "-00"}}, flags: "00"},
		{name: "name in another case", in: in{"TrAcEpArEnT": {good}}, flags: "01"},
		{name: "name in upper case", in: in{"TRACEPARENT": {good}}, flags: "01"},
		{name: "several traceparents", in: in{"Traceparent": {good, "00-12345678901234567890123456789011-1234567890123456-01"}}},
		{name: "the same traceparent twice", in: in{"Traceparent": {good, good}}},

		{name: "later version", in: in{"Traceparent": {"cc-" + id + "-" + parent + "-01"}}, flags: "01"},
		{name: "later version with more", in: in{"Traceparent": {"cc-" + id + "-" + parent + "-01-what-the-future-will-be-like"}}, flags: "01"},
		{name: "later version with more but no dash", in: in{"Traceparent": {"cc-" + id + "-" + parent + "-01.what-the-future-will-be-like"}}},
		{name: "version 00 with more", in: in{"Traceparent": {good + "-what-the-future-will-not-be-like"}}},
		{name: "version ff", in: in{"Traceparent": {"ff-" + id + "-" + parent + "-01"}}},
		{name: "version not hexadecimal", in: in{"Traceparent": {".0-" + id + "-" + parent + "-01"}}},
		{name: "version too long", in: in{"Traceparent": {"000-" + id + "-" + parent + "-01"}}},
		{name: "version too short", in: in{"Traceparent": {"0-" + id + "-" + parent + "-01"}}},

		{name: "trace id all zeros", in: in{"Traceparent": {"00-00000000000000000000000000000000-" + parent + "-01"}}},
		{name: "trace id with other characters", in: in{"Traceparent": {"00-.2345678901234567890123456789012-" + parent + "-01"}}},
		{name: "trace id in upper case", in: in{"Traceparent": {"00-1234567890123456789012345678901A-" + parent + "-01"}}},
		{name: "trace id too long", in: in{"Traceparent": {"00-" + id + "3-" + parent + "-01"}}},
		{name: "trace id too short", in: in{"Traceparent": {"00-" + id[1:] + "-" + parent + "-01"}}},
		{name: "parent id all zeros", in: in{"Traceparent": {"00-" + id + "-0000000000000000-01"}}},
		{name: "parent id with other characters", in: in{"Traceparent": {"00-" + id + "-.234567890123456-01"}}},
		{name: "parent id too long", in: in{"Traceparent": {"00-" + id + "-" + parent + "7-01"}}},
		{name: "parent id too short", in: in{"Traceparent": {"00-" + id + "-" + parent[1:] + "-01"}}},
		{name: "flags with other characters", in: in{"Traceparent": {"00-" + id + "-" + parent + "-.0"}}},
		{name: "flags too long", in: in{"Traceparent": {"00-" + id + "-" + parent + "-001"}}},
		{name: "flags too short", in: in{"Traceparent": {"00-" + id + "-" + parent + "-1"}}},

		{name: "level 2: random flag", in: in{"Traceparent": {"00-" + id + "-" + parent + "-02"}}, flags: "02"},
		{name: "level 2: random and sampled", in: in{"Traceparent": {"00-" + id + "-" + parent + "-03"}}, flags: "03"},
		{name: "unknown flags are not sent on", in: in{"Traceparent": {"01-" + id + "-" + parent + "-ff"}}, flags: "03"},
		{name: "unknown flags of version 00", in: in{"Traceparent": {"00-" + id + "-" + parent + "-ff"}}, flags: "03", differs: true},

		{name: "tracestate without traceparent", in: in{"Tracestate": {"foo=1"}}},
		{name: "tracestate with a bad traceparent", in: in{"Traceparent": {"00-" + id}, "Tracestate": {"foo=1"}}},
		{name: "tracestate", in: in{"Traceparent": {good}, "Tracestate": {"foo=1,bar=2"}}, flags: "01", state: "foo=1,bar=2"},
		{name: "tracestate in another case", in: in{"Traceparent": {good}, "TRACESTATE": {"foo=1"}}, flags: "01", state: "foo=1"},
		{name: "empty tracestate", in: in{"Traceparent": {good}, "Tracestate": {""}}, flags: "01"},
		{name: "tracestate in several headers", in: in{"Traceparent": {good}, "Tracestate": {"foo=1,bar=2", "rojo=1", "congo=2", "baz=3"}}, flags: "01", state: "foo=1,bar=2,rojo=1,congo=2,baz=3"},
		{name: "several headers, an empty one first", in: in{"Traceparent": {good}, "Tracestate": {"", "foo=1"}}, flags: "01", state: "foo=1"},
		{name: "several headers, an empty one last", in: in{"Traceparent": {good}, "Tracestate": {"foo=1", ""}}, flags: "01", state: "foo=1"},
		{name: "blanks around members", in: in{"Traceparent": {good}, "Tracestate": {"foo=1 \t , \t bar=2, \t baz=3"}}, flags: "01", state: "foo=1,bar=2,baz=3"},
		{name: "a key twice", in: in{"Traceparent": {good}, "Tracestate": {"foo=1,foo=2"}}, flags: "01"},
		{name: "every character of a key", in: in{"Traceparent": {good}, "Tracestate": {"abcdefghijklmnopqrstuvwxyz0123456789_-*/=1"}}, flags: "01", state: "abcdefghijklmnopqrstuvwxyz0123456789_-*/=1"},
		{name: "a key of several tenants", in: in{"Traceparent": {good}, "Tracestate": {"fw529a3039@dt=FfffQ"}}, flags: "01", state: "fw529a3039@dt=FfffQ"},
		{name: "a key with other characters", in: in{"Traceparent": {good}, "Tracestate": {"foo =1"}}, flags: "01"},
		{name: "a key in upper case", in: in{"Traceparent": {good}, "Tracestate": {"FOO=1"}}, flags: "01"},
		{name: "level 2: a key may begin with a digit", in: in{"Traceparent": {good}, "Tracestate": {"1foo=1"}}, flags: "01", state: "1foo=1", differs: true},
		{name: "the longest key", in: in{"Traceparent": {good}, "Tracestate": {strings.Repeat("z", 256) + "=1"}}, flags: "01", state: strings.Repeat("z", 256) + "=1"},
		{name: "a key too long", in: in{"Traceparent": {good}, "Tracestate": {strings.Repeat("z", 257) + "=1"}}, flags: "01"},
		{name: "a value with an equals sign", in: in{"Traceparent": {good}, "Tracestate": {"foo=bar=baz"}}, flags: "01"},
		{name: "a value that is empty", in: in{"Traceparent": {good}, "Tracestate": {"foo=,bar=3"}}, flags: "01"},
		{name: "32 members", in: in{"Traceparent": {good}, "Tracestate": {manyMembers(32)}}, flags: "01", state: manyMembers(32)},
		{name: "33 members", in: in{"Traceparent": {good}, "Tracestate": {manyMembers(33)}}, flags: "01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &service{transport: newTransport(t, envelope.Options{Headers: envelope.HeadersParse})}
			s.ServeHTTP(nil, (&http.Request{Header: c.in}).WithContext(noSpan))

			out := envelope.Headers(s.out)
			sent, state := out.Get("traceparent"), out.Get("tracestate")
			same := len(sent) == 55 && sent[3:35] == id && sent[36:52] != parent && sent[53:] == c.flags
			fresh := len(sent) == 55 && sent[3:35] != id
			want := same && c.flags != "" || fresh && c.flags == ""
			if !want || state != c.state {
				if c.differs {
					t.Logf("known difference of the propagator: sent %q, %q", sent, state)
					return
				}
				t.Errorf("received %v\nsent %q, %q; want flags %q in the same trace (none: a new trace), %q", c.in, sent, state, c.flags, c.state)
			}

			// Through the sieve sampled requests come out the same, and others
			// start a trace.
			s.transport = newTransport(t, envelope.Options{Headers: envelope.HeadersSieve})
			s.ServeHTTP(nil, (&http.Request{Header: c.in}).WithContext(noSpan))
			sieved := envelope.Headers(s.out).Get("traceparent")
			if sampled := same && (c.flags == "01" || c.flags == "03"); sampled != (sieved[3:35] == id) {
				t.Errorf("received %v\nbehind the sieve %q, without %q", c.in, sieved, sent)
			}
		})
	}
}
