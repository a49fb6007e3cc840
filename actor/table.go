package actor

import "unsafe"

// actorTable is what a node keeps of its actors, by slot, and their values, by kind:
// what the process table is on the BEAM.
type actorTable struct {
	chunks []*[chunkSize]cell
	used   uint32 // slots, including free ones
	freed  []uint32
	slabs  []*slab // values, by kind
	live   int
}

// cell is what a node keeps for one actor besides its value: 24 bytes. A fan-out
// goes through all of them, so what few actors need at a time is kept elsewhere, and
// the account of what it did lies with its value.
type cell struct {
	busyUntil Time
	gen       uint32
	state     uint32 // index in the slab of its kind
	mailbox   uint32 // its last message, 0 if it is empty
	kind      uint16
	flags     uint8
}

const (
	alive     uint8 = 1 << iota
	suspended       // waits for the answer to a call
	queued          // an activation, a slice or an answer will come and look at the mailbox
	trapping        // gets exit signals as messages
)

func (t *actorTable) cell(slot uint32) *cell { return &t.chunks[slot>>chunkBits][slot&chunkMask] }

// find returns the cell of a live actor of this node, or nil.
func (t *actorTable) find(pid PID) *cell {
	slot := pid.slot()
	if slot >= t.used {
		return nil
	}
	a := t.cell(slot)
	if a.gen != pid.gen() || a.flags&alive == 0 {
		return nil
	}
	return a
}

// account is that of an actor, nil if its kind keeps none.
func (t *actorTable) account(a *cell) *account { return t.slabs[a.kind].account(a.state) }

// full reports whether there is no slot for one actor more.
func (t *actorTable) full() bool { return len(t.freed) == 0 && t.used == maxSlots }

// add gives a slot to a new actor, which may handle messages from a time on.
func (t *actorTable) add(kind uint16, state uint32, from Time) (slot, gen uint32) {
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
	*a = cell{gen: a.gen + 1, kind: kind, state: state, flags: alive, busyUntil: from}
	t.live++
	return slot, a.gen
}

// remove frees the slot of an actor, and its value.
func (t *actorTable) remove(a *cell, slot uint32) {
	t.slabs[a.kind].release(a.state)
	*a = cell{gen: a.gen}
	if a.gen < maxGen { // a slot whose generations are used up stays empty
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
