package guild

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every member has one rank, a node's members have theirs in the order of its
// list, and as long as two nodes both have members they are sent to in turn.
func TestInterleave(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, counts := range [][]int{{0}, {3}, {0, 0}, {2, 0, 5}, {4, 4, 4}, {1, 2, 3, 4}} {
		testInterleave(t, counts)
	}
	for range 200 {
		counts := make([]int, 1+rng.IntN(6))
		for i := range counts {
			counts[i] = rng.IntN(12)
		}
		testInterleave(t, counts)
	}
}

func testInterleave(t *testing.T, counts []int) {
	type member struct{ node, place int }
	d := newInterleave(counts)
	lists := make([][]member, len(counts))
	for node, n := range counts {
		for place := range n {
			lists[node] = append(lists[node], member{node, place})
		}
		assert.Equal(t, d.size(), d.rank(node, n), "behind the last")
	}
	order := collect(d, lists)
	require.Len(t, order, d.size())
	for rank, m := range order {
		node, place := d.at(rank)
		require.Equal(t, m, member{node, place}, "%v", counts)
		require.Equal(t, rank, d.rank(m.node, m.place), "%v", counts)
		if rank > 0 {
			require.LessOrEqual(t, order[rank-1].place, m.place, "%v: the nodes take turns", counts)
		}
	}
}
