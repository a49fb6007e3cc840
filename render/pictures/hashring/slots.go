package ringpicture

import (
	"math"
	"math/bits"
	"slices"

	"fanout/sim/hashring"
)

// slots are equal parts of the circle: whose each of them is mainly, and how much of it
// changed hands with the last change.
type slots struct {
	change  *hashring.Change
	owner   []uint8   // number of the machine
	changed []float32 // share, 0 … 1
	least   float32   // what is lit has changed by so much at least
}

// fit counts n slots of a change, unless that is what they are of.
func (s *slots) fit(c *hashring.Change, n int) {
	if s.change == c && len(s.owner) == n {
		return
	}
	s.change, s.owner, s.changed, s.least = c, make([]uint8, n), make([]float32, n), 2
	if c.New.Placement == hashring.PlaceRing && c.New.Ring.NumPoints() > 0 {
		s.byPoints()
	} else {
		s.byKeys()
	}
	if c.Arcs != nil {
		s.byArcs()
	} else if c.Moved > 0 {
		s.movedKeys()
	}
	if lit := (c.Moved*n + hashring.Keys/2) / hashring.Keys; lit > 0 {
		sorted := slices.Sorted(slices.Values(s.changed))
		s.least = max(sorted[n-lit], 1e-6)
	}
}

// lit reports whether a slot is lit: as large a part of them is as keys have moved, and
// it is those of which most changed hands.
func (s *slots) lit(slot int) bool { return s.changed[slot] >= s.least }

// each calls f for every slot that the hashes from one, included, to another, excluded,
// lie in, with the part of the slot that they are. Equal ends are the whole circle.
func (s *slots) each(from, to uint64, f func(slot int, share float64)) {
	n := len(s.owner)
	left := turnOf(to - from)
	if from == to {
		left = 1
	}
	at := turnOf(from)
	slot, _ := bits.Mul64(from, uint64(n))
	for left > 1e-12 {
		end := float64(slot+1) / float64(n)
		take := min(end-at, left)
		f(int(slot), take*float64(n))
		left -= take
		if slot, at = slot+1, end; slot == uint64(n) {
			slot, at = 0, 0
		}
	}
}

// byPoints finds the owner of most of each slot on the ring itself.
func (s *slots) byPoints() {
	r := s.change.New.Ring
	nodes := s.change.New.Nodes
	of := make([]float32, len(s.owner)*len(nodes))
	before := r.Point(r.NumPoints() - 1).Hash
	for i := range r.NumPoints() {
		p := r.Point(i)
		s.each(before, p.Hash, func(slot int, share float64) { of[slot*len(nodes)+p.Node] += float32(share) })
		before = p.Hash
	}
	for slot := range s.owner {
		most := float32(-1)
		for n, share := range of[slot*len(nodes) : (slot+1)*len(nodes)] {
			if share > most {
				most, s.owner[slot] = share, uint8(nodes[n].Number)
			}
		}
	}
}

// byKeys takes who has most of a slot's keys: by modulo nobody owns a part of the circle.
func (s *slots) byKeys() {
	count := make([][hashring.MostNodes + 1]int, len(s.owner))
	for _, p := range places() {
		slot, _ := bits.Mul64(p.hash, uint64(len(s.owner)))
		count[slot][s.change.New.Number(int(p.key))]++
	}
	for slot := range count {
		most := -1
		for n, keys := range count[slot] {
			if keys > most {
				most, s.owner[slot] = keys, uint8(n)
			}
		}
	}
}

func (s *slots) byArcs() {
	for i := range s.change.Arcs {
		a := &s.change.Arcs[i]
		s.each(a.From, a.To, func(slot int, share float64) { s.changed[slot] += float32(share) })
	}
}

func (s *slots) movedKeys() {
	keys, moved := columns(s.change, len(s.owner))
	for slot := range keys {
		if keys[slot] > 0 {
			s.changed[slot] = float32(moved[slot]) / float32(keys[slot])
		}
	}
}

// columns counts the keys in n equal parts of the circle, and those that moved.
func columns(c *hashring.Change, n int) (keys, moved []int) {
	keys, moved = make([]int, n), make([]int, n)
	for _, p := range places() {
		at, _ := bits.Mul64(p.hash, uint64(n))
		keys[at]++
		if movedKey(c, p.key) {
			moved[at]++
		}
	}
	return keys, moved
}

// widest is the widest arc that changed hands between two turns, or else the first one of
// all; false if none did.
func widest(c *hashring.Change, from, to float64) (turn float64, ok bool) {
	most := 0.
	for i := range c.Arcs {
		a := &c.Arcs[i]
		share := a.Share().Float()
		at := math.Mod(turnOf(a.From)+share/2, 1)
		if i == 0 || at >= from && at < to && share > most {
			turn, ok = at, true
			if at >= from && at < to {
				most = share
			}
		}
	}
	return turn, ok
}
