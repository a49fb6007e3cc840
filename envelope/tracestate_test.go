package envelope_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// The grammar of level 2 and that of keys of level 1, from the two texts.
var (
	levelTwoMember = regexp.MustCompile(`^([a-z0-9][a-z0-9_\-*/@]{0,255})=([ -+\--<>-~]{0,255}[!-+\--<>-~])$`)
	levelOneKey    = regexp.MustCompile(`^([a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})$`)
	tenant         = regexp.MustCompile(`[a-z0-9][a-z0-9_\-*/]{0,240}`)
)

// plainTracestate is the slow and plain reader that the carriers are held against:
// what is sent on of a tracestate that arrived; ok is false if it is to be refused.
func plainTracestate(s string) (out string, ok bool) {
	var kept, keys []string
	n := 0
	for text := range strings.SplitSeq(s, ",") {
		if text = strings.Trim(text, " \t"); text == "" {
			continue
		}
		m := levelTwoMember.FindStringSubmatch(text)
		if n++; m == nil || n > 32 {
			return "", false
		}
		if slices.Contains(keys, m[1]) {
			continue
		}
		keys = append(keys, m[1])
		longest := 0
		for _, t := range tenant.FindAllString(m[1], -1) {
			longest = max(longest, len(t))
		}
		if levelOneKey.MatchString(m[1]) || len(m[1])-longest+len("::")+len(m[2]) <= 256 {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, ","), true
}

// plainTraceparent is what a propagator should be given of a traceparent: version 00
// without the flags that have no meaning.
func plainTraceparent(s string) string {
	if _, ok := valid(s); !ok || !strings.HasPrefix(s, "00") {
		return s
	}
	flags, _ := strconv.ParseUint(s[53:], 16, 8)
	return s[:53] + "0" + strconv.Itoa(int(flags&3))
}

// checkTracestate holds what comes out of two carriers in a row against the plain
// reader, and both kinds of carrier against each other.
func checkTracestate(t *testing.T, s string) {
	t.Helper()
	want, ok := plainTracestate(s)
	if strings.Contains(s, "@fanout-") {
		return // see TestStandInsAreTaken
	}
	ctx := propagation.TraceContext{}.Extract(noSpan, &envelope.Carrier{{"traceparent", sampledHeader}, {"tracestate", s}})
	var fields envelope.Carrier
	propagation.TraceContext{}.Inject(ctx, &fields)
	headers := envelope.Headers{}
	propagation.TraceContext{}.Inject(ctx, headers)
	got := ""
	for _, f := range fields {
		if f.Key == "tracestate" {
			got = f.Value
		}
	}
	assert.Equal(t, want, got, "%q, allowed %v", s, ok)
	assert.Equal(t, want, strings.Join(headers["tracestate"], ","), "%q in headers", s)
	direct := propagation.TraceContext{}.Extract(noSpan, envelope.Headers{"traceparent": {sampledHeader}, "tracestate": {s}})
	assert.Equal(t, trace.SpanContextFromContext(ctx), trace.SpanContextFromContext(direct), "%q", s)
	_, r := newTransport(t, envelope.Options{Headers: envelope.HeadersParse}).ReceiveHeaders(noSpan, map[string][]string{"traceparent": {sampledHeader}, "tracestate": {s}})
	assert.Equal(t, !ok, r.Why == envelope.BadTracestate, "%q: %v", s, r)
}

var tracestateSeeds = []string{
	"", ",", " ", "ot=th:fd70a", "a=1,b=2", "a=1,a=2", "1a=1", "fw529a3039@dt=FfffQ", "a@@=1,b=2", "a=1, ,b= 2 \t",
	"000000000000=00,000000=00,000000=00,000000=00,000000=00", // as long as a traceparent, and ends like one
	"a@1=x", "0@a=:", "a@b@c=::,a@=:", "a=", "=1", "@a=1", "a", "a=1=2", "a=\x7f",
	"a@b@" + strings.Repeat("c", 252) + "=1", strings.Repeat("a@", 128) + "=1", strings.Repeat("a", 257) + "=1",
	"a@@=" + strings.Repeat("x", 256), "a=" + strings.Repeat("x", 257) + ",a@=1",
	members(1, 32), members(1, 33), members(1, 31) + ",bar01=1,x@=1", strings.ReplaceAll(members(1, 32), "=", "@="),
}

func TestTracestates(t *testing.T) {
	r := rand.New(rand.NewPCG(mutationSeed, 4))
	for _, s := range tracestateSeeds {
		checkTracestate(t, s)
	}
	for i := range mutations(50_000) {
		s := mutate(r, tracestateSeeds[r.IntN(len(tracestateSeeds))], "ab01@@,,==:_ \tA\x00\xff")
		if checkTracestate(t, s); t.Failed() {
			t.Fatalf("input %d", i)
		}
	}
}

func FuzzTracestate(f *testing.F) {
	for _, s := range tracestateSeeds {
		f.Add(s)
	}
	f.Fuzz(checkTracestate)
}

// A stand-in that left a process with a carrier of another kind is put right by the
// next of this package, and what only looks like one is somebody's.
func TestStandInsAreTaken(t *testing.T) {
	for sent, want := range map[string]string{
		"foo@fanout-a=:@@bar:1":                  "foo@@bar=1",
		"foo@fanout-b=:@:1,bar=2,foo@fanout-q=x": "foo@=1,bar=2,foo@fanout-q=x",
		"foo@fanout-a=:@:1,foo@=2":               "foo@=1",
		"foo@=1,foo@fanout-a=2":                  "foo@=1,foo@fanout-a=2", // two that would stand under one key
		"foo@fanout-a=::1":                       "foo@fanout-a=::1",      // foo needs none
		"foo@fanout-a=@:@:1":                     "foo@fanout-a=@:@:1",    // no key
		"foo@fanout-aa=:@:1":                     "foo@fanout-aa=:@:1",
	} {
		ctx := propagation.TraceContext{}.Extract(noSpan, &envelope.Carrier{{"traceparent", sampledHeader}, {"tracestate", sent}})
		h := envelope.Headers{}
		propagation.TraceContext{}.Inject(ctx, h)
		assert.Equal(t, []string{want}, h["tracestate"], sent)
	}
}
