package export

import (
	"io"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/span"
)

var jaeger = Format{
	Name: "jaeger", Title: "Jaeger JSON", For: "the page of Jaeger",
	Doc: "write the recorded spans to this `file` as the JSON that Jaeger's own page opens, by trace, in whole microseconds; virtual time 0 is " + epoch,
	New: func(w io.Writer) Exporter {
		return &jaegerTraces{json: newJSONWriter(w), traces: make(map[trace.TraceID]int)}
	},
	Extension: "jaeger.json", Type: "application/json",
}

// jaegerTraces writes spans as the JSON of Jaeger's API for queries, which its page also
// reads from a file (github.com/jaegertracing/jaeger-ui, "JSON File"). A trace is written
// whole, so that all spans are kept until the end.
type jaegerTraces struct {
	json   *jsonWriter
	traces map[trace.TraceID]int // its place in order
	order  [][]span.Span
}

func (j *jaegerTraces) Span(s *span.Span) error {
	i, known := j.traces[s.Trace]
	if !known {
		i = len(j.order)
		j.traces[s.Trace] = i
		j.order = append(j.order, nil)
	}
	j.order[i] = append(j.order[i], *s)
	return nil
}

func (j *jaegerTraces) Finish(_ *sim.Player, pause func() error) error {
	j.json.text(`{"data":[`)
	for i, spans := range j.order {
		if i > 0 {
			j.json.text(",")
		}
		if err := j.trace(spans, pause); err != nil {
			return err
		}
	}
	j.json.text("\n],\"total\":")
	j.json.int(int64(len(j.order)))
	j.json.text(",\"limit\":0,\"offset\":0,\"errors\":null}\n")
	return j.json.end()
}

// trace writes the spans of one, then the processes, numbered as they come.
func (j *jaegerTraces) trace(spans []span.Span, pause func() error) error {
	out := j.json
	out.text("\n{\"traceID\":\"" + spans[0].Trace.String() + `","spans":[`)
	numbers := make(map[*span.Resource]int)
	var processes []*span.Resource
	for i := range spans {
		s := &spans[i]
		n, known := numbers[s.Resource]
		if !known {
			processes = append(processes, s.Resource)
			n = len(processes)
			numbers[s.Resource] = n
		}
		if i > 0 {
			out.text(",\n")
		}
		j.span(s, n)
		out.flush()
		if err := pause(); err != nil {
			return err
		}
	}
	out.text(`],"processes":{`)
	for i, r := range processes {
		if i > 0 {
			out.text(",")
		}
		out.text(`"p` + strconv.Itoa(i+1) + `":{"serviceName":`)
		out.quote(r.Service)
		out.text(`,"tags":[`)
		j.tag("service.instance.id", attribute.StringValue(r.Instance))
		out.text(`]}`)
	}
	out.text(`}}`)
	out.flush()
	return nil
}

// span writes a span as Jaeger has it, of the process of that number. Beginning and end
// are both cut to microseconds, so that a span that lies within another one still does.
func (j *jaegerTraces) span(s *span.Span, process int) {
	out := j.json
	out.text(`{"traceID":"` + s.Trace.String() + `","spanID":"` + s.ID.String() + `","operationName":`)
	out.quote(s.Name)
	out.text(`,"references":[`)
	separator := ""
	reference := func(kind string, of trace.TraceID, id trace.SpanID) {
		out.text(separator + `{"refType":"` + kind + `","traceID":"` + of.String() + `","spanID":"` + id.String() + `"}`)
		separator = ","
	}
	if s.Parent.IsValid() {
		reference("CHILD_OF", s.Trace, s.Parent)
	}
	for _, l := range s.Links {
		reference("FOLLOWS_FROM", l.SpanContext.TraceID(), l.SpanContext.SpanID())
	}
	out.text(`],"startTime":`)
	out.int(span.Epoch().UnixMicro() + s.Start/1000)
	out.text(`,"duration":`)
	out.int(s.End/1000 - s.Start/1000)
	out.text(`,"tags":[`)
	j.tag("span.kind", attribute.StringValue(s.Kind.String()))
	for _, a := range s.Attributes {
		out.text(",")
		j.tag(string(a.Key), a.Value)
	}
	if s.TraceState != "" {
		out.text(",")
		j.tag("w3c.tracestate", attribute.StringValue(s.TraceState))
	}
	if s.Status == codes.Error {
		out.text(",")
		j.tag("error", attribute.BoolValue(true))
	}
	out.text(`],"logs":[],"processID":"p` + strconv.Itoa(process) + `"}`)
}

// tag writes a value with its name and its type.
func (j *jaegerTraces) tag(key string, v attribute.Value) {
	kind := "string"
	switch v.Type() {
	case attribute.BOOL:
		kind = "bool"
	case attribute.INT64:
		kind = "int64"
	}
	j.json.text(`{"key":`)
	j.json.quote(key)
	j.json.text(`,"type":"` + kind + `","value":`)
	j.json.value(v)
	j.json.text(`}`)
}
