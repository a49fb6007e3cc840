package export

import (
	"fanout/sim/span"
	"io"
	"time"

	"fanout/sim"
	"fanout/sim/otlp"
)

var spans = Format{
	Name: "spans", Title: "OTLP JSON lines", For: "OpenTelemetry collectors and Jaeger",
	Doc:       "write the recorded spans to this `file` as OTLP JSON lines; virtual time 0 is " + span.Epoch().Format(time.RFC3339),
	New:       func(w io.Writer) Exporter { return &spanLines{out: w} },
	Extension: "otlp.jsonl", Type: "application/jsonl",
}

// spanLines writes spans as OTLP JSON lines.
type spanLines struct {
	out   io.Writer
	batch []span.Span
	line  []byte
}

// spansPerLine is how many spans one line holds at most.
const spansPerLine = 512

func (f *spanLines) Span(s *span.Span) error {
	if f.batch = append(f.batch, *s); len(f.batch) < spansPerLine {
		return nil
	}
	return f.flush()
}

func (f *spanLines) flush() error {
	f.line = otlp.AppendLine(f.line[:0], f.batch, span.Epoch())
	f.batch = f.batch[:0]
	_, err := f.out.Write(f.line)
	return err
}

func (f *spanLines) Finish(*sim.Player, func() error) error { return f.flush() }
