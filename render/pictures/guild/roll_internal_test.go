package guildpicture

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/exact"
	"fanout/sim/guild"
)

// A roll is rounded, and seen on the side of the rate on which it lies.
func TestRollText(t *testing.T) {
	for _, c := range []struct {
		roll float64
		rate exact.PPM
		want string
	}{
		{.0566, 10_000, "0.057"},
		{.0564, 10_000, "0.056"},
		{.0999, 100_000, "0.0999"}, // not 0.100, which would not be below 10 %
		{.10004, 100_000, "0.100"},
		{.009996, 10_000, "0.009996"},
		{.00012, 1_000, "0.00012"},
		{.00000004, 1_000, "0.00000004"},
	} {
		d := &guild.Delivery{Roll: uint64(c.roll * (1 << guild.RollBits)), Rate: c.rate}
		assert.Equal(t, c.want, rollText(d), "%v at %v", c.roll, c.rate)
	}
}
