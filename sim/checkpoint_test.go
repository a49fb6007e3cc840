package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
	"fanout/sim/span"
)

// kernelState is everything that a kernel remembers.
type kernelState struct {
	Hash     uint64
	Now      actor.Time
	Setup    setup
	Moments  moments
	Timeline timeline
	Series   series
	Busy     busySamples
	Events   events
	Executed meter
	Samples  opTimes
	Earlier  stackTotals
	Recorded span.Summary
	Held     []span.Span
	Handled  []int64
	View     tinyView
}

func stateOf(k *Kernel) *kernelState {
	a := &kernelState{
		Hash: k.hash(), Now: k.Now(), Setup: k.setup(), Moments: k.moments, Timeline: k.timeline, Series: k.series, Busy: k.busy,
		Events: k.events, Executed: k.allExecuted(), Samples: k.profiled.samples, Earlier: k.profiled.earlier,
		View: *k.world.View(nil).(*tinyView),
	}
	a.Series.steps = slices.Clone(k.series.steps)
	a.Events.list = slices.Clone(k.events.list)
	k.spans.Summarize(&a.Recorded)
	for _, s := range k.spans.All {
		a.Held = append(a.Held, *s)
	}
	for _, p := range k.processes {
		a.Handled = append(a.Handled, p.handled, p.dropped, int64(p.node.Stats().Spent))
	}
	return a
}

// What comes after a checkpoint comes again after it was restored, whatever happened in
// between: also the milestones, the means and what is in the store.
func TestRestoredKernelGoesOnAsBefore(t *testing.T) {
	open := 0
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 5))
		p := tiny(t, fmt.Sprint("seed ", seed), "set rate 200", "set head 50%", "pause")
		do(t, p, fmt.Sprint("run ", time.Duration(1+rng.Int64N(int64(1500*time.Millisecond)))))
		if seed%2 == 1 { // while one waits for an answer
			require.NoError(t, p.Do("set head 100%"))
			require.NoError(t, p.Do("ask 5"))
			p.k.Run(p.k.Now()+actor.Time(150*time.Microsecond), nil)
		}
		k := p.k
		c := k.Checkpoint()
		odd := false
		for !c.More(func() bool { odd = !odd; return odd }) {
		}
		assert.Positive(t, c.Bytes())
		if w := k.world.(*tinyWorld); w.root.Span != nil && w.root.IsRecording() {
			open++
		}
		before := stateOf(k)
		end := k.Now() + actor.Time(rng.Int64N(int64(900*time.Millisecond)))
		k.Run(end, nil)
		want := stateOf(k)
		require.NotEqual(t, before.Hash, want.Hash)
		for range 2 {
			for _, line := range []string{"set rate 500", "ask 3", "set head 7%", "toggle even", "cost ask 1us"} {
				require.NoError(t, p.Do(line))
				k.Run(k.Now()+actor.Time(rng.Int64N(int64(100*time.Millisecond))), nil)
			}
			k.Restore(c)
			require.Equal(t, before, stateOf(k), "seed %d", seed)
			k.Run(end, nil)
			require.Equal(t, want, stateOf(k), "seed %d", seed)
		}
	}
	assert.Positive(t, open, "no checkpoint had a span open")
}

// The checkpoints stay within their bytes, thin out with distance, and are counted.
func TestCheckpointsThinOut(t *testing.T) {
	p := tiny(t, "set rate 400", "set pings 5000", "set head 0%", "pause")
	do(t, p, "run 800ms") // 1,600,000 messages
	require.Greater(t, len(p.checkpoints.list), 6)
	want := hashAt(t, p, 800*time.Millisecond)
	first := hashAt(t, p, 150*time.Millisecond)
	each := p.checkpoints.bytes / int64(len(p.checkpoints.list))
	p.Limit(4*each, 0, 0)
	require.Equal(t, 4*each, p.checkpoints.limit)
	do(t, p, "end", "run 400ms")
	totals := p.checkpoints.totals()
	assert.LessOrEqual(t, totals.Bytes, p.checkpoints.limit+each)
	assert.Positive(t, totals.Dropped)
	assert.EqualValues(t, 0, p.checkpoints.list[0].At(), "the beginning stays")
	var sum int64
	for i, pt := range p.checkpoints.list {
		sum += pt.Bytes()
		if i > 0 {
			assert.Less(t, p.checkpoints.list[i-1].At(), pt.At())
		}
	}
	assert.Equal(t, sum, totals.Bytes)
	k := len(p.checkpoints.list)
	assert.Less(t, p.checkpoints.list[k-1].work-p.checkpoints.list[k-2].work, p.checkpoints.list[1].work-p.checkpoints.list[0].work,
		"those near the present are nearer to each other")
	assert.Equal(t, first, hashAt(t, p, 150*time.Millisecond))
	assert.Equal(t, want, hashAt(t, p, 800*time.Millisecond))
}

// A checkpoint that is being taken is given up when a command comes.
func TestCommandWhileCheckpointing(t *testing.T) {
	p := tiny(t)
	require.NoError(t, p.Do("play"))
	p.Frame(time.Second, func() bool { return p.checkpoints.taking != nil })
	require.NotNil(t, p.checkpoints.taking)
	require.NoError(t, p.Do("set pings 7"))
	assert.Nil(t, p.checkpoints.taking)
	do(t, p, "run 1s", "goto 0s")
	assert.Equal(t, 7, p.k.settings.(tinySettings).Pings)
	assert.Equal(t, actor.Time(0), p.k.system.Now())
}

// Too many commands: the older half is let go, and the checkpoints that would need it.
func TestForgottenCommandsTakeTheirCheckpoints(t *testing.T) {
	p := tiny(t, "set rate 400", "set pings 3000", "set head 0%", "pause")
	p.Limit(0, 20, 0)
	for i := range 30 {
		do(t, p, "run 50ms", fmt.Sprintf("set head %d%%", i%2))
		require.LessOrEqual(t, len(p.history.list), 21)
		var bytes int64
		for _, pt := range p.checkpoints.list {
			require.GreaterOrEqual(t, pt.next, 0)
			require.LessOrEqual(t, pt.next, p.history.next)
			bytes += pt.Bytes()
		}
		require.Equal(t, bytes, p.checkpoints.bytes)
	}
	assert.False(t, p.History().Whole)
	begin := p.begin()
	require.Positive(t, begin)
	end := hashAt(t, p, p.now())
	at := p.now()
	do(t, p, "goto 0s")
	assert.EqualValues(t, begin, p.now())
	assert.Equal(t, end, hashAt(t, p, at))
}
