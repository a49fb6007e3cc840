package envelope_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// The tests in this file are bounded fuzz runs that every test run does, wasm
// included, with the checks of the fuzzers: good inputs with a few bytes
// changed, inserted or cut. A failure names the input; the seed is fixed.

const mutationSeed = 1

// mutations returns how many inputs to try.
func mutations(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// mutate changes up to three bytes of s to some of the alphabet.
func mutate(r *rand.Rand, s, alphabet string) string {
	b := []byte(s)
	for range r.IntN(4) {
		c := alphabet[r.IntN(len(alphabet))]
		at := r.IntN(len(b) + 1)
		switch {
		case at == len(b):
			b = append(b, c)
		case r.IntN(8) == 0:
			b = b[:at]
		default:
			b[at] = c
		}
	}
	return string(b)
}

const headerAlphabet = "0123456789abcdefABCDEFg-_ \x00\xff"

func TestMutatedTraceparents(t *testing.T) {
	r := rand.New(rand.NewPCG(mutationSeed, 0))
	for i := range mutations(200_000) {
		s := mutate(r, traceparents[r.IntN(len(traceparents))].s, headerAlphabet)
		checkHeader(t, s)
		checkInspect(t, s)
		if t.Failed() {
			t.Fatalf("input %d", i)
		}
	}
}

func TestMutatedHeaders(t *testing.T) {
	r := rand.New(rand.NewPCG(mutationSeed, 1))
	names := []string{"traceparent", "Traceparent", "TraceParent", "TRACEPARENT", "tRaceparent", "tracestate", "Tracestate", "trAcestate"}
	states := []string{"", "a=1", "ot=th:fd70a,b=2", "fw529a3039@dt=FfffQ", "a=1,a=2", "1a=1"}
	for i := range mutations(20_000) {
		name := func() string { return mutate(r, names[r.IntN(len(names))], "tT-") }
		value := func() string { return mutate(r, traceparents[r.IntN(len(traceparents))].s, headerAlphabet) }
		state := mutate(r, states[r.IntN(len(states))], headerAlphabet+"=,@")
		if checkHeaders(t, name(), value(), name(), value(), state); t.Failed() {
			t.Fatalf("input %d", i)
		}
	}
}

// checkCarrier holds receiving an envelope with these fields against the
// propagator alone on the carrier that OpenTelemetry comes with, given what the plain
// readers make of them.
func checkCarrier(t *testing.T, tr *envelope.Transport, traceparent, tracestate string) {
	t.Helper()
	fields := envelope.Carrier{{"traceparent", traceparent}, {"tracestate", tracestate}}
	before := tr.Count()
	ctx, r := tr.Receive(noSpan, &envelope.Envelope{Message: "hello", TraceCarrier: fields})
	oracle := propagation.TraceContext{}.Extract(noSpan, propagation.MapCarrier{"traceparent": plainTraceparent(traceparent), "tracestate": tracestate})
	got, want := trace.SpanContextFromContext(ctx), trace.SpanContextFromContext(oracle)
	want = want.WithTraceState(got.TraceState()) // see checkTracestate
	if !got.Equal(want) || r.Message != "hello" {
		t.Errorf("%q: received %v in %v, want %v", fields, r.Message, got, want)
	}
	// A context that is not there has a reason, and reasons are counted.
	if traceparent != "" && want.IsValid() == (r.Receipt.Op == envelope.ReceiveInvalid) {
		t.Errorf("%q: %v for %v", fields, r.Receipt, want)
	}
	if traceparent != "" && !want.IsValid() && r.Receipt.Why == envelope.Unread {
		t.Errorf("%q: refused without a reason", fields)
	}
	counted := tr.Count().Whys[r.Receipt.Why] - before.Whys[r.Receipt.Why]
	if (r.Receipt.Why != envelope.Unread) != (counted == 1) {
		t.Errorf("%q: %v was counted %d times", fields, r.Receipt, counted)
	}
}

func TestMutatedCarriers(t *testing.T) {
	r := rand.New(rand.NewPCG(mutationSeed, 2))
	tr := newTransport(t, envelope.Options{})
	for i := range mutations(50_000) {
		p := mutate(r, traceparents[r.IntN(len(traceparents))].s, headerAlphabet)
		if checkCarrier(t, tr, p, mutate(r, "ot=th:fd70a,b=2", headerAlphabet+"=,@")); t.Failed() {
			t.Fatalf("input %d", i)
		}
	}
}

func FuzzCarrier(f *testing.F) {
	for _, c := range traceparents {
		f.Add(c.s, "a=1")
	}
	f.Add(sampledHeader, "=,")
	f.Fuzz(func(t *testing.T, traceparent, tracestate string) {
		checkCarrier(t, newTransport(t, envelope.Options{}), traceparent, tracestate)
	})
}

// checkBatch holds that what is read from any bytes is written and read again
// without a difference.
func checkBatch(t *testing.T, b []byte) {
	t.Helper()
	got, _, err := envelope.ReadBatch(b, decodeText)
	for _, e := range got { // also those before an error
		if e == nil || e.Message == nil || e.Recipients < 0 {
			t.Fatalf("%x: %+v", b, e)
		}
	}
	if err != nil {
		return
	}
	tr := newTransport(t, envelope.Options{})
	again, err := tr.AppendBatch(nil, got, encodeText)
	if err != nil {
		t.Fatal(err)
	}
	back, skew, err := envelope.ReadBatch(again, decodeText)
	if err != nil || skew != (envelope.Skew{}) || !reflect.DeepEqual(back, got) {
		t.Errorf("%x: %+v became %+v, %+v, %v", b, got, back, skew, err)
	}
}

func TestMutatedBatches(t *testing.T) {
	r := rand.New(rand.NewPCG(mutationSeed, 3))
	for i := range mutations(50_000) {
		b := batchSeeds[r.IntN(len(batchSeeds))]
		if checkBatch(t, []byte(mutate(r, string(b), "\x00\x01\x02\x03\x07\x0d\x1a\x7f\x80\xffEmk"))); t.Failed() {
			t.Fatalf("input %d", i)
		}
	}
}
