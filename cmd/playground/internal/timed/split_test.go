package timed_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/guild"
)

// split is a player whose history was played on and has a B with other settings.
func split(t *testing.T) *timed.Player {
	t.Helper()
	p, _ := ticking(t)
	for _, line := range []string{"set members 300", "seed 3", "speed 1", "run 50ms"} {
		require.NoError(t, p.Do(line))
	}
	p.Finish()
	require.NoError(t, p.Do("split toggle no.roots off; set head.rate 50%"))
	p.Finish()
	return p
}

func hash(p *sim.Player) uint64 {
	var s sim.Snapshot
	p.Snapshot(&s)
	return s.Hash
}

func TestSplit(t *testing.T) {
	p := split(t)
	a, b := p.Pair().A, p.Pair().B
	assert.Same(t, p.Player, a)
	assert.Equal(t, a.Now(), b.Now())
	require.NoError(t, p.Do("run 30ms"))
	assert.True(t, p.Busy())
	p.Finish()
	assert.Equal(t, 80*time.Millisecond, b.Now())
	assert.Equal(t, 50, int(settings(b).HeadRate)/10_000)
	require.NoError(t, p.Do("b set head.rate 1%"))
	p.Finish()
	assert.Equal(t, 1, int(settings(p.Pair().B).HeadRate)/10_000)
	assert.Equal(t, 80*time.Millisecond, p.Pair().B.Now())
	was := hash(p.Pair().B)
	require.NoError(t, p.Do("swap"))
	assert.Equal(t, was, hash(p.Player))
	require.NoError(t, p.Do("only b"))
	assert.Nil(t, p.Pair())
	assert.Equal(t, hash(a), hash(p.Player))
	require.NoError(t, p.Do("split"))
	require.NoError(t, p.Do("only a"))
	assert.Same(t, a, p.Player)
	other, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	require.NoError(t, p.Do("split"))
	p.Exchange(other)
	assert.Nil(t, p.Pair(), "another history has no B")
}

func settings(p *sim.Player) guild.Settings {
	var s sim.Snapshot
	p.Snapshot(&s)
	return s.Settings.(guild.Settings)
}

// What is refused leaves everything as it was, and says what was expected.
func TestSplitRefuses(t *testing.T) {
	p := split(t)
	was := [2]uint64{hash(p.Pair().A), hash(p.Pair().B)}
	p.Bound = func() bool { return true }
	for line, want := range map[string]string{
		"split":           "split: there is a B already; expected b with what it begins with, or only a",
		"swap":            "swap: a chapter or a challenge goes on with A as it is; expected free play",
		"only b":          "only: a chapter or a challenge goes on with A as it is; expected free play",
		"b send":          "send happens in A and in B; expected a setting or a price, in which they differ",
		"b set members 0": `members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"reset":           "reset would make A and B the same; expected one of them to be left first",
	} {
		err := p.Do(line)
		require.Error(t, err, line)
		assert.Contains(t, err.Error(), want)
	}
	p.Bound = nil
	assert.EqualError(t, p.Do("only c"), `only: "c" is not possible; expected only a, only b or swap`)
	assert.Equal(t, was, [2]uint64{hash(p.Pair().A), hash(p.Pair().B)})
	require.NoError(t, p.Do("only a"))
	assert.EqualError(t, p.Do("swap"), "swap: there is no B beside this history; expected split first")
	assert.ErrorContains(t, p.Do("split dance"), `"dance" is not a command`)
	assert.Nil(t, p.Pair())
}
