package actor

import "fmt"

// PID names an actor: its node, its slot there and the generation of the slot.
// A slot is used again after its actor died, under the next generation, so a
// stale PID names nobody rather than somebody else. The zero PID names nobody.
type PID uint64

const (
	pidNodeBits = 10
	pidSlotBits = 26
	pidGenBits  = 64 - pidNodeBits - pidSlotBits

	maxNodes = 1 << pidNodeBits
	maxSlots = 1 << pidSlotBits
	maxGen   = 1<<pidGenBits - 1
)

func makePID(node, slot, gen uint32) PID {
	return PID(node)<<(pidSlotBits+pidGenBits) | PID(slot)<<pidGenBits | PID(gen)
}

func (p PID) node() uint32 { return uint32(p >> (pidSlotBits + pidGenBits)) }
func (p PID) slot() uint32 { return uint32(p>>pidGenBits) & (maxSlots - 1) }
func (p PID) gen() uint32  { return uint32(p) & maxGen }

// String writes the PID as node.slot.generation, in the manner of Erlang's
// <0.84.0>.
func (p PID) String() string {
	return fmt.Sprintf("<%d.%d.%d>", p.node(), p.slot(), p.gen())
}
