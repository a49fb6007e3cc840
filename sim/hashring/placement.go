package hashring

import (
	"sync"

	"fanout/sim/exact"
	"fanout/sim/ring"
)

// Circle is how the guilds are placed under some settings. It does not change: a change
// of the ring makes another one.
type Circle struct {
	Ring      *ring.Published
	Placement Placement
	Nodes     []Node
	Owner     []uint8 // by key: index into Nodes

	points int // on the circle, 0 by modulo
	lost   int // points that two machines share
}

// Node is one machine of a circle.
type Node struct {
	Number int // gs-1 is 1
	Points int // on the circle; fewer than it hashed where another has the same, 0 by modulo
	Keys   int // that belong to it
	Share  exact.PPM
}

// hashes are those of the keys, sorted by key. They are the same for everybody.
var hashes = sync.OnceValue(func() []uint64 {
	all := make([]uint64, Keys)
	for i := range all {
		all[i] = ring.Hash(KeyName(i))
	}
	return all
})

// Hash is that of a key, 0 … Keys-1: its place on the circle.
func Hash(key int) uint64 { return hashes()[key] }

// separator is what stands between a name and a number if the setting wants something.
const separator = "/"

// newCircle places the guilds on the machines of these numbers.
func newCircle(numbers []int, s *Settings) *Circle {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = nodeName(n)
	}
	config := ring.Config{Nodes: ring.Nodes(names...), Replicas: s.Replicas}
	if s.Separator {
		config.Separator = separator
	}
	r, err := ring.NewPublished(config)
	if err != nil {
		panic("hashring: " + err.Error()) // the settings bound everything
	}
	c := &Circle{Ring: r, Placement: s.Placement, Nodes: make([]Node, len(numbers)), Owner: make([]uint8, Keys)}
	place := c.Rule()
	for i, n := range numbers {
		c.Nodes[i] = Node{Number: n + 1}
		if s.Placement == PlaceRing {
			c.Nodes[i].Points = r.Kept(i)
		}
	}
	for key, hash := range hashes() {
		at := place.Locate(hash)
		c.Owner[key] = uint8(at)
		c.Nodes[at].Keys++
	}
	for i := range c.Nodes {
		c.Nodes[i].Share = exact.PPM(exact.MulDiv(int64(c.Nodes[i].Keys), int64(exact.Whole), Keys))
	}
	if s.Placement == PlaceRing {
		c.points = r.NumPoints()
		c.lost = len(numbers)*s.Replicas - c.points
	}
	return c
}

// Rule is the rule by which the circle places keys.
func (c *Circle) Rule() ring.Placement {
	if c.Placement == PlaceRing {
		return c.Ring
	}
	names := make(ring.Modulo, len(c.Nodes))
	for i := range names {
		names[i] = nodeName(c.Nodes[i].Number - 1)
	}
	return names
}

// Points is how many points the machines have on the circle. By modulo they have none.
func (c *Circle) Points() int { return c.points }

// Lost is how many points two machines would have at the same place: only one of them
// has it.
func (c *Circle) Lost() int { return c.lost }

// Number is the number of the machine to which a key belongs: gs-1 is 1.
func (c *Circle) Number(key int) int { return c.Nodes[c.Owner[key]].Number }

// Extremes are the shares of the largest and the least machine, as multiples of a fair
// one, in PPM.
func (c *Circle) Extremes() (largest, least exact.PPM) {
	most, fewest := 0, Keys
	for _, n := range c.Nodes {
		most, fewest = max(most, n.Keys), min(fewest, n.Keys)
	}
	fair := func(keys int) exact.PPM {
		return exact.PPM(exact.MulDiv(int64(keys)*int64(len(c.Nodes)), int64(exact.Whole), Keys))
	}
	return fair(most), fair(fewest)
}

// Change is what a change of the ring did.
type Change struct {
	Old, New *Circle
	Moved    int        // keys that belong to another machine
	Between  int        // of those, that went from one machine that was there to another that still is
	Modulo   int        // keys that would have moved by the hash modulo the number of machines
	Arcs     []ring.Arc // of the circle that changed hands; nil by modulo
}

// newChange compares two circles.
func newChange(old, now *Circle) *Change {
	c := &Change{Old: old, New: now}
	there := func(nodes []Node) (is [MostNodes + 1]bool) {
		for _, n := range nodes {
			is[n.Number] = true
		}
		return is
	}
	before, after := there(old.Nodes), there(now.Nodes)
	for key := range Keys {
		from, to := old.Number(key), now.Number(key)
		if from != to {
			c.Moved++
			if before[to] && after[from] {
				c.Between++
			}
		}
		hash := Hash(key)
		if old.Nodes[hash%uint64(len(old.Nodes))].Number != now.Nodes[hash%uint64(len(now.Nodes))].Number {
			c.Modulo++
		}
	}
	if old.Placement == PlaceRing && now.Placement == PlaceRing {
		c.Arcs, _ = ring.Diff(old.Ring, now.Ring)
	}
	return c
}
