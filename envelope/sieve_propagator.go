package envelope

import (
	"context"

	"go.opentelemetry.io/otel/propagation"
)

// Sieve puts the sieve in front of a propagator: Extract reads the sampled flag
// out of the carrier's traceparent and runs the propagator only if it is set.
// It is the post's optimisation for code that takes a propagator but no
// Transport, such as the instrumentation of a gRPC server. Inject is the
// propagator's own.
//
// The propagator reads the same carrier through the same Get, so nothing can be
// sampled to one of the two and unsampled to the other. The carriers of this
// package and of package propagation are read without the detour over their
// interface, which takes longer than the sieve itself.
func Sieve(p propagation.TextMapPropagator) (propagation.TextMapPropagator, error) {
	if err := sievable(p); err != nil {
		return nil, err
	}
	return &sieve{TextMapPropagator: p}, nil
}

type sieve struct {
	propagation.TextMapPropagator
	usual usual
}

func (s *sieve) Extract(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	switch h := c.(type) {
	case Headers:
		if s.usual.unsampled(h) {
			return ctx
		}
	case propagation.HeaderCarrier:
		if v := h[canonicalTraceparent]; len(v) > 0 && !Sampled(v[0]) {
			return ctx
		}
	case propagation.MapCarrier:
		if !Sampled(h[traceparentKey]) {
			return ctx
		}
	case *Carrier:
		if !Sampled(h.find(traceparentKey)) {
			return ctx
		}
	}
	return s.extract(ctx, c)
}

// extract is Extract for what was not decided about at first sight.
//
//go:noinline
func (s *sieve) extract(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	if h, ok := c.(Headers); ok {
		s.usual.note(h)
	}
	if !Sampled(c.Get(traceparentKey)) {
		return ctx
	}
	return s.TextMapPropagator.Extract(ctx, c)
}
