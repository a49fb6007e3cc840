package timed_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/sweeps"
	"fanout/cmd/playground/internal/timed"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

var asked = scene.Question{Setting: "head.rate", Metrics: []string{"spans.rate", "estimate.messages.error", "sessions.cpu"}, Seeds: 2, Length: 300 * time.Millisecond}

// asking is a player of a small guild that stands still.
func asking(t *testing.T) *timed.Player {
	t.Helper()
	p, _ := ticking(t)
	for _, line := range []string{"set members 30", "set rate 20", "toggle no.roots off", "seed 3", "run 20ms", "set head.rate 2%", "pause"} {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	return p
}

// ask asks once a frame, as a game does.
func ask(p *timed.Player, q *scene.Question) (*scene.Answer, *sim.Snapshot) {
	var s sim.Snapshot
	p.Snapshot(&s)
	return p.WhatIf(q, &s), &s
}

// finish lets frames pass until all is answered, each with a budget of so many looks.
func finish(t *testing.T, p *timed.Player, q *scene.Question, looks int) *scene.Answer {
	t.Helper()
	a, _ := ask(p, q)
	for frames := 0; p.Answering(); frames++ {
		polls := 0
		p.Frame(16*time.Millisecond, func() bool { polls++; return polls > looks })
		a, _ = ask(p, q)
		require.Less(t, frames, 100_000)
	}
	return a
}

// What is drawn is what the command line finds for the same plan, to the last digit, however
// the work was shared out among frames.
func TestWhatIfIsASweep(t *testing.T) {
	a := finish(t, asking(t), &asked, 3)
	require.NoError(t, a.Err)
	assert.Equal(t, a.Jobs, a.Done)
	var drawn strings.Builder
	require.NoError(t, a.Result.WriteCSV(&drawn))

	var swept, complaints strings.Builder
	status := sweeps.Main([]string{
		"-set", "members=30", "-set", "rate=20", "-set", "no.roots=off", "-set", "head.rate=0.01%,0.03%,0.1%,0.3%,1%,2%,3%,10%,30%,100%",
		"-metric", strings.Join(asked.Metrics, ","), "-seed", "3", "-n", "2", "-for", "300ms", "-format", "csv",
	}, &swept, &complaints, sweeps.Env{})
	require.Zero(t, status, complaints.String())
	assert.Equal(t, swept.String(), drawn.String())
	assert.Contains(t, drawn.String(), "\n2%,spans.rate,number,2,", "the present value is a point")
}

// The answer is worked on only while somebody looks, only in what a frame leaves, and the game
// may rest once it is there.
func TestWhatIfRests(t *testing.T) {
	p := asking(t)
	a, _ := ask(p, nil)
	assert.Nil(t, a)
	for range 100 { // of the preview
		p.Frame(0, nil)
	}
	_, s := ask(p, nil)
	require.True(t, s.Timeline.Idle)

	a, _ = ask(p, &asked)
	assert.Equal(t, 20, a.Jobs)
	_, s = ask(p, &asked)
	assert.False(t, s.Timeline.Idle, "there is something to do")
	for range 40 {
		p.Frame(16*time.Millisecond, func() bool { return true })
	}
	a, _ = ask(p, &asked)
	assert.Zero(t, a.Done, "the picture comes first")
	assert.Equal(t, scene.WaitsForTime, a.Waits)

	p.Frame(16*time.Millisecond, nil)
	p.Frame(16*time.Millisecond, nil)
	a, _ = ask(p, &asked)
	assert.Equal(t, 1, a.Done)
	assert.Equal(t, scene.WaitsForNothing, a.Waits)
	ask(p, nil)
	for range 10 {
		p.Frame(16*time.Millisecond, nil)
	}
	_, s = ask(p, nil)
	assert.True(t, s.Timeline.Idle, "nobody looks")
	a, _ = ask(p, &asked)
	assert.Equal(t, 1, a.Done, "what was found is still there")
	finish(t, p, &asked, 50)
	_, s = ask(p, &asked)
	assert.True(t, s.Timeline.Idle, "all is done")
}

// Another value of the setting itself adds a point; after whatever else it begins again.
func TestWhatIfFollowsWhatChanges(t *testing.T) {
	p := asking(t)
	a := finish(t, p, &asked, 50)
	require.Equal(t, 20, a.Done)
	do := func(line string) *scene.Answer {
		require.NoError(t, p.Do(line))
		p.Finish()
		a, _ := ask(p, &asked)
		return a
	}
	a = do("set head.rate 3%")
	assert.Equal(t, []int{18, 18}, []int{a.Done, a.Jobs}, "3 % was there already")
	a = do("set head.rate 4%")
	assert.Equal(t, []int{18, 20}, []int{a.Done, a.Jobs})
	a = do("try set head.rate 5%")
	assert.Equal(t, "5%", a.Sweep.Values(6)[0])
	assert.Equal(t, 9, do("seed 4").Done, "one seed of two stays")
	for _, line := range []string{"set members 31", "cost forward 30us", "cost forward 31us", "seed 40"} {
		for range 4 {
			p.Frame(16*time.Millisecond, nil)
		}
		a, _ := ask(p, &asked)
		require.NotZero(t, a.Done)
		assert.Zero(t, do(line).Done, line)
	}

	other := asked
	other.Setting = "joy"
	a, _ = ask(p, &other)
	assert.ErrorContains(t, a.Err, `"joy" is not a setting with a range`)
	assert.False(t, p.Answering())

	ring, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	p.Exchange(ring)
	q := scene.Question{Setting: "nodes", Metrics: []string{"points"}, Seeds: 1, Length: time.Millisecond}
	a = finish(t, p, &q, 50)
	assert.Equal(t, 5, a.Done)
}

// A history that takes longer than a frame to begin waits for a pause, and for memory.
func TestWhatIfWaits(t *testing.T) {
	ring, err := sim.NewPlayer(guild.Model(), "set members 20", "play")
	require.NoError(t, err)
	clock, live := time.Duration(0), int64(0)
	p := timed.New(ring, timed.Machine{
		Now:  func() time.Duration { clock += 40 * time.Millisecond; return clock },
		Live: func() int64 { return live }, Most: 1_000,
	})
	states := func(want ...scene.Waits) {
		t.Helper()
		var got []scene.Waits
		for range 6 {
			p.Frame(time.Millisecond, nil)
			a, _ := ask(p, &asked)
			if !slices.Contains(got, a.Waits) {
				got = append(got, a.Waits)
			}
		}
		assert.Equal(t, want, got)
	}
	ask(p, &asked)
	states(scene.WaitsForNothing, scene.WaitsForPause)
	require.NoError(t, p.Do("pause"))
	states(scene.WaitsForNothing)
	live = 800
	states(scene.WaitsForMemory)
	assert.False(t, p.Answering(), "nothing is going to come")
	live = 0
	states(scene.WaitsForNothing)
	assert.True(t, p.Answering())
}
