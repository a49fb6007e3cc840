package envelope

import "go.opentelemetry.io/otel/trace"

// Envelope is a message together with what a receiver needs to continue the
// trace it belongs to. Senders get one from [Transport.Wrap] and pass it on as
// a *Envelope; after that nobody changes it, so any number of receivers may
// share it.
//
// The only required field is Message. A receiver gives every other field that
// is absent its zero value and ignores fields it does not know, so old and new
// versions of the type understand each other as long as no further field
// becomes required.
type Envelope struct {
	Message any // what is being sent; never another Envelope

	// TraceCarrier is what the propagator injected; empty means no context.
	TraceCarrier Carrier

	// Recipients is the approximate number of actors the message was sent to
	// (the post's approximate_num_recipients); 0 means that the sender did not
	// say, which receivers treat as 1, and less than that counts as 0. More than 1
	// means that the message comes out of a fan-out. Between nodes (AppendBatch) more
	// than 2^31-1 counts as that.
	Recipients int

	// value is the span context itself instead of text, under Options.ByValue.
	value *trace.SpanContext
}

// Received is a message as its receiver sees it, whether it came bare or in an
// envelope. It has four fields because that is what a compiler keeps in
// registers: with five, receiving takes three times as long.
type Received struct {
	Message    any // the message itself, never an envelope
	Recipients int // as in Envelope; 0 if the sender did not say, never less

	// MayStart tells whether the receiver should ask its tracer for a span. It
	// is false only for a message that comes out of a fan-out and brings no
	// context while Options.NoRootsAfterFanout is set: a span would be the root
	// of a new trace. Asking the SDK, which would decide against nearly all of
	// those roots, is what the option is there to avoid.
	MayStart bool

	Receipt Receipt // what was done to find this out
}

// Fanout reports whether the message was sent to more than one recipient.
func (r Received) Fanout() bool { return r.Recipients > 1 }
