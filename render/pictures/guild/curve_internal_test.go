package guildpicture

import (
	"math"
	"testing"
)

func TestRateAt(t *testing.T) {
	for _, c := range []struct{ height, want float64 }{{1, 1}, {2. / 3, .1}, {1. / 3, .01}, {0, .001}, {-1, .001}, {2, 1}} {
		if got := rateAt(c.height); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("rateAt(%v) = %v, want %v", c.height, got, c.want)
		}
	}
}
