package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/span"
)

var jaeger = Format{
	Name: "jaeger",
	Doc:  "write every recorded span to this `file` as the JSON that Jaeger's own page opens, by trace, in whole microseconds",
	New:  func(w io.Writer) Exporter { return &jaegerTraces{out: w, traces: make(map[trace.TraceID]int)} },
}

// jaegerTraces writes spans as the JSON of Jaeger's API for queries, which its page also
// reads from a file (github.com/jaegertracing/jaeger-ui, "JSON File"). A trace is written
// whole, so that all spans are kept until the end.
type jaegerTraces struct {
	out    io.Writer
	traces map[trace.TraceID]int // its place in order
	order  []jaegerTrace
}

type jaegerTrace struct {
	ID        string                   `json:"traceID"`
	Spans     []jaegerSpan             `json:"spans"`
	Processes map[string]jaegerProcess `json:"processes"`
	names     map[*span.Resource]string
}

type jaegerSpan struct {
	Trace      string            `json:"traceID"`
	ID         string            `json:"spanID"`
	Name       string            `json:"operationName"`
	References []jaegerReference `json:"references"`
	Start      int64             `json:"startTime"` // µs since 1970
	Duration   int64             `json:"duration"`  // µs
	Tags       []jaegerTag       `json:"tags"`
	Logs       []struct{}        `json:"logs"`
	Process    string            `json:"processID"`
}

type jaegerReference struct {
	Type  string `json:"refType"`
	Trace string `json:"traceID"`
	Span  string `json:"spanID"`
}

type jaegerTag struct {
	Key   string `json:"key"`
	Type  string `json:"type"`
	Value any    `json:"value"`
}

type jaegerProcess struct {
	Service string      `json:"serviceName"`
	Tags    []jaegerTag `json:"tags"`
}

func (j *jaegerTraces) Span(s *span.Span) error {
	i, known := j.traces[s.Trace]
	if !known {
		i = len(j.order)
		j.traces[s.Trace] = i
		j.order = append(j.order, jaegerTrace{ID: s.Trace.String(), Processes: make(map[string]jaegerProcess), names: make(map[*span.Resource]string)})
	}
	t := &j.order[i]
	t.Spans = append(t.Spans, jaegerOf(s, t.process(s.Resource)))
	return nil
}

// process is the name of a process in the trace.
func (t *jaegerTrace) process(r *span.Resource) string {
	name, known := t.names[r]
	if !known {
		name = "p" + strconv.Itoa(len(t.names)+1)
		t.names[r] = name
		t.Processes[name] = jaegerProcess{r.Service, []jaegerTag{{"service.instance.id", "string", r.Instance}}}
	}
	return name
}

// jaegerOf is a span as Jaeger has it. Beginning and end are both cut to microseconds, so
// that a span that lies within another one still does.
func jaegerOf(s *span.Span, process string) jaegerSpan {
	zero := span.Epoch().UnixMicro()
	out := jaegerSpan{
		Trace: s.Trace.String(), ID: s.ID.String(), Name: s.Name, Process: process,
		Start: zero + s.Start/1000, Duration: s.End/1000 - s.Start/1000,
		References: []jaegerReference{}, Logs: []struct{}{}, Tags: []jaegerTag{{"span.kind", "string", s.Kind.String()}},
	}
	if s.Parent.IsValid() {
		out.References = append(out.References, jaegerReference{"CHILD_OF", out.Trace, s.Parent.String()})
	}
	for _, l := range s.Links {
		out.References = append(out.References, jaegerReference{"FOLLOWS_FROM", l.SpanContext.TraceID().String(), l.SpanContext.SpanID().String()})
	}
	for _, a := range s.Attributes {
		out.Tags = append(out.Tags, jaegerTagOf(a))
	}
	if s.TraceState != "" {
		out.Tags = append(out.Tags, jaegerTag{"w3c.tracestate", "string", s.TraceState})
	}
	if s.Status == codes.Error {
		out.Tags = append(out.Tags, jaegerTag{"error", "bool", true})
	}
	return out
}

func jaegerTagOf(a attribute.KeyValue) jaegerTag {
	switch a.Value.Type() {
	case attribute.BOOL:
		return jaegerTag{string(a.Key), "bool", a.Value.AsBool()}
	case attribute.INT64:
		return jaegerTag{string(a.Key), "int64", a.Value.AsInt64()}
	}
	return jaegerTag{string(a.Key), "string", a.Value.String()}
}

func (j *jaegerTraces) Finish(*sim.Player) error {
	out := bufio.NewWriter(j.out)
	fmt.Fprint(out, `{"data":[`)
	for i := range j.order {
		if i > 0 {
			fmt.Fprint(out, ",")
		}
		text, err := json.Marshal(&j.order[i])
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\n%s", text)
	}
	fmt.Fprintf(out, "\n],\"total\":%d,\"limit\":0,\"offset\":0,\"errors\":null}\n", len(j.order))
	return out.Flush()
}
