package ring

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// numbers are nodes 0 … n-1.
func numbers(n int) []uint32 {
	nodes := make([]uint32, n)
	for i := range nodes {
		nodes[i] = uint32(i)
	}
	return nodes
}

// shares counts the keys 0 … keys-1 by node.
func shares(r *Ring, keys uint64) map[uint32]int {
	count := make(map[uint32]int)
	for k := range keys {
		count[r.Node(k)]++
	}
	return count
}

// Each node has its equal share within 30 % (seven standard deviations of
// 1/√512), and the shares' standard deviation is what 512 points lead to.
func TestSharesAreEven(t *testing.T) {
	const keys = 200_000
	for _, n := range []int{1, 2, 3, 8, 64} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			count := shares(New(Points, numbers(n)...), keys)
			require.Len(t, count, n)
			mean, sum := float64(keys)/float64(n), 0.0
			for node := range uint32(n) {
				d := float64(count[node])/mean - 1
				assert.Less(t, math.Abs(d), 0.3, "node %d", node)
				sum += d * d
			}
			assert.Less(t, math.Sqrt(sum/float64(n)), 0.08)
		})
	}
}

// More points make the shares more even: a sixteenth of the points have about
// four times the spread.
func TestMorePointsSpreadBetter(t *testing.T) {
	const n, keys = 64, 200_000
	spread := func(points int) float64 {
		mean, sum := float64(keys)/n, 0.0
		for _, c := range shares(New(points, numbers(n)...), keys) {
			sum += (float64(c)/mean - 1) * (float64(c)/mean - 1)
		}
		return math.Sqrt(sum / n)
	}
	few, many := spread(32), spread(512)
	assert.InDelta(t, 4, few/many, 1.5, "spread %.3f with 32 points, %.3f with 512", few, many)
}

// A node that is added takes keys from the others, about 1/(n+1) of all; no key
// moves between the others. Taking it off again puts every key back.
func TestOnlyKeysOfTheNewNodeMove(t *testing.T) {
	const keys = 100_000
	rng := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{1, 2, 5, 20} {
		nodes := numbers(n)
		added := uint32(n + rng.IntN(1000))
		r := New(Points, nodes...)
		before := make([]uint32, keys)
		for k := range before {
			before[k] = r.Node(uint64(k))
		}
		require.True(t, r.Add(added))
		moved := 0
		for k, old := range before {
			if now := r.Node(uint64(k)); now != old {
				moved++
				require.Equal(t, added, now, "key %d of %d nodes moved to an old node", k, n)
			}
		}
		want := 1 / float64(n+1)
		assert.InEpsilon(t, want, float64(moved)/keys, 0.2, "%d nodes", n)
		require.True(t, r.Remove(added))
		for k, old := range before {
			require.Equal(t, old, r.Node(uint64(k)))
		}
	}
}

// However a ring came to have its nodes, it places keys alike.
func TestPlacementDependsOnTheNodesOnly(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	r := New(8)
	on := map[uint32]bool{}
	for range 300 {
		node := uint32(rng.IntN(20))
		if rng.IntN(2) == 0 {
			assert.Equal(t, !on[node], r.Add(node))
			on[node] = true
		} else {
			assert.Equal(t, on[node], r.Remove(node))
			delete(on, node)
		}
		var nodes []uint32
		for n := range on {
			nodes = append(nodes, n)
		}
		fresh := New(8, nodes...)
		require.True(t, slices.Equal(fresh.Nodes(), r.Nodes()))
		for range 50 {
			if key := rng.Uint64(); len(nodes) > 0 {
				require.Equal(t, fresh.Node(key), r.Node(key))
			}
		}
	}
}

// lookup is the definition: the point with the least distance clockwise.
func lookup(r *Ring, key uint64) uint32 {
	best, node := uint64(math.MaxUint64), uint32(0)
	for _, p := range r.points {
		if d := p.hash - mix(key); d < best {
			best, node = d, p.node
		}
	}
	return node
}

func TestNodeAgreesWithTheDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		r := New(1+rng.IntN(20), numbers(1+rng.IntN(10))...)
		for range 50 {
			key := rng.Uint64()
			require.Equal(t, lookup(r, key), r.Node(key))
		}
	}
}

// Placement is the same on every machine: these homes are part of every history.
func TestPlacementIsPinned(t *testing.T) {
	r := New(Points, numbers(5)...)
	h := uint64(0)
	for k := range uint64(10_000) {
		h = mix(h ^ uint64(r.Node(k)))
	}
	assert.Equal(t, uint64(pinned), h)
	assert.NotEqual(t, r.Node(Key("guild-1")), r.Node(Key("guild-4")))
	assert.Equal(t, uint64(0xaf63dc4c8601ec8c), Key("a"), "a test vector of FNV-1a")
}

const pinned = 0x523cda6e8a1d8441

func TestNewRefusesNoPoints(t *testing.T) {
	assert.PanicsWithValue(t, "ring: a node needs at least one point", func() { New(0, 1) })
}

func BenchmarkNode(b *testing.B) {
	r := New(Points, numbers(8)...)
	sum := uint32(0)
	for k := range b.N {
		sum += r.Node(uint64(k))
	}
	if sum == 0 && b.N > 100 {
		b.Fatal("all keys at node 0")
	}
}
