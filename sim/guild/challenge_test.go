package guild_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/challenge"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// Each challenge can be won as its file says; one of them is played in every way here, the
// others under the tag verify.
func TestChallenges(t *testing.T) {
	all := challenge.Of(guild.Model())
	require.Len(t, all, 3)
	daily, err := challenge.Daily(guild.Model(), "2026-11-28")
	require.NoError(t, err)
	for i, c := range append(all, daily) {
		t.Run(c.Name, func(t *testing.T) {
			assert.Equal(t, (i+1)%4, c.Number)
			if c.Number == 1 {
				_, _, problems := challenge.Check(c)
				assert.Empty(t, problems)
				return
			}
			if testing.Short() {
				t.Skip("one is enough here")
			}
			r, err := challenge.Score(c, done(c.Pass))
			require.NoError(t, err)
			assert.True(t, r.Passed, "%+v", r.Rules)
		})
	}
}

// done is what a run did.
func done(events []challenge.Event) (list []readout.LogEntry) {
	for _, e := range events {
		list = append(list, readout.LogEntry{At: int64(e.At), Command: true, Text: e.Line})
	}
	return list
}
