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

// A checkpoint in pieces is the same as one at once, also in memory that others
// have used before, and none can be restored before it is complete.
func TestCheckpointInPieces(t *testing.T) {
	for seed := range uint64(20) {
		const at, end = 5_000 * us, 20_000 * us
		want, stats := chaosHistory(seed, func(s *System) { s.Run(end, nil) })
		got, gotStats := chaosHistory(seed, func(s *System) {
			early, err := s.Checkpoint()
			require.NoError(t, err)
			require.Positive(t, early.Size())
			s.Run(at, nil)
			early.Release()
			c, err := s.BeginCheckpoint()
			require.NoError(t, err)
			require.ErrorContains(t, s.Restore(c), "actor: the checkpoint is not complete: ")
			pieces := 1
			for odd := false; !c.Continue(func() bool { odd = !odd; return !odd }); pieces++ {
			}
			require.Greater(t, pieces, 1)
			s.Run(end, nil)
			require.NoError(t, s.Restore(c))
			s.Run(end, nil)
		})
		require.Equal(t, want, got, "seed %d", seed)
		require.Equal(t, stats, gotStats, "seed %d", seed)
	}
}

// A node and a kind that came after a checkpoint are gone after it is restored, and
// back with a later one.
func TestRestoreForgetsLaterNodes(t *testing.T) {
	s := NewSystem(Config{})
	heard := Behaviour[int]{Handle: func(c *Context, st *int, msg Message) { *st += msg.(int) }}
	a := s.AddNode("a", 1)
	k := NewKind(s, "first", heard)
	first := k.Spawn(a, 0)
	before, err := s.Checkpoint()
	require.NoError(t, err)

	later := func() (Kind[int], PID) {
		b := s.AddNode("b", 1)
		k := NewKind(s, "second", heard)
		return k, k.Spawn(b, 0)
	}
	kind, pid := later()
	s.Send(pid, 1)
	s.Run(1_000*us, nil)
	after, err := s.Checkpoint()
	require.NoError(t, err)

	require.NoError(t, s.Restore(before))
	assert.Nil(t, kind.State(pid))
	again, same := later()
	assert.Equal(t, pid, same, "the same place is given out again")
	s.Send(same, 5)
	s.Send(first, 7)
	s.Run(1_000*us, nil)
	assert.Equal(t, 5, *again.State(same))

	require.NoError(t, s.Restore(after))
	assert.Equal(t, 1, *kind.State(pid))
	assert.Equal(t, 0, *k.State(first))
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
