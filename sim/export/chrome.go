package export

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/span"
)

var chrome = Format{
	Name: "chrome",
	Doc:  "write every recorded span to this `file` as Chrome trace events, for ui.perfetto.dev and speedscope; virtual time 0 is 0",
	New:  func(w io.Writer) Exporter { return &chromeEvents{out: w} },
}

// chromeEvents writes spans as the events of Chrome's trace viewer, which Perfetto reads
// ("Trace Event Format"). There every event lies in a thread of a process, and events of
// a thread must nest: a node is a process here, and its threads are lanes, as few as have
// room. An arrow leads from a span to each that another lane has of its children.
type chromeEvents struct {
	out   io.Writer
	spans []span.Span
}

func (c *chromeEvents) Span(s *span.Span) error {
	c.spans = append(c.spans, *s)
	return nil
}

// chromeEvent is one event. Times are in microseconds, with nanoseconds behind the point.
type chromeEvent struct {
	Name  string         `json:"name"`
	Kind  string         `json:"cat,omitempty"`
	Phase string         `json:"ph"`
	At    json.Number    `json:"ts,omitempty"`
	Lasts json.Number    `json:"dur,omitempty"`
	Node  int            `json:"pid"`
	Lane  int            `json:"tid"`
	ID    string         `json:"id,omitempty"`
	Bind  string         `json:"bp,omitempty"` // an arrow ends at the event around it
	Args  map[string]any `json:"args,omitempty"`
}

func (c *chromeEvents) Finish(*sim.Player) error {
	slices.SortStableFunc(c.spans, func(a, b span.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	out := bufio.NewWriter(c.out)
	fmt.Fprint(out, `{"displayTimeUnit":"ns","traceEvents":[`)
	first := true
	write := func(e chromeEvent) error {
		text, err := json.Marshal(e)
		if !first {
			fmt.Fprint(out, ",")
		}
		first = false
		fmt.Fprintf(out, "\n%s", text)
		return err
	}
	l := lanes{nodes: make(map[*span.Resource]*node), placed: make(map[trace.SpanID]spot)}
	for i := range c.spans {
		if err := l.event(&c.spans[i], write); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "\n]}")
	return out.Flush()
}

// lanes finds a place for each span, in the order in which they begin.
type lanes struct {
	nodes  map[*span.Resource]*node
	placed map[trace.SpanID]spot // where spans lie
	arrows int
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

// event writes a span, what names its place if it is the first there, and the arrow to it.
func (l *lanes) event(s *span.Span, write func(chromeEvent) error) error {
	n := l.nodes[s.Resource]
	if n == nil {
		n = &node{number: len(l.nodes) + 1}
		l.nodes[s.Resource] = n
		if err := write(chromeEvent{Name: "process_name", Phase: "M", Node: n.number, Args: map[string]any{"name": s.Resource.Service + " " + s.Resource.Instance}}); err != nil {
			return err
		}
	}
	parent, nested := l.placed[s.Parent]
	lane := n.place(s, parent, nested)
	n.lanes[lane] = append(n.lanes[lane], s.End)
	here := spot{n.number, lane, s.Start}
	l.placed[s.ID] = here
	args := map[string]any{"trace": s.Trace.String(), "span": s.ID.String()}
	for _, a := range s.Attributes {
		args[string(a.Key)] = a.Value.AsInterface()
	}
	if err := write(chromeEvent{Name: s.Name, Kind: s.Kind.String(), Phase: "X", At: micros(s.Start), Lasts: micros(s.End - s.Start), Node: n.number, Lane: lane, Args: args}); err != nil {
		return err
	}
	if !nested || parent.node == here.node && parent.lane == here.lane {
		return nil
	}
	l.arrows++
	id := fmt.Sprint(l.arrows)
	arrow := chromeEvent{Name: "calls", Kind: "calls", Phase: "s", At: micros(parent.at), Node: parent.node, Lane: parent.lane, ID: id}
	if err := write(arrow); err != nil {
		return err
	}
	arrow.Phase, arrow.At, arrow.Node, arrow.Lane, arrow.Bind = "f", micros(s.Start), here.node, here.lane, "e"
	return write(arrow)
}

// micros is a time in microseconds, exactly.
func micros(ns int64) json.Number { return json.Number(fmt.Sprintf("%d.%03d", ns/1000, ns%1000)) }
