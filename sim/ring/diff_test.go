package ring

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nameAt is the name of the node that owns a hash, "" on a ring without points.
func nameAt(r *Published, hash uint64) string {
	if i := r.Locate(hash); i >= 0 {
		return r.Node(i).Name
	}
	return ""
}

// A hash lies on an arc if and only if its node differs, and then on one alone,
// with these nodes; the arcs are as long as they can be and their shares add up.
func TestDiffAgreesWithLocate(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 500 {
		old, now := published(t, randomConfig(rng)), published(t, randomConfig(rng))
		arcs, moved := Diff(old, now)
		hashes := []uint64{0, rng.Uint64(), rng.Uint64()}
		for _, r := range []*Published{old, now} {
			for i := range r.NumPoints() {
				h := r.Point(i).Hash
				hashes = append(hashes, h-1, h, h+1)
			}
		}
		for _, h := range hashes {
			on := 0
			for _, a := range arcs {
				if a.Contains(h) {
					on++
					require.Equal(t, old.Locate(h), a.Old)
					require.Equal(t, now.Locate(h), a.New)
				}
			}
			if nameAt(old, h) == nameAt(now, h) {
				require.Zero(t, on, "hash %d stays", h)
			} else {
				require.Equal(t, 1, on, "hash %d moves", h)
			}
		}
		sum := Share{}
		for i, a := range arcs {
			sum = sum.Add(a.Share())
			require.False(t, len(arcs) > 1 && a.meets(arcs[(i+1)%len(arcs)]), "arcs %d and its neighbour are one", i)
			require.True(t, i == 0 || arcs[i-1].To <= a.From && a.From < a.To, "in order; only the first may pass zero")
		}
		require.Equal(t, moved, sum)
	}
}

// What a new node takes is its share, and it all comes to that node. Taking it
// off gives the same arcs with the nodes exchanged.
func TestDiffOfAnAddedNode(t *testing.T) {
	names := letters('k')
	ten, eleven := published(t, Config{Nodes: Nodes(names[:10]...)}), published(t, Config{Nodes: Nodes(names...)})
	arcs, moved := Diff(ten, eleven)
	assert.Equal(t, eleven.Share(10), moved)
	back, movedBack := Diff(eleven, ten)
	assert.Equal(t, moved, movedBack)
	require.Len(t, back, len(arcs))
	for i, a := range arcs {
		assert.Equal(t, 10, a.New)
		assert.Equal(t, Arc{a.From, a.To, a.New, a.Old}, back[i])
	}
	assert.LessOrEqual(t, len(arcs), 512)
	assert.Greater(t, len(arcs), 400)
}

func TestDiffAtTheEdges(t *testing.T) {
	empty := published(t, Config{})
	a, b := published(t, Config{Nodes: []Node{{"a", 1}}}), published(t, Config{Nodes: []Node{{"b", 1}}})
	whole := Share{Whole: 1}

	arcs, moved := Diff(empty, published(t, Config{Nodes: []Node{{"drained", NoPoints}}}))
	assert.Empty(t, arcs)
	assert.Equal(t, Share{}, moved)

	arcs, moved = Diff(a, a)
	assert.Empty(t, arcs)
	assert.Equal(t, Share{}, moved)

	at := Hash("a0")
	arcs, moved = Diff(empty, a)
	assert.Equal(t, []Arc{{at, at, -1, 0}}, arcs)
	assert.Equal(t, whole, moved)
	arcs, moved = Diff(a, empty)
	assert.Equal(t, []Arc{{at, at, 0, -1}}, arcs)
	assert.Equal(t, whole, moved)

	arcs, moved = Diff(a, b)
	require.Len(t, arcs, 1, "two halves with the same nodes are one circle")
	assert.Equal(t, whole, arcs[0].Share())
	assert.True(t, arcs[0].Contains(0) && arcs[0].Contains(arcs[0].From))
	assert.Equal(t, whole, moved)

	// The order of the nodes is another, their names and points are the same.
	arcs, _ = Diff(published(t, Config{Nodes: Nodes("x", "y")}), published(t, Config{Nodes: Nodes("y", "x")}))
	assert.Empty(t, arcs)
}

func BenchmarkDiff(b *testing.B) {
	names := named("gs-%d", 17)
	old, now := published(b, Config{Nodes: Nodes(names[:16]...)}), published(b, Config{Nodes: Nodes(names...)})
	b.ReportAllocs()
	for b.Loop() {
		Diff(old, now)
	}
}
