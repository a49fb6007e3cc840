// Package span is recorded spans and what they say: a bounded store of them, the traces
// that they make, and estimates of all traffic from those that were sampled. It knows no
// model but by its [Tracing], and starts no span itself.
package span

import (
	"encoding/binary"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// Span is a recorded span, whole, as plain data. Nothing in it may be modified.
type Span struct {
	Trace      trace.TraceID
	ID         trace.SpanID
	Parent     trace.SpanID // zero for a root
	Remote     bool         // the parent is of another process
	Status     codes.Code
	Kind       trace.SpanKind
	Resource   *Resource
	Name       string
	Start, End int64  // virtual ns
	TraceState string // "ot=th:…" says how likely the trace was to be kept
	Attributes []attribute.KeyValue
	Links      []sdktrace.Link
}

// Resource is the process that recorded a span.
type Resource struct {
	Service  string      // service.name
	Instance string      // service.instance.id: the node
	Number   row.Service // row of the service; row.Outside for what has no row
}

// In reports whether the process is of a service.
func (r *Resource) In(v row.Service) bool { return r.Number == v }

// Attributes is the resource as OpenTelemetry has it.
func (r *Resource) Attributes() []attribute.KeyValue {
	return []attribute.KeyValue{
		attribute.String("service.name", r.Service),
		attribute.String("service.instance.id", r.Instance),
	}
}

// The keys of the attributes that the engine reads. A model has more. The rate of the
// second layer is at [sampling.KeepRateKey].
const (
	MessageKey    = attribute.Key("fanout.message")    // number of the message that a user or a command sent
	RecipientsKey = attribute.Key("fanout.recipients") // of its fan-out, as the envelope says
)

// Origin is the service in which the span's trace is rooted.
func (s *Span) Origin() row.Origin { return OriginOf(s.Trace) }

// Failed reports whether the span says that what it is of went wrong.
func (s *Span) Failed() bool { return s.Status == codes.Error }

// Int is the integer attribute of that key.
func (s *Span) Int(key attribute.Key) (v int64, ok bool) {
	for i := range s.Attributes {
		if a := &s.Attributes[i]; a.Key == key && a.Value.Type() == attribute.INT64 {
			return a.Value.AsInt64(), true
		}
	}
	return 0, false
}

// HeadRate is the probability with which the head sampler kept the span's trace, as
// its tracestate says; ok is false if that says nothing.
func (s *Span) HeadRate() (p exact.PPM, ok bool) {
	state, err := trace.ParseTraceState(s.TraceState)
	if err != nil {
		return 0, false
	}
	return headRateOf(state)
}

func headRateOf(state trace.TraceState) (p exact.PPM, ok bool) {
	const member = "th:"
	ot := state.Get("ot")
	if len(ot) < len(member) || ot[:len(member)] != member {
		return 0, false
	}
	th, err := sampling.ParseThreshold(ot[len(member):])
	if err != nil {
		return 0, false
	}
	const all = 1 << 56
	return exact.PPM((exact.MulDiv(int64(all-uint64(th)), 2*int64(exact.Whole), all) + 1) / 2), true
}

// Recorded copies what the SDK recorded.
func Recorded(r sdktrace.ReadOnlySpan, res *Resource) Span {
	sc, parent := r.SpanContext(), r.Parent()
	return Span{
		Trace: sc.TraceID(), ID: sc.SpanID(), Parent: parent.SpanID(), Remote: parent.IsRemote(),
		Status: r.Status().Code, Kind: r.SpanKind(), Resource: res, Name: r.Name(),
		Start: int64(r.StartTime().Sub(epoch)), End: int64(r.EndTime().Sub(epoch)),
		TraceState: sc.TraceState().String(),
		Attributes: r.Attributes(), Links: r.Links(),
	}
}

var epoch = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// Epoch is the wall-clock time that virtual time 0 stands for in spans, unless the
// exporter says otherwise: a fixed one, so that the same history gives the same
// bytes on any day.
func Epoch() time.Time { return epoch }

// Tag is the left half of the trace ids that an origin starts: the origin in the
// first byte, a number in the others.
//
// The right half is random. So a count by origin needs no table of traces.
func Tag(o row.Origin, number int64) uint64 {
	return uint64(o+1)<<56 | uint64(number)&(1<<56-1)
}

// Tagged reports whether a trace id has the tag of that origin and number.
func Tagged(id trace.TraceID, o row.Origin, number int64) bool {
	return binary.BigEndian.Uint64(id[:8]) == Tag(o, number)
}

// OriginOf is where a trace began, by the tag in its id.
func OriginOf(id trace.TraceID) row.Origin { return row.Origin(id[0] - 1) }
