package envelope_test

import (
	"context"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// The post's published handler attaches, handles, detaches. A handler that
// raises skips the last step, and the next message that brings no context
// is recorded in the trace of the one that failed.
func TestContextIsDetachedAfterPanic(t *testing.T) {
	tr := newTransport(t, envelope.Options{Envelopes: true})
	poison, _ := tr.Wrap(sampled, "poison", 0)

	var slot envelope.Slot
	var seen []bool // whether the ambient context had a span, per message
	handle := func(msg any) {
		defer func() { _ = recover() }() // as a supervisor would
		tr.Handle(noSpan, msg, func(ctx context.Context, r envelope.Received) {
			slot.Run(ctx, func() {
				seen = append(seen, trace.SpanContextFromContext(slot.Context()).IsValid())
				if r.Message == "poison" {
					panic("handler failed")
				}
			})
		})
	}
	handle(poison)
	if slot.Context() != context.Background() {
		t.Error("the context outlived the handler")
	}
	handle("bare")
	if len(seen) != 2 || !seen[0] || seen[1] {
		t.Errorf("messages in a trace: %v, want [true false]", seen)
	}
}

func TestSlotNests(t *testing.T) {
	var slot envelope.Slot
	slot.Run(sampled, func() {
		slot.Run(unsampled, func() {
			if slot.Context() != unsampled {
				t.Error("inner context not in place")
			}
		})
		if slot.Context() != sampled {
			t.Error("outer context not restored")
		}
	})
}

// What a slot remembers about a span goes with the context that held it.
func TestSlotForgetsTheSpan(t *testing.T) {
	tr := newTransport(t, envelope.Options{Envelopes: true, SkipUnsampled: true})
	var slot envelope.Slot
	wraps := func(want envelope.Op) {
		t.Helper()
		if _, r := tr.WrapFrom(&slot, "hello", 0); r.Op != want {
			t.Errorf("%v, want %v", r.Op, want)
		}
	}
	wraps(envelope.WrapElided)
	slot.Run(sampled, func() {
		wraps(envelope.WrapInjected)
		slot.Run(unsampled, func() { wraps(envelope.WrapElided) })
		wraps(envelope.WrapInjected)
	})
	wraps(envelope.WrapElided)
	slot.Swap(slot.Swap(sampled)) // what was there before may be nothing
	wraps(envelope.WrapElided)
	if got, _ := tr.WrapFrom(&slot, &envelope.Envelope{Message: "hello", Recipients: 7}, 0); got.(*envelope.Envelope).Recipients != 7 {
		t.Errorf("an envelope wrapped again: %+v", got)
	}
}
