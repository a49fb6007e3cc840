package ringpicture

import (
	"slices"

	"fanout/sim/hashring"
)

// story is what the last change of a ring was, in words and shares that pictures need.
type story struct {
	change       *hashring.Change
	none         bool // nothing has changed yet
	joined, left []int
	expected     float64 // share of the keys that such a change should move, -1 if nothing can be said
	expectedRing float64 // of a change by modulo, what the ring should move; -1 for others
	gained       [hashring.MostNodes + 1]int
	lost         [hashring.MostNodes + 1]int // keys that went, by the machine that had them
	clash        clash
}

// tell reads a change.
func tell(c *hashring.Change) *story {
	s := &story{change: c, none: c.Old == c.New, expected: -1, expectedRing: -1}
	was, is := present(c.Old), present(c.New)
	for n := 1; n <= hashring.MostNodes; n++ {
		switch {
		case is[n] && !was[n]:
			s.joined = append(s.joined, n)
		case was[n] && !is[n]:
			s.left = append(s.left, n)
		}
	}
	if !s.none {
		for key := range hashring.Keys {
			if from, to := c.Old.Number(key), c.New.Number(key); from != to {
				s.lost[from]++
				s.gained[to]++
			}
		}
	}
	if c.Old.Placement == c.New.Placement && len(s.joined)+len(s.left) > 0 {
		s.expected = ringMove(c, is)
		if c.New.Placement == hashring.PlaceModulo {
			s.expected, s.expectedRing = moduloMove(c.Old.Nodes, c.New.Nodes), s.expected
		}
	}
	s.clash = findClash(c.New)
	return s
}

// present says which machines are on a circle, by number.
func present(c *hashring.Circle) (is [hashring.MostNodes + 1]bool) {
	for i := range c.Nodes {
		is[c.Nodes[i].Number] = true
	}
	return is
}

// nodeOf is the machine of that number on a circle, nil if it is not there.
func nodeOf(c *hashring.Circle, number int) *hashring.Node {
	for i := range c.Nodes {
		if c.Nodes[i].Number == number {
			return &c.Nodes[i]
		}
	}
	return nil
}

// moduloMove is the share of the keys that another list of machines moves by modulo: all
// whose remainder leads to another machine.
func moduloMove(old, now []hashring.Node) float64 {
	before, after := len(old), len(now)
	return 1 - float64(sameRemainder(old, now))/float64(before*after/gcd(before, after))
}

// moduloMoveOf is the share that moves by modulo if the machine of that number leaves, or joins
// where it is not there.
func (s *story) moduloMoveOf(number int) float64 {
	present := s.change.New.Nodes
	now := make([]hashring.Node, 0, len(present)+1)
	at := slices.IndexFunc(present, func(n hashring.Node) bool { return n.Number >= number })
	switch {
	case at < 0:
		now = append(append(now, present...), hashring.Node{Number: number})
	case present[at].Number == number:
		now = slices.Delete(append(now, present...), at, at+1)
	default:
		now = slices.Insert(append(now, present...), at, hashring.Node{Number: number})
	}
	return moduloMove(present, now)
}

// ringMove is the share that the ring should move if all machines had a fair share: what
// those who are there afterwards have more than before.
func ringMove(c *hashring.Change, is [hashring.MostNodes + 1]bool) float64 {
	before, after := len(c.Old.Nodes), len(c.New.Nodes)
	stayed := 0
	for i := range c.Old.Nodes {
		if is[c.Old.Nodes[i].Number] {
			stayed++
		}
	}
	return float64(after-stayed)/float64(after) + float64(stayed)*max(0, 1/float64(after)-1/float64(before))
}

// sameRemainder is for how many numbers below the least common multiple both remainders
// lead to the same machine.
func sameRemainder(old, now []hashring.Node) (n int) {
	g := gcd(len(old), len(now))
	for i := range old {
		for j := range now {
			if old[i].Number == now[j].Number && i%g == j%g {
				n++
			}
		}
	}
	return n
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// shareMoved is the share of all keys that moved.
func (s *story) shareMoved() float64 { return float64(s.change.Moved) / hashring.Keys }

// only is the one machine that joined or left, 0 if it was none or more than one.
func (s *story) only() (number int, joined bool) {
	switch {
	case len(s.joined) == 1 && len(s.left) == 0:
		return s.joined[0], true
	case len(s.left) == 1 && len(s.joined) == 0:
		return s.left[0], false
	}
	return 0, false
}
