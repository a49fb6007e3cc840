package export

import (
	"cmp"
	"io"
	"slices"

	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/otlp"
	"fanout/sim/span"
)

var chrome = Format{
	Name: "chrome", Title: "Chrome trace events", For: "ui.perfetto.dev and speedscope",
	Doc:       "write the recorded spans to this `file` as Chrome trace events, for ui.perfetto.dev and speedscope; virtual time 0 is 0",
	New:       func(w io.Writer) Exporter { return &chromeEvents{json: newJSONWriter(w)} },
	Extension: "trace.json", Type: "application/json",
}

// chromeEvents writes spans as the events of Chrome's trace viewer, which Perfetto reads
// ("Trace Event Format"). There every event lies in a thread of a process, and events of
// a thread must nest: a node is a process here, and its threads are lanes, as few as have
// room. An arrow leads from a span to each that another lane has of its children. Times are
// in microseconds, with nanoseconds behind the point.
type chromeEvents struct {
	json  *jsonWriter
	spans []span.Span
	begun bool // an event has been written
}

func (c *chromeEvents) Span(s *span.Span) error {
	c.spans = append(c.spans, *s)
	return nil
}

func (c *chromeEvents) Finish(_ *sim.Player, pause func() error) error {
	order := c.order()
	c.json.text(`{"displayTimeUnit":"ns","otherData":{"virtual time 0":"` + epoch + `"},"traceEvents":[`)
	l := lanes{nodes: make(map[*span.Resource]*node), placed: make(map[trace.SpanID]spot)}
	for _, i := range order {
		c.event(&c.spans[i], &l)
		c.json.flush()
		if err := pause(); err != nil {
			return err
		}
	}
	c.json.text("\n]}\n")
	return c.json.end()
}

// order is the places of the spans as they begin, of two at once the longer one first.
func (c *chromeEvents) order() []int {
	places := make([]int, len(c.spans))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int { // places are small, and spans are not
		a, b := &c.spans[i], &c.spans[j]
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(i, j))
	})
	return places
}

// event writes a span, what names its node if it is the first there, and the arrow to it.
func (c *chromeEvents) event(s *span.Span, l *lanes) {
	n, isNew := l.node(s.Resource)
	if isNew {
		c.open(`"process_name","ph":"M"`, spot{node: n.number})
		c.json.text(`,"args":{"name":`)
		c.json.quote(s.Resource.Service + " " + s.Resource.Instance)
		c.json.text(`}}`)
	}
	parent, nested := l.placed[s.Parent]
	here := l.place(n, s, parent, nested)
	c.span(s, here)
	if !nested || parent.node == here.node && parent.lane == here.lane {
		return
	}
	l.arrows++
	c.arrow(`"s"`, parent, l.arrows)
	c.arrow(`"f","bp":"e"`, here, l.arrows) // it ends at the event around it
}

// open writes the beginning of an event: its name and its phase, which are given as they
// stand in JSON, and its place.
func (c *chromeEvents) open(head string, at spot) {
	if c.begun {
		c.json.text(",")
	}
	c.begun = true
	c.json.text("\n{\"name\":" + head + `,"pid":`)
	c.json.int(int64(at.node))
	c.json.text(`,"tid":`)
	c.json.int(int64(at.lane))
}

func (c *chromeEvents) span(s *span.Span, at spot) {
	c.open(string(otlp.AppendString(nil, s.Name))+`,"cat":"`+s.Kind.String()+`","ph":"X"`, at)
	c.json.text(`,"ts":`)
	c.micros(s.Start)
	c.json.text(`,"dur":`)
	c.micros(s.End - s.Start)
	c.json.text(`,"args":{"trace":"` + s.Trace.String() + `","span":"` + s.ID.String() + `"`)
	for _, a := range s.Attributes {
		c.json.text(",")
		c.json.quote(string(a.Key))
		c.json.text(":")
		c.json.value(a.Value)
	}
	c.json.text(`}}`)
}

// arrow writes one end of an arrow, at the beginning of the span there.
func (c *chromeEvents) arrow(phase string, at spot, number int) {
	c.open(`"calls","cat":"calls","ph":`+phase, at)
	c.json.text(`,"ts":`)
	c.micros(at.at)
	c.json.text(`,"id":"`)
	c.json.int(int64(number))
	c.json.text(`"}`)
}

// micros writes a time in microseconds, exactly.
func (c *chromeEvents) micros(ns int64) {
	c.json.int(ns / 1000)
	rest := ns % 1000
	c.json.line = append(c.json.line, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
}

// lanes finds a place for each span, in the order in which they begin.
type lanes struct {
	nodes  map[*span.Resource]*node
	placed map[trace.SpanID]spot // where spans lie
	arrows int
}

// node is that of a process, and whether it is the first time that it is asked for.
func (l *lanes) node(r *span.Resource) (n *node, isNew bool) {
	if n = l.nodes[r]; n == nil {
		n = &node{number: len(l.nodes) + 1}
		l.nodes[r] = n
		isNew = true
	}
	return n, isNew
}

// place finds a place for a span on a node.
func (l *lanes) place(n *node, s *span.Span, parent spot, nested bool) spot {
	lane := n.place(s, parent, nested)
	n.lanes[lane] = append(n.lanes[lane], s.End)
	here := spot{n.number, lane, s.Start}
	l.placed[s.ID] = here
	return here
}

type node struct {
	number int
	lanes  [][]int64 // by lane, when the spans that are open there end, the outermost first
}

type spot struct {
	node, lane int
	at         int64
}

// place finds the first lane in which a span lies alone, or within the span that is open
// there.
func (n *node) place(s *span.Span, parent spot, nested bool) int {
	fits := func(lane int) bool {
		open := n.lanes[lane]
		for len(open) > 0 && open[len(open)-1] <= s.Start {
			open = open[:len(open)-1]
		}
		n.lanes[lane] = open
		return len(open) == 0 || nested && lane == parent.lane && open[len(open)-1] >= s.End
	}
	if nested && parent.node == n.number && fits(parent.lane) {
		return parent.lane
	}
	for lane := range n.lanes {
		if fits(lane) && len(n.lanes[lane]) == 0 {
			return lane
		}
	}
	n.lanes = append(n.lanes, nil)
	return len(n.lanes) - 1
}
