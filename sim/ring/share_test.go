package ring

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func exact(s Share) *big.Int {
	n := new(big.Int).Lsh(new(big.Int).SetUint64(s.Whole), 64)
	return n.Add(n, new(big.Int).SetUint64(s.Part))
}

// Shares add and multiply as 128-bit numbers do.
func TestShareIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 1000 {
		s, u := Share{rng.Uint64N(3), rng.Uint64()}, Share{rng.Uint64N(3), rng.Uint64()}
		assert.Equal(t, new(big.Int).Add(exact(s), exact(u)), exact(s.Add(u)))
		n := rng.Uint64N(1 << 60)
		product := new(big.Int).Mul(exact(s), new(big.Int).SetUint64(n))
		assert.Equal(t, product.Rsh(product, 64).Uint64(), s.Of(n))
	}
	assert.Equal(t, Share{Whole: 1}, Share{Part: 1 << 63}.Add(Share{Part: 1 << 63}))
	assert.Equal(t, 0.25, Share{Part: 1 << 62}.Float())
	assert.Equal(t, 1.0, Share{Whole: 1}.Float())
	assert.Equal(t, uint64(math.MaxUint64), Share{Whole: 1}.Of(math.MaxUint64))
	assert.Equal(t, uint64(33), Share{Part: 1 << 62}.Of(135), "rounded down")
}

// One point owns all hashes, and so do all points together.
func TestSharesAddUpToTheWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for range 300 {
		r := published(t, randomConfig(rng))
		sum, kept := Share{}, 0
		for i := range r.NumNodes() {
			sum = sum.Add(r.Share(i))
			kept += r.Kept(i)
			assert.Equal(t, r.Kept(i) > 0, r.Share(i) != Share{})
		}
		assert.Equal(t, r.NumPoints(), kept)
		if kept > 0 {
			assert.Equal(t, Share{Whole: 1}, sum)
		}
	}
	one := published(t, Config{Nodes: []Node{{"without", NoPoints}, {"all", 1}}})
	assert.Equal(t, Share{}, one.Share(0))
	assert.Equal(t, Share{Whole: 1}, one.Share(1))
	assert.Equal(t, Share{Whole: 1}, published(t, Config{Nodes: Nodes("alone")}).Share(0), "512 points of one node")
}

// A node's share is the part of the keys that it gets.
func TestSharesAreThoseOfKeys(t *testing.T) {
	const keys = 200_000
	r := published(t, Config{Nodes: []Node{{"small", 64}, {"usual", 512}, {"big", 2048}}})
	var count [3]int
	rng := rand.New(rand.NewPCG(9, 9))
	for range keys {
		count[r.Locate(rng.Uint64())]++
	}
	for i, n := range count {
		assert.InDelta(t, r.Share(i).Float(), float64(n)/keys, 0.005, "node %d", i)
	}
	assert.InEpsilon(t, 4, r.Share(2).Float()/r.Share(1).Float(), 0.15, "four times the points, four times the keys")
}
