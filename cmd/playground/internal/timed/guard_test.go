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

// Near the bound of memory the checkpoints go, at the bound time stops with one sentence,
// and goes on when there is room again. The history is what it would have been.
func TestMemoryIsBounded(t *testing.T) {
	player, err := sim.NewPlayer(guild.Model(), "set members 10000", "set rate 60", "speed 1")
	require.NoError(t, err)
	free, err := sim.NewPlayer(guild.Model(), "set members 10000", "set rate 60", "speed 1")
	require.NoError(t, err)
	var clock time.Duration
	live := int64(0)
	p := timed.New(player, timed.Machine{
		Now:  func() time.Duration { clock += time.Millisecond; return clock },
		Live: func() int64 { return live }, Most: 1 << 30,
	})
	play := func(tenths int) (s sim.Snapshot) {
		for range tenths * 5 {
			p.Frame(20*time.Millisecond, nil)
			free.Frame(20*time.Millisecond, nil)
		}
		p.Snapshot(&s)
		return s
	}
	s := play(20)
	require.Greater(t, s.Checkpoints.Held, 2)

	live = 900 << 20
	s = play(2)
	assert.True(t, s.Playing)
	assert.Equal(t, 2, s.Checkpoints.Held, "the beginning and the latest")
	assert.Empty(t, s.Log.Note)

	live = 1<<30 + 1
	s = play(2)
	assert.False(t, s.Playing)
	assert.Regexp(t, `^paused: 1024 MiB of memory are in use, of 1024 at most; [a-z ]+ take the most, \d+ MiB. Go back to an earlier time, choose smaller settings, or reset$`, s.Log.Note)
	stopped, notes := s.Now, s.Log.Notes

	require.NoError(t, p.Do("play"))
	s = play(2)
	assert.False(t, s.Playing, "no way around it")
	assert.Less(t, s.Now-stopped, int64(200*time.Millisecond))
	assert.Equal(t, notes+1, s.Log.Notes, "told again")

	live = 100 << 20
	require.NoError(t, p.Do("play"))
	s = play(2)
	assert.True(t, s.Playing)
	require.NoError(t, p.Do("run 5s"))
	require.NoError(t, free.Do("pause"))
	live = 1<<30 + 1
	p.Frame(0, func() bool { return true })
	for range 10 {
		p.Frame(0, func() bool { return true })
	}
	assert.False(t, p.Busy(), "a run is stopped as well")
	require.NoError(t, p.Do("goto 2s"))
	require.NoError(t, free.Do("goto 2s"))
	p.Finish()
	free.Finish()
	var want sim.Snapshot
	p.Snapshot(&s)
	free.Snapshot(&want)
	assert.Equal(t, want.Hash, s.Hash)
}
