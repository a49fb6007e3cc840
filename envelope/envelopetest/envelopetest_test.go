package envelopetest_test

import (
	"context"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/propagation"

	"fanout/envelope"
	"fanout/envelope/envelopetest"
)

func TestCarriers(t *testing.T) {
	for name, empty := range map[string]func() propagation.TextMapCarrier{
		"Carrier":                   func() propagation.TextMapCarrier { return new(envelope.Carrier) },
		"Headers":                   func() propagation.TextMapCarrier { return envelope.Headers{} },
		"propagation.MapCarrier":    func() propagation.TextMapCarrier { return propagation.MapCarrier{} },
		"propagation.HeaderCarrier": func() propagation.TextMapCarrier { return propagation.HeaderCarrier{} },
	} {
		if err := envelopetest.TestCarrier(empty); err != nil {
			t.Errorf("%s:\n%v", name, err)
		}
	}
}

// actor is the least that handles messages one at a time with an ambient
// context.
type actor struct {
	transport *envelope.Transport
	slot      envelope.Slot
}

func (a *actor) Ambient() context.Context { return a.slot.Context() }

func (a *actor) Deliver(msg any, f func(context.Context, envelope.Received)) {
	defer func() { _ = recover() }()
	a.transport.Handle(context.Background(), msg, func(ctx context.Context, r envelope.Received) {
		a.slot.Run(ctx, func() { f(ctx, r) })
	})
}

func TestHandlers(t *testing.T) {
	err := envelopetest.TestHandler(func(t *envelope.Transport) envelopetest.Handler { return &actor{transport: t} })
	if err != nil {
		t.Error(err)
	}
}

// leaky handles as the post's published code does: attach, handle, detach,
// without a guard. The kit has to find it out.
type leaky struct {
	transport *envelope.Transport
	ambient   context.Context
}

func (l *leaky) Ambient() context.Context { return l.ambient }

func (l *leaky) Deliver(msg any, f func(context.Context, envelope.Received)) {
	defer func() { _ = recover() }()
	ctx, r := l.transport.Receive(l.ambient, msg)
	before := l.ambient
	l.ambient = ctx
	f(ctx, r)
	l.ambient = before
}

func TestKitFindsTheLeak(t *testing.T) {
	err := envelopetest.TestHandler(func(t *envelope.Transport) envelopetest.Handler {
		return &leaky{t, context.Background()}
	})
	if err == nil || !strings.Contains(err.Error(), "a bare message after a panic: handled in") {
		t.Errorf("the leak was not found: %v", err)
	}
}

// forgetful drops what is set a second time.
type forgetful struct{ propagation.MapCarrier }

func (f forgetful) Set(key, value string) {
	if f.Get(key) == "" {
		f.MapCarrier.Set(key, value)
	}
}

func TestKitFindsABadCarrier(t *testing.T) {
	err := envelopetest.TestCarrier(func() propagation.TextMapCarrier { return forgetful{propagation.MapCarrier{}} })
	if err == nil || !strings.Contains(err.Error(), "does not replace") {
		t.Errorf("the fault was not found: %v", err)
	}
}
