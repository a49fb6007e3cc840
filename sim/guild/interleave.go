package guild

import (
	"slices"

	"fanout/actor"
)

// interleave is the order in which a guild or a relay sends: round-robin over the session
// nodes, so that all nodes begin at once and advance together. A node's members are then every n-th rank, in the order of its
// slots, and its part of the fan-out is one cursor over actors side by side. A
// node that has run out of members is left out from there on.
//
// A million deliveries need cursors over actors side by side. A node that is added to a
// running world takes its sessions out of the middle of the others' slots, so fan-outs
// cost more memory and time from there on; a world that begins with it does not.
type interleave struct {
	counts   []int // members by node
	segments []segment
}

// segment is a part of the order in which the same nodes take turns.
type segment struct {
	rank  int   // the first
	round int   // the first; the place of a member in its node's list
	nodes []int // that take turns, ascending
}

// newInterleave is the order for nodes with so many members each.
func newInterleave(counts []int) *interleave {
	o := &interleave{counts: counts}
	ends := slices.Compact(slices.Sorted(slices.Values(counts)))
	rank, round := 0, 0
	for _, end := range ends {
		s := segment{rank: rank, round: round}
		for i, n := range counts {
			if n > round {
				s.nodes = append(s.nodes, i)
			}
		}
		if end > round {
			o.segments = append(o.segments, s)
		}
		rank += (end - round) * len(s.nodes)
		round = end
	}
	return o
}

// size is the number of ranks.
func (o *interleave) size() (n int) {
	for _, c := range o.counts {
		n += c
	}
	return n
}

// at is the node of a rank, and the place in that node's list.
func (o *interleave) at(rank int) (node, place int) {
	i := len(o.segments) - 1
	for o.segments[i].rank > rank {
		i--
	}
	s := &o.segments[i]
	behind := rank - s.rank
	return s.nodes[behind%len(s.nodes)], s.round + behind/len(s.nodes)
}

// rank is the inverse of at. For a place behind a node's last it is the number of
// all ranks.
func (o *interleave) rank(node, place int) int {
	if place >= o.counts[node] {
		return o.size()
	}
	rank := 0
	for i, n := range o.counts {
		rank += min(n, place)
		if i < node && n > place {
			rank++
		}
	}
	return rank
}

// doneBefore is the number of ranks before the first that is not done, if of each list
// so many members are, from its beginning.
func (o *interleave) doneBefore(done []int) int {
	list, place := 0, -1
	for i, n := range done {
		if n < o.counts[i] && (place < 0 || n < place) {
			list, place = i, n
		}
	}
	if place < 0 {
		return o.size()
	}
	return o.rank(list, place)
}

// collect puts the nodes' lists into one, in that order.
func collect[T any](o *interleave, lists [][]T) []T {
	all := make([]T, 0, o.size())
	for i, s := range o.segments {
		end := o.size()
		if i+1 < len(o.segments) {
			end = o.segments[i+1].rank
		}
		for round := s.round; len(all) < end; round++ {
			for _, n := range s.nodes {
				all = append(all, lists[n][round])
			}
		}
	}
	return all
}

// sendingOrder is the order in which the large guild sends.
type sendingOrder struct {
	lists      [][]actor.PID `checkpoint:"shared"` // its members: relay by relay, node by node
	interleave *interleave   `checkpoint:"shared"` // of the lists
	rank       []uint32      `checkpoint:"shared"` // by id
	columns    int
}
