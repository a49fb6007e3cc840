package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/span"
)

// The totals do not change when the spans leave the store.
func TestTotalsOutliveTheStore(t *testing.T) {
	run := func(limit int) (*Snapshot, *Player) {
		p := tiny(t, "set rate 500", "set head 50%", "pause")
		p.Limit(0, 0, limit)
		return do(t, p, "run 20s"), p
	}
	large, _ := run(span.MaxHeld)
	small, p := run(1_000)
	require.Zero(t, large.Spans.Left)
	require.Greater(t, small.Spans.Left, int64(1_000))
	assert.Equal(t, large.Traces, small.Traces)
	assert.Equal(t, large.Estimates, small.Estimates)
	assert.Equal(t, large.Hash, small.Hash)
	assert.NoError(t, p.CheckTrees())
	assert.Equal(t, 1_000, small.Spans.Held)

	p.Limit(0, 0, 10)
	assert.Equal(t, 1_000, do(t, p, "run 1s").Spans.Held, "not below what it holds")
	p.Limit(0, 0, 0)
	assert.Equal(t, 1_000, do(t, p, "run 1s").Spans.Held)
}

// However many spans there are, those that are held are found under their numbers.
func TestSpanNumbers(t *testing.T) {
	p := tiny(t, "set rate 500", "set head 100%", "pause")
	p.Limit(0, 0, 700) // not a whole number of blocks
	for range 8 {
		s := do(t, p, "run 300ms")
		n := int64(0)
		for number, span := range p.Spans() {
			again, ok := p.Span(number)
			require.True(t, ok)
			require.Equal(t, *span, again)
			require.Equal(t, s.Spans.Left+1+n, number)
			n++
		}
		require.EqualValues(t, s.Spans.Held, n)
		for _, number := range []int64{0, -1, s.Spans.Left, s.Spans.Recorded + 1} {
			_, ok := p.Span(number)
			require.False(t, ok, "%d", number)
		}
	}
	assert.Positive(t, p.k.spans.Totals().Left)
}
