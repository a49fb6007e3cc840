package readout

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/exact"
)

// A sum that is too large stays the largest, and does not turn negative.
func TestTotal(t *testing.T) {
	assert.Equal(t, exact.PPM(600), StageCost{100, 200, 300}.Total())
	assert.Equal(t, exact.PPM(math.MaxInt32), StageCost{math.MaxInt32, math.MaxInt32, 5}.Total())
}
