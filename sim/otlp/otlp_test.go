package otlp_test

import (
	"bytes"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/otlp"
	"fanout/sim/span"
)

// read decodes one line with the collector's own decoder.
func read(t *testing.T, line []byte) ptrace.Traces {
	t.Helper()
	require.True(t, bytes.HasSuffix(line, []byte("\n")))
	require.Equal(t, 1, bytes.Count(line, []byte("\n")))
	got, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(line)
	require.NoError(t, err, "%s", line)
	return got
}

// A span with everything in it comes back out of the collector's decoder as it was.
func TestTheCollectorReadsEverything(t *testing.T) {
	res := &span.Resource{Service: "sessions", Instance: `node "1"`}
	linked := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{9}, SpanID: trace.SpanID{8}})
	in := span.Span{
		Trace: trace.TraceID{0: 1, 15: 0xfe}, ID: trace.SpanID{7: 0xab}, Parent: trace.SpanID{0: 0xcd}, Remote: true,
		Status: codes.Error, Kind: trace.SpanKindConsumer, Resource: res, Name: "naïve \"name\"\n\x01<&>",
		Start: 5, End: math.MaxInt64 / 4, TraceState: "fanout=1000,ot=th:fd70a",
		Attributes: []attribute.KeyValue{
			attribute.Int64("large", math.MaxInt64), attribute.Int64("negative", -1), attribute.Bool("yes", true),
			attribute.Float64("half", 0.5), attribute.Float64("none", math.Inf(-1)), attribute.String("text", `\`),
			attribute.Int64Slice("list", []int64{1, 2}),
		},
		Links: []sdktrace.Link{{SpanContext: linked, Attributes: []attribute.KeyValue{attribute.Int("n", 1)}}},
	}
	zero := time.Unix(1_000_000_000, 7)
	traces := read(t, otlp.AppendLine(nil, []span.Span{in}, zero))
	require.Equal(t, 1, traces.ResourceSpans().Len())
	rs := traces.ResourceSpans().At(0)
	assert.Equal(t, map[string]any{"service.name": "sessions", "service.instance.id": `node "1"`}, rs.Resource().Attributes().AsRaw())
	out := rs.ScopeSpans().At(0).Spans().At(0)
	assert.Equal(t, pcommon.TraceID(in.Trace), out.TraceID())
	assert.Equal(t, pcommon.SpanID(in.ID), out.SpanID())
	assert.Equal(t, pcommon.SpanID(in.Parent), out.ParentSpanID())
	assert.Equal(t, in.TraceState, out.TraceState().AsRaw())
	assert.Equal(t, uint32(0x301), out.Flags(), "sampled, and the parent is known to be remote")
	assert.Equal(t, in.Name, out.Name())
	assert.Equal(t, ptrace.SpanKindConsumer, out.Kind())
	assert.Equal(t, ptrace.StatusCodeError, out.Status().Code())
	assert.Equal(t, zero.UnixNano()+in.Start, int64(out.StartTimestamp()))
	assert.Equal(t, zero.UnixNano()+in.End, int64(out.EndTimestamp()), "64 bits without rounding")
	assert.Equal(t, map[string]any{
		"large": int64(math.MaxInt64), "negative": int64(-1), "yes": true, "half": 0.5,
		"none": math.Inf(-1), "text": `\`, "list": "[1,2]",
	}, out.Attributes().AsRaw())
	require.Equal(t, 1, out.Links().Len())
	assert.Equal(t, pcommon.TraceID{9}, out.Links().At(0).TraceID())
	assert.Equal(t, map[string]any{"n": int64(1)}, out.Links().At(0).Attributes().AsRaw())
}

// The kinds and statuses of the API arrive as those of the protocol.
func TestKindsAndStatuses(t *testing.T) {
	for kind, want := range map[trace.SpanKind]ptrace.SpanKind{
		trace.SpanKindInternal: ptrace.SpanKindInternal, trace.SpanKindServer: ptrace.SpanKindServer,
		trace.SpanKindClient: ptrace.SpanKindClient, trace.SpanKindProducer: ptrace.SpanKindProducer,
		trace.SpanKindConsumer: ptrace.SpanKindConsumer,
	} {
		assert.Equal(t, want, only(t, span.Span{Kind: kind}).Kind())
	}
	for code, want := range map[codes.Code]ptrace.StatusCode{
		codes.Unset: ptrace.StatusCodeUnset, codes.Ok: ptrace.StatusCodeOk, codes.Error: ptrace.StatusCodeError,
	} {
		assert.Equal(t, want, only(t, span.Span{Status: code}).Status().Code())
	}
	root := only(t, span.Span{})
	assert.True(t, root.ParentSpanID().IsEmpty())
	assert.Equal(t, uint32(0x101), root.Flags())
}

func only(t *testing.T, s span.Span) ptrace.Span {
	s.Resource = &span.Resource{}
	return read(t, otlp.AppendLine(nil, []span.Span{s}, span.Epoch())).ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0)
}

// Spans of one process stand together, the processes in the order of their first.
func TestSpansAreGroupedByResource(t *testing.T) {
	a, b := &span.Resource{Service: "a"}, &span.Resource{Service: "b"}
	traces := read(t, otlp.AppendLine(nil, []span.Span{{Resource: b, Name: "1"}, {Resource: a, Name: "2"}, {Resource: b, Name: "3"}}, span.Epoch()))
	require.Equal(t, 2, traces.ResourceSpans().Len())
	first := traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans()
	require.Equal(t, 2, first.Len())
	assert.Equal(t, "3", first.At(1).Name())
	assert.Empty(t, otlp.AppendLine(nil, nil, span.Epoch()))
}

// A real history: every span that was recorded is there, once, in its tree.
func TestAHistory(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set head.rate 50%", "set members 200", "run 2s")
	require.NoError(t, err)
	var spans []span.Span
	p.Export(func(s *span.Span) { spans = append(spans, *s) })
	p.Finish()
	require.Greater(t, len(spans), 500)
	back := read(t, otlp.AppendLine(nil, spans, span.Epoch()))
	assert.Equal(t, len(spans), back.SpanCount())
	want := make(map[pcommon.SpanID]span.Span)
	for _, s := range spans {
		want[pcommon.SpanID(s.ID)] = s
	}
	for _, rs := range back.ResourceSpans().All() {
		for _, s := range rs.ScopeSpans().At(0).Spans().All() {
			w := want[s.SpanID()]
			delete(want, s.SpanID())
			require.Equal(t, pcommon.TraceID(w.Trace), s.TraceID())
			require.Equal(t, pcommon.SpanID(w.Parent), s.ParentSpanID())
			require.Equal(t, w.Name, s.Name())
			service, _ := rs.Resource().Attributes().Get("service.name")
			require.Equal(t, w.Resource.Service, service.Str())
		}
	}
	assert.Empty(t, want)
}

func BenchmarkAppendLine(b *testing.B) {
	p, err := sim.NewPlayer(guild.Model(), "set head.rate 50%", "set members 200", "run 2s")
	require.NoError(b, err)
	var spans []span.Span
	p.Export(func(s *span.Span) { spans = append(spans, *s) })
	p.Finish()
	spans = spans[:512]
	var line []byte
	for b.Loop() {
		line = otlp.AppendLine(line[:0], spans, span.Epoch())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*512), "ns/span")
	b.ReportMetric(float64(len(line))/512, "B/span")
}
