package actor

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"unsafe"
)

// Checkpoint is the state of a system at one instant. It can be restored any
// number of times, into the system it was taken of.
type Checkpoint struct {
	system  *System
	now     Time
	jobs    uint64
	stopped bool
	refused int64
	ahead   Time // the look-ahead
	list    []*Node
	kinds   []*kind
	nodes   []nodeState // of list
	copying copying
	size    int64
}

// Checkpoint copies the state of the whole system: actors, mailboxes, timers,
// pending calls, fan-outs on their way. Messages are shared, since nobody changes
// them. A kind whose values hold pointers cannot be copied by copying memory; the
// error names it and the field, and such a kind may say how with Behaviour.Copy.
//
// Nodes and kinds that are added later are gone again after Restore.
func (s *System) Checkpoint() (*Checkpoint, error) {
	c, err := s.BeginCheckpoint()
	if err == nil {
		c.Continue(nil)
	}
	return c, err
}

// BeginCheckpoint is Checkpoint in pieces, for systems so large that copying them
// takes longer than their caller can wait: [Checkpoint.Continue] copies the rest.
// The system must be left alone until that is done, but may be looked at.
func (s *System) BeginCheckpoint() (*Checkpoint, error) {
	s.mustStandStill("Checkpoint")
	s.Settle()
	c := &Checkpoint{system: s, now: s.now, jobs: s.jobs, stopped: s.stopped, refused: s.refused.Load(),
		ahead: s.lookAhead, list: slices.Clone(s.nodes), kinds: slices.Clone(s.kinds)}
	for _, k := range s.kinds {
		if k.pointer != "" && !k.copies && s.inUse(k) {
			return nil, fmt.Errorf("actor: kind %s cannot be copied: %s holds a pointer and there is no Copy", k.name, k.pointer)
		}
	}
	c.copying.spare = &s.spare
	for _, n := range s.nodes {
		c.nodes = append(c.nodes, n.nodeState.clone(&c.copying, nil))
		c.size += c.nodes[len(c.nodes)-1].beside()
	}
	c.size += c.copying.bytes()
	return c, nil
}

// Continue copies until it is done, which it reports, or until over says that the
// time for it is used up. nil means no limit.
func (c *Checkpoint) Continue(over func() bool) bool { return c.copying.run(over) }

// Size is about how many bytes the checkpoint takes: actors with what [Behaviour.Size]
// says of them, mailboxes, events, fan-outs, jobs, calls, links and names. What messages
// point to is shared with the system and does not count.
func (c *Checkpoint) Size() int64 { return c.size }

// Release gives the memory of a checkpoint back to the system, whose next ones
// will take it. The checkpoint cannot be used any more.
func (c *Checkpoint) Release() {
	for i := range c.nodes {
		c.nodes[i].release(&c.system.spare)
	}
	c.system.clipSpare()
	*c = Checkpoint{}
}

// Restore brings the system back to a checkpoint, which must be complete.
func (s *System) Restore(c *Checkpoint) error {
	s.mustStandStill("Restore")
	switch {
	case c.system != s:
		return fmt.Errorf("actor: the checkpoint is of another system")
	case !c.copying.done():
		return fmt.Errorf("actor: the checkpoint is not complete: %d pieces are still to be copied", c.copying.left())
	}
	s.now, s.windowEnd, s.jobs, s.stopped = c.now, c.now, c.jobs, c.stopped
	s.refused.Store(c.refused)
	s.lookAhead, s.nodes, s.kinds = c.ahead, slices.Clone(c.list), slices.Clone(c.kinds)
	back := copying{spare: &s.spare}
	for i, n := range s.nodes {
		n.nodeState = c.nodes[i].clone(&back, &n.nodeState)
	}
	back.run(nil)
	return nil
}

// inUse reports whether the kind has or had actors.
func (s *System) inUse(k *kind) bool {
	return slices.ContainsFunc(s.nodes, func(n *Node) bool {
		return slices.ContainsFunc(n.actors.slabs, func(s *slab) bool { return s.kind == k && s.used > 0 })
	})
}

// chunkCopier copies a chunk of values, one by one if the kind has its own way.
func chunkCopier[T any](own func(T) T) func(to, from unsafe.Pointer) {
	if own == nil {
		return func(to, from unsafe.Pointer) { *(*[chunkSize]T)(to) = *(*[chunkSize]T)(from) }
	}
	return func(to, from unsafe.Pointer) {
		t, f := (*[chunkSize]T)(to), (*[chunkSize]T)(from)
		for i := range f {
			t[i] = own(f[i])
		}
	}
}

// chunkSizer adds up what copying the values of a chunk allocates.
func chunkSizer[T any](of func(T) int64) func(unsafe.Pointer) int64 {
	if of == nil {
		return nil
	}
	return func(chunk unsafe.Pointer) (bytes int64) {
		for _, v := range (*[chunkSize]T)(chunk) {
			bytes += of(v)
		}
		return bytes
	}
}

// pointerIn finds the first field of a type that refers to memory which a copy
// would share and an actor could change; "" if there is none.
func pointerIn(t reflect.Type, name string) string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer:
		return name
	case reflect.Array:
		if t.Len() > 0 {
			return pointerIn(t.Elem(), name+"[]")
		}
	case reflect.Struct:
		for i := range t.NumField() {
			if p := pointerIn(t.Field(i).Type, name+"."+t.Field(i).Name); p != "" {
				return p
			}
		}
	}
	return ""
}

// clone copies a node's state so that neither copy feels what happens to the
// other. The actors themselves are left to the copying. old is the state that the
// copy will take the place of, if there is one: its memory is used again.
func (s *nodeState) clone(work *copying, old *nodeState) nodeState {
	c := *s
	if old == nil {
		old = new(nodeState)
	}
	c.actors.chunks = work.cellsOf(s.actors.chunks, old.actors.chunks)
	c.actors.slabs = work.slabsOf(s.actors.slabs, old.actors.slabs)
	c.actors.freed, c.actors.places = slices.Clone(s.actors.freed), slices.Clone(s.actors.places)
	c.cores.free = slices.Clone(s.cores.free)
	c.schedule = s.schedule.clone()
	c.mailboxes = s.mailboxes.clone()
	c.jobs = cloneValues(s.jobs, func(j *job) *job {
		fresh := *j
		fresh.out = slices.Clone(j.out)
		return &fresh
	})
	c.calls = s.calls.clone()
	c.relations = s.relations.clone()
	c.linkStates = slices.Clone(s.linkStates)
	for i := range c.linkStates {
		c.linkStates[i].last = maps.Clone(c.linkStates[i].last)
	}
	c.names = s.names.clone()
	return c
}

// beside is the bytes of what a node keeps besides its actors' cells and values.
func (s *nodeState) beside() int64 {
	return int64(s.mailboxes.memory()+s.schedule.memory()+s.calls.memory()+s.relations.memory()+s.names.memory()) +
		jobsMemory(s.jobs) + linksMemory(s.linkStates) + 4*int64(cap(s.actors.freed))
}

func cloneValues[V any](m map[uint32]V, clone func(V) V) map[uint32]V {
	if m == nil {
		return nil
	}
	c := make(map[uint32]V, len(m))
	for k, v := range m {
		c[k] = clone(v)
	}
	return c
}
