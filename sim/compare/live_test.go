package compare

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// hashAt is the hash of a history that is played straight to a time.
func hashAt(t testing.TB, h sim.History, at time.Duration) uint64 {
	t.Helper()
	p, err := h.Player()
	require.NoError(t, err)
	require.True(t, p.Reach(at, nil))
	return hash(p)
}

func hash(p *sim.Player) uint64 {
	var s sim.Snapshot
	p.Snapshot(&s)
	return s.Hash
}

// However a pair is watched and driven, with whatever budget, both are the histories that
// their lines make when they are played straight, and have the same commands.
func TestAWatchedPair(t *testing.T) {
	budgets := []int{30, 1, 1_000_000}
	if testing.Short() {
		budgets = budgets[:1]
	}
	for _, polls := range budgets {
		p, err := New(history(t, guild.Model()), history(t, guild.Model(), "toggle no.roots off", "set head.rate 50%"))
		require.NoError(t, err)
		frames := func(n int) {
			for range n {
				left := polls
				p.Frame(16*time.Millisecond, func() bool { left--; return left < 0 })
			}
		}
		settle := func() {
			for calls := 0; p.A.Busy() || !p.InStep(); calls++ {
				require.Less(t, calls, 100_000)
				frames(1)
			}
		}
		for _, line := range []string{
			"speed 1", "send", "set sieve parse", "run 150ms", "goto 60ms", "play", "send", "step", "at 400ms send", "run 300ms",
			"back", "play", "set latency 150us", "undo", "end", "cost forward 50us", "next", "pause",
		} {
			require.NoError(t, p.Do(line), line)
			frames(5)
			settle()
			a, b := p.A.History(), p.B.History()
			assert.Equal(t, a.Commands, b.Commands, "after %s", line)
		}
		assert.Greater(t, p.A.Now(), 200*time.Millisecond)
		for _, h := range []*sim.Player{p.A, p.B} {
			assert.Equal(t, hashAt(t, h.History(), h.Now()), hash(h), "%d polls a frame", polls)
		}
		assert.NotEqual(t, hash(p.A), hash(p.B))
	}
}

// With a budget that suffices for neither, A does not leave B behind by more than a part of
// a frame.
func TestNoOneIsLeftBehind(t *testing.T) {
	p, err := New(history(t, guild.Model(), "set members 20000", "set rate 100"), history(t, guild.Model(), "set members 30000", "set rate 100"))
	require.NoError(t, err)
	require.NoError(t, p.Do("speed 1"))
	sim.Foretell(p.A, nil)
	sim.Foretell(p.B, nil)
	for range 200 {
		left := 20
		p.Frame(16*time.Millisecond, func() bool { left--; return left < 0 })
		assert.LessOrEqual(t, (p.A.Now() - p.B.Now()).Abs(), 16*time.Millisecond/turns)
	}
	assert.Positive(t, p.A.Now())
	before := p.A.Now()
	require.NoError(t, p.Do("run 1s"))
	for range 50 {
		left := 40
		p.Frame(0, func() bool { left--; return left < 0 })
		assert.LessOrEqual(t, (p.A.Now() - p.B.Now()).Abs(), 300*time.Millisecond)
	}
	assert.Greater(t, p.B.Now(), before)
}

func TestAWatchedPairRefuses(t *testing.T) {
	p, err := New(history(t, guild.Model()), history(t, guild.Model(), "set sieve parse"))
	require.NoError(t, err)
	p.Frame(time.Second, nil)
	now := p.A.Now()
	assert.EqualError(t, p.Do("reset"), "reset would make A and B the same; expected one of them to be left first")
	assert.ErrorContains(t, p.Do("dance"), `"dance" is not a command`)
	assert.ErrorContains(t, p.Do("set members 0"), `members: "0" is not possible`)
	assert.Equal(t, now, p.A.Now())
	assert.True(t, p.InStep())
	require.NoError(t, p.Do("seed 5"))
	assert.EqualValues(t, 5, p.B.History().Seed)
	assert.Equal(t, p.A.History().Seed, p.B.History().Seed)
	assert.NotEqual(t, p.A.History().Setup, p.B.History().Setup, "each with its settings")
	assert.Zero(t, p.B.Now())
}
