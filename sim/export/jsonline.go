package export

import (
	"bufio"
	"io"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"fanout/sim/otlp"
	"fanout/sim/span"
)

// jsonWriter writes JSON piece by piece. It is encoded by hand: encoding/json takes five
// times as long for tens of thousands of spans, and the page has one thread.
type jsonWriter struct {
	out  *bufio.Writer
	line []byte
}

func newJSONWriter(w io.Writer) *jsonWriter { return &jsonWriter{out: bufio.NewWriterSize(w, 1<<16)} }

func (j *jsonWriter) text(s string)  { j.line = append(j.line, s...) }
func (j *jsonWriter) quote(s string) { j.line = otlp.AppendString(j.line, s) }
func (j *jsonWriter) int(n int64)    { j.line = strconv.AppendInt(j.line, n, 10) }

// flush hands over what has been written. A failure stays until the end.
func (j *jsonWriter) flush() {
	_, _ = j.out.Write(j.line) // end tells
	j.line = j.line[:0]
}

// end hands over the rest.
func (j *jsonWriter) end() error {
	j.flush()
	return j.out.Flush()
}

// value writes the value of an attribute as JSON has it.
func (j *jsonWriter) value(v attribute.Value) {
	switch v.Type() {
	case attribute.BOOL:
		j.line = strconv.AppendBool(j.line, v.AsBool())
	case attribute.INT64:
		j.int(v.AsInt64())
	default:
		j.quote(v.String())
	}
}

// epoch is virtual time 0 as a date.
var epoch = span.Epoch().Format(time.RFC3339)
