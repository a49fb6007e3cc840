package guild

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// The published profile of a gRPC handler that unpacks every header: 75 % of its time
// is unpacking. The sieve makes it next to nothing.
func TestProfileOfTheGRPCHandler(t *testing.T) {
	t.Parallel()
	long(t)
	requests := []string{"set members 10", "set rate 0.1", "set small 0", "set grpc 10000"}
	_, s := play(t, append(requests, "set sieve parse", "run 40s")...)
	assert.InDelta(t, 750_000, int64(s.GRPC.Time[StageUnpack]), 5_000, "exactly")
	assert.InDelta(t, 750_000, int64(s.GRPC.Samples[StageUnpack]), 80_000, "by samples")
	_, s = play(t, append(requests, "set sieve sieve", "run 2s")...)
	assert.Less(t, int64(s.GRPC.Time[StageUnpack]+s.GRPC.Time[StageSieve]), int64(60_000))
}

// A guild that unpacks context nobody wants: that shows in the samples of its stack,
// and is what goes away when unsampled context is left out.
func TestSamplesOfABusyGuild(t *testing.T) {
	t.Parallel()
	long(t)
	busy := []string{"set members 10", "set rate 30", "set grpc 1000", "set small 1000", "set sieve parse"}
	p, unpacked := play(t, slices.Concat(busy, []string{"toggle skip.unsampled off", "run 120s"})...)
	guild := func(p *sim.Player, stage row.Stage) (samples int64) {
		for _, s := range p.Stacks() {
			if s.Actor == "guild" && s.Stage == model.Stages[stage].Name {
				samples += s.Samples
			}
		}
		return samples
	}
	t.Logf("samples: unpacked %v, exactly %v", unpacked.Guild.Stages.Samples, unpacked.Guild.Stages.Time)
	assert.Greater(t, guild(p, StageUnpack), int64(10))
	assert.InDelta(t, int64(unpacked.Guild.Stages.Time[StageUnpack]), int64(unpacked.Guild.Stages.Samples[StageUnpack]), 90_000)

	_, skipped := play(t, slices.Concat(busy, []string{"toggle skip.unsampled on", "run 20s"})...)
	before, after := unpacked.Guild.Stages.Time, skipped.Guild.Stages.Time
	assert.Greater(t, int64(before[StageUnpack]), int64(200_000))
	assert.Less(t, int64(after[StageUnpack]), int64(30_000))
	for st := range NumStages {
		assert.LessOrEqual(t, after[StageUnpack]-before[StageUnpack], after[st]-before[st], "nothing else falls as much: %v", st)
	}
}

// Samples find what the exact figures say, everywhere, and those are the time that the
// cores were really busy.
func TestStacksAddUpToBusyTime(t *testing.T) {
	t.Parallel()
	long(t)
	p, _ := play(t, "toggle no.roots off", "set members 3000", "run 20s", "set sieve parse", "toggle skip.unsampled off",
		"run 40s", "set rate 0.1", "set grpc 0", "run 2s")
	var ns, samples [NumServices]int64
	for _, s := range p.Stacks() {
		v, _, ok := serviceOf(s.Service)
		require.True(t, ok, s.Service)
		ns[v] += s.Ns
		samples[v] += s.Samples
		assertSampled(t, s.Ns, s.Samples, s.Frames())
	}
	for v := range NumServices {
		assert.Equal(t, int64(spentBy(world(p), v)), ns[v], "%v", v)
		assertSampled(t, ns[v], samples[v], v)
	}
}

// assertSampled holds the samples of a place against the time that was spent there,
// with four standard deviations of as many independent looks.
func assertSampled(t *testing.T, ns, samples int64, place any) {
	t.Helper()
	expected := float64(ns) / readout.SampleNs
	assert.InDelta(t, expected, float64(samples), 4*math.Sqrt(max(1, expected)), "%v", place)
}

// A fan-out to a million takes the guild 120 ms.
func TestSamplesOfAFanOut(t *testing.T) {
	t.Parallel()
	p, s := play(t, "set members 1000000", "set rate 1", "set small 0", "set grpc 10", "set head.rate 0%", "run 15s")
	var sending, sendingNs int64
	for _, st := range p.Stacks() {
		if st.Operation == "send" {
			sending, sendingNs = st.Samples, st.Ns
		}
	}
	assert.Positive(t, s.Messages.Deliveries)
	assertSampled(t, sendingNs, sending, "send")
	assert.Greater(t, sending, int64(8))
}

// The timings of a guild: shares of the current minute by action, and older minutes.
func TestGuildTimings(t *testing.T) {
	_, s := play(t, "set members 1000", "run 150s")
	require.Len(t, s.Guild.Timings, 3)
	now, last, first := s.Guild.Timings[0], s.Guild.Timings[1], s.Guild.Timings[2]
	assert.Equal(t, []int64{2, 1, 0}, []int64{now.Minute, last.Minute, first.Minute})
	assert.Equal(t, int64(30*time.Second), now.Length)
	assert.Equal(t, int64(time.Minute), last.Length)
	var all int64
	for _, m := range s.Guild.Timings {
		require.Len(t, m.Actions, 2)
		assert.Equal(t, "fan_out", m.Actions[0].Action)
		assert.Equal(t, "update", m.Actions[1].Action)
		for _, a := range m.Actions {
			assert.InDelta(t, float64(a.Ns)/float64(m.Length), float64(a.Share)/float64(exact.Whole), 1e-6)
			all += a.Ns
		}
	}
	assert.Positive(t, all)

	// The seconds of the minute under way add up to it.
	var seconds [numClasses]int64
	for i, one := range s.Guild.Seconds {
		assert.True(t, i == 0 || one.Second > s.Guild.Seconds[i-1].Second)
		assert.Less(t, one.Second, 31)
		for cl := range seconds {
			seconds[cl] += one.Spent[cl]
		}
	}
	assert.Equal(t, now.Actions[0].Ns, seconds[classFanout])
	assert.Equal(t, now.Actions[1].Ns, seconds[classSmall])
}

// A new minute throws the seconds of the one before it away, and work across a second counts in
// both.
func TestSecondsRotate(t *testing.T) {
	own := timings{keep: 2, fine: true}
	own.add(classSmall, 2*second-10, 2*second+5)
	own.add(classFanout, 59*second, 59*second+7)
	s := own.viewSeconds(minute-1, nil)
	require.Len(t, s, 3)
	assert.Equal(t, []int{1, 2, 59}, []int{s[0].Second, s[1].Second, s[2].Second})
	assert.Equal(t, []int64{10, 5, 7}, []int64{s[0].Spent[classSmall], s[1].Spent[classSmall], s[2].Spent[classFanout]})
	assert.Empty(t, own.viewSeconds(minute, nil), "another minute")
	own.add(classSmall, minute+second, minute+second+1)
	s = own.viewSeconds(minute+2*second, nil)
	require.Len(t, s, 1)
	assert.Equal(t, 1, s[0].Second)
	coarse := timings{keep: 2}
	coarse.add(classSmall, 0, 5)
	assert.Empty(t, coarse.viewSeconds(1, nil))
}

// Work across the end of a minute counts in both; old minutes leave.
func TestTimingsRotate(t *testing.T) {
	all := timings{keep: 2}
	all.add(classSmall, minute-10, minute+5)
	all.add(classFanout, minute+5, minute+6)
	v := all.view(minute + 100)
	assert.Equal(t, []MinuteTimings{
		{Minute: 1, Length: 100, Actions: []ActionTiming{{"fan_out", 1, 10_000}, {"update", 5, 50_000}}},
		{Minute: 0, Length: int64(minute), Actions: []ActionTiming{{"update", 10, 0}}},
	}, v)
	assert.Len(t, all.view(minute-1), 1, "what is booked ahead is not shown yet")
	all.add(classSmall, 7*minute, 7*minute+1)
	v = all.view(8 * minute)
	require.Len(t, v, 2)
	assert.Equal(t, []int64{7, 1}, []int64{v[0].Minute, v[1].Minute})
}
