//go:build verify

package guild_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/challenge"
	"fanout/sim/guild"
)

func TestChallengesInEveryWay(t *testing.T) {
	for _, c := range challenge.Of(guild.Model()) {
		_, _, problems := challenge.Check(c)
		assert.Empty(t, problems, c.Name)
	}
}

// Whatever the template draws can be won. A year is too long for every day.
func TestDailyChallengesCanBeWon(t *testing.T) {
	day := time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)
	for range 120 {
		c, err := challenge.Daily(guild.Model(), day.Format(time.DateOnly))
		require.NoError(t, err)
		_, _, problems := challenge.Check(c)
		assert.Empty(t, problems, c.Name)
		day = day.AddDate(0, 0, 3)
	}
}
