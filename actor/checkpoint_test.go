package actor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A random program goes on from a checkpoint exactly as it did the first time,
// however often it is taken back.
func TestRestoreGoesOnAsBefore(t *testing.T) {
	for seed := range uint64(20) {
		const at, end = 5_000 * us, 20_000 * us
		want, stats := chaosHistory(seed, func(s *System) { s.Run(end, nil) })
		got, gotStats := chaosHistory(seed, func(s *System) {
			s.Run(at, nil)
			c, err := s.Checkpoint()
			require.NoError(t, err)
			for _, detour := range []Time{30 * us, 3_000 * us, 15_000 * us} {
				s.Run(at+detour, nil)
				require.NoError(t, s.Restore(c))
				require.Equal(t, at, s.Now())
			}
			s.Run(end, nil)
		})
		require.Equal(t, want, got, "seed %d", seed)
		require.Equal(t, stats, gotStats, "seed %d", seed)
	}
}

func TestWhatCannotBeCopiedSaysSo(t *testing.T) {
	type inner struct{ list []int }
	type state struct {
		in [2]inner
	}
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	b := Behaviour[state]{Handle: func(c *Context, st *state, msg Message) { st.in[0].list[0]++ }}
	k := NewKind(s, "listy", b)
	_, err := s.Checkpoint()
	require.NoError(t, err, "a kind without actors is in nobody's way")
	k.Spawn(n, state{})
	_, err = s.Checkpoint()
	assert.EqualError(t, err, "actor: kind listy cannot be copied: actor.state.in[].list holds a pointer and there is no Copy")

	s = NewSystem(Config{})
	n = s.AddNode("a", 1)
	b.Copy = func(st state) state {
		st.in[0].list = append([]int(nil), st.in[0].list...)
		return st
	}
	k = NewKind(s, "listy", b)
	pid := k.Spawn(n, state{in: [2]inner{{[]int{1}}}})
	c, err := s.Checkpoint()
	require.NoError(t, err)
	s.Send(pid, 0)
	s.Run(Time(time.Second), nil)
	assert.Equal(t, 2, k.State(pid).in[0].list[0])
	require.NoError(t, s.Restore(c))
	assert.Equal(t, 1, k.State(pid).in[0].list[0])

	assert.EqualError(t, NewSystem(Config{}).Restore(c), "actor: the checkpoint is of another system")
}
