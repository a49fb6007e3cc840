package envelope_test

import (
	"testing"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// Whatever arrives, the message is handled and the reason can be counted.
func TestEveryReasonIsCounted(t *testing.T) {
	tr := newTransport(t, envelope.Options{})
	var own, want envelope.Counts
	receive := func(c envelope.Carrier, why envelope.Verdict) {
		_, r := tr.Receive(noSpan, &envelope.Envelope{Message: "hello", TraceCarrier: c})
		if r.Message != "hello" || r.Receipt.Why != why {
			t.Errorf("%q: received %v, %v; want reason %v", c, r.Message, r.Receipt, why)
		}
		own.Add(r.Receipt)
		if why != envelope.Unread {
			want.Add(r.Receipt)
		}
	}
	for _, p := range traceparents {
		why := p.want
		ctx := propagation.TraceContext{}.Extract(noSpan, &envelope.Carrier{{"traceparent", p.s}})
		switch accepted := trace.SpanContextFromContext(ctx).IsValid(); {
		case accepted || why == envelope.Absent:
			why = envelope.Unread // nothing to complain about
		case why.Valid():
			why = envelope.Refused // by the propagator, not by the grammar
		}
		receive(envelope.Carrier{{"traceparent", p.s}}, why)
	}
	receive(envelope.Carrier{{"traceparent", sampledHeader}, {"tracestate", "==="}}, envelope.BadTracestate)
	receive(envelope.Carrier{{"traceparent", sampledHeader}, {"tracestate", "foo=1,foo=2, ,bar@@=3"}}, envelope.Unread)
	receive(envelope.Carrier{{"b3", "0"}}, envelope.Unread)
	receive(nil, envelope.Unread)
	if err := tr.SetOptions(envelope.Options{Propagator: propagation.NewCompositeTextMapPropagator()}); err != nil {
		t.Fatal(err)
	}
	receive(envelope.Carrier{{"traceparent", sampledHeader}}, envelope.Refused)

	if got := tr.Count(); got != want {
		t.Errorf("counted\n%v, want\n%v", got, want)
	}
	if own.Whys != want.Whys {
		t.Errorf("a receiver's own count of reasons is\n%v, want\n%v", own.Whys, want.Whys)
	}
	var sum envelope.Counts
	sum.Merge(&own)
	sum.Merge(&want)
	before := sum
	sum.Add(envelope.Receipt{Op: envelope.NumOps})
	sum.Add(envelope.Receipt{Op: envelope.ReceiveBare, Why: envelope.NumVerdicts})
	if sum != before {
		t.Error("a receipt that nobody returns was counted")
	}
	if sum.Ops[envelope.ReceiveInvalid] != 2*want.Ops[envelope.ReceiveInvalid] {
		t.Error("Merge does not add")
	}
}

// Values that no sender of this module makes.
func TestStrangeMessages(t *testing.T) {
	tr := newTransport(t, envelope.Options{Envelopes: true, NoRootsAfterFanout: true})
	inner := envelope.Envelope{Message: "hello", Recipients: 7}
	for _, c := range []struct {
		name    string
		msg     any
		want    any
		mayRoot bool
	}{
		{"nil", nil, nil, true},
		{"a nil envelope", (*envelope.Envelope)(nil), nil, true},
		{"an envelope by value", inner, "hello", false},
		{"an envelope without a message", &envelope.Envelope{}, nil, true},
		{"fewer than no recipients", &envelope.Envelope{Message: "hello", Recipients: -7}, "hello", true},
	} {
		if _, r := tr.Receive(noSpan, c.msg); r.Message != c.want || r.MayStart != c.mayRoot || r.Recipients < 0 {
			t.Errorf("%s: %+v", c.name, r)
		}
		// Wrapping what is wrapped already makes one envelope of it.
		sent, _ := tr.Wrap(sampled, c.msg, -1)
		e, ok := sent.(*envelope.Envelope)
		if !ok || e.Message != c.want || e.Recipients < 0 || len(e.TraceCarrier) != 1 {
			t.Errorf("%s: wrapped again: %+v", c.name, sent)
		}
	}
	if again, _ := tr.Wrap(sampled, &inner, 0); again.(*envelope.Envelope).Recipients != 7 {
		t.Error("the number of recipients was lost")
	}
}

func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for o := envelope.Nothing; o < envelope.NumOps; o++ {
		if o.String() == "" || seen[o.String()] {
			t.Errorf("operation %d has the name %q", o, o)
		}
		seen[o.String()] = true
		if o.Sieved() && o.Injected() || o.Injected() && o.Extracted() {
			t.Errorf("%v does what no call does", o)
		}
	}
	if envelope.NumOps.String() != "unknown" || envelope.NumVerdicts.String() != "unknown" || envelope.NumOps.Extracted() {
		t.Error("values out of range have a meaning")
	}
}
