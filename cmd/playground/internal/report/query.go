package report

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// shown is how many whole traces the query prints.
const shown = 10

// Query writes how many traces have spans from all services and what the others lack,
// by where they are rooted, and the latest whole ones that are held.
func Query(w io.Writer, s *sim.Snapshot, spans iter.Seq2[int64, *span.Span]) error {
	if s.Model.Tracing == nil {
		_, err := fmt.Fprintf(w, "\nthe model %s is not traced\n", s.Model.Name)
		return err
	}
	g := &grid{}
	g.row("traces rooted in", "number", "")
	for o, origin := range s.Model.Tracing.Origins {
		for gap, text := range s.Model.Tracing.Gaps {
			if n := s.Traces[o][gap]; n > 0 {
				g.row(origin, exact.Thousands(n), text)
			}
		}
	}
	g.left = 2
	whole := &grid{left: 4}
	whole.row("whole", "message", "began", "took", "spans of")
	for _, t := range latestWhole(s.Model, spans) {
		message := ""
		if t.Message > 0 {
			message = exact.Thousands(t.Message)
		}
		whole.row(t.ID.String(), message, time.Duration(t.From).String(), time.Duration(t.To-t.From).String(),
			fmt.Sprintf("%s: %s", t.Services, exact.Thousands(int64(t.Spans))))
	}
	_, err := fmt.Fprintf(w, "\n%s\n%s", g, whole)
	return err
}

// latestWhole are the last whole traces of messages, in the order in which they began.
func latestWhole(m *sim.Model, spans iter.Seq2[int64, *span.Span]) []span.TraceView {
	all := slices.DeleteFunc(m.Tracing.Traces(spans), func(t span.TraceView) bool {
		return t.Gap != 0 || t.Origin() != 0
	})
	return all[max(0, len(all)-shown):]
}
