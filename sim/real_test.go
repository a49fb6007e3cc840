package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (r *RealTime) sum() int64 {
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
			p.Snapshot(&s)
			assert.Equal(t, spent, s.Real.Total)
			assert.Equal(t, spent, s.Real.sum(), "after %q", line)
		}
	}
	for v := range NumServices {
		assert.Positive(t, s.Real.Stages[v][StageHandle], "%v", v)
	}
	assert.Positive(t, s.Real.Preview)
	assert.Positive(t, s.Real.Idle, "the pause")
	q.Snapshot(&untimed)
	assert.Equal(t, untimed.Hash, s.Hash)
	assert.Zero(t, untimed.Real.Total)
	require.NoError(t, p.Do("seed 3"))
	p.Snapshot(&s)
	assert.Zero(t, s.Real.Total, "another history")
}

// Real time goes where units times counts are.
func TestSpentIsInProportion(t *testing.T) {
	p, err := NewPlayer("set members 1000", "set grpc 0", "set small 0")
	require.NoError(t, err)
	u := Units{Source: "test"}
	u.ps[opForward], u.ps[opExtractEmpty] = 3_000, 1_000
	p.UseUnits(u)
	require.NoError(t, p.Do("run 5s"))
	p.preview().run(rehearsalEnd, nil)
	p.Spent(0) // what the preview did is past
	p.Finish()
	p.Spent(4_000_000)
	m := p.world.allExecuted()
	forwards, empties := m.ops[classDelivery][opForward], m.ops[classDelivery][opExtractEmpty]
	require.Positive(t, empties)
	var s Snapshot
	p.Snapshot(&s)
	assert.Equal(t, "test", s.Real.Units)
	empties += m.ops[classFanout][opExtractEmpty] + m.ops[classSmall][opExtractEmpty]
	assert.InDelta(t, 4e6*float64(3*forwards)/float64(3*forwards+empties), s.Real.Stages[Sessions][StageHandle], 1)
	assert.Zero(t, s.Real.Stages[Sessions][StageSpan], "a unit of nothing")
}
