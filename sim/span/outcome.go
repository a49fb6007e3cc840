package span

import "fanout/envelope"

// Outcome is what became of asking for a span.
type Outcome uint8

const (
	SpanNone Outcome = iota // nobody asked
	RootDropped
	RootKept
	ChildDropped
	ChildKept
	NumOutcomes // how many there are
)

// Kept reports whether the span is recorded.
func (o Outcome) Kept() bool { return o == RootKept || o == ChildKept }

// Path is the way of a message through a handler as far as tracing goes: what the
// transport did with it and what became of asking for a span. All that the handling
// costs depends on it.
type Path uint16

// NumPaths is how many paths there are: they count from 0.
const NumPaths = int(envelope.NumOps) * int(NumOutcomes)

// PathOf is the path of a receipt and an outcome.
func PathOf(r envelope.Op, o Outcome) Path { return Path(int(r)*int(NumOutcomes) + int(o)) }

// Receipt is what the transport did.
func (p Path) Receipt() envelope.Op { return envelope.Op(int(p) / int(NumOutcomes)) }

// Outcome is what became of asking for a span.
func (p Path) Outcome() Outcome { return Outcome(int(p) % int(NumOutcomes)) }

// AskedFor is the outcome of asking for a span, of a parent or not, that is recorded or not.
func AskedFor(child, kept bool) Outcome {
	switch {
	case child && kept:
		return ChildKept
	case child:
		return ChildDropped
	case kept:
		return RootKept
	}
	return RootDropped
}
