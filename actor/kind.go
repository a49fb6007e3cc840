package actor

// Message is what actors send to each other. A message is shared between its
// sender and all its recipients and must not be changed after it was sent.
type Message = any

// Behaviour is what an actor of a kind does. Handle is required.
type Behaviour[T any] struct {
	// Handle is called once per message, never twice at the same time for one
	// actor. state points to the actor's value and is valid during the call.
	Handle func(ctx *Context, state *T, msg Message)

	// Resume is called with the outcome of a [Context.Call]. It is required
	// for kinds that call.
	Resume func(ctx *Context, state *T, r Reply)
}

// Kind is a type of actor, registered with one system. It holds the values of
// all its actors in slabs, node by node.
type Kind[T any] struct {
	system *System
	id     uint16
	slabs  *[]slab[T] // by node
}

// kind is what a node knows of a Kind without its type parameter.
type kind struct {
	name   string
	handle func(ctx *Context, node, index uint32, msg Message)
	resume func(ctx *Context, node, index uint32, r Reply)
	free   func(node, index uint32)
}

// NewKind registers a kind of actors with a system. The name is for people:
// tables, exits and panics spell it.
func NewKind[T any](s *System, name string, b Behaviour[T]) Kind[T] {
	if b.Handle == nil {
		panic("actor: kind " + name + " has no Handle")
	}
	slabs := new([]slab[T])
	k := kind{
		name: name,
		handle: func(ctx *Context, node, index uint32, msg Message) {
			b.Handle(ctx, (*slabs)[node].at(index), msg)
		},
		free: func(node, index uint32) { (*slabs)[node].release(index) },
	}
	if b.Resume != nil {
		k.resume = func(ctx *Context, node, index uint32, r Reply) {
			b.Resume(ctx, (*slabs)[node].at(index), r)
		}
	}
	s.kinds = append(s.kinds, k)
	return Kind[T]{system: s, id: uint16(len(s.kinds) - 1), slabs: slabs}
}

// Spawn starts an actor of this kind on a node, with the given value as its
// state, and returns its PID. It may be called between runs and from handlers
// of the same node.
func (k Kind[T]) Spawn(n *Node, state T) PID {
	for len(*k.slabs) <= int(n.id) {
		*k.slabs = append(*k.slabs, slab[T]{})
	}
	return n.spawn(k.id, (*k.slabs)[n.id].add(state))
}

// State returns the value of a live actor of this kind, or nil. It is for
// inspection between runs; a handler has no business in another's state.
func (k Kind[T]) State(pid PID) *T {
	n, a := k.system.lookup(pid)
	if a == nil || a.kind != k.id {
		return nil
	}
	return (*k.slabs)[n.id].at(a.state)
}

const (
	chunkBits = 12
	chunkSize = 1 << chunkBits
	chunkMask = chunkSize - 1
)

// slab holds values in chunks that never move, so that a pointer into it stays
// valid while the slab grows. For a T without pointers the garbage collector
// does not look inside.
type slab[T any] struct {
	chunks []*[chunkSize]T
	used   uint32 // high-water mark
	freed  []uint32
}

func (s *slab[T]) at(i uint32) *T { return &s.chunks[i>>chunkBits][i&chunkMask] }

func (s *slab[T]) add(v T) uint32 {
	i := s.used
	if n := len(s.freed); n > 0 {
		i, s.freed = s.freed[n-1], s.freed[:n-1]
	} else {
		s.used++
		if int(i>>chunkBits) == len(s.chunks) {
			s.chunks = append(s.chunks, new([chunkSize]T))
		}
	}
	*s.at(i) = v
	return i
}

func (s *slab[T]) release(i uint32) {
	var zero T
	*s.at(i) = zero
	s.freed = append(s.freed, i)
}
