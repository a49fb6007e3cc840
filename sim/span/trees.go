package span

import (
	"fmt"
	"iter"

	"go.opentelemetry.io/otel/trace"
)

// CheckTrees verifies that spans form trees: each trace has one root at most, no id
// twice, every parent is a span of the same trace that began no later, and no
// chain of parents is a circle. A parent that excused names need not be there: it
// has not ended yet, or has left the store. The error names the first span that
// breaks a rule.
func CheckTrees(spans iter.Seq2[int64, *Span], excused func(trace.TraceID, trace.SpanID) bool) error {
	type place struct {
		trace trace.TraceID
		id    trace.SpanID
	}
	byID := make(map[place]*Span)
	roots := make(map[trace.TraceID]*Span)
	for _, s := range spans {
		at := place{s.Trace, s.ID}
		if byID[at] != nil {
			return fmt.Errorf("span %v of trace %v is there twice", s.ID, s.Trace)
		}
		byID[at] = s
		if s.Parent.IsValid() {
			continue
		}
		if other := roots[s.Trace]; other != nil {
			return fmt.Errorf("trace %v has two roots, %v (%s) and %v (%s)", s.Trace, other.ID, other.Name, s.ID, s.Name)
		}
		roots[s.Trace] = s
	}
	for _, s := range spans {
		if !s.Parent.IsValid() {
			continue
		}
		parent := byID[place{s.Trace, s.Parent}]
		switch {
		case parent == nil && excused != nil && excused(s.Trace, s.Parent):
		case parent == nil:
			return fmt.Errorf("span %v (%s) of trace %v has the parent %v, which is not there", s.ID, s.Name, s.Trace, s.Parent)
		case parent.Start > s.Start:
			return fmt.Errorf("span %v (%s) of trace %v begins at %d ns, before its parent %v (%s) at %d ns",
				s.ID, s.Name, s.Trace, s.Start, parent.ID, parent.Name, parent.Start)
		}
		steps := 0
		for up := parent; up != nil; up = byID[place{up.Trace, up.Parent}] {
			if steps++; steps > len(byID) || up == s {
				return fmt.Errorf("span %v (%s) of trace %v is its own ancestor", s.ID, s.Name, s.Trace)
			}
		}
	}
	return nil
}
