package guild_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/challenge"
	"fanout/sim/guild"
)

// Each challenge can be won as its file says, and is not won by doing nothing.
func TestChallenges(t *testing.T) {
	all := challenge.Of(guild.Model())
	require.Len(t, all, 3)
	daily, err := challenge.Daily(guild.Model(), "2026-11-28")
	require.NoError(t, err)
	for i, c := range append(all, daily) {
		t.Run(c.Name, func(t *testing.T) {
			assert.Equal(t, (i+1)%4, c.Number)
			if testing.Short() && c.Number != 1 {
				t.Skip("one is enough here")
			}
			pass, _, problems := challenge.Check(c)
			assert.Empty(t, problems)
			t.Logf("bill %d", pass.Bill)
		})
	}
}
