package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The measurement times every operation of the world and every peer, by whatever
// clock, and its line is one of the grammar.
func TestMeasurement(t *testing.T) {
	start := time.Now()
	m := NewMeasurement(MeasureConfig{Now: func() int64 { return int64(time.Since(start)) }, BatchNs: 50_000, Rounds: 3, Peers: true})
	for m.Step() {
	}
	done, of := m.Progress()
	assert.Equal(t, of, done)
	rows := m.Rows()
	require.Len(t, rows, len(measuredKeys())+len(peerDocs))
	for _, row := range rows {
		free := row.Name == operations[opRootKept].key || row.Name == operations[opCapture].key || row.Name == operations[opExport].key
		if !free { // differences of noisy batches may be none
			assert.Positive(t, row.Figure.High, row.Name)
		}
		assert.LessOrEqual(t, row.Figure.Low, row.Figure.Median, row.Name)
		assert.LessOrEqual(t, row.Figure.Median, row.Figure.High, row.Name)
	}
	line := m.Command("2026-01-31", "a machine: Größe 1")
	assert.Contains(t, line, "on=a-machine--Gr--e-1")
	p, err := NewPlayer(line)
	require.NoError(t, err)
	var s Snapshot
	p.Snapshot(&s)
	assert.Equal(t, "this-machine", s.Costs.Profile)
	assert.Equal(t, line, p.world.settings.Costs.Lines()[0])
	assert.Equal(t, line, s.Log[0].Text, "and it stands in the log")
	require.NoError(t, p.Do("run 2s"))
	p.Finish()
	assert.NotEmpty(t, m.Units().ps[opForward])
}

// By a clock that counts the looks at it, all operations take the same for a batch.
func TestMeasurementByAnyClock(t *testing.T) {
	var now int64
	m := NewMeasurement(MeasureConfig{Now: func() int64 { now += 1_000; return now }, BatchNs: 1_000, Rounds: 1})
	for m.Step() {
	}
	figures := m.figures()
	assert.EqualValues(t, 1_000_000, figures[opInject].Median, "one in a batch")
	assert.Zero(t, figures[opCapture], "no difference")
	assert.EqualValues(t, 100, figures[opForward].Median, "10,000 in a batch")
	assert.Contains(t, m.Command("", ""), " inject=1000..1000..1000ns ")
	assert.True(t, strings.HasPrefix(m.Command("", ""), "costs this-machine forward=1..1..1ns"), "what takes time is not free")
}

// Every operation of the world has a name, and the bench compares with rows it has.
func TestMeasuredNames(t *testing.T) {
	known := make(map[string]bool)
	for _, o := range operations {
		require.NotEmpty(t, o.key)
		require.NotEmpty(t, o.doc)
		require.False(t, known[o.key], o.key)
		known[o.key] = true
	}
	for _, p := range peerDocs {
		known[p.name] = true
	}
	for _, p := range peerDocs {
		assert.True(t, p.beside == "" || known[p.beside], p.beside)
	}
	for _, name := range besides {
		assert.True(t, known[name], name)
	}
}
