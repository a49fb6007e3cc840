package actor

import (
	"reflect"
	"unsafe"
)

// Message is what actors send to each other. A message is shared between its
// sender and all its recipients and must not be changed after it was sent.
type Message = any

// Behaviour is what an actor of a kind does. Handle is required.
type Behaviour[T any] struct {
	// Handle is called once per message, never twice at the same time for one
	// actor. state points to the actor's value and is valid during the call.
	Handle func(ctx *Context, state *T, msg Message)

	// HandleBatch, if it is there, may take a message of a fan-out for many recipients in
	// one call, those who were spawned in a row and stand so in the group, where all of
	// them do the same: take the same time and send nothing. It asks
	// [Batch.Spend] which of them handle the message, and does for the states of those what
	// Handle would. For all others Handle is called, for all if it never asks. A panic
	// ends the first of them, and the others have handled the message. It is not called
	// in real time, nor while the system is traced.
	HandleBatch func(b *Batch, states []T, msg Message)

	// Resume is called with the outcome of a [Context.Call]. It is required
	// for kinds that call.
	Resume func(ctx *Context, state *T, r Reply)

	// Mailbox is the most messages that wait in a mailbox, 0 for no limit, as on
	// the BEAM. The message being handled does not count, nor do recipients of a
	// fan-out who only wait for a core. Overflow says what happens beyond. What tells
	// of an exit, an ExitSignal or a Down, comes in whatever the limit, since who waits
	// for it would wait for ever; it counts as one of those that wait.
	Mailbox  int
	Overflow Overflow

	// Uncounted leaves out Handled and Spent of [Info], which are 0 then. It saves 16 bytes
	// an actor, for kinds of which there are millions.
	Uncounted bool

	// Copy makes a copy of a value that shares nothing with it, for
	// [System.Checkpoint]. It is called with zero values, too. Kinds whose values
	// hold no pointers need none.
	Copy func(T) T

	// Size is about how many bytes Copy allocates for a value, for [Checkpoint.Size];
	// nil if that is not worth counting.
	Size func(T) int64
}

// Kind is a type of actor, registered with one system.
type Kind[T any] struct {
	system *System
	id     uint16
}

// NewKind registers a kind of actors with a system. The name is for people:
// tables, exits and panics spell it. It panics while the system runs in real time: the
// kinds are known to all nodes before.
func NewKind[T any](s *System, name string, b Behaviour[T]) Kind[T] {
	s.mustStandStill("NewKind")
	if b.Handle == nil {
		panic("actor: kind " + name + " has no Handle")
	}
	if len(s.kinds) == 1<<16 {
		panic("actor: too many kinds")
	}
	var zero T
	k := &kind{
		name:      name,
		own:       handlers{erase(b.Handle), erase(b.Resume), batcher(b.HandleBatch)},
		most:      b.Mailbox,
		policy:    b.Overflow,
		size:      unsafe.Sizeof(zero),
		copies:    b.Copy != nil,
		pointer:   pointerIn(reflect.TypeFor[T](), reflect.TypeFor[T]().String()),
		copyChunk: chunkCopier(b.Copy),
		beyond:    chunkSizer(b.Size),
		clear:     func(p unsafe.Pointer) { *(*T)(p) = zero },
	}
	if b.Uncounted {
		k.chunk = func() unsafe.Pointer { return unsafe.Pointer(new([chunkSize]T)) }
	} else {
		k.chunk = func() unsafe.Pointer { return unsafe.Pointer(new(countedChunk[T])) }
		k.accounts = unsafe.Offsetof(countedChunk[T]{}.accounts)
	}
	k.traceBy(s.trace)
	s.kinds = append(s.kinds, k)
	return Kind[T]{system: s, id: uint16(len(s.kinds) - 1)}
}

// Spawn starts an actor of this kind on a node, with the given value as its
// state, and returns its PID. It may be called between runs and from handlers
// of the same node. In a stopped system nothing is spawned: the PID is 0. A kind of
// another system panics, as does a node that is full: it has room for 2²⁶ actors.
func (k Kind[T]) Spawn(n *Node, state T) PID {
	if k.system != n.system {
		panic("actor: spawn on node " + n.name + ": the kind belongs to another system")
	}
	if k.system.stopped {
		n.stats.Refused++
		return 0
	}
	if n.actors.full() {
		panic("actor: node " + n.name + " is full")
	}
	if int(k.id) >= len(n.actors.slabs) {
		n.actors.addSlabs(k.system.kinds)
	}
	value, p := n.actors.addValue(k.id)
	*(*T)(p) = state
	slot, gen := n.actors.add(value, n.reached)
	n.stats.Spawned++
	return makePID(n.id, slot, gen)
}

// State returns the value of a live actor of this kind, or nil. It is for
// inspection between runs; a handler has no business in another's state.
func (k Kind[T]) State(pid PID) *T {
	n, a := k.system.lookup(pid)
	if a == nil || n.actors.kindID(a) != k.id {
		return nil
	}
	values, i := n.actors.value(a)
	return (*T)(values.at(i))
}

// kind is a Kind without its type parameter. A node calls handlers through it
// with an untyped pointer to the state: a closure that restores the type would
// double the cost of a delivery.
type kind struct {
	name      string
	handlers           // that are called
	own       handlers // the kind's; the others differ from them while it is traced
	most      int      // messages in a mailbox, 0 for no limit
	policy    Overflow
	size      uintptr               // of one value
	accounts  uintptr               // where they begin in a chunk; 0 if there are none
	chunk     func() unsafe.Pointer // a new array of values, typed for the collector
	clear     func(unsafe.Pointer)
	pointer   string                           // first field of a value that holds a pointer, "" if none does
	copies    bool                             // the kind has its own way of copying values
	copyChunk func(to, from unsafe.Pointer)    // of the values
	beyond    func(chunk unsafe.Pointer) int64 // bytes that copying a chunk allocates; nil if not counted
}

// account is what an actor has done.
type account struct {
	handled int64
	spent   Time
}

// countedChunk is a chunk of values with their accounts.
type countedChunk[T any] struct {
	values   [chunkSize]T
	_        int64 // so that accounts never lie at 0, whatever T is
	accounts [chunkSize]account
}

// accountsIn are those of a chunk; nil if the kind keeps none.
func (k *kind) accountsIn(chunk unsafe.Pointer) *[chunkSize]account {
	if k.accounts == 0 {
		return nil
	}
	return (*[chunkSize]account)(unsafe.Add(chunk, k.accounts))
}

// copyWhole copies a chunk of values, and of accounts if there are.
func (k *kind) copyWhole(to, from unsafe.Pointer) {
	k.copyChunk(to, from)
	if k.accounts > 0 {
		*k.accountsIn(to) = *k.accountsIn(from)
	}
}

// bytes is what a value takes, with its account.
func (k *kind) bytes() int {
	if k.accounts > 0 {
		return int(k.size + unsafe.Sizeof(account{}))
	}
	return int(k.size)
}

type handlers struct {
	handle func(*Context, unsafe.Pointer, Message)
	resume func(*Context, unsafe.Pointer, Reply)                    // nil for kinds that do not call
	batch  func(b *Batch, first unsafe.Pointer, n int, msg Message) // nil for kinds without
}

// erase forgets the type of the state pointer in a handler. Pointers of all types
// are passed alike, and a node hands a kind's handlers nothing but pointers into
// that kind's own slabs.
func erase[T, M any](f func(*Context, *T, M)) func(*Context, unsafe.Pointer, M) {
	return *(*func(*Context, unsafe.Pointer, M))(unsafe.Pointer(&f))
}

const (
	chunkBits = 12
	chunkSize = 1 << chunkBits
	chunkMask = chunkSize - 1
)

// slab holds the values of one kind at one node, in chunks that never move, so
// that a pointer into it stays valid while the slab grows. The garbage collector
// does not look inside if the values have no pointers.
//
// Handlers are called with an untyped pointer into the slab (see [Kind]): one indirect
// call per message.
type slab struct {
	kind     *kind
	size     uintptr // of a value
	accounts uintptr // as in kind
	chunks   []unsafe.Pointer
	places   []uint32 // of the chunks, see actorTable
	used     uint32   // high-water mark
	freed    []uint32
}

func newSlab(k *kind) *slab { return &slab{kind: k, size: k.size, accounts: k.accounts} }

func (s *slab) at(i uint32) unsafe.Pointer {
	return unsafe.Add(s.chunks[i>>chunkBits], uintptr(i&chunkMask)*s.size)
}

// account is that of the actor with a value, nil if the kind keeps none.
func (s *slab) account(i uint32) *account {
	if s.accounts == 0 {
		return nil
	}
	return &s.kind.accountsIn(s.chunks[i>>chunkBits])[i&chunkMask]
}

// both are a value and its account.
func (s *slab) both(i uint32) (unsafe.Pointer, *account) {
	chunk, place := s.chunks[i>>chunkBits], uintptr(i&chunkMask)
	value := unsafe.Add(chunk, place*s.size)
	if s.accounts == 0 {
		return value, nil
	}
	return value, (*account)(unsafe.Add(chunk, s.accounts+place*unsafe.Sizeof(account{})))
}

func (s *slab) add() (uint32, unsafe.Pointer) {
	i := s.used
	if n := len(s.freed); n > 0 {
		i, s.freed = s.freed[n-1], s.freed[:n-1]
	} else {
		s.used++
		if int(i>>chunkBits) == len(s.chunks) {
			s.chunks = append(s.chunks, s.kind.chunk())
		}
	}
	return i, s.at(i)
}

func (s *slab) release(i uint32) {
	s.kind.clear(s.at(i))
	if a := s.account(i); a != nil {
		*a = account{}
	}
	s.freed = append(s.freed, i)
}
