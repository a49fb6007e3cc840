package actor

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

var (
	// ErrNameTaken is returned for a name that another live actor has.
	ErrNameTaken = errors.New("actor: name is taken")
)

// Address returns an address that stands for the actor that is registered under a name
// at this node when a message arrives, as {Name, Node} is in Erlang. It can be sent to,
// called, monitored and linked to like a PID, but not unlinked, and does not stand in
// groups. A message to a name that nobody has is a dead letter. A name that was asked
// for once takes some memory for ever, as an atom does on the BEAM.
//
// Addresses are made between runs, or by handlers of the same node.
func (n *Node) Address(name string) PID {
	return makePID(n.id, n.names.index(name), 0)
}

// Register gives a live actor of this node a name, until it exits.
func (n *Node) Register(name string, pid PID) error {
	if pid.node() != n.id || n.actors.find(pid) == nil {
		return fmt.Errorf("actor: register %q: %w %v at node %s", name, ErrNoProcess, pid, n.name)
	}
	i := n.names.index(name)
	if holder := n.names.holders[i]; holder != 0 && holder != pid {
		return fmt.Errorf("actor: register %q for %v: %w by %v", name, pid, ErrNameTaken, holder)
	}
	if n.names.holders[i] == 0 {
		n.names.holders[i] = pid
		put(&n.names.held, pid.slot(), append(n.names.held[pid.slot()], i))
	}
	return nil
}

// Whereis is the actor that has a name at this node, 0 if none has.
func (n *Node) Whereis(name string) PID {
	if i, ok := n.names.indexes[name]; ok {
		return n.names.holders[i]
	}
	return 0
}

// directory is the names of a node. A name keeps its index for ever, so that an
// address, which is a PID of generation 0, stays good when the name changes hands.
type directory struct {
	indexes map[string]uint32
	names   []string            // by index
	holders []PID               // by index, 0 for nobody
	held    map[uint32][]uint32 // by slot of the holder: indexes
}

func (d *directory) index(name string) uint32 {
	if i, ok := d.indexes[name]; ok {
		return i
	}
	if d.indexes == nil {
		d.indexes = make(map[string]uint32)
		d.names, d.holders = []string{""}, []PID{0} // the zero PID is no address
	}
	i := uint32(len(d.holders))
	d.indexes[name] = i
	d.names, d.holders = append(d.names, name), append(d.holders, 0)
	return i
}

// resolve turns an address into the PID that has the name at present; PIDs stay as
// they are.
func (d *directory) resolve(to PID) PID {
	if to.gen() != 0 {
		return to
	}
	if slot := to.slot(); int(slot) < len(d.holders) && d.holders[slot] != 0 {
		return d.holders[slot]
	}
	return to
}

// leave takes their names from an actor that exits.
func (d *directory) leave(slot uint32) {
	for _, i := range d.held[slot] {
		d.holders[i] = 0
	}
	delete(d.held, slot)
}

func (d *directory) clone() directory {
	return directory{
		indexes: maps.Clone(d.indexes),
		names:   slices.Clone(d.names),
		holders: slices.Clone(d.holders),
		held:    cloneValues(d.held, slices.Clone[[]uint32]),
	}
}
