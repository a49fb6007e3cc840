package actor

import "unsafe"

// actorTable is what a node keeps of its actors, by slot, and their values, by kind:
// what the process table is on the BEAM.
type actorTable struct {
	chunks []*[chunkSize]cell
	used   uint32 // slots, including free ones
	freed  []uint32
	slabs  []*slab // values, by kind
	places []place // of the chunks of all slabs
	live   int
}

// place is where a chunk of values is.
type place struct {
	kind  uint16
	chunk uint32 // of its slab
}

// cell is what a node keeps for one actor besides its value: 20 bytes. A fan-out
// goes through all of them, so what few actors need at a time is kept elsewhere, and
// the account of what it did lies with its value.
type cell struct {
	busyUntil instant
	value     uint32 // the place of its chunk, and its index there in the low chunkBits
	mailbox   uint32 // its last message, 0 if it is empty
	life      uint32 // the generation of its slot, and flags in the low flagBits
}

const (
	alive     uint32 = 1 << iota
	suspended        // waits for the answer to a call
	queued           // an activation, a slice or an answer will come and look at the mailbox
	trapping         // gets exit signals as messages

	flagBits = 4
)

// instant is a Time in halves, so that a cell need not begin at a multiple of eight bytes.
type instant struct{ low, high uint32 }

func instantOf(t Time) instant { return instant{low: uint32(t), high: uint32(t >> 32)} }

func (i instant) time() Time { return Time(uint64(i.low) | uint64(i.high)<<32) }

func (a *cell) gen() uint32 { return a.life >> flagBits }

func (t *actorTable) cell(slot uint32) *cell { return &t.chunks[slot>>chunkBits][slot&chunkMask] }

// find returns the cell of a live actor of this node, or nil.
func (t *actorTable) find(pid PID) *cell {
	slot := pid.slot()
	if slot >= t.used {
		return nil
	}
	a := t.cell(slot)
	if a.gen() != pid.gen() || a.life&alive == 0 {
		return nil
	}
	return a
}

// value finds the value of an actor: in which slab it is, and where there.
func (t *actorTable) value(a *cell) (*slab, uint32) {
	p := &t.places[a.value>>chunkBits]
	return t.slabs[p.kind], p.chunk<<chunkBits | a.value&chunkMask
}

// kindID is that of an actor's kind.
func (t *actorTable) kindID(a *cell) uint16 { return t.places[a.value>>chunkBits].kind }

// kind is that of an actor.
func (t *actorTable) kind(a *cell) *kind { return t.slabs[t.kindID(a)].kind }

// account is that of an actor, nil if its kind keeps none.
func (t *actorTable) account(a *cell) *account {
	values, i := t.value(a)
	return values.account(i)
}

// addValue makes room for a value of a kind, and says where, as a cell has it.
func (t *actorTable) addValue(kind uint16) (value uint32, at unsafe.Pointer) {
	s := t.slabs[kind]
	i, at := s.add()
	chunk := i >> chunkBits
	if int(chunk) == len(s.places) {
		s.places = append(s.places, uint32(len(t.places)))
		t.places = append(t.places, place{kind, chunk})
	}
	return s.places[chunk]<<chunkBits | i&chunkMask, at
}

// full reports whether there is no slot for one actor more.
func (t *actorTable) full() bool { return len(t.freed) == 0 && t.used == maxSlots }

// add gives a slot to a new actor, which may handle messages from a time on.
func (t *actorTable) add(value uint32, from Time) (slot, gen uint32) {
	slot = t.used
	if k := len(t.freed); k > 0 {
		slot, t.freed = t.freed[k-1], t.freed[:k-1]
	} else {
		t.used++
		if int(slot>>chunkBits) == len(t.chunks) {
			t.chunks = append(t.chunks, new([chunkSize]cell))
		}
	}
	a := t.cell(slot)
	*a = cell{life: (a.gen()+1)<<flagBits | alive, value: value, busyUntil: instantOf(from)}
	t.live++
	return slot, a.gen()
}

// remove frees the slot of an actor, and its value.
func (t *actorTable) remove(a *cell, slot uint32) {
	values, i := t.value(a)
	values.release(i)
	*a = cell{life: a.gen() << flagBits}
	if a.gen() < maxGen { // a slot whose generations are used up stays empty
		t.freed = append(t.freed, slot)
	}
	t.live--
}

// addSlabs makes room for values of all kinds.
func (t *actorTable) addSlabs(kinds []*kind) {
	for _, k := range kinds[len(t.slabs):] {
		t.slabs = append(t.slabs, newSlab(k))
	}
}

// memory is the bytes of cells and values.
func (t *actorTable) memory() int {
	bytes := len(t.chunks) * int(unsafe.Sizeof([chunkSize]cell{}))
	for _, s := range t.slabs {
		bytes += len(s.chunks) * chunkSize * s.kind.bytes()
	}
	return bytes
}
