package span

import (
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
