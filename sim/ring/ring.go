// Package ring places keys on nodes by consistent hashing (Karger and others,
// 1997): every node has many points on a circle of 64-bit hashes, and a key
// belongs to the node of the first point at or after its own hash. A node that
// is added takes its share of the keys, about an equal part from every other
// node, and no other key moves.
//
// # Decisions
//
// The hash is written down here rather than taken from hash/maphash, which is
// seeded differently in every process: a key must be at home at the same node on every
// machine and in every run.
//
// Nodes and keys are numbers. Text is made one by [Key].
//
// # The published ring
//
// [Published] is another ring, the one that Discord published, bit for bit: its
// nodes and keys are texts, its hash is MD5, and a key belongs to the first point
// strictly after its hash. It is for showing that ring, its shares and what moves
// when it changes ([Diff], [History]). [Ring] is what the simulated world places
// by. The two place a key independently of each other.
package ring

import (
	"cmp"
	"slices"
)

// Points is the number of points per node that Discord's ex_hash_ring has by
// default. The share of a node then spreads by about 1/√Points, 4.4 %.
const Points = 512

// Ring is a consistent hash ring. The zero value is an empty ring without points;
// use New.
type Ring struct {
	perNode int
	nodes   []uint32 // ascending
	points  []point  // by hash, then by node
}

type point struct {
	hash uint64
	node uint32
}

// New returns a ring of the given nodes with perNode points each, at least 1.
// The order of the nodes does not matter, nor does naming one twice.
func New(perNode int, nodes ...uint32) *Ring {
	if perNode < 1 {
		panic("ring: a node needs at least one point")
	}
	r := &Ring{perNode: perNode, nodes: slices.Clone(nodes)}
	slices.Sort(r.nodes)
	r.nodes = slices.Compact(r.nodes)
	r.points = make([]point, 0, perNode*len(r.nodes))
	for _, n := range r.nodes {
		r.points = r.appendPoints(r.points, n)
	}
	slices.SortFunc(r.points, point.compare)
	return r
}

// Add puts a node on the ring. It reports whether the node is new there.
func (r *Ring) Add(node uint32) bool {
	i, found := slices.BinarySearch(r.nodes, node)
	if found {
		return false
	}
	r.nodes = slices.Insert(r.nodes, i, node)
	r.points = r.appendPoints(r.points, node)
	slices.SortFunc(r.points, point.compare)
	return true
}

// Remove takes a node off the ring. It reports whether the node was there.
func (r *Ring) Remove(node uint32) bool {
	i, found := slices.BinarySearch(r.nodes, node)
	if !found {
		return false
	}
	r.nodes = slices.Delete(r.nodes, i, i+1)
	r.points = slices.DeleteFunc(r.points, func(p point) bool { return p.node == node })
	return true
}

// Nodes returns the nodes on the ring, ascending.
func (r *Ring) Nodes() []uint32 { return slices.Clone(r.nodes) }

// Node returns the node that a key belongs to. It panics if the ring is empty.
func (r *Ring) Node(key uint64) uint32 {
	h := mix(key)
	low, high := 0, len(r.points) // the first point at or after h lies in low … high
	for low < high {
		middle := int(uint(low+high) / 2)
		if r.points[middle].hash < h {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == len(r.points) {
		low = 0
	}
	return r.points[low].node
}

// appendPoints appends the points of a node. They depend on nothing but its
// number and theirs.
func (r *Ring) appendPoints(to []point, node uint32) []point {
	for i := range uint64(r.perNode) {
		// Two rounds: the points of two nodes must not be shifted copies of each other.
		to = append(to, point{mix(mix(uint64(node)+1) + i), node})
	}
	return to
}

func (p point) compare(q point) int {
	return cmp.Or(cmp.Compare(p.hash, q.hash), cmp.Compare(p.node, q.node))
}

// Key makes a key of text, by FNV-1a.
func Key(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}

// mix is the SplitMix64 step (Steele, Lea and Flood 2014): a bijection that
// spreads every bit, also of numbers that count 0, 1, 2 …
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
