package sim

import (
	"fanout/envelope"
	"fanout/sim/row"
)

// Tracing is how a model is traced: which of its operations are those of the
// envelopes and spans, and how its traces are told apart.
type Tracing struct {
	Inject, ExtractEmpty, Extract, Headers, Sieve row.Op // what the transport does
	Root, RootKept, Child, Capture, Export        row.Op // what the SDK does, see Outcome

	// Origins are the names of where traces begin. Those of origin 0 are begun by what
	// comes from outside, with the probability that the head sampler has: what they say
	// can be weighted, see [Estimates].
	Origins []string

	// Leaf is the service of the spans that the second layer decides about.
	Leaf row.Service

	// Gaps says in a few words why a trace does not have spans of all services on its
	// way; number 0 is one that has. Gap finds out which it is.
	Gaps []string
	Gap  func(t *TraceSummary) row.Gap

	// Weigh says what a span tells of how many such operations there were.
	Weigh func(s *Span) Weight
}

// Weight is how a span counts towards the number of operations that it stands for.
type Weight uint8

const (
	WeighNone Weight = iota // not at all: the span had another chance to be there
	WeighHead               // by the rate of the head sampler
	WeighBoth               // by that and the rate of the second layer
)

// Outcome is what became of asking for a span.
type Outcome uint8

const (
	SpanNone Outcome = iota // nobody asked
	RootDropped
	RootKept
	ChildDropped
	ChildKept
	numOutcomes
)

// Kept reports whether the span is recorded.
func (o Outcome) Kept() bool { return o == RootKept || o == ChildKept }

// Path is the way of a message through a handler as far as tracing goes: what the
// transport did with it and what became of asking for a span. All that the handling
// costs depends on it.
type Path uint16

const numPaths = int(envelope.NumOps) * int(numOutcomes)

// PathOf is the path of a receipt and an outcome.
func PathOf(r envelope.Op, o Outcome) Path { return Path(int(r)*int(numOutcomes) + int(o)) }

func (p Path) receipt() envelope.Op { return envelope.Op(int(p) / int(numOutcomes)) }

func (p Path) outcome() Outcome { return Outcome(int(p) % int(numOutcomes)) }

// charges are the operations that tracing charges for, as lists: by what the transport
// did, and by what became of a span. The first operation of an outcome is that of
// asking.
type charges struct {
	receipt [envelope.NumOps][]row.Op
	outcome [numOutcomes][]row.Op
}

func chargesOf(t *Tracing) (c charges) {
	if t == nil {
		return c
	}
	for r := range envelope.NumOps {
		c.receipt[r] = t.receiptOps(r)
	}
	c.outcome = [numOutcomes][]row.Op{
		RootDropped:  {t.Root},
		RootKept:     {t.Root, t.RootKept, t.Capture, t.Export},
		ChildDropped: {t.Child},
		ChildKept:    {t.Child, t.Capture, t.Export},
	}
	return c
}

func (t *Tracing) receiptOps(r envelope.Op) []row.Op {
	switch {
	case r == envelope.ReceiveEmpty:
		return []row.Op{t.ExtractEmpty}
	case r.Sieved() && r.Extracted():
		return []row.Op{t.Sieve, t.Headers}
	case r.Sieved():
		return []row.Op{t.Sieve}
	case r >= envelope.ParseSampled && r <= envelope.ParseInvalid:
		return []row.Op{t.Headers}
	case r.Extracted():
		return []row.Op{t.Extract}
	case r.Injected():
		return []row.Op{t.Inject}
	}
	return nil
}

// of is the operations of a path whose own work is base, in their order.
func (c *charges) of(p Path, base row.Op) []row.Op {
	asked := c.outcome[p.outcome()]
	ops := append([]row.Op(nil), c.receipt[p.receipt()]...)
	if len(asked) > 0 {
		ops = append(ops, asked[0])
		asked = asked[1:]
	}
	return append(append(ops, base), asked...)
}
