package guild

import (
	"context"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/calibrate"
)

// ProbeHeader is the name of the probe of one header.
const ProbeHeader = "header"

// The parts of the probe of one header: those of the full parse, and the sieve.
const (
	PartVersion    = "version"
	PartTraceID    = "trace id"
	PartParentID   = "parent id"
	PartFlags      = "flags"
	PartTracestate = "tracestate"
	PartContext    = "span context"
	PartSieve      = "sieve"
)

// probes time one header: what the parts of a full parse take, and the sieve.
var probes = []sim.Probe{{
	Name: ProbeHeader, Doc: "one traceparent: the parts of a full parse, and the sieve",
	Parts: []string{PartVersion, PartTraceID, PartParentID, PartFlags, PartTracestate, PartContext, PartSieve},
	Bench: benchHeader,
}}

// stages are headers that end the parser of opentelemetry-go one part later each, and the
// part that one takes beyond the one before. So it is the parser itself that is timed, in
// parts that add up to all of it. The first is none: what looking it up takes is not the
// parser's.
var stages = []struct{ part, name, traceparent, tracestate string }{
	{"", "no header", "", ""},
	{PartVersion, "up to the version", "00-", ""},
	{PartTraceID, "up to the trace id", "00-4bf92f3577b34da6a3ce929d0e0e4736-", ""},
	{PartParentID, "up to the parent id", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-", ""},
	{PartFlags, "without tracestate", exampleKept, ""},
	{PartTracestate, "all of it", exampleKept, "ot=th:fd70a"},
}

// putIntoContext is timed alone: it is in what the flags take beyond the parent id.
const putIntoContext = "the context alone"

func benchHeader() sim.Bench {
	var got struct {
		ctx context.Context
		yes bool
	}
	bg, found := context.Background(), trace.SpanContextFromContext(propagation.TraceContext{}.Extract(
		context.Background(), propagation.MapCarrier{"traceparent": exampleKept}))
	b := sim.Bench{Samples: headerSamples}
	for _, s := range stages {
		carrier := propagation.MapCarrier{}
		if s.traceparent != "" {
			carrier["traceparent"] = s.traceparent
		}
		if s.tracestate != "" {
			carrier["tracestate"] = s.tracestate
		}
		b.Operations = append(b.Operations, each(s.name, func() { got.ctx = propagation.TraceContext{}.Extract(bg, carrier) }))
	}
	turn, texts := 0, [2]string{exampleLost, exampleKept}
	b.Operations = append(b.Operations,
		each(putIntoContext, func() { got.ctx = trace.ContextWithRemoteSpanContext(bg, found) }),
		each(PartSieve, func() { turn++; got.yes = envelope.Sampled(texts[turn&1]) }))
	return b
}

// headerSamples are the batches of one part.
func headerSamples(s *calibrate.Session, part string) []int64 {
	switch part {
	case PartSieve:
		return s.Samples(PartSieve)
	case PartContext:
		return s.Samples(putIntoContext)
	}
	for i := range stages {
		if stages[i].part != part {
			continue
		}
		beyond := calibrate.Beyond(s.Samples(stages[i].name), s.Samples(stages[i-1].name))
		if part == PartFlags {
			beyond = calibrate.Beyond(beyond, s.Samples(putIntoContext))
		}
		return beyond
	}
	panic("guild: no part of a header is called " + part)
}
