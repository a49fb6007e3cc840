package guild

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/span"
)

func hashAt(t *testing.T, p *sim.Player, at time.Duration) uint64 {
	t.Helper()
	do(t, p, fmt.Sprint("goto ", at))
	require.Equal(t, at, nowOf(p))
	return hashOf(p)
}

// straight plays a history without ever going back.
func straight(t *testing.T, h sim.History) *sim.Player {
	t.Helper()
	p, err := NewPlayer(append(h.Setup, fmt.Sprint("seed ", h.Seed))...)
	require.NoError(t, err)
	for _, c := range h.Commands {
		if c.At > int64(nowOf(p)) {
			do(t, p, fmt.Sprint("run ", time.Duration(c.At)-nowOf(p)))
		}
		do(t, p, c.Text)
	}
	return p
}

// Whatever way was taken through a history, back and forth, with commands in the
// past and in mid-flight, and budgets that end anywhere: what is there in the end is
// what its log gives when it is played straight.
func TestTravelsLeaveTheHistoryThatTheLogTells(t *testing.T) {
	t.Parallel()
	rounds := uint64(12)
	if testing.Short() {
		rounds = 2
	}
	cuts := 0
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(seed, 11))
		p := randomWorld(t, rng)
		do(t, p, "set members 300")
		for range 25 {
			span := int64(latestOf(p)) + int64(300*time.Millisecond)
			switch rng.IntN(10) {
			case 0, 1:
				doSomething(t, p, rng)
			case 8:
				do(t, p, []string{"undo", "redo", "branch"}[rng.IntN(3)])
			case 9:
				require.NoError(t, p.Do(fmt.Sprintf("try set members %d", 200+rng.IntN(200))))
			case 2:
				do(t, p, fmt.Sprintf("run %dns", 1+rng.Int64N(int64(300*time.Millisecond))))
			case 3:
				do(t, p, "back")
			case 4:
				do(t, p, "step")
			case 5:
				require.NoError(t, p.Do(fmt.Sprintf("at %dns burst 2", rng.Int64N(span))))
			default:
				require.NoError(t, p.Do(fmt.Sprintf("goto %dns", rng.Int64N(span))))
				for n := rng.IntN(4); p.Busy() && n > 0; n-- {
					p.Frame(time.Second, func() bool { return rng.IntN(3) == 0 })
					var s Snapshot
					takeSnapshot(p, &s)
				}
			}
			if rng.IntN(5) == 0 {
				p.Limit(max(1, int64(rng.IntN(20<<20))), 0, 0)
			}
		}
		p.Finish()
		for _, e := range logOf(p) {
			if !e.Command {
				cuts++
			}
		}
		history := p.History()
		require.True(t, history.Whole)
		end := latestOf(p)
		for _, c := range history.Commands {
			end = max(end, time.Duration(c.At))
		}
		want := straight(t, history)
		q, err := NewPlayer(history.Lines(int64(end))...)
		require.NoError(t, err)
		q.Finish()
		for _, at := range []time.Duration{end, time.Duration(rng.Int64N(int64(end) + 1)), time.Duration(rng.Int64N(int64(end) + 1)), end} {
			do(t, p, fmt.Sprint("goto ", at))
			do(t, q, fmt.Sprint("goto ", at))
			a, b := lookAt(p).unordered(), lookAt(q).unordered()
			for _, e := range []*everything{a, b} {
				e.Snapshot.Log, e.Snapshot.Checkpoints, e.Snapshot.Travels = readout.CommandLog{}, readout.Checkpoints{}, 0
				e.Snapshot.Playing, e.Snapshot.Speed = false, 0
				e.Snapshot.Timeline.Branches, e.Snapshot.Timeline.BranchesDropped = nil, 0
			}
			same(t, b, a, fmt.Sprintf("seed %d at %v", seed, at))
		}
		if nowOf(want) < end {
			do(t, want, fmt.Sprint("run ", end-nowOf(want)))
		}
		require.Equal(t, hashOf(want), hashOf(p), "seed %d, played straight", seed)
	}
	assert.Positive(t, cuts, "no command was ever given in the past")
}

// Steps back lead to where the steps were, in reverse, and to the start.
func TestBackRetracesTheSteps(t *testing.T) {
	p, _ := play(t, "set members 200", "set rate 20", "pause")
	stops := []time.Duration{0}
	for range 30 {
		do(t, p, "step")
		stops = append(stops, nowOf(p))
	}
	last := hashOf(p)
	for i := len(stops) - 2; i >= 0; i-- {
		do(t, p, "back")
		require.Equal(t, stops[i], nowOf(p), "stop %d", i)
	}
	do(t, p, "back")
	assert.Zero(t, nowOf(p))
	do(t, p, "end")
	assert.Equal(t, stops[30], nowOf(p))
	assert.Equal(t, last, hashOf(p))
	// Several at once, before the first has arrived.
	for range 3 {
		require.NoError(t, p.Do("back"))
	}
	p.Finish()
	assert.Equal(t, stops[27], nowOf(p))
}

func TestSampledMessagesAreFound(t *testing.T) {
	p, _ := play(t, "set members 100", "set rate 30", "set head.rate 5%", "pause")
	var stops []time.Duration
	for range 5 {
		do(t, p, "next")
		stops = append(stops, nowOf(p))
		inFlight := world(p).inFlight.list
		require.NotEmpty(t, inFlight)
		assert.Equal(t, sim.CarrierSampled, inFlight[len(inFlight)-1].Carrier)
	}
	for i := 3; i >= 0; i-- {
		do(t, p, "previous")
		require.Equal(t, stops[i], nowOf(p))
	}
	do(t, p, "previous")
	assert.Equal(t, stops[0], nowOf(p), "there is none before the first")
	assert.Contains(t, fmt.Sprint(logOf(p)), "no sampled message is known before this one")

	p, _ = play(t, "set members 10", "set head.rate 0%", "next")
	assert.Equal(t, time.Minute, nowOf(p))
	assert.Contains(t, fmt.Sprint(logOf(p)), "no message was sampled within 1m0s")
}

// A command in the past ends what was to come, and the log says so.
func TestCommandInThePast(t *testing.T) {
	p, _ := play(t, "set members 100", "run 1s", "set head.rate 10%", "run 1s", "send", "run 500ms")
	do(t, p, "goto 500ms", "set head.rate 1%")
	assert.EqualValues(t, 2500*time.Millisecond, latestOf(p), "setting what is so already is no other way")
	do(t, p, "play", "pause", "speed 0.1")
	assert.Len(t, logOf(p), 7, "and how the past is played is not written down")
	do(t, p, "goto 500ms", "toggle no.roots off")
	assert.EqualValues(t, 500*time.Millisecond, latestOf(p))
	var lines []string
	for _, e := range logOf(p) {
		lines = append(lines, fmt.Sprint(time.Duration(e.At), " ", e.Text))
	}
	assert.Equal(t, []string{"0s seed 1", "0s set members 100", "0s run 1s",
		"500ms changed in the past: the 2s that came after are kept as branch 1, with 2 commands", "500ms toggle no.roots off"}, lines)
	do(t, p, "end")
	assert.Equal(t, 500*time.Millisecond, nowOf(p))
}

// A command that is given on the way takes effect where the way leads.
func TestCommandOnTheWay(t *testing.T) {
	p, _ := play(t, "set members 100", "run 1s")
	require.NoError(t, p.Do("goto 3s"))
	p.Frame(0, func() bool { return true })
	require.NoError(t, p.Do("set head.rate 50%"))
	require.NoError(t, p.Do("goto 2s"))
	assert.Equal(t, "1%", model.Setting("head.rate").Text(world(p).settings))
	p.Finish()
	assert.EqualValues(t, 10_000, world(p).settings.HeadRate)
	do(t, p, "goto 3s")
	assert.EqualValues(t, 500_000, world(p).settings.HeadRate)
}

// The checkpoints stay within their bytes, thin out with distance, and are counted.
func TestCheckpointsThinOut(t *testing.T) {
	long(t)
	p, _ := play(t, "set members 20000", "set rate 100", "set grpc 0", "set small 0")
	do(t, p, "run 6s") // 12,000,000 deliveries
	before := snapshotOf(p).Checkpoints
	require.Greater(t, before.Held, 6)
	want := hashAt(t, p, 6*time.Second)
	first := hashAt(t, p, time.Second)
	each := before.Bytes / int64(before.Held)
	p.Limit(5*each, 0, 0)
	s := do(t, p, "end", "run 4s")
	assert.LessOrEqual(t, s.Checkpoints.Bytes, 5*each+each)
	assert.Less(t, s.Checkpoints.Held, before.Held)
	assert.Positive(t, s.Checkpoints.Dropped)
	assert.Zero(t, s.Timeline.Begin, "the beginning stays")
	assert.Equal(t, first, hashAt(t, p, time.Second))
	assert.Equal(t, want, hashAt(t, p, 6*time.Second))
}

// The oldest of too many commands are let go, and with them the way back to them.
func TestCommandsAreBounded(t *testing.T) {
	p, _ := play(t, "set members 10")
	p.Limit(0, 20, 0)
	for i := range 60 {
		do(t, p, "run 50ms", fmt.Sprintf("set head.rate %d%%", 1+i%2))
	}
	assert.LessOrEqual(t, len(p.History().Commands), 21)
	assert.False(t, p.History().Whole)
	begin := time.Duration(snapshotOf(p).Timeline.Begin)
	assert.Positive(t, begin)
	end, at := hashAt(t, p, 3*time.Second), nowOf(p)
	do(t, p, "goto 0s")
	assert.Equal(t, begin, nowOf(p), "no further back than that")
	assert.Equal(t, end, hashAt(t, p, at))
}

// Spans are exported once, however often their time is gone through, and those of
// another future are.
func TestTravelsExportNothingTwice(t *testing.T) {
	p, _ := play(t, "set members 50", "set head.rate 100%", "set fanout none", "set grpc 0", "set small 0")
	exported := 0
	p.Export(func(*span.Span) { exported++ })
	do(t, p, "run 2s")
	once := exported
	require.Positive(t, once)
	do(t, p, "goto 500ms", "goto 1500ms", "end")
	assert.Equal(t, once, exported)
	do(t, p, "run 1s")
	assert.Greater(t, exported, once)
	assert.Equal(t, snapshotOf(p).Spans.Recorded, int64(exported))
}

func TestBadTimes(t *testing.T) {
	p, s := play(t, "set members 50", "run 1s")
	for line, want := range map[string]string{
		"goto":              `goto: "" is not a time; expected one from 0s to 24h, such as 12.5s`,
		"goto -1s":          `goto: "-1s" is not a time; expected one from 0s to 24h, such as 12.5s`,
		"goto 25h":          `goto: "25h" is not a time; expected one from 0s to 24h, such as 12.5s`,
		"goto 12":           `goto: "12" is not a time; expected one from 0s to 24h, such as 12.5s`,
		"at":                `at: "" is not a time; expected one from 0s to 24h, such as 12.5s`,
		"at 2s":             `at 2s: "" is not a command; expected one of set, toggle, costs, cost, send, burst, fail, link, crash, reconnect, seed, reset, play, pause, step, speed, run, back, goto, end, next, undo, redo, branch, previous, at, keep, try`,
		"at 2s play":        `at 2s: play cannot be put off; expected a command that changes the history, such as set or send`,
		"at 2s at 3s send":  `at 2s: at cannot be put off; expected a command that changes the history, such as set or send`,
		"at 2s set rate 0":  `at 2s: rate: "0" is not possible; expected a number from 0.1 to 100 with at most 3 decimals`,
		"back 2":            `"2" is too much; expected nothing after the verb`,
		"goto 5s and there": `goto: "5s and there" is not a time; expected one from 0s to 24h, such as 12.5s`,
	} {
		assert.EqualError(t, p.Do(line), want, line)
	}
	before := s.Hash
	takeSnapshot(p, s)
	assert.Equal(t, before, s.Hash)
	assert.False(t, p.Busy())
}

func TestTimelineTellsTheWholeHistory(t *testing.T) {
	p, s := play(t, "set members 100", "set rate 10", "set head.rate 20%", "toggle roots.guild off", "run 20s")
	ticks := func() (fanouts, sampled int) {
		for _, k := range s.Timeline.Ticks {
			if k != readout.TickNone {
				fanouts++
			}
			if k == readout.TickSampled {
				sampled++
			}
		}
		return fanouts, sampled
	}
	all, sampled := ticks()
	assert.InDelta(t, 190, all, 40)
	assert.InDelta(t, 38, sampled, 20)
	const first = int64(readout.TimelineColumns * readout.BusyStepNs)
	assert.Equal(t, first, s.Timeline.Span)
	assert.Equal(t, 200, s.Timeline.Length)
	was := s.Timeline
	do(t, p, "goto 5s")
	takeSnapshot(p, s)
	assert.Equal(t, was, s.Timeline, "the future is still known")
	require.NoError(t, p.Do("goto 100s"))
	takeSnapshot(p, s)
	assert.Equal(t, 8*first, s.Timeline.Span)
	assert.EqualValues(t, 100*time.Second, s.Timeline.Target)
	p.Finish()
	takeSnapshot(p, s)
	assert.EqualValues(t, 100*time.Second, s.Timeline.Latest)
	assert.EqualValues(t, -1, s.Timeline.Target)
	assert.Equal(t, int64(8*readout.BusyStepNs), s.Timeline.Step)
	var mean int64
	for _, v := range s.Timeline.Busy[Sessions][:s.Timeline.Length] {
		mean += int64(v)
	}
	mean /= int64(s.Timeline.Length)
	spent := int64(spentBy(world(p), Sessions))
	assert.InEpsilon(t, spent*int64(exact.Whole)/100/world(p).Capacity(Sessions), mean, .03)
}

// A frame that is given no time at all still ends soon: what it cannot be spared is
// the restore of a checkpoint and a window of work.
func TestTravelsKeepTheBudget(t *testing.T) {
	p, _ := play(t, "set members 20000", "run 2s", "goto 1500ms")
	require.NoError(t, p.Do("goto 100ms"))
	frames := 0
	for ; p.Busy(); frames++ {
		p.Frame(time.Second/60, func() bool { return true })
	}
	assert.Greater(t, frames, 2, "the way was cut into frames")
	assert.Equal(t, 100*time.Millisecond, nowOf(p))
}

// A checkpoint that is being taken is given up when a command comes.
func TestCommandWhileCheckpointing(t *testing.T) {
	p, _ := play(t, "set members 20000")
	require.NoError(t, p.Do("play"))
	p.Frame(time.Second, func() bool { return true })
	require.Zero(t, nowOf(p), "it is not complete, and the world waits for it")
	require.Zero(t, snapshotOf(p).Checkpoints.Held)
	require.NoError(t, p.Do("set members 30000"))
	do(t, p, "run 1s", "goto 0s")
	assert.Equal(t, 30_000, world(p).settings.Members)
	assert.Equal(t, actor.Time(0), world(p).System().Now())
}

func BenchmarkGoBack(b *testing.B) {
	for _, members := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprint(members), func(b *testing.B) {
			p, err := NewPlayer(fmt.Sprint("set members ", members), "run 3s")
			require.NoError(b, err)
			p.Finish()
			var worst time.Duration
			frames := 0
			for range b.N {
				require.NoError(b, p.Do("back"))
				for p.Busy() {
					began := time.Now()
					p.Frame(time.Second/60, func() bool { return time.Since(began) > 8*time.Millisecond })
					worst = max(worst, time.Since(began))
					frames++
				}
				if nowOf(p) < time.Second {
					require.NoError(b, p.Do("end"))
					p.Finish()
				}
			}
			b.ReportMetric(float64(frames)/float64(b.N), "frames/op")
			b.ReportMetric(float64(worst.Microseconds())/1000, "ms-worst-frame")
		})
	}
}
