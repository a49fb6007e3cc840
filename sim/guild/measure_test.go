package guild

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/calibrate"
)

// The measurement times every operation of the world and every peer, by whatever
// clock, and its line is one of the grammar.
func TestMeasurement(t *testing.T) {
	start := time.Now()
	m := sim.NewMeasurement(model, sim.MeasureConfig{Now: func() int64 { return int64(time.Since(start)) }, BatchNs: 50_000, Rounds: 3, Peers: true})
	for m.Step() {
	}
	done, of := m.Progress()
	assert.Equal(t, of, done)
	rows := m.Rows()
	require.Len(t, rows, len(measuredKeys())+len(peerDocs))
	for _, row := range rows {
		free := row.Name == ops[opRootKept].Key || row.Name == ops[opCapture].Key || row.Name == ops[opExport].Key
		if !free { // differences of noisy batches may be none
			assert.Positive(t, row.Figure.High, row.Name)
		}
		assert.LessOrEqual(t, row.Figure.Low, row.Figure.Typical, row.Name)
		assert.LessOrEqual(t, row.Figure.Typical, row.Figure.High, row.Name)
	}
	line := m.Command("2026-01-31", "a machine: Größe 1")
	assert.Contains(t, line, "on=a-machine--Gr--e-1")
	p, err := NewPlayer(line)
	require.NoError(t, err)
	var s Snapshot
	takeSnapshot(p, &s)
	assert.Equal(t, "this-machine", s.Costs.Profile)
	assert.Equal(t, line, s.Setup()[0])
	assert.Equal(t, line, s.Log.Entries[0].Text, "and it stands in the log")
	require.NoError(t, p.Do("run 2s"))
	p.Finish()
	p.UseUnits(m)
	p.Spent(1_000_000)
	takeSnapshot(p, &s)
	assert.Equal(t, "this-machine", s.Real.Units)
	assert.Positive(t, s.Real.Stages[Sessions][StageHandle])
}

// By a clock that counts the looks at it, all operations take the same for a batch.
func TestMeasurementByAnyClock(t *testing.T) {
	var now int64
	m := sim.NewMeasurement(model, sim.MeasureConfig{Now: func() int64 { now += 1_000; return now }, BatchNs: 1_000, Rounds: 1})
	for m.Step() {
	}
	figures := make(map[string]calibrate.Figure)
	for _, row := range m.Rows() {
		figures[row.Name] = row.Figure
	}
	assert.EqualValues(t, 1_000_000, figures["inject"].Typical, "one in a batch")
	assert.Zero(t, figures["span.recorded"], "no difference")
	assert.EqualValues(t, 100, figures["forward"].Typical, "10,000 in a batch")
	assert.Contains(t, m.Command("", ""), " inject=1000..1000..1000ns ")
	assert.True(t, strings.HasPrefix(m.Command("", ""), "costs this-machine forward=1..1..1ns"), "what takes time is not free")
}

// Every operation of the world has a name, and the bench compares with rows it has.
func TestMeasuredNames(t *testing.T) {
	known := make(map[string]bool)
	for _, o := range ops {
		require.NotEmpty(t, o.Key)
		require.NotEmpty(t, o.Doc)
		require.False(t, known[o.Key], o.Key)
		known[o.Key] = true
	}
	for _, p := range peerDocs {
		known[p.Name] = true
	}
	for _, p := range peerDocs {
		assert.True(t, p.Beside == "" || known[p.Beside], p.Beside)
	}
	for _, name := range beside {
		assert.True(t, known[name], name)
	}
}
