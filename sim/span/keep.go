package span

import (
	"maps"
	"slices"
	"unsafe"

	"go.opentelemetry.io/otel/trace"
)

// Keep returns what brings the store back to how it is now, any number of times, and about
// how many bytes that takes. To whom spans are exported does not come back.
func (st *Store) Keep() (restore func(), bytes int64) {
	held := st.clone()
	return func() {
		export := st.export
		*st = held.clone()
		st.export = export
	}, held.bytes()
}

// clone shares the full blocks of spans, which do not change any more.
func (st *Store) clone() Store {
	c := *st
	c.blocks = slices.Clone(st.blocks)
	if k := len(c.blocks); k > 0 {
		last := *c.blocks[k-1]
		c.blocks[k-1] = &last
	}
	c.open = maps.Clone(st.open)
	c.traces = st.traces.clone()
	c.names.rows = slices.Clone(st.names.rows)
	return c
}

// bytes is about how many bytes a copy takes that shares the full blocks.
func (st *Store) bytes() int64 {
	const perEntry = int64(unsafe.Sizeof(TraceSummary{})) + 56 // and its places in map and lists
	return int64(unsafe.Sizeof(spanBlock{})) + 8*int64(len(st.blocks)) + 16*int64(len(st.open)) +
		perEntry*int64(len(st.traces.byID))
}

// Bytes is about how many bytes the store takes, without what is in the attributes.
func (st *Store) Bytes() int64 {
	return st.bytes() + int64(len(st.blocks))*int64(unsafe.Sizeof(spanBlock{}))
}

func (b *traceIndex) clone() traceIndex {
	c := *b
	c.byID = make(map[trace.TraceID]*TraceSummary, len(b.byID))
	sums := make([]TraceSummary, 0, len(b.byID))
	for id, t := range b.byID {
		sums = append(sums, *t)
		c.byID[id] = &sums[len(sums)-1]
	}
	c.all, c.weighed = b.all.clone(c.byID), b.weighed.clone(c.byID)
	return c
}

// clone is the list of the same traces among copies of those that are held.
func (l *traceList) clone(byID map[trace.TraceID]*TraceSummary) traceList {
	c := traceList{list: make([]*TraceSummary, 0, len(l.list)-l.gone)}
	for _, t := range l.list {
		if t.held > 0 {
			c.list = append(c.list, byID[t.ID])
		}
	}
	return c
}
