package ring

import (
	"cmp"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
)

// NoPoints as a node's Replicas keeps the node on the list without a point on
// the circle: it has no key. The source writes 0 for this.
const NoPoints = -1

// MostPoints is the greatest number of points, and of nodes, of one Published
// ring, and the greatest number of points that one History holds in all its
// generations. The source has no limit.
const MostPoints = 1 << 20

// A refusal is an error that is a constant.
type refusal string

func (r refusal) Error() string { return string(r) }

// What a ring and a history refuse. The errors that they return wrap these.
const (
	// ErrNodeExists: the list has two nodes of one name.
	ErrNodeExists = refusal("ring: node exists")
	// ErrNoNode: a node to be removed is not on the ring.
	ErrNoNode = refusal("ring: no such node")
	// ErrReplicas: a number of replicas is below NoPoints, or the ring's usual
	// number is below 0.
	ErrReplicas = refusal("ring: bad number of replicas")
	// ErrTooManyPoints: more than MostPoints.
	ErrTooManyPoints = refusal("ring: too many points")
	// ErrDepth: a depth or a delay is below 0.
	ErrDepth = refusal("ring: bad depth or delay")
)

// Node is a machine on a Published ring.
type Node struct {
	Name string
	// Replicas is how many points the node gets, which makes it its weight: 0
	// for the usual number of the ring, NoPoints for none.
	Replicas int
}

// Nodes returns nodes of these names that have the ring's usual number of points.
func Nodes(names ...string) []Node {
	nodes := make([]Node, len(names))
	for i, name := range names {
		nodes[i].Name = name
	}
	return nodes
}

// Config says what a Published ring consists of.
type Config struct {
	// Nodes have names that differ. Their order matters only where two nodes have
	// a point in common: the later one keeps it. Empty: a ring that finds nothing.
	Nodes []Node
	// Replicas is the usual number of points per node: 0 for Points, 512.
	Replicas int
	// Separator stands between a node's name and the number of a point in the text
	// that is hashed. Empty is what the source does. A separator with a character
	// that is not a digit rules out that two nodes hash the same text.
	Separator string
	// Overrides are keys with fixed nodes; see Override. Empty for none.
	Overrides []Override
}

// Point is a place on the circle of 2⁶⁴ hashes. It owns the hashes from the point
// before it, included, up to its Hash, excluded.
type Point struct {
	Hash uint64
	Node int // index of its node, as for Published.Node
}

// Published is the consistent hash ring that Discord published, bit for bit
// (source: discord/ex_hash_ring 7.0.0). A node has the points Hash(name‖i) for i
// = 0 … replicas-1 in decimal digits, and a key belongs to the node of the first
// point strictly after its hash, or else of the first point of all.
//
// A Published ring never changes; any number of goroutines may read it. Its nodes
// are counted from 0 in the order of Config.Nodes.
//
// # Decisions
//
// Of points with equal hashes only one remains: here the one of the later node.
// The source stores its list of points with ets:insert, for which Erlang's manual
// leaves open which of two equal keys stays. In trials with OTP 25 it was the
// later node's for short lists, and often the earlier one's for long ones.
//
// The source searches for ever if more nodes are asked for than have points, and
// fails if none has any. This ring returns what there is.
type Published struct {
	separator string
	nodes     []Node // Replicas is never 0
	index     map[string]int
	points    []Point // by hash, which differ
	kept      []int   // points, by node
	shares    []Share // by node
	owners    int     // nodes with points
	overrides map[string][]string
}

// NewPublished builds a ring, which takes time for every point: see
// BenchmarkNewPublished. Errors: ErrNodeExists, ErrReplicas, ErrTooManyPoints.
func NewPublished(c Config) (*Published, error) {
	r := &Published{separator: c.Separator, overrides: overrideTable(c.Overrides)}
	if err := r.take(c.Nodes, c.Replicas); err != nil {
		return nil, err
	}
	r.place()
	r.measure()
	return r, nil
}

// take checks the nodes and keeps them with their numbers of points filled in.
func (r *Published) take(nodes []Node, usual int) error {
	if usual < 0 {
		return fmt.Errorf("%w: %d per node", ErrReplicas, usual)
	}
	if len(nodes) > MostPoints {
		return fmt.Errorf("%w: %d nodes", ErrTooManyPoints, len(nodes))
	}
	usual = cmp.Or(usual, Points)
	r.nodes = slices.Clone(nodes)
	r.index = make(map[string]int, len(nodes))
	total := 0
	for i := range r.nodes {
		n := &r.nodes[i]
		if _, ok := r.index[n.Name]; ok {
			return fmt.Errorf("%w: %q", ErrNodeExists, n.Name)
		}
		r.index[n.Name] = i
		if n.Replicas < NoPoints {
			return fmt.Errorf("%w: %d of node %q", ErrReplicas, n.Replicas, n.Name)
		}
		n.Replicas = cmp.Or(n.Replicas, usual)
		if n.Replicas > MostPoints-total {
			return fmt.Errorf("%w: over %d", ErrTooManyPoints, MostPoints)
		}
		total += max(0, n.Replicas)
	}
	return nil
}

// place makes the points of all nodes and sorts them. Of equal hashes it keeps
// the last, in the order of the nodes.
func (r *Published) place() {
	total := 0
	for _, n := range r.nodes {
		total += max(0, n.Replicas)
	}
	all := make([]Point, 0, total)
	var text []byte
	for i, n := range r.nodes {
		text = append(append(text[:0], n.Name...), r.separator...)
		length := len(text)
		for replica := range n.Replicas {
			text = strconv.AppendInt(text[:length], int64(replica), 10)
			all = append(all, Point{hashOf(text), i})
		}
	}
	slices.SortFunc(all, func(p, q Point) int {
		return cmp.Or(cmp.Compare(p.Hash, q.Hash), cmp.Compare(p.Node, q.Node))
	})
	r.points = all[:0]
	for i, p := range all {
		if i+1 == len(all) || all[i+1].Hash != p.Hash {
			r.points = append(r.points, p)
		}
	}
}

// measure counts each node's points and adds up its share.
func (r *Published) measure() {
	r.kept, r.shares = make([]int, len(r.nodes)), make([]Share, len(r.nodes))
	for i, p := range r.points {
		before := r.points[(i+len(r.points)-1)%len(r.points)].Hash
		r.shares[p.Node] = r.shares[p.Node].Add(between(before, p.Hash))
		if r.kept[p.Node]++; r.kept[p.Node] == 1 {
			r.owners++
		}
	}
}

// NumNodes returns the number of nodes, those without points included.
func (r *Published) NumNodes() int { return len(r.nodes) }

// Node returns node i. Its Replicas is the number of points that it asks for, or
// NoPoints; never 0.
func (r *Published) Node(i int) Node { return r.nodes[i] }

// Index returns the index of the node of this name, or -1.
func (r *Published) Index(name string) int {
	if i, ok := r.index[name]; ok {
		return i
	}
	return -1
}

// NumPoints returns the number of points on the circle. It is below the sum of
// all Replicas by the points that were overwritten.
func (r *Published) NumPoints() int { return len(r.points) }

// Point returns point i of the circle, by ascending hash.
func (r *Published) Point(i int) Point { return r.points[i] }

// Kept returns how many points node i has on the circle: its Replicas less the
// points that another node overwrote.
func (r *Published) Kept(i int) int { return r.kept[i] }

// Share returns the part of all hashes that node i owns, exactly. The shares of
// all nodes add up to the whole, unless the ring is without points. Overrides
// do not count.
func (r *Published) Share(i int) Share { return r.shares[i] }

// Hash is the hash of a key or a point: bytes 8 to 15 of its MD5 digest, as a
// little-endian number (source: discord/ex_hash_ring 7.0.0, ExHashRing.Hash). It
// is not Key, the hash of Ring.
func Hash(text string) uint64 {
	var short [64]byte // keeps usual keys off the heap
	return hashOf(append(short[:0], text...))
}

func hashOf(text []byte) uint64 {
	digest := md5.Sum(text)
	return binary.LittleEndian.Uint64(digest[8:])
}
