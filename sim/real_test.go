package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/row"
)

// Real time goes where units times counts are.
func TestSpentIsInProportion(t *testing.T) {
	p := tiny(t, "set head 1%")
	u := units{Source: "test"}
	u.ps[tinyOpPing], u.ps[tinyExtract] = 3_000, 1_000
	p.units = u
	require.NoError(t, p.Do("run 5s"))
	p.preview.run(p.k, nil)
	p.Spent(0) // what the preview did is past
	p.Finish()
	p.Spent(4_000_000)
	m := p.k.allExecuted()
	pings, extracts := m.ops[tinyServe][tinyOpPing], m.ops[tinyServe][tinyExtract]
	require.Positive(t, pings)
	require.Positive(t, extracts)
	var s Snapshot
	p.Snapshot(&s)
	assert.Equal(t, "test", s.Real.Units)
	assert.InDelta(t, 4e6*float64(3*pings)/float64(3*pings+extracts), s.Real.Stages[tinyBack][tinyWork], 1)
	assert.InDelta(t, 4e6*float64(extracts)/float64(3*pings+extracts), s.Real.Stages[tinyBack][tinyTrace], 1)
	assert.Zero(t, s.Real.Of(tinyFront), "a unit of nothing")
}

// What one operation was counted as is what a model is told.
func TestExecuted(t *testing.T) {
	p := tiny(t, "set head 100%", "run 1s", "set head 0%", "run 1s")
	m := p.k.allExecuted()
	for c := range p.model.Classes {
		messages, ops := p.k.Executed(row.Class(c))
		assert.Positive(t, messages)
		assert.Equal(t, m.messages[c], messages)
		assert.Equal(t, m.ops[c], ops)
	}
	asks, ops := p.k.Executed(tinyAsk)
	assert.Equal(t, p.k.world.(*tinyWorld).asked, asks, "also of what was before the last change")
	assert.Equal(t, asks, ops[tinyOpAsk])
	assert.Equal(t, asks, ops[tinyRoot])
	assert.Greater(t, asks, ops[tinyRootKept])
}
