package sampling_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// provider is an SDK with a sampler, ids from a fixed seed and a recorder.
func provider(s sdktrace.Sampler) (trace.Tracer, *tracetest.SpanRecorder) {
	spans := tracetest.NewSpanRecorder()
	p := sdktrace.NewTracerProvider(
		sdktrace.WithSampler(s),
		sdktrace.WithIDGenerator(sampling.NewIDs(1, nil)),
		sdktrace.WithSpanProcessor(spans),
	)
	return p.Tracer("test"), spans
}

func TestHeadKeepsItsShareAndSaysSo(t *testing.T) {
	head := sampling.NewHead(100_000)
	tracer, spans := provider(head)
	const n = 20_000
	for range n {
		_, s := tracer.Start(t.Context(), "root")
		if got := s.SpanContext().TraceState().Get("ot"); s.SpanContext().IsSampled() != (got == "th:e666") {
			t.Fatalf("sampled %v, ot=%q", s.SpanContext().IsSampled(), got)
		}
		s.End()
	}
	kept := float64(len(spans.Ended()))
	if p := 0.1; math.Abs(kept-n*p) > 5*math.Sqrt(n*p*(1-p)) {
		t.Errorf("kept %v of %d", kept, n)
	}
	head.SetRate(0)
	if _, s := tracer.Start(t.Context(), "root"); s.SpanContext().IsSampled() {
		t.Error("sampled after the rate went to zero")
	}
	head.SetRate(sampling.Whole)
	if _, s := tracer.Start(t.Context(), "root"); !s.SpanContext().IsSampled() {
		t.Error("not sampled after the rate went to 100 %")
	}
}

// Everything in a trace follows the decision of its root, whatever the rate is
// by then, and keeps the tracestate of its parent.
func TestChildrenInherit(t *testing.T) {
	tracer, _ := provider(sampling.NewHead(0))
	for _, remote := range []bool{false, true} {
		for _, flags := range []trace.TraceFlags{0, trace.FlagsSampled} {
			state, err := trace.ParseTraceState("ot=th:fd70a,other=1")
			if err != nil {
				t.Fatal(err)
			}
			parent := trace.NewSpanContext(trace.SpanContextConfig{
				TraceID: trace.TraceID{1}, SpanID: trace.SpanID{1},
				TraceFlags: flags, TraceState: state, Remote: remote,
			})
			_, s := tracer.Start(trace.ContextWithSpanContext(t.Context(), parent), "child")
			if sc := s.SpanContext(); sc.IsSampled() != parent.IsSampled() || sc.TraceState().String() != state.String() {
				t.Errorf("parent %v remote %v: child %v", flags, remote, sc)
			}
		}
	}
}

func remoteParent(flags trace.TraceFlags) trace.SpanContext {
	return trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{1, 15: 7}, SpanID: trace.SpanID{1}, TraceFlags: flags, Remote: true,
	})
}

func state(t testing.TB, text string) trace.TraceState {
	t.Helper()
	s, err := trace.ParseTraceState(text)
	require.NoError(t, err)
	return s
}

func TestFanoutRecordsTheRateItUsed(t *testing.T) {
	f := sampling.NewFanout(sampling.NewHead(sampling.Whole), nil)
	tracer, spans := provider(f)
	const recipients = 10_000
	want := 0
	for i := range uint64(recipients) {
		parent := remoteParent(trace.FlagsSampled)
		d := sampling.Delivery{Recipients: recipients, Recipient: i}
		if _, keep := f.Decide(parent, d); keep {
			want++
		}
		ctx := sampling.WithDelivery(trace.ContextWithSpanContext(t.Context(), parent), d)
		ctx, s := tracer.Start(ctx, "session")
		_, child := tracer.Start(ctx, "child") // follows the session span, kept or not
		if child.SpanContext().IsSampled() != s.SpanContext().IsSampled() {
			t.Fatal("a child was sampled apart from its parent")
		}
		child.End()
		s.End()
	}
	kept := 0
	for _, s := range spans.Ended() {
		if s.Name() != "session" {
			continue
		}
		kept++
		if a := s.Attributes(); len(a) != 1 || a[0].Key != sampling.KeepRateKey || a[0].Value.AsInt64() != 1_000 {
			t.Errorf("attributes %v", a)
		}
		if q, ok := sampling.KeepRate(s.SpanContext()); !ok || q != 1_000 {
			t.Errorf("tracestate says %v, %v", q, ok)
		}
	}
	if kept != want || kept == 0 {
		t.Errorf("kept %d spans, Decide says %d", kept, want)
	}
}

// Where the second layer has no say.
func TestFanoutElsewhere(t *testing.T) {
	d := sampling.Delivery{Recipients: 1_000_000, Recipient: 1}
	for _, c := range []struct {
		name   string
		parent trace.SpanContext
		d      *sampling.Delivery
		want   bool
	}{
		{"a root goes by the head sampler", trace.SpanContext{}, &d, true},
		{"an unsampled parent stays unsampled", remoteParent(0), &d, false},
		{"a local parent is inherited from", remoteParent(trace.FlagsSampled).WithRemote(false), &d, true},
		{"without a delivery the parent decides", remoteParent(trace.FlagsSampled), nil, true},
		{"with one, the table does: flat 0 % here", remoteParent(trace.FlagsSampled), &d, false},
	} {
		tracer, _ := provider(sampling.NewFanout(sampling.NewHead(sampling.Whole), sampling.Flat(0)))
		ctx := trace.ContextWithSpanContext(context.Background(), c.parent)
		if c.d != nil {
			ctx = sampling.WithDelivery(ctx, *c.d)
		}
		_, s := tracer.Start(ctx, "session")
		if got := s.SpanContext().IsSampled(); got != c.want {
			t.Errorf("%s: sampled %v", c.name, got)
		}
	}
}

// The ban is for roots after a fan-out only, and a root that links back to the
// dispatch belongs to a trace that exists.
func TestFanoutBansRoots(t *testing.T) {
	link := trace.WithLinks(trace.Link{SpanContext: remoteParent(trace.FlagsSampled)})
	many, one := sampling.Delivery{Recipients: 2}, sampling.Delivery{Recipients: 1}
	for _, c := range []struct {
		name    string
		ban     bool
		d       *sampling.Delivery
		options []trace.SpanStartOption
		want    bool
	}{
		{"not banned", false, &many, nil, true},
		{"banned", true, &many, nil, false},
		{"one recipient", true, &one, nil, true},
		{"no delivery", true, nil, nil, true},
		{"linked to its dispatch", true, &many, []trace.SpanStartOption{trace.WithNewRoot(), link}, true},
	} {
		f := sampling.NewFanout(sampling.NewHead(sampling.Whole), nil)
		f.BanRoots(c.ban)
		tracer, _ := provider(f)
		ctx := t.Context()
		if c.d != nil {
			ctx = sampling.WithDelivery(ctx, *c.d)
		}
		if _, s := tracer.Start(ctx, "session", c.options...); s.SpanContext().IsSampled() != c.want {
			t.Errorf("%s: sampled %v", c.name, !c.want)
		}
	}
}

func TestIDs(t *testing.T) {
	n := uint64(0)
	a := sampling.NewIDs(7, func(context.Context) uint64 { n++; return 0xA9<<56 | n })
	b := sampling.NewIDs(7, nil)
	first, _ := a.NewIDs(t.Context())
	if first.String()[:16] != "a900000000000001" {
		t.Errorf("trace id %v does not begin with its prefix", first)
	}
	state := a.State()
	wantID, wantSpan := a.NewIDs(t.Context())
	a.SetState(state)
	if id, span := a.NewIDs(t.Context()); span != wantSpan || sampling.Randomness(id) != sampling.Randomness(wantID) {
		t.Error("a restored generator went another way")
	}
	seen := map[trace.SpanID]bool{}
	for range 10_000 {
		id, span := b.NewIDs(t.Context())
		if !id.IsValid() || !span.IsValid() || seen[span] {
			t.Fatalf("bad ids %v %v", id, span)
		}
		seen[span] = true
	}
}
