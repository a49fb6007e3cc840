package envelope_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// service is a small HTTP service built on the library: it continues the trace
// of a request and calls three others on its behalf, each from a separate
// span, with the headers in calls.
type service struct {
	way
	spans uint64
	calls []http.Header
}

// way is how a context gets from the headers of a request into those of the next.
type way struct {
	name    string
	receive func(context.Context, http.Header) context.Context
	send    func(context.Context, http.Header)
	sieve   bool // only sampled requests are continued
}

func (s *service) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	ctx := s.receive(r.Context(), r.Header)
	parent := trace.SpanContextFromContext(ctx)

	// What an SDK does when it starts spans, without the SDK.
	span := trace.SpanContextConfig{TraceID: parent.TraceID(), TraceFlags: parent.TraceFlags(), TraceState: parent.TraceState()}
	if !parent.IsValid() {
		span.TraceID = trace.TraceID{0: 0xff, 15: byte(s.spans)}
		span.TraceFlags = trace.FlagsSampled
	}
	s.calls = nil
	for range 3 {
		s.spans++
		binary.BigEndian.PutUint64(span.SpanID[:], s.spans)
		out := http.Header{}
		s.send(trace.ContextWithSpanContext(ctx, trace.NewSpanContext(span)), out)
		s.calls = append(s.calls, out)
	}
}

// serve gives a service the bytes of a request, as a server reads them from a
// connection.
func (s *service) serve(t *testing.T, lines []string) {
	t.Helper()
	raw := "POST /test HTTP/1.1\r\nHost: x\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n"
	if len(lines) == 0 {
		raw = "POST /test HTTP/1.1\r\nHost: x\r\n\r\n"
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	s.ServeHTTP(nil, r.WithContext(noSpan))
}

const (
	w3cID     = "12345678901234567890123456789012"
	w3cParent = "1234567890123456"
)

// ways are all that the library offers: its transport, its carrier with
// OpenTelemetry's propagator alone, the sieve in front of either, and, between the
// request and the calls, a message to another actor, as text, as bytes between nodes
// and by value.
func ways(t *testing.T) []way {
	parse := newTransport(t, envelope.Options{Headers: envelope.HeadersParse, Envelopes: true})
	sieve := newTransport(t, envelope.Options{Headers: envelope.HeadersSieve})
	byValue := newTransport(t, envelope.Options{Headers: envelope.HeadersParse, Envelopes: true, ByValue: true})

	receive := func(tr *envelope.Transport, onward func(any) any) func(context.Context, http.Header) context.Context {
		return func(ctx context.Context, h http.Header) context.Context {
			ctx, _ = tr.ReceiveHeaders(ctx, h)
			if onward != nil {
				sent, _ := tr.Wrap(ctx, "on", 1)
				ctx, _ = tr.Receive(noSpan, onward(sent))
			}
			return ctx
		}
	}
	send := func(tr *envelope.Transport) func(context.Context, http.Header) {
		return func(ctx context.Context, h http.Header) { tr.InjectHeaders(ctx, h) }
	}
	alone := func(p propagation.TextMapPropagator) func(context.Context, http.Header) context.Context {
		return func(ctx context.Context, h http.Header) context.Context { return p.Extract(ctx, envelope.Headers(h)) }
	}
	inject := func(ctx context.Context, h http.Header) { propagation.TraceContext{}.Inject(ctx, envelope.Headers(h)) }
	same := func(msg any) any { return msg }
	wire := func(msg any) any {
		b, err := parse.AppendBatch(nil, []*envelope.Envelope{msg.(*envelope.Envelope)}, encodeText)
		require.NoError(t, err)
		list, _, err := envelope.ReadBatch(b, decodeText)
		require.NoError(t, err)
		return list[0]
	}
	return []way{
		{"transport", receive(parse, nil), send(parse), false},
		{"transport with the sieve", receive(sieve, nil), send(sieve), true},
		{"carrier alone", alone(propagation.TraceContext{}), inject, false},
		{"carrier with the sieve", alone(newSieve(t)), inject, true},
		{"through an envelope", receive(parse, same), send(parse), false},
		{"through a batch of bytes", receive(parse, wire), send(parse), false},
		{"through an envelope, by value", receive(byValue, same), send(byValue), false},
	}
}

// w3cCase is a request and what the service may send on.
type w3cCase struct {
	lines []string
	flags string // of the traceparents sent on if they are in the same trace; "" means a new trace
	state string // the tracestate sent on
}

// w3cTest is a test of the suite, by its name there, or what this package asks
// besides.
type w3cTest struct {
	name  string
	cases []w3cCase
}

const goodParent = "00-" + w3cID + "-" + w3cParent + "-01"

// traceparentOnly are requests with one traceparent each, all of one outcome.
func traceparentOnly(flags string, values ...string) (cases []w3cCase) {
	for _, v := range values {
		cases = append(cases, w3cCase{lines: []string{"traceparent: " + v}, flags: flags})
	}
	return cases
}

// tracestates are requests with a good traceparent and the given values of
// tracestate headers, all of one outcome.
func tracestates(state string, requests ...[]string) (cases []w3cCase) {
	for _, values := range requests {
		lines := []string{"traceparent: " + goodParent[:53] + "00"}
		for _, v := range values {
			lines = append(lines, "tracestate: "+v)
		}
		// Once unsampled, as in the suite, and once sampled, for the sieve.
		cases = append(cases, w3cCase{lines, "00", state})
		sampled := slices.Clone(lines)
		sampled[0] = "traceparent: " + goodParent
		cases = append(cases, w3cCase{sampled, "01", state})
	}
	return cases
}

// members is a tracestate of the members from to to.
func members(from, to int) string {
	var m []string
	for i := from; i <= to; i++ {
		m = append(m, fmt.Sprintf("bar%02d=%02d", i, i))
	}
	return strings.Join(m, ",")
}

var z = strings.Repeat

// What traceparent says: section 3.2, and the suite's AdvancedTest. What that asks,
// one trace, but another parent id for each call, is asked in every case.
var traceparentTests = []w3cTest{
	{"test_both_traceparent_and_tracestate_missing", []w3cCase{{}}},
	{"test_traceparent_included_tracestate_missing", traceparentOnly("01", goodParent)},
	{"test_multiple_requests_with_valid_traceparent", traceparentOnly("01", goodParent)},
	{"test_multiple_requests_without_traceparent", []w3cCase{{}}},
	{"test_multiple_requests_with_illegal_traceparent", traceparentOnly("", "00-"+z("0", 32)+"-"+w3cParent+"-01")},
	{"test_traceparent_duplicated", []w3cCase{
		{lines: []string{"traceparent: 00-12345678901234567890123456789011-1234567890123456-01", "traceparent: " + goodParent}},
		{lines: []string{"traceparent: " + goodParent, "Traceparent: " + goodParent}},
	}},
	{"test_traceparent_header_name", []w3cCase{
		{lines: []string{"trace-parent: " + goodParent}}, {lines: []string{"trace.parent: " + goodParent}},
	}},
	{"test_traceparent_header_name_valid_casing", []w3cCase{
		{lines: []string{"TraceParent: " + goodParent}, flags: "01"},
		{lines: []string{"TrAcEpArEnT: " + goodParent}, flags: "01"},
		{lines: []string{"TRACEPARENT: " + goodParent}, flags: "01"},
	}},
	{"test_traceparent_version_0x00", traceparentOnly("", goodParent+".", goodParent+"-what-the-future-will-be-like")},
	{"test_traceparent_version_0xcc", slices.Concat(
		traceparentOnly("01", "cc"+goodParent[2:], "cc"+goodParent[2:]+"-what-the-future-will-be-like"),
		traceparentOnly("", "cc"+goodParent[2:]+".what-the-future-will-be-like"),
	)},
	{"test_traceparent_version_0xff", traceparentOnly("", "ff"+goodParent[2:])},
	{"test_traceparent_version_illegal_characters", traceparentOnly("", ".0"+goodParent[2:], "0."+goodParent[2:])},
	{"test_traceparent_version_too_long", traceparentOnly("", "0"+goodParent, "00"+goodParent)},
	{"test_traceparent_version_too_short", traceparentOnly("", goodParent[1:])},
	{"test_traceparent_trace_id_all_zero", traceparentOnly("", "00-"+z("0", 32)+"-"+w3cParent+"-01")},
	{"test_traceparent_trace_id_illegal_characters", traceparentOnly("",
		"00-."+w3cID[1:]+"-"+w3cParent+"-01", "00-"+w3cID[:31]+".-"+w3cParent+"-01", "00-"+w3cID[:31]+"A-"+w3cParent+"-01")},
	{"test_traceparent_trace_id_too_long", traceparentOnly("", "00-"+w3cID+"3-"+w3cParent+"-01")},
	{"test_traceparent_trace_id_too_short", traceparentOnly("", "00-"+w3cID[:31]+"-"+w3cParent+"-01")},
	{"test_traceparent_parent_id_all_zero", traceparentOnly("", "00-"+w3cID+"-0000000000000000-01")},
	{"test_traceparent_parent_id_illegal_characters", traceparentOnly("",
		"00-"+w3cID+"-."+w3cParent[1:]+"-01", "00-"+w3cID+"-"+w3cParent[:15]+".-01")},
	{"test_traceparent_parent_id_too_long", traceparentOnly("", "00-"+w3cID+"-"+w3cParent+"7-01")},
	{"test_traceparent_parent_id_too_short", traceparentOnly("", "00-"+w3cID+"-"+w3cParent[1:]+"-01")},
	{"test_traceparent_trace_flags_illegal_characters", traceparentOnly("", goodParent[:53]+".0", goodParent[:53]+"0.")},
	{"test_traceparent_trace_flags_too_long", traceparentOnly("", goodParent[:53]+"001")},
	{"test_traceparent_trace_flags_too_short", traceparentOnly("", goodParent[:53]+"1")},
	{"test_traceparent_ows_handling", traceparentOnly("01",
		" "+goodParent, "\t"+goodParent, goodParent+" ", goodParent+"\t", "\t "+goodParent+" \t")},

	{"test_propagates_random_flag", slices.Concat(
		traceparentOnly("02", goodParent[:53]+"02"), traceparentOnly("03", goodParent[:53]+"03"))},
	{"besides: other flags are not sent on", slices.Concat(
		traceparentOnly("03", "01"+goodParent[2:53]+"ff", goodParent[:53]+"ff", goodParent[:53]+"0b"),
		traceparentOnly("02", goodParent[:53]+"fa"), traceparentOnly("00", goodParent[:53]+"fc"),
		traceparentOnly("01", goodParent[:53]+"19"))},
}

// What tracestate says: section 3.3 of level 2.
var tracestateTests = []w3cTest{
	{"test_tracestate_included_traceparent_missing", []w3cCase{
		{lines: []string{"tracestate: foo=1"}}, {lines: []string{"tracestate: foo=1,bar=2"}},
		{lines: []string{"traceparent: 00-" + w3cID, "tracestate: foo=1"}},
	}},
	{"test_tracestate_included_traceparent_included", tracestates("foo=1,bar=2", []string{"foo=1,bar=2"})},
	{"test_tracestate_header_name", []w3cCase{
		{lines: []string{"traceparent: " + goodParent, "trace-state: foo=1"}, flags: "01"},
		{lines: []string{"traceparent: " + goodParent, "trace.state: foo=1"}, flags: "01"},
	}},
	{"test_tracestate_header_name_valid_casing", []w3cCase{
		{[]string{"traceparent: " + goodParent, "TraceState: foo=1"}, "01", "foo=1"},
		{[]string{"traceparent: " + goodParent, "TrAcEsTaTe: foo=1"}, "01", "foo=1"},
		{[]string{"traceparent: " + goodParent, "TRACESTATE: foo=1"}, "01", "foo=1"},
	}},
	{"test_tracestate_empty_header", slices.Concat(
		tracestates("", []string{""}), tracestates("foo=1", []string{"foo=1", ""}, []string{"", "foo=1"}))},
	{"test_tracestate_multiple_headers_different_keys", tracestates("foo=1,bar=2,rojo=1,congo=2,baz=3",
		[]string{"foo=1,bar=2", "rojo=1,congo=2", "baz=3"})},
	{"test_tracestate_duplicated_keys", tracestates("foo=1",
		[]string{"foo=1,foo=1"}, []string{"foo=1,foo=2"}, []string{"foo=1", "foo=1"}, []string{"foo=1", "foo=2"})},
	{"test_tracestate_all_allowed_characters", slices.Concat(
		tracestates(keyChars+"="+valueChars(), []string{keyChars + "=" + valueChars()}),
		tracestates(keyChars+"@a-z0-9_-*/="+valueChars(), []string{keyChars + "@a-z0-9_-*/=" + valueChars()}))},
	{"test_tracestate_ows_handling", slices.Concat(
		tracestates("foo=1,bar=2,baz=3", []string{"foo=1 \t , \t bar=2, \t baz=3"}, []string{"foo=1\t \t,\t \tbar=2,\t \tbaz=3"}),
		tracestates("foo=1", []string{" foo=1"}, []string{"\tfoo=1"}, []string{"foo=1 "}, []string{"foo=1\t"}, []string{"\t foo=1 \t"}))},
	{"test_tracestate_key_illegal_characters", tracestates("", []string{"foo =1"}, []string{"FOO=1"}, []string{"foo.bar=1"})},
	{"test_tracestate_key_illegal_vendor_format", slices.Concat(
		tracestates("foo@=1,bar=2", []string{"foo@=1,bar=2"}),
		tracestates("", []string{"@foo=1,bar=2"}),
		tracestates("foo@@bar=1,bar=2", []string{"foo@@bar=1,bar=2"}),
		tracestates("foo@bar@baz=1,bar=2", []string{"foo@bar@baz=1,bar=2"}))},
	{"test_tracestate_member_count_limit", slices.Concat(
		tracestates(members(1, 32), []string{members(1, 10), members(11, 20), members(21, 30), members(31, 32)}),
		tracestates("", []string{members(1, 10), members(11, 20), members(21, 30), members(31, 33)}))},
	{"test_tracestate_key_length_limit", slices.Concat(
		tracestates("foo=1,"+z("z", 256)+"=1", []string{"foo=1", z("z", 256) + "=1"}),
		tracestates("", []string{"foo=1", z("z", 257) + "=1"}),
		tracestates("foo=1,"+z("t", 241)+"@"+z("v", 14)+"=1", []string{"foo=1", z("t", 241) + "@" + z("v", 14) + "=1"}),
		tracestates("foo=1,"+z("t", 242)+"@v=1", []string{"foo=1", z("t", 242) + "@v=1"}),
		tracestates("foo=1,t@"+z("v", 15)+"=1", []string{"foo=1", "t@" + z("v", 15) + "=1"}))},
	{"test_tracestate_value_illegal_characters", tracestates("", []string{"foo=bar=baz"}, []string{"foo=,bar=3"})},

	{"besides: a key may begin with a digit", tracestates("1foo=1,2=3", []string{"1foo=1,2=3"})},
	{"besides: 256 characters of every kind of key", slices.Concat(
		tracestates(z("1", 256)+"=1", []string{z("1", 256) + "=1"}),
		tracestates(z("t", 250)+"@vvvvv=1", []string{z("t", 250) + "@vvvvv=1"}),
		tracestates("t@"+z("v", 254)+"=1", []string{"t@" + z("v", 254) + "=1"}),
		tracestates("0@/"+z("v", 253)+"="+z("x", 200), []string{"0@/" + z("v", 253) + "=" + z("x", 200)}))},
	{"besides: what nothing can stand for is left out, and nothing else", tracestates("foo=1,bar=2",
		[]string{"foo=1,t" + z("@", 254) + "t=1,bar=2"})},
	{"besides: white space is no member", tracestates("foo=1,bar=2", []string{"foo=1, ,bar=2,,\t"})},
	{"besides: of a key that only level 2 knows, the first one stays", tracestates("foo@=1,bar=2", []string{"foo@=1,bar=2,foo@=3"})},
}

const keyChars = "abcdefghijklmnopqrstuvwxyz0123456789_-*/"

// valueChars are all that may stand in a value.
func valueChars() string {
	var b strings.Builder
	for c := byte(0x20); c <= 0x7e; c++ {
		if c != ',' && c != '=' {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// The 41 tests of the W3C trace-context test suite at specification level 2 and
// strictness level 2, by the suite's own names, and what the specification says
// besides. Inputs and outcomes are written down from the suite and from the text.
func TestW3CTraceContext(t *testing.T) {
	suite := 0
	for _, test := range slices.Concat(traceparentTests, tracestateTests) {
		if strings.HasPrefix(test.name, "test_") {
			suite++
		}
		t.Run(test.name, func(t *testing.T) {
			for _, way := range ways(t) {
				for _, c := range test.cases {
					if way.sieve && c.flags != "01" && c.flags != "03" {
						c.flags, c.state = "", "" // to the sieve there is no trace
					}
					s := &service{way: way}
					s.serve(t, c.lines)
					assert.Empty(t, c.check(s.calls), "%s: received %q", way.name, c.lines)
				}
			}
		})
	}
	assert.Equal(t, 41, suite, "tests of the suite")
}

// check returns what is wrong with what was sent on, "" if nothing is.
func (c w3cCase) check(calls []http.Header) string {
	parents := map[string]bool{w3cParent: true}
	ids := map[string]bool{}
	for _, call := range calls {
		sent := map[string][]string(call) // by the names that were written
		state := strings.Join(sent["tracestate"], ",")
		p := strings.Join(sent["traceparent"], ",")
		if len(p) != 55 || !envelope.Scan(p).Valid() {
			return "sent " + p
		}
		ids[p[3:35]], parents[p[36:52]] = true, true
		same := p[3:35] == w3cID
		if same != (c.flags != "") || same && p[53:] != c.flags || state != c.state {
			return "sent " + p + " with tracestate " + state +
				"; want flags " + c.flags + " in the same trace (none: a new trace) with " + c.state
		}
	}
	if len(calls) != 3 || len(ids) != 1 || len(parents) != 4 {
		return "three calls of one trace need three parent ids"
	}
	return ""
}
