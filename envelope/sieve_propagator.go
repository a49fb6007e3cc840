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
// sampled to one of the two and unsampled to the other.
func Sieve(p propagation.TextMapPropagator) (propagation.TextMapPropagator, error) {
	if err := sievable(p); err != nil {
		return nil, err
	}
	return sieve{p}, nil
}

type sieve struct{ propagation.TextMapPropagator }

func (s sieve) Extract(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	h, isHeaders := c.(Headers)
	if isHeaders {
		if p, ok := h.usualTraceparent(); ok && !Sampled(p) {
			return ctx // decided without searching the map
		}
		c = readHeaders(h)
	}
	if !Sampled(c.Get(traceparentKey)) {
		return ctx
	}
	return s.TextMapPropagator.Extract(ctx, c)
}
