package timed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// ticking is a clock on which every look takes 5 ms: longer than a batch.
func ticking(t *testing.T) (*timed.Player, *time.Duration) {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	clock := new(time.Duration)
	return timed.New(p, timed.Machine{
		Now:  func() time.Duration { *clock += 5 * time.Millisecond; return *clock },
		Date: "2026-01-31", Name: "a clock that ticks",
	}), clock
}

func TestFramesAreTimed(t *testing.T) {
	p, _ := ticking(t)
	var s sim.Snapshot
	for range 5 {
		p.Frame(16*time.Millisecond, nil)
	}
	p.Snapshot(&s)
	assert.Equal(t, 25*time.Millisecond, time.Duration(s.Real.Total), "two looks each")
	assert.Equal(t, "go-native", s.Real.Units)
	p.Calibrate()
	p.Snapshot(&s)
	assert.Equal(t, "this-machine", s.Real.Units)
	assert.Equal(t, "beam-published", s.Costs.Profile)
}

func TestMeasuringTakesFramesAndEntersTheLog(t *testing.T) {
	p, clock := ticking(t)
	var told []string
	require.NoError(t, p.Start(func(line string, err error) {
		require.NoError(t, err)
		told = append(told, line)
	}))
	assert.ErrorContains(t, p.Do(timed.Measure), "costs measure: this machine is being measured already, 0 of ")
	frames := 0
	for p.Measuring() {
		from := *clock
		p.Frame(16*time.Millisecond, nil)
		assert.LessOrEqual(t, *clock-from, 30*time.Millisecond, "a frame's worth")
		frames++
		require.Less(t, frames, 1_000)
	}
	assert.Greater(t, frames, 1)
	var s sim.Snapshot
	p.Snapshot(&s)
	assert.Zero(t, s.Now, "virtual time stood still")
	assert.Equal(t, "this-machine", s.Costs.Profile)
	assert.Equal(t, "2026-01-31", s.Costs.Date)
	assert.Equal(t, "a-clock-that-ticks", s.Costs.Machine)
	require.Len(t, told, 1)
	require.Len(t, s.Log.Entries, 1)
	assert.Equal(t, told[0], s.Log.Entries[0].Text)
	assert.True(t, strings.HasPrefix(told[0], "costs this-machine date=2026-01-31 "))
	assert.Error(t, p.Start(nil))
	assert.NoError(t, p.Do(timed.Measure), "again")
}

// The hash ring has nothing to measure: that is told, and no clock is read.
func TestAModelWithNothingToMeasure(t *testing.T) {
	player, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	p := timed.New(player, timed.Machine{Now: func() time.Duration { t.Error("a clock was read"); return 0 }})
	p.Calibrate()
	assert.EqualError(t, p.Do(timed.Measure), "costs measure: hashring has nothing that is measured; expected a model whose operations run on this machine")
	assert.False(t, p.Measuring())
}

// A probe takes frames, tells how far it is, and leaves the history as it was.
func TestAProbeLeavesTheHistory(t *testing.T) {
	p, clock := ticking(t)
	var s sim.Snapshot
	p.Snapshot(&s)
	assert.Nil(t, s.Real.Probed)
	before := s.Hash
	assert.ErrorContains(t, p.Do("probe heder"), `"heder" is not known`)
	require.NoError(t, p.Do("probe header"))
	assert.ErrorContains(t, p.Do("probe header"), "probe: this machine is being measured already, 0 of ")
	assert.ErrorContains(t, p.Do(timed.Measure), "expected one measurement at a time")
	for frames := 0; p.Measuring(); frames++ {
		from := *clock
		p.Frame(16*time.Millisecond, nil)
		assert.LessOrEqual(t, *clock-from, 30*time.Millisecond, "a frame's worth")
		p.Snapshot(&s)
		assert.Equal(t, guild.ProbeHeader, s.Real.Probed.Name)
		assert.Equal(t, p.Measuring(), s.Real.Probed.Parts == nil)
		require.Less(t, frames, 1_000)
	}
	assert.Len(t, s.Real.Probed.Parts, 7)
	assert.Zero(t, s.Now, "virtual time stood still")
	assert.Equal(t, before, s.Hash)
	assert.Empty(t, s.Log.Entries)
	other, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	p.Exchange(other)
	p.Snapshot(&s)
	assert.Nil(t, s.Real.Probed)
	assert.EqualError(t, p.Do("probe header"), "probe: hashring has nothing to time; expected a model that has")
}
