package random

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The deviates are exponential: Kolmogorov-Smirnov against 1-exp(-x) at a level
// of one in a million, for a fixed seed.
func TestExponential(t *testing.T) {
	const n, mean = 100_000, 1_000_000
	r := Stream(1, 2)
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(r.Exponential(mean)) / mean
	}
	slices.Sort(x)
	d := 0.0
	for i, v := range x {
		f := 1 - math.Exp(-v)
		d = max(d, math.Abs(f-float64(i)/n), math.Abs(f-float64(i+1)/n))
	}
	assert.Less(t, d*math.Sqrt(n), 2.7)
}

func TestBelowIsInRange(t *testing.T) {
	r := Stream(7, 1)
	seen := map[uint64]bool{}
	for range 1000 {
		v := r.Below(5)
		assert.Less(t, v, uint64(5))
		seen[v] = true
	}
	assert.Len(t, seen, 5)
}
