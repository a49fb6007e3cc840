package guild

import (
	"cmp"
	"slices"

	"fanout/actor"
)

// sessionNodes is the machines of the sessions service, those on the ring first, and who
// lives there.
type sessionNodes []*sessionNode

// live is the number of sessions that really exist.
func (nodes sessionNodes) live() (n int) {
	for _, s := range nodes {
		n += len(s.members)
	}
	return n
}

// numbered is a session and its number.
type numbered struct {
	number uint32
	pid    actor.PID
}

// byNumber lists the sessions that exist.
func (nodes sessionNodes) byNumber() []numbered {
	list := make([]numbered, 0, nodes.live())
	for _, n := range nodes {
		for _, pid := range n.members {
			if st := n.kind.State(pid); st != nil {
				list = append(list, numbered{st.number, pid})
			}
		}
	}
	slices.SortFunc(list, func(a, b numbered) int { return cmp.Compare(a.number, b.number) })
	return list
}

// blocks divides the members of every node among so many relays, each a stretch of
// slots, relay by relay. Where no relay gets more than RelayMembers there may be
// one more than asked for.
func (nodes sessionNodes) blocks(relays int) (lists [][]actor.PID) {
	for {
		lists = lists[:0]
		most := 0
		for r := range relays {
			size := 0
			for _, n := range nodes {
				k := len(n.members)
				block := n.members[k*r/relays : k*(r+1)/relays]
				lists = append(lists, block)
				size += len(block)
			}
			most = max(most, size)
		}
		if most <= RelayMembers {
			return lists
		}
		relays++
	}
}

// cores is the number of their virtual cores.
func (nodes sessionNodes) cores() (cores int) {
	for _, n := range nodes {
		cores += n.Node().Cores()
	}
	return cores
}
