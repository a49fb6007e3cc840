package actor

import (
	"slices"
	"unsafe"
)

// copying is the long part of a checkpoint or a restore: the actors, chunk by
// chunk. It can be done a piece at a time.
type copying struct {
	cells  []cellCopy
	values []valueCopy
	next   int // of cells, then of values
	spare  *spare
}

type cellCopy struct{ to, from *[chunkSize]cell }

type valueCopy struct {
	kind     *kind
	to, from unsafe.Pointer
}

// spare is memory of chunks that nobody uses, to be written over.
type spare struct {
	cells  []*[chunkSize]cell
	values map[*kind][]unsafe.Pointer
}

func (w *copying) left() int  { return len(w.cells) + len(w.values) - w.next }
func (w *copying) done() bool { return w.left() == 0 }

// bytes is how much there is to copy in all.
func (w *copying) bytes() int64 {
	n := int64(len(w.cells)) * int64(unsafe.Sizeof([chunkSize]cell{}))
	for i := range w.values {
		v := &w.values[i]
		n += chunkSize * int64(v.kind.bytes())
		if v.kind.beyond != nil {
			n += v.kind.beyond(v.from)
		}
	}
	return n
}

// run copies until it is done or over.
func (w *copying) run(over func() bool) bool {
	for ; !w.done(); w.next++ {
		if over != nil && over() {
			return false
		}
		if w.next < len(w.cells) {
			c := &w.cells[w.next]
			*c.to = *c.from
			continue
		}
		v := &w.values[w.next-len(w.cells)]
		v.kind.copyWhole(v.to, v.from)
	}
	return true
}

// cellsOf plans the copy of a node's cells, into the memory of old ones as far as
// that goes.
func (w *copying) cellsOf(from, old []*[chunkSize]cell) []*[chunkSize]cell {
	to := make([]*[chunkSize]cell, len(from))
	for i, chunk := range from {
		if i < len(old) {
			to[i] = old[i]
		} else {
			to[i] = w.spare.takeCells()
		}
		w.cells = append(w.cells, cellCopy{to[i], chunk})
	}
	w.spare.cells = append(w.spare.cells, old[min(len(from), len(old)):]...)
	return to
}

// slabsOf plans the copy of a node's values, into the memory of old ones as far as
// that goes.
func (w *copying) slabsOf(from, old []*slab) []*slab {
	to := make([]*slab, len(from))
	for i, s := range from {
		c := newSlab(s.kind)
		c.used, c.freed, c.places = s.used, slices.Clone(s.freed), slices.Clone(s.places)
		var chunks []unsafe.Pointer
		if i < len(old) {
			chunks = old[i].chunks
		}
		for j, chunk := range s.chunks {
			fresh := unsafe.Pointer(nil)
			if j < len(chunks) {
				fresh = chunks[j]
			} else {
				fresh = w.spare.takeValues(s.kind)
			}
			c.chunks = append(c.chunks, fresh)
			w.values = append(w.values, valueCopy{s.kind, fresh, chunk})
		}
		w.spare.putValues(s.kind, chunks[min(len(s.chunks), len(chunks)):])
		to[i] = c
	}
	for _, s := range old[min(len(from), len(old)):] {
		w.spare.putValues(s.kind, s.chunks)
	}
	return to
}

// release gives up the memory of a node's actors.
func (s *nodeState) release(to *spare) {
	to.cells = append(to.cells, s.actors.chunks...)
	for _, slab := range s.actors.slabs {
		to.putValues(slab.kind, slab.chunks)
	}
}

func (s *spare) takeCells() *[chunkSize]cell {
	if k := len(s.cells); k > 0 {
		chunk := s.cells[k-1]
		s.cells = s.cells[:k-1]
		return chunk
	}
	return new([chunkSize]cell)
}

func (s *spare) takeValues(of *kind) unsafe.Pointer {
	if free := s.values[of]; len(free) > 0 {
		chunk := free[len(free)-1]
		s.values[of] = free[:len(free)-1]
		return chunk
	}
	return of.chunk()
}

func (s *spare) putValues(of *kind, chunks []unsafe.Pointer) {
	if len(chunks) == 0 {
		return
	}
	if s.values == nil {
		s.values = make(map[*kind][]unsafe.Pointer)
	}
	s.values[of] = append(s.values[of], chunks...)
}

// clipSpare lets go of more spare memory than one more checkpoint would take.
func (s *System) clipSpare() {
	cells, values := 0, make(map[*kind]int)
	for _, n := range s.nodes {
		cells += len(n.actors.chunks)
		for _, slab := range n.actors.slabs {
			values[slab.kind] += len(slab.chunks)
		}
	}
	s.spare.cells = clip(s.spare.cells, cells)
	for k, free := range s.spare.values {
		s.spare.values[k] = clip(free, values[k])
	}
}

// clip cuts a list to n entries, and their memory loose if that is much.
func clip[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	return slices.Clone(list[:n])
}
