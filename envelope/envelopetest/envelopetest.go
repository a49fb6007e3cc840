// Package envelopetest tests implementations of the two contracts of package
// envelope, in the way in which testing/fstest tests file systems: the carrier,
// which keeps the text of a context, and the handler, which gives each message
// its own context and takes it away again. Authors of a carrier for headers of
// another kind, or of a binding to other actors, can run the checks that this
// module's own implementations have to pass.
package envelopetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// TestCarrier checks a carrier; empty returns a new one without fields. It
// returns all violations joined in one error, nil if there are none.
func TestCarrier(empty func() propagation.TextMapCarrier) error {
	var c checks
	const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

	m := empty()
	c.check(m.Get("traceparent") == "", "Get of an absent key is %q, want \"\"", m.Get("traceparent"))
	c.check(len(m.Keys()) == 0, "an empty carrier has the keys %q", m.Keys())

	m.Set("traceparent", parent)
	m.Set("tracestate", "a=1,b=2")
	c.check(m.Get("traceparent") == parent, "Get after Set is %q, want %q", m.Get("traceparent"), parent)
	c.check(m.Get("tracestate") == "a=1,b=2", "a value with commas comes back as %q", m.Get("tracestate"))
	keys := m.Keys()
	for i, k := range keys {
		keys[i] = strings.ToLower(k)
	}
	slices.Sort(keys)
	c.check(slices.Equal(keys, []string{"traceparent", "tracestate"}), "Keys are %q after two were set", keys)

	m.Set("traceparent", "again")
	c.check(m.Get("traceparent") == "again", "a second Set does not replace the first: %q", m.Get("traceparent"))
	c.check(len(m.Keys()) == 2, "a second Set of a key makes %d keys of two", len(m.Keys()))

	// What is injected can be extracted, and the sieve reads what the
	// propagator reads.
	for _, flags := range []trace.TraceFlags{0, trace.FlagsSampled} {
		want := SpanContext(1, flags)
		m := empty()
		propagation.TraceContext{}.Inject(trace.ContextWithSpanContext(context.Background(), want), m)
		got := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(), m))
		c.check(got.Equal(want.WithRemote(true)), "injected %v, extracted %v", want, got)
		sampled := envelope.Sampled(m.Get("traceparent"))
		c.check(sampled == want.IsSampled(), "the sieve reads sampled %v, want %v", sampled, want.IsSampled())
	}
	return c.err()
}

// Handler is one receiver of messages, an actor or a goroutine with its
// mailbox, bound to a Transport for the test. Deliver has it handle one message
// by calling f in it, and returns when that is over; f may panic, which Deliver
// has to contain as the receiver's supervisor would. Ambient returns the
// context that code in f would find if it were passed none; a Handler without
// such a thing returns context.Background().
type Handler interface {
	Deliver(msg any, f func(context.Context, envelope.Received))
	Ambient() context.Context
}

// TestHandler checks that a Handler keeps the contexts of messages apart. start
// returns a new one that receives through t. It returns all violations joined
// in one error, nil if there are none.
func TestHandler(start func(t *envelope.Transport) Handler) error {
	var c checks
	t, err := envelope.New(envelope.Options{Envelopes: true})
	if err != nil {
		return err
	}
	h := start(t)
	for i, s := range []struct {
		what   string
		ctx    trace.SpanContext // of the sender
		bare   bool
		panics bool
	}{
		{what: "a bare message", bare: true},
		{what: "an envelope with sampled context", ctx: SpanContext(1, trace.FlagsSampled)},
		{what: "an empty envelope after one with context"},
		{what: "an envelope whose handler panics", ctx: SpanContext(2, trace.FlagsSampled), panics: true},
		{what: "a bare message after a panic", bare: true},
		{what: "an empty envelope after a panic"},
		{what: "an envelope with unsampled context", ctx: SpanContext(3, 0)},
		{what: "a bare message after that", bare: true},
	} {
		var msg any = i
		if !s.bare {
			msg, _ = t.Wrap(trace.ContextWithSpanContext(context.Background(), s.ctx), i, 0)
		}
		want := s.ctx
		if want.IsValid() {
			want = want.WithRemote(true)
		}
		calls := 0
		h.Deliver(msg, func(ctx context.Context, r envelope.Received) {
			calls++
			c.check(r.Message == i, "%s: the handler got %v, want %v", s.what, r.Message, i)
			got := trace.SpanContextFromContext(ctx)
			c.check(got.Equal(want), "%s: handled in %v, want %v", s.what, got, want)
			if a := h.Ambient(); a != context.Background() {
				got := trace.SpanContextFromContext(a)
				c.check(got.Equal(want), "%s: ambient context %v, want %v", s.what, got, want)
			}
			if s.panics {
				panic("envelopetest: the handler fails, as the test wants it")
			}
		})
		c.check(calls == 1, "%s: handled %d times", s.what, calls)
		left := trace.SpanContextFromContext(h.Ambient())
		c.check(!left.IsValid(), "%s: the context is still there after the handler: %v", s.what, left)
	}
	return c.err()
}

// SpanContext returns a valid span context that n tells apart from others.
func SpanContext(n byte, flags trace.TraceFlags) trace.SpanContext {
	return trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{0: 0xe7, 15: n}, SpanID: trace.SpanID{0: 0xe7, 7: n}, TraceFlags: flags,
	})
}

// checks collects violations.
type checks []error

func (c *checks) check(ok bool, format string, args ...any) {
	if !ok {
		*c = append(*c, fmt.Errorf("envelopetest: "+format, args...))
	}
}

func (c checks) err() error { return errors.Join(c...) }
