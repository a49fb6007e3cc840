package ringpicture

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"fanout/sim/hashring"
)

// place is a key on the circle.
type place struct {
	hash uint64
	key  uint32
}

// places are those of all keys, by hash. They are the same on every circle.
var places = sync.OnceValue(func() []place {
	all := make([]place, hashring.Keys)
	for i := range all {
		all[i] = place{hashring.Hash(i), uint32(i)}
	}
	slices.SortFunc(all, func(p, q place) int { return cmp.Compare(p.hash, q.hash) })
	return all
})

// within are the keys from one hash, included, to another, excluded; from is below to.
func within(from, to uint64) []place {
	all := places()
	at := func(h uint64) int {
		i, _ := slices.BinarySearchFunc(all, h, func(p place, h uint64) int { return cmp.Compare(p.hash, h) })
		return i
	}
	return all[at(from):at(to)]
}

// movedKey reports whether a key belongs to another machine than before the change.
func movedKey(c *hashring.Change, key uint32) bool {
	return c.Old.Number(int(key)) != c.New.Number(int(key))
}

// turnOf is where a hash lies on the circle, as a share of a turn from the top, clockwise.
func turnOf(hash uint64) float64 { return math.Ldexp(float64(hash), -64) }

// hashAt is the hash at a share of a turn, 0 … 1.
func hashAt(turn float64) uint64 {
	turn -= math.Floor(turn)
	return uint64(math.Ldexp(turn, 53)) << 11
}
