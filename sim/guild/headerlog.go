package guild

import (
	"slices"

	"fanout/envelope"
)

// headersKept is how many traceparents of gRPC requests are remembered word for word.
const headersKept = 1000

// shapesKept bounds the shapes of which headers are counted. A run has a few.
const shapesKept = 64

// HeaderShape is what a test of a traceparent can go by, and how many headers had it.
type HeaderShape struct {
	Version string // the first two characters
	Flags   string // characters 53 and 54
	Tail    bool   // it goes on after the flags
	End     string // its last three characters
	Verdict envelope.Verdict

	Count   int64
	Example string // the first header of the shape
}

// same reports whether two headers have one shape.
func (h *HeaderShape) same(o *HeaderShape) bool {
	return h.Flags == o.Flags && h.End == o.End && h.Tail == o.Tail && h.Version == o.Version && h.Verdict == o.Verdict
}

// shapeOf is the shape of one header.
func shapeOf(header string) HeaderShape {
	h := HeaderShape{Verdict: envelope.Scan(header), Count: 1, Example: header, End: header[max(0, len(header)-3):]}
	if len(header) > 54 {
		h.Version, h.Flags, h.Tail = header[:2], header[53:55], len(header) > 55
	}
	return h
}

// headerLog remembers the traceparents that gRPC servers were handed: the last ones word
// for word, and of all of them how many there were of each shape. It is for pictures only:
// the history does not depend on it.
type headerLog struct {
	ring   []string // the oldest stands at count modulo its length
	count  int64
	shapes []HeaderShape // in the order in which they were met first
	other  int64         // headers of shapes beyond those
}

// record notes the traceparent of a request, if it has one.
func (l *headerLog) record(w *World, h headers) {
	v := h["traceparent"]
	if len(v) != 1 || w.IsPreview() {
		return
	}
	if len(l.ring) < headersKept {
		l.ring = append(l.ring, v[0])
	} else {
		l.ring[l.count%headersKept] = v[0]
	}
	l.count++
	shape := shapeOf(v[0])
	if i := slices.IndexFunc(l.shapes, func(known HeaderShape) bool { return known.same(&shape) }); i >= 0 {
		l.shapes[i].Count++
	} else if len(l.shapes) < shapesKept {
		l.shapes = append(l.shapes, shape)
	} else {
		l.other++
	}
}

// RunHeaders is the traceparents of a run that its gRPC servers were handed.
type RunHeaders struct {
	Count  int64    // all of them
	Last   []string // the last thousand, oldest first
	Shapes []HeaderShape
	Other  int64 // of Count, those of shapes that are not listed
}

// Outcome is what a test would have made of the headers of a run.
type Outcome struct {
	Kept int64 // sampled, and the test says so
	Lost int64 // sampled, and the test says no
	More int64 // not sampled, or not valid, and the test lets them through to the parser
}

// Outcome counts what a test would have made of all headers of the run whose shape is
// listed.
func (r *RunHeaders) Outcome(t *HeaderTest) (o Outcome) {
	for i := range r.Shapes {
		h := &r.Shapes[i]
		switch keeps := t.Keeps(h.Example); {
		case h.Verdict == envelope.ValidSampled && keeps:
			o.Kept += h.Count
		case h.Verdict == envelope.ValidSampled:
			o.Lost += h.Count
		case keeps:
			o.More += h.Count
		}
	}
	return o
}

// InspectHeaders implements Inspector.
func (in inspector) InspectHeaders(old RunHeaders) RunHeaders {
	l := &in.world.pictures.headers
	r := RunHeaders{Count: l.count, Last: old.Last[:0], Shapes: append(old.Shapes[:0], l.shapes...), Other: l.other}
	from := 0
	if len(l.ring) == headersKept {
		from = int(l.count % headersKept)
	}
	r.Last = append(append(r.Last, l.ring[from:]...), l.ring[:from]...)
	return r
}
