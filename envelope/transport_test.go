package envelope_test

import (
	"context"
	"reflect"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// Contexts of a sender, as the services of the tests have them.
var (
	noSpan    = context.Background()
	sampled   = trace.ContextWithSpanContext(noSpan, spanContext(trace.FlagsSampled))
	unsampled = trace.ContextWithSpanContext(noSpan, spanContext(0))
)

func spanContext(flags trace.TraceFlags) trace.SpanContext {
	return trace.NewSpanContext(trace.SpanContextConfig{
		TraceID:    trace.TraceID{0x0a, 15: 0x01},
		SpanID:     trace.SpanID{7: 0x02},
		TraceFlags: flags,
	})
}

func newTransport(t testing.TB, o envelope.Options) *envelope.Transport {
	t.Helper()
	tr, err := envelope.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// What Wrap does follows from the options, the span in the context and the
// number of recipients; what Receive does follows from what arrives alone.
func TestWrapThenReceive(t *testing.T) {
	on := envelope.Options{Envelopes: true}
	skip := envelope.Options{Envelopes: true, SkipUnsampled: true}
	skipKeep := envelope.Options{Envelopes: true, SkipUnsampled: true, KeepEmpty: true}
	ban := envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true}

	for _, c := range []struct {
		name       string
		options    envelope.Options
		ctx        context.Context
		recipients int
		wrap       envelope.Op
		receive    envelope.Op
		mayStart   bool
	}{
		{"before the rollout nothing changes", envelope.Options{}, sampled, 5, envelope.WrapBare, envelope.ReceiveBare, true},
		{"sampled context travels", on, sampled, 0, envelope.WrapInjected, envelope.ReceiveSampled, true},
		{"unsampled context travels as well", on, unsampled, 0, envelope.WrapInjected, envelope.ReceiveUnsampled, true},
		{"no context, empty envelope", on, noSpan, 0, envelope.WrapEmpty, envelope.ReceiveEmpty, true},
		{"skipping: sampled context travels", skip, sampled, 0, envelope.WrapInjected, envelope.ReceiveSampled, true},
		{"skipping: unsampled context does not, and no envelope is needed", skip, unsampled, 0, envelope.WrapElided, envelope.ReceiveBare, true},
		{"the same for a known single recipient", skip, unsampled, 1, envelope.WrapElided, envelope.ReceiveBare, true},
		{"unless empty envelopes are wanted", skipKeep, unsampled, 0, envelope.WrapSkipped, envelope.ReceiveEmpty, true},
		{"the number of recipients travels without context", skip, unsampled, 2, envelope.WrapSkipped, envelope.ReceiveEmpty, true},
		{"after a fan-out no roots", ban, unsampled, 2, envelope.WrapSkipped, envelope.ReceiveEmpty, false},
		{"after a fan-out a trace may be continued", ban, sampled, 2, envelope.WrapInjected, envelope.ReceiveSampled, true},
		{"one recipient is no fan-out", ban, noSpan, 1, envelope.WrapElided, envelope.ReceiveBare, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newTransport(t, c.options)
			sent, wrapped := tr.Wrap(c.ctx, "hello", c.recipients)
			if wrapped.Op != c.wrap {
				t.Errorf("Wrap: %v, want %v", wrapped, c.wrap)
			}
			if _, is := sent.(*envelope.Envelope); is != wrapped.Op.Enveloped() {
				t.Errorf("Wrap returned %T but its receipt says %v", sent, wrapped)
			}
			var slot envelope.Slot
			slot.Run(c.ctx, func() {
				for range 2 { // looked up, remembered
					if fromSlot, r := tr.WrapFrom(&slot, "hello", c.recipients); r != wrapped || !reflect.DeepEqual(fromSlot, sent) {
						t.Errorf("WrapFrom: %+v, %v; Wrap: %+v, %v", fromSlot, r, sent, wrapped)
					}
				}
			})
			ctx, got := tr.Receive(noSpan, sent)
			receiver := tr.Receiver()
			if err := tr.SetOptions(envelope.Options{Envelopes: true, NoRootsAfterFanout: !c.options.NoRootsAfterFanout}); err != nil {
				t.Fatal(err)
			}
			if again, same := receiver.Receive(noSpan, sent); same != got || !trace.SpanContextFromContext(again).Equal(trace.SpanContextFromContext(ctx)) {
				t.Errorf("a Receiver of before: %+v, Receive: %+v", same, got)
			}
			if got.Receipt.Op != c.receive {
				t.Errorf("Receive: %v, want %v", got.Receipt, c.receive)
			}
			if got.Message != "hello" {
				t.Errorf("message %v", got.Message)
			}
			if got.MayStart != c.mayStart {
				t.Errorf("MayStart %v, want %v", got.MayStart, c.mayStart)
			}
			if wrapped.Op.Enveloped() && got.Recipients != c.recipients {
				t.Errorf("recipients %d, want %d", got.Recipients, c.recipients)
			}
			want := trace.SpanContext{}
			if wrapped.Op == envelope.WrapInjected {
				want = trace.SpanContextFromContext(c.ctx).WithRemote(true)
			}
			if sc := trace.SpanContextFromContext(ctx); !sc.Equal(want) {
				t.Errorf("received %+v, want %+v", sc, want)
			}
		})
	}
}

func header(s string) map[string][]string { return map[string][]string{"traceparent": {s}} }

func TestReceiveHeaders(t *testing.T) {
	const (
		yes = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
		no  = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
		bad = "00-00000000000000000000000000000000-b7ad6b7169203331-01"
	)
	for _, c := range []struct {
		name    string
		headers map[string][]string
		parse   envelope.Receipt
		sieve   envelope.Receipt
	}{
		{"none", nil, envelope.Receipt{Op: envelope.ParseNoTrace}, envelope.Receipt{Op: envelope.SieveAbsent}},
		{"sampled", header(yes), envelope.Receipt{Op: envelope.ParseSampled}, envelope.Receipt{Op: envelope.SieveSampled}},
		{"unsampled", header(no), envelope.Receipt{Op: envelope.ParseUnsampled}, envelope.Receipt{Op: envelope.SieveStripped}},
		{
			"as net/http spells it", map[string][]string{"Traceparent": {yes}},
			envelope.Receipt{Op: envelope.ParseSampled}, envelope.Receipt{Op: envelope.SieveSampled},
		},
		{
			"as nobody spells it", map[string][]string{"tRaCePaReNt": {yes}},
			envelope.Receipt{Op: envelope.ParseSampled}, envelope.Receipt{Op: envelope.SieveSampled},
		},
		{
			"twice", map[string][]string{"traceparent": {yes, yes}},
			envelope.Receipt{Op: envelope.ParseInvalid, Why: envelope.Duplicate},
			envelope.Receipt{Op: envelope.SieveStripped, Why: envelope.Duplicate},
		},
		{
			"twice, as net/http and as gRPC spell it", map[string][]string{"traceparent": {no}, "Traceparent": {yes}},
			envelope.Receipt{Op: envelope.ParseInvalid, Why: envelope.Duplicate},
			envelope.Receipt{Op: envelope.SieveStripped}, // decided by the first one
		},
		{
			"beside one that is spelled as nobody does", map[string][]string{"TraceParent": {yes}, "tRaCePaReNt": {no}},
			envelope.Receipt{Op: envelope.ParseSampled}, envelope.Receipt{Op: envelope.SieveSampled},
		},
		{
			"twice in two spellings", map[string][]string{"traceparent": {yes}, "TRACEPARENT": {yes}},
			envelope.Receipt{Op: envelope.ParseInvalid, Why: envelope.Duplicate},
			envelope.Receipt{Op: envelope.SieveStripped, Why: envelope.Duplicate},
		},
		{
			"zero trace id", header(bad),
			envelope.Receipt{Op: envelope.ParseInvalid, Why: envelope.ZeroTraceID},
			envelope.Receipt{Op: envelope.SieveInvalid, Why: envelope.ZeroTraceID},
		},
		{
			"tracestate in two headers", map[string][]string{"traceparent": {yes}, "tracestate": {"a=1", "b=2"}},
			envelope.Receipt{Op: envelope.ParseSampled}, envelope.Receipt{Op: envelope.SieveSampled},
		},
		{
			"bad tracestate does not hurt traceparent", map[string][]string{"traceparent": {yes}, "tracestate": {"a"}},
			envelope.Receipt{Op: envelope.ParseSampled, Why: envelope.BadTracestate},
			envelope.Receipt{Op: envelope.SieveSampled, Why: envelope.BadTracestate},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for mode, want := range map[envelope.HeaderMode]envelope.Receipt{
				envelope.HeadersIgnore: {Op: envelope.HeadersIgnored},
				envelope.HeadersParse:  c.parse,
				envelope.HeadersSieve:  c.sieve,
			} {
				tr := newTransport(t, envelope.Options{Headers: mode})
				ctx, got := tr.ReceiveHeaders(noSpan, c.headers)
				if got != want {
					t.Errorf("mode %d: %v, want %v", mode, got, want)
				}
				if valid := trace.SpanContextFromContext(ctx).IsValid(); valid != got.Op.Continues() {
					t.Errorf("mode %d: context valid: %v, receipt %v", mode, valid, got)
				}
			}
		})
	}
}

func TestTracestateOfSeveralHeadersIsJoined(t *testing.T) {
	tr := newTransport(t, envelope.Options{Headers: envelope.HeadersSieve})
	ctx, _ := tr.ReceiveHeaders(noSpan, map[string][]string{
		"Traceparent": {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
		"Tracestate":  {"a=1", "", "b=2"},
	})
	if got := trace.SpanContextFromContext(ctx).TraceState().String(); got != "a=1,b=2" {
		t.Errorf("tracestate %q", got)
	}
}

func TestHeadersRoundTrip(t *testing.T) {
	tr := newTransport(t, envelope.Options{Headers: envelope.HeadersParse, SkipUnsampled: true})
	h := map[string][]string{"Traceparent": {"stale"}}
	if r := tr.InjectHeaders(unsampled, h); r.Op != envelope.HeadersInjected {
		t.Errorf("%v", r)
	}
	ctx, r := tr.ReceiveHeaders(noSpan, h)
	if want := spanContext(0).WithRemote(true); !trace.SpanContextFromContext(ctx).Equal(want) || r.Op != envelope.ParseUnsampled {
		t.Errorf("%v: %v from %v", r, trace.SpanContextFromContext(ctx), h)
	}
	if r := tr.InjectHeaders(noSpan, map[string][]string{}); r.Op != envelope.HeadersEmpty {
		t.Errorf("%v", r)
	}
}

// A sieve in front of a propagator that finds its context under other names
// would lose sampled requests.
func TestSieveRefusesOtherPropagators(t *testing.T) {
	_, err := envelope.New(envelope.Options{
		Headers:    envelope.HeadersSieve,
		Propagator: propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, otherPropagator{}),
	})
	if err == nil {
		t.Fatal("no error")
	}
}

type otherPropagator struct{ propagation.TraceContext }

func (otherPropagator) Fields() []string { return []string{"b3"} }
