package actor

import (
	"errors"
	"fmt"
)

var (
	// ErrNameTaken is returned for a name that another live actor has.
	ErrNameTaken = errors.New("actor: name is taken")
)

// Address returns an address that stands for whoever is registered under a name at this node
// when a message arrives, as {Name, Node} is in Erlang. It can be sent to, called,
// monitored and linked to like a PID, but does not stand in groups. A message to a
// name that nobody has is a dead letter.
//
// Addresses are made between runs, or by handlers of the same node.
func (n *Node) Address(name string) PID {
	return makePID(n.id, n.names.index(name), 0)
}

// Register gives a live actor of this node a name, until it exits.
func (n *Node) Register(name string, pid PID) error {
	if pid.node() != n.id || n.find(pid) == nil {
		return fmt.Errorf("actor: register %q: %w %v at node %s", name, ErrNoProcess, pid, n.name)
	}
	i := n.names.index(name)
	if holder := n.names.holders[i]; holder != 0 && holder != pid {
		return fmt.Errorf("actor: register %q for %v: %w by %v", name, pid, ErrNameTaken, holder)
	}
	n.names.holders[i] = pid
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
	holders []PID // by index, 0 for nobody
}

func (d *directory) index(name string) uint32 {
	if i, ok := d.indexes[name]; ok {
		return i
	}
	if d.indexes == nil {
		d.indexes = make(map[string]uint32)
		d.holders = []PID{0} // the zero PID is no address
	}
	i := uint32(len(d.holders))
	d.indexes[name] = i
	d.holders = append(d.holders, 0)
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
	for i, pid := range d.holders {
		if pid != 0 && pid.slot() == slot {
			d.holders[i] = 0
		}
	}
}
