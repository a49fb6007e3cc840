// Package otlp writes recorded spans as OTLP JSON, the form in which the
// OpenTelemetry Collector's file exporter writes them, and its file receiver and
// Jaeger's upload read them: one export request per line. Grafana's upload wants one
// document of another form; it gets spans from a collector.
//
// It is encoded by hand. The generated types are half a megabyte of wasm, and their
// JSON has ids in base64, where OTLP wants hexadecimal digits (opentelemetry.io,
// OTLP specification, "JSON Protobuf Encoding").
package otlp

import (
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"

	"fanout/sim/span"
)

// AppendLine appends one line to dst: an ExportTraceServiceRequest with these
// spans, grouped by resource in the order in which those come first. zero is the
// wall-clock time of virtual time 0; with [span.Epoch] the same history gives the
// same bytes. Without spans nothing is appended.
func AppendLine(dst []byte, spans []span.Span, zero time.Time) []byte {
	if len(spans) == 0 {
		return dst
	}
	e := encoder{dst, zero.UnixNano()}
	e.text(`{"resourceSpans":[`)
	for i := range spans {
		if r := spans[i].Resource; !seen(spans[:i], r) {
			e.comma()
			e.resourceSpans(r, spans[i:])
		}
	}
	e.text("]}\n")
	return e.out
}

func seen(spans []span.Span, r *span.Resource) bool {
	for i := range spans {
		if spans[i].Resource == r {
			return true
		}
	}
	return false
}

type encoder struct {
	out  []byte
	zero int64 // Unix ns of virtual time 0
}

// resourceSpans writes those of the spans that r recorded.
func (e *encoder) resourceSpans(r *span.Resource, spans []span.Span) {
	e.text(`{"resource":{`)
	e.attributes(r.Attributes())
	e.text(`},"scopeSpans":[{"scope":{"name":"fanout/sim"},"spans":[`)
	for i := range spans {
		if spans[i].Resource == r {
			e.comma()
			e.span(&spans[i])
		}
	}
	e.text(`]}]}`)
}

// The bits of a span's flags, besides the eight of its trace context.
const (
	flagSampled   = 1
	flagHasRemote = 1 << 8 // the next bit says something
	flagRemote    = 1 << 9 // the parent is of another process
)

// statusCodes translates: the API's numbers are not those of the protocol.
var statusCodes = map[codes.Code]string{codes.Ok: "1", codes.Error: "2"}

func (e *encoder) span(s *span.Span) {
	e.text(`{"traceId":"`)
	e.out = hex.AppendEncode(e.out, s.Trace[:])
	e.text(`","spanId":"`)
	e.out = hex.AppendEncode(e.out, s.ID[:])
	e.text(`"`)
	if s.Parent.IsValid() {
		e.text(`,"parentSpanId":"`)
		e.out = hex.AppendEncode(e.out, s.Parent[:])
		e.text(`"`)
	}
	if s.TraceState != "" {
		e.text(`,"traceState":`)
		e.quote(s.TraceState)
	}
	flags := int64(flagSampled | flagHasRemote)
	if s.Remote {
		flags |= flagRemote
	}
	e.text(`,"flags":`)
	e.out = strconv.AppendInt(e.out, flags, 10)
	e.text(`,"name":`)
	e.quote(s.Name)
	e.text(`,"kind":`) // the numbers of the API are those of the protocol
	e.out = strconv.AppendInt(e.out, int64(s.Kind), 10)
	e.text(`,"startTimeUnixNano":`)
	e.int64(e.zero + s.Start)
	e.text(`,"endTimeUnixNano":`)
	e.int64(e.zero + s.End)
	if len(s.Attributes) > 0 {
		e.text(`,`)
		e.attributes(s.Attributes)
	}
	if len(s.Links) > 0 {
		e.text(`,"links":[`)
		for _, l := range s.Links {
			e.comma()
			id, span := l.SpanContext.TraceID(), l.SpanContext.SpanID()
			e.text(`{"traceId":"` + hex.EncodeToString(id[:]) + `","spanId":"` + hex.EncodeToString(span[:]) + `",`)
			e.attributes(l.Attributes)
			e.text(`}`)
		}
		e.text(`]`)
	}
	if code, ok := statusCodes[s.Status]; ok {
		e.text(`,"status":{"code":` + code + `}`)
	}
	e.text(`}`)
}

func (e *encoder) attributes(list []attribute.KeyValue) {
	e.text(`"attributes":[`)
	for _, a := range list {
		e.comma()
		e.text(`{"key":`)
		e.quote(string(a.Key))
		e.text(`,"value":`)
		e.value(a.Value)
		e.text(`}`)
	}
	e.text(`]`)
}

// value writes an AnyValue. Values of kinds that spans do not have here become
// their text.
func (e *encoder) value(v attribute.Value) {
	switch v.Type() {
	case attribute.BOOL:
		e.text(`{"boolValue":` + strconv.FormatBool(v.AsBool()) + `}`)
	case attribute.INT64:
		e.text(`{"intValue":`)
		e.int64(v.AsInt64())
		e.text(`}`)
	case attribute.FLOAT64:
		e.text(`{"doubleValue":`)
		e.double(v.AsFloat64())
		e.text(`}`)
	default:
		e.text(`{"stringValue":`)
		e.quote(v.String())
		e.text(`}`)
	}
}

// double writes what JSON has no number for as a string, as Protobuf does.
func (e *encoder) double(f float64) {
	switch {
	case math.IsNaN(f):
		e.quote("NaN")
	case math.IsInf(f, 1):
		e.quote("Infinity")
	case math.IsInf(f, -1):
		e.quote("-Infinity")
	default:
		e.out = strconv.AppendFloat(e.out, f, 'g', -1, 64)
	}
}

func (e *encoder) text(s string) { e.out = append(e.out, s...) }

// comma separates from what stands before in the same list.
func (e *encoder) comma() {
	if e.out[len(e.out)-1] != '[' {
		e.out = append(e.out, ',')
	}
}

// int64 writes a 64-bit integer: a string, since JavaScript would round a number.
func (e *encoder) int64(v int64) {
	e.out = append(e.out, '"')
	e.out = strconv.AppendInt(e.out, v, 10)
	e.out = append(e.out, '"')
}

func (e *encoder) quote(s string) { e.out = AppendString(e.out, s) }

// AppendString appends a text as a string of JSON.
func AppendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(s) // a string cannot fail
			return append(dst, quoted...)
		}
	}
	dst = append(dst, '"')
	dst = append(dst, s...)
	return append(dst, '"')
}
