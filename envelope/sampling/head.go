package sampling

import (
	"sync/atomic"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Head is the first layer: it decides once, when a trace starts, and everything
// in the trace inherits the decision. A trace is kept if the 56 random bits of
// its id reach the threshold of the rate, and is then marked with that
// threshold ("ot=th:…" in the tracestate), which is what
// sdktrace.TraceIDRatioBased of opentelemetry-go 1.47 does not do.
//
// The rate may be changed while spans are being started, from any goroutine.
type Head struct {
	state atomic.Pointer[headState]
}

// headState is everything that follows from a rate, computed when it is set.
type headState struct {
	rate       PPM
	threshold  Threshold
	tracestate trace.TraceState
}

var _ sdktrace.Sampler = (*Head)(nil)

// NewHead returns a head sampler with the given rate.
func NewHead(rate PPM) *Head {
	h := new(Head)
	h.SetRate(rate)
	return h
}

// SetRate changes the rate for traces that start from now on. A rate outside 0
// to Whole becomes the nearer of the two.
func (h *Head) SetRate(rate PPM) {
	s := &headState{rate: rate.clamp()}
	s.threshold = ThresholdOf(s.rate)
	if th := s.threshold.String(); th != "" {
		var err error
		if s.tracestate, err = s.tracestate.Insert("ot", "th:"+th); err != nil {
			panic("sampling: threshold does not fit a tracestate: " + err.Error())
		}
	}
	h.state.Store(s)
}

// Rate returns the rate in force.
func (h *Head) Rate() PPM { return h.state.Load().rate }

// ShouldSample implements sdktrace.Sampler. It does not allocate.
func (h *Head) ShouldSample(p sdktrace.SamplingParameters) sdktrace.SamplingResult {
	parent := trace.SpanContextFromContext(p.ParentContext)
	if parent.IsValid() {
		return inherit(parent)
	}
	return h.root(p.TraceID)
}

func (h *Head) root(id trace.TraceID) sdktrace.SamplingResult {
	s := h.state.Load()
	if !s.threshold.Keeps(Randomness(id)) {
		return sdktrace.SamplingResult{Decision: sdktrace.Drop}
	}
	return sdktrace.SamplingResult{Decision: sdktrace.RecordAndSample, Tracestate: s.tracestate}
}

// inherit gives a span the flag and the tracestate of its parent.
func inherit(parent trace.SpanContext) sdktrace.SamplingResult {
	r := sdktrace.SamplingResult{Decision: sdktrace.Drop, Tracestate: parent.TraceState()}
	if parent.IsSampled() {
		r.Decision = sdktrace.RecordAndSample
	}
	return r
}

// Description implements sdktrace.Sampler. It names the rate in force.
func (h *Head) Description() string { return "Head{" + h.Rate().String() + "}" }
