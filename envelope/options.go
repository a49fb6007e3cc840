package envelope

import (
	"errors"
	"fmt"
	"slices"

	"go.opentelemetry.io/otel/propagation"
)

// HeaderMode is what a Transport does with the headers of an arriving request.
type HeaderMode uint8

const (
	// HeadersIgnore does not look at them: the request starts a new trace.
	HeadersIgnore HeaderMode = iota

	// HeadersParse runs the propagator over the headers of every request.
	HeadersParse

	// HeadersSieve reads the sampled flag first and runs the propagator only if
	// it is set. An unsampled request then looks like one without context, and
	// its baggage is lost with it. When the post linked its API to a service
	// that mostly handles gRPC, unpacking the headers doubled that service's
	// CPU; the sieve made the cost nominal.
	HeadersSieve

	numHeaderModes
)

// Options is how a Transport works. The zero value sends every message bare and
// ignores headers: the state of a service before it is rolled out.
type Options struct {
	// Propagator turns contexts into text and back. nil means
	// propagation.TraceContext{}, not the global one of package otel: that is
	// empty until somebody sets it, and carries nothing.
	Propagator propagation.TextMapPropagator

	// Envelopes makes Wrap put messages into envelopes. Receiving understands
	// envelopes whether it is set or not.
	Envelopes bool

	// SkipUnsampled makes Wrap run the propagator only for a sampled span. The
	// receiver of anything else cannot tell "unsampled" from "no trace" and may
	// start a new trace. Baggage is left out with the context.
	SkipUnsampled bool

	// KeepEmpty makes Wrap return an envelope also where SkipUnsampled leaves
	// it nothing to carry: no context and at most one recipient. Without it
	// such a message travels bare, which costs nothing and means the same.
	KeepEmpty bool

	// ByValue makes Wrap carry the span context as a value, which costs about
	// half of what text does, for receivers in the same process. An envelope
	// that leaves the process through AppendBatch is given text there. It needs
	// a propagator that writes traceparent and tracestate only: baggage, or the
	// context of another kind of propagator, would be lost without a word. One
	// that writes no traceparent is refused as well, because values would carry
	// what text does not.
	ByValue bool

	// NoRootsAfterFanout clears Received.MayStart for a message that came out
	// of a fan-out and brings no valid context.
	NoRootsAfterFanout bool

	// LinkAfterFanout makes StartOptions begin a trace for a message that came
	// out of a fan-out with a valid context: every recipient has a separate trace,
	// linked to the sender's. It is what the semantic conventions for
	// messaging offer where one message has many consumers, and an alternative
	// to the second layer of sampling: the head sampler decides again for
	// each recipient. A context stands for a trace that exists, so
	// NoRootsAfterFanout does not forbid these roots. Their tracestate tells the rate
	// of their head sampler alone. Where the sender's context travels only if it was
	// sampled (SkipUnsampled), a count by them takes that rate times the sender's, which
	// is in the tracestate of the link.
	LinkAfterFanout bool

	// Headers is what ReceiveHeaders does.
	Headers HeaderMode

	elides bool // follows from the others: Wrap may return messages as they are
}

// Errors that New and SetOptions return, wrapped with the particulars.
var (
	ErrHeaderMode = errors.New("envelope: unknown header mode")
	ErrSieve      = errors.New("envelope: the sieve reads traceparent only")
	ErrByValue    = errors.New("envelope: only the span context travels by value")
)

// validate checks the options and fills in defaults.
func (o *Options) validate() error {
	if o.Propagator == nil {
		o.Propagator = propagation.TraceContext{}
	}
	o.elides = o.Envelopes && o.SkipUnsampled && !o.KeepEmpty
	if o.Headers >= numHeaderModes {
		return fmt.Errorf("%w: %d", ErrHeaderMode, o.Headers)
	}
	if o.ByValue {
		if f, other := otherField(o.Propagator, traceparentKey, tracestateKey); other {
			return fmt.Errorf("%w, the propagator also writes %q", ErrByValue, f)
		}
		if !slices.Contains(o.Propagator.Fields(), traceparentKey) {
			return fmt.Errorf("%w, the propagator writes no %q", ErrByValue, traceparentKey)
		}
	}
	if o.Headers == HeadersSieve {
		return sievable(o.Propagator)
	}
	return nil
}

// sievable refuses propagators whose context a sieve would not see: it would
// strip sampled requests, the one mistake it must not make.
func sievable(p propagation.TextMapPropagator) error {
	if f, other := otherField(p, traceparentKey, tracestateKey, baggageKey); other {
		return fmt.Errorf("%w, the propagator also reads %q", ErrSieve, f)
	}
	return nil
}

// otherField returns a field that the propagator uses besides those given.
func otherField(p propagation.TextMapPropagator, fields ...string) (field string, other bool) {
	for _, f := range p.Fields() {
		if !slices.Contains(fields, f) {
			return f, true
		}
	}
	return "", false
}
