package span

import (
	"slices"

	"go.opentelemetry.io/otel/trace"
)

// Stretch is a part of the critical path: from From to To, virtual ns, the end of the trace
// waited for that row. Between two stretches there may be time in which no span was on the
// path: a message was on its way, or waited in a mailbox.
type Stretch struct {
	Row      int
	From, To int64
}

// findPath finds the critical path: the way back from where the trace ended to where it
// began. It ends with the slowest recipient of the last fan-out; in a trace without one
// where the root ends; and without a root where the last span does.
//
// On the way, a span that its parent waited for is part of the path. That is one that ended
// before its parent did, unless it is the handling of a message that the parent had only
// sent: a fan-out does not wait for its recipients.
func (t *Trace) findPath() {
	if len(t.Rows) == 0 {
		return
	}
	children := make([][]int, len(t.Rows))
	for i := range t.Rows {
		if p := t.Rows[i].ParentRow; p >= 0 && t.Rows[i].Fold < 0 {
			children[p] = append(children[p], i)
		}
	}
	p := pathFinder{t, children}
	last := t.pathEnd()
	until := t.Rows[last].End
	for at := last; at >= 0; at = t.Rows[at].ParentRow {
		until = min(until, t.Rows[at].End)
		p.within(at, until)
		until = min(until, t.Rows[at].Start)
	}
	slices.Reverse(t.Path)
	for _, s := range t.Path {
		t.Rows[s.Row].OnPath = true
	}
}

// pathEnd is the row with which the path ends.
func (t *Trace) pathEnd() int {
	last := 0
	for i := range t.Folds {
		if f := &t.Folds[i]; i == 0 || t.Rows[f.Slowest].End > t.Rows[last].End {
			last = f.Slowest
		}
	}
	if len(t.Folds) > 0 || !t.Rows[0].Parent.IsValid() {
		return last
	}
	for i := range t.Rows {
		if t.Rows[i].End > t.Rows[last].End {
			last = i
		}
	}
	return last
}

// pathFinder notes a path from its end on.
type pathFinder struct {
	t        *Trace
	children [][]int // that are not folded
}

// within notes the path inside of a row, from until back to the row's start.
func (p *pathFinder) within(at int, until int64) {
	r := &p.t.Rows[at]
	for {
		next := p.lastBefore(at, until)
		if next < 0 {
			p.note(at, r.Start, until)
			return
		}
		c := &p.t.Rows[next]
		p.note(at, c.End, until)
		p.within(next, c.End)
		until = c.Start
	}
}

// lastBefore is the child of a row that it waited for and that ended last, by until; -1 for
// none. One that took no time is none.
func (p *pathFinder) lastBefore(at int, until int64) (last int) {
	last = -1
	for _, i := range p.children[at] {
		c := &p.t.Rows[i]
		if c.End <= until && c.End > c.Start && waitedFor(&p.t.Rows[at], c) && (last < 0 || c.End > p.t.Rows[last].End) {
			last = i
		}
	}
	return last
}

// note adds a stretch, if it has a length.
func (p *pathFinder) note(at int, from, to int64) {
	if to > from {
		p.t.Path = append(p.t.Path, Stretch{at, from, to})
	}
}

// waitedFor reports whether the parent waited for a child.
func waitedFor(parent, child *Row) bool {
	return child.Start >= parent.Start && child.End <= parent.End &&
		(child.Kind != trace.SpanKindConsumer || parent.Kind == trace.SpanKindClient)
}
