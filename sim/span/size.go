package span

import (
	"math/bits"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
)

// WireSize is how many bytes the span takes in an OTLP request in protobuf, before compression,
// with what stands around it in the list of spans. The resource is not in it: a batch has it once.
func (s *Span) WireSize() int64 {
	const ids, flags, times, kind = 18 + 10, 6, 2 * 9, 2
	n := int64(ids + flags + times)
	if s.Kind != 0 {
		n += kind
	}
	if s.Parent.IsValid() {
		n += 10
	}
	if s.TraceState != "" {
		n += framed(int64(len(s.TraceState)))
	}
	n += framed(int64(len(s.Name)))
	n += attributesSize(s.Attributes)
	for i := range s.Links {
		n += framed(ids + attributesSize(s.Links[i].Attributes))
	}
	if s.Status != codes.Unset {
		n += framed(2)
	}
	return framed(n)
}

// framed is a field of so many bytes with its number and its length.
func framed(n int64) int64 { return 1 + varint(uint64(n)) + n }

// varint is how many bytes a number takes.
func varint(v uint64) int64 { return int64(bits.Len64(v|1)+6) / 7 }

func attributesSize(list []attribute.KeyValue) (n int64) {
	for i := range list {
		a := &list[i]
		n += framed(framed(int64(len(a.Key))) + framed(valueSize(&a.Value)))
	}
	return n
}

// valueSize is a value without its frame. Lists, which no span here has, count as their text.
func valueSize(v *attribute.Value) int64 {
	switch v.Type() {
	case attribute.BOOL:
		return 2
	case attribute.INT64:
		return 1 + varint(uint64(v.AsInt64()))
	case attribute.FLOAT64:
		return 9
	case attribute.STRING:
		return framed(int64(len(v.AsString())))
	}
	return framed(int64(len(v.String())))
}
