package guild

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/readout"
)

func sumOf(r *readout.RealTime) int64 {
	all := r.Preview + r.Idle
	for v := range NumServices {
		all += r.Of(v)
	}
	return all
}

// Every nanosecond that was measured is in exactly one place, whatever happened in
// the frames, and none of it is in the history.
func TestSpentAddsUpExactly(t *testing.T) {
	p, err := NewPlayer("speed 1")
	require.NoError(t, err)
	q, err := NewPlayer("speed 1")
	require.NoError(t, err)
	var s, untimed Snapshot
	var spent int64
	for i, line := range []string{"toggle no.roots off", "set members 3000", "cost inject 77ns", "toggle skip.unsampled off",
		"costs go-native", "burst 9", "set members 10", "pause", "play", "set sieve parse"} {
		require.NoError(t, p.Do(line))
		require.NoError(t, q.Do(line))
		for f := range 3 {
			p.Frame(50*time.Millisecond, nil)
			q.Frame(50*time.Millisecond, nil)
			real := int64(1_000_003*i + 17*f)
			p.Spent(real)
			spent += real
			takeSnapshot(p, &s)
			assert.Equal(t, spent, s.Real.Total)
			assert.Equal(t, spent, sumOf(&s.Real), "after %q", line)
		}
	}
	for v := range NumServices {
		assert.Positive(t, s.Real.Stages[v][StageHandle], "%v", v)
	}
	assert.Positive(t, s.Real.Preview)
	assert.Positive(t, s.Real.Idle, "the pause")
	takeSnapshot(q, &untimed)
	assert.Equal(t, untimed.Hash, s.Hash)
	assert.Zero(t, untimed.Real.Total)
	require.NoError(t, p.Do("seed 3"))
	takeSnapshot(p, &s)
	assert.Zero(t, s.Real.Total, "another history")
}
