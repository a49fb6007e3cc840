package span

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/otel/trace"

	"fanout/sim/row"
)

// Trace is the spans of one trace as a tree, with what a reader of it asks for: which are
// missing, what all of it waited for, and the many spans of a fan-out as one row. It does
// not change any more: spans that end later are in a Trace that is made later.
type Trace struct {
	TraceSummary
	Gap     row.Gap
	Rows    []Row     // a parent before its children, these by their start, those of a Fold in one piece
	Folds   []Fold    // in the order of their rows
	Path    []Stretch // what the end of the trace waited for, from its start on
	Missing int       // rows whose parent is not there: it has not ended yet, or has left the store
}

// Row is a span in its place in the tree.
type Row struct {
	*Span
	Number    int64 // in the store
	Depth     int   // 0 for a row without a parent
	ParentRow int   // index of the parent's row, -1 for none
	Orphan    bool  // it names a parent that is not there
	Fold      int   // index of the fold that it is part of, -1 for none
	OnPath    bool  // part of Trace.Path
}

// Trace builds the tree of a trace, nil if none of its spans is held.
func (k Kept) Trace(id trace.TraceID) *Trace {
	sum := k.Summary(id)
	if sum == nil {
		return nil
	}
	t := TraceOf(k.Spans(id))
	t.TraceSummary, t.Gap = *sum, k.Gap(sum)
	return t
}

// TraceOf builds the tree of the spans of one trace, in any order. Its Gap is 0. The spans
// must not change.
func TraceOf(spans func(yield func(number int64, s *Span) bool)) *Trace {
	t := &Trace{}
	b := treeBuilder{trace: t, at: make(map[trace.SpanID]int)}
	for number, s := range spans {
		t.note(s, row.Outside)
		b.rows = append(b.rows, Row{Span: s, Number: number, ParentRow: -1, Fold: -1})
	}
	slices.SortFunc(b.rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Number, b.Number))
	})
	b.link()
	b.emitAll()
	t.findPath()
	return t
}

// treeBuilder puts the rows of a trace in order.
type treeBuilder struct {
	trace    *Trace
	rows     []Row // by start
	at       map[trace.SpanID]int
	children [][]int // of each of rows
	done     []bool
}

// link finds the children of each row.
func (b *treeBuilder) link() {
	b.children, b.done = make([][]int, len(b.rows)), make([]bool, len(b.rows))
	for i := range b.rows {
		b.at[b.rows[i].ID] = i
	}
	for i := range b.rows {
		if p, ok := b.parent(i); ok {
			b.children[p] = append(b.children[p], i)
		}
	}
}

func (b *treeBuilder) parent(i int) (p int, ok bool) {
	if !b.rows[i].Parent.IsValid() {
		return 0, false
	}
	p, ok = b.at[b.rows[i].Parent]
	return p, ok && p != i
}

// emitAll puts out all rows: the roots and what is below them, then what has lost its
// parent, and at last what is its own ancestor, which no store has.
func (b *treeBuilder) emitAll() {
	var roots, orphans []int
	for i := range b.rows {
		switch _, ok := b.parent(i); {
		case ok:
		case b.rows[i].Parent.IsValid():
			orphans = append(orphans, i)
		default:
			roots = append(roots, i)
		}
	}
	b.trace.Rows = make([]Row, 0, len(b.rows))
	b.emit(roots, -1, 0)
	b.emit(orphans, -1, 0)
	for i := range b.rows {
		if !b.done[i] {
			b.emit([]int{i}, -1, 0)
		}
	}
}

// emit puts out siblings, with what is below them.
func (b *treeBuilder) emit(siblings []int, parent, depth int) {
	groups := b.groups(siblings)
	for _, i := range siblings {
		switch g := groups.of(b, i); {
		case b.done[i]:
		case g != nil && b.foldable(g):
			first := len(b.trace.Rows)
			for _, member := range g {
				b.put(member, parent, depth, len(b.trace.Folds))
			}
			b.trace.Folds = append(b.trace.Folds, b.trace.fold(first, len(g)))
		default:
			at := b.put(i, parent, depth, -1)
			b.emit(b.children[i], at, depth+1)
		}
	}
}

// put puts out one row and returns its index.
func (b *treeBuilder) put(i, parent, depth, fold int) int {
	b.done[i] = true
	r := b.rows[i]
	r.ParentRow, r.Depth, r.Fold = parent, depth, fold
	if r.Orphan = parent < 0 && r.Parent.IsValid(); r.Orphan {
		b.trace.Missing++
	}
	b.trace.Rows = append(b.trace.Rows, r)
	return len(b.trace.Rows) - 1
}

// Own is how long a row did its own work: its duration without what its children took
// within it.
func (t *Trace) Own(at int) (ns int64) {
	r := &t.Rows[at]
	var children []*Span
	for i := at + 1; i < len(t.Rows) && t.Rows[i].Depth > r.Depth; i++ {
		if t.Rows[i].ParentRow == at {
			children = append(children, t.Rows[i].Span)
		}
	}
	slices.SortFunc(children, func(a, b *Span) int { return cmp.Compare(a.Start, b.Start) })
	covered := r.Start
	for _, c := range children {
		if c.Start >= r.End || c.End <= covered {
			continue
		}
		ns += max(0, c.Start-covered)
		covered = min(c.End, r.End)
	}
	return ns + r.End - covered
}
