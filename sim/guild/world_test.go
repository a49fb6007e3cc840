package guild

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/setting"
)

// long leaves out, in wasm, a test that takes long there. What must be the same on
// both, the scenarios and the tests of checkpoints and travels show.
func long(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and run natively")
	}
}

// play runs command lines to their end and returns the player and what is seen.
func play(t *testing.T, lines ...string) (*sim.Player, *Snapshot) {
	t.Helper()
	p, err := NewPlayer()
	require.NoError(t, err)
	require.NoError(t, p.Do("seed 1")) // the default seed is a special one
	for _, line := range lines {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	p.Frame(0, nil) // complete the preview
	s := new(Snapshot)
	takeSnapshot(p, s)
	return p, s
}

func total(s *Snapshot, v row.Service) int64 { return int64(s.Services[v].CPU.Total()) }

// The effects that the post publishes, in rough: shares to a point or so.
func TestPublishedEffects(t *testing.T) {
	const point = 10_000
	untraced := []string{"set head.rate 1%", "toggle roots.session off", "toggle roots.guild off",
		"set sieve ignore", "set envelopes.sessions 0", "set envelopes.guild 0", "run 5s"}
	_, before := play(t, untraced...)
	assert.InDelta(t, 447_000, total(before, Sessions), 0.2*point, "sessions, untraced")

	_, roots := play(t, "toggle no.roots off", "run 5s")
	_, none := play(t, "toggle no.roots on", "run 5s")
	assert.InDelta(t, 551_000, total(roots, Sessions), point, "sessions, with roots: about 10 points more")
	assert.InDelta(t, 451_000, total(none, Sessions), point, "sessions, roots forbidden")
	assert.Positive(t, roots.Messages.OrphanRoots)
	assert.Zero(t, none.Messages.OrphanRoots)

	_, ignore := play(t, "set sieve ignore", "run 5s")
	_, parse := play(t, "set sieve parse", "run 5s")
	_, sieve := play(t, "set sieve sieve", "run 5s")
	base := float64(total(ignore, Presence))
	assert.InDelta(t, 300_000, base, 0.2*point)
	assert.InEpsilon(t, 2.00, float64(total(parse, Presence))/base, 0.01, "parsing every header doubles the gRPC side")
	assert.InEpsilon(t, 1.015, float64(total(sieve, Presence))/base, 0.01, "the sieve brings it back")
	assert.Zero(t, ignore.Services[Presence].CPU[StageUnpack])

	_, unpack := play(t, "set sieve parse", "toggle skip.unsampled off", "run 5s")
	_, skip := play(t, "set sieve parse", "toggle skip.unsampled on", "run 5s")
	assert.Greater(t, total(unpack, Guilds), total(skip, Guilds)+5*point, "skipping relieves the guild")
	assert.Greater(t, unpack.Services[Guilds].CPU[StageUnpack], 5*skip.Services[Guilds].CPU[StageUnpack], "and most unpacking goes: what is left are empty envelopes and the sampled ones")
	t.Logf("sessions %v %v %v, presence %v %v %v, guilds %v %v",
		total(before, Sessions), total(roots, Sessions), total(none, Sessions),
		total(ignore, Presence), total(parse, Presence), total(sieve, Presence), total(unpack, Guilds), total(skip, Guilds))
}

// A preview foretells what the world then measures.
func TestPreviewAgreesWithTheWorld(t *testing.T) {
	t.Parallel()
	long(t)
	for _, lines := range [][]string{
		{},
		{"toggle no.roots off"},
		{"toggle skip.unsampled off", "set sieve parse"},
		{"set head.rate 20%", "set fanout none"},
		{"set sieve parse", "set members 100", "set rate 40"},
	} {
		p, begin := play(t, lines...)
		require.NoError(t, p.Do("run 20s"))
		p.Finish()
		measured := measuredBars(world(p))
		for v := range NumServices {
			for st := range NumStages {
				assert.InDelta(t, int64(measured[v][st]), int64(begin.Services[v].CPU[st]), 25_000, "%v: %v %v", lines, v, st)
			}
		}
	}
}

// script is commands at times. Played at any pace, it must give the same history.
var script = []struct {
	at   time.Duration
	line string
}{
	{0, "set members 3000"},
	{300 * time.Millisecond, "toggle no.roots off"},
	{500 * time.Millisecond, "burst 7"},
	{800 * time.Millisecond, "set head.rate 10%"},
	{1200 * time.Millisecond, "toggle skip.unsampled off"},
	{1300 * time.Millisecond, "set members 1234"},
	{1500 * time.Millisecond, "set sieve parse"},
	{1700 * time.Millisecond, "set envelopes.sessions 50%"},
	{1900 * time.Millisecond, "set members 5000"},
	{2100 * time.Millisecond, "set rate 30"},
}

func playScript(t *testing.T, advance func(p *sim.Player, d time.Duration)) uint64 {
	p, err := NewPlayer("seed 7")
	require.NoError(t, err)
	var now time.Duration
	for _, c := range script {
		advance(p, c.at-now)
		now = c.at
		require.NoError(t, p.Do(c.line))
	}
	advance(p, 2500*time.Millisecond-now)
	var s Snapshot
	takeSnapshot(p, &s)
	require.EqualValues(t, 2500*time.Millisecond, s.Now)
	return s.Hash
}

// scriptHash pins the history of the script: it must be the same on every
// machine, natively and in wasm. It changes with the meaning of the world only.
const scriptHash = 17146456352928527027

func TestHistoryDoesNotDependOnFramesOrBudgets(t *testing.T) {
	want := playScript(t, func(p *sim.Player, d time.Duration) {
		if d > 0 {
			require.NoError(t, p.Do(fmt.Sprintf("run %v", d)))
			p.Finish()
		}
	})
	rng := rand.New(rand.NewPCG(1, 1))
	frames := playScript(t, func(p *sim.Player, d time.Duration) {
		require.NoError(t, p.Do("speed 1"))
		for d > 0 {
			f := min(d, time.Duration(rng.IntN(30_000_000)))
			p.Frame(f, nil)
			d -= f
		}
	})
	assert.Equal(t, want, frames, "frames of random length at speed 1")
	budgets := playScript(t, func(p *sim.Player, d time.Duration) {
		if d > 0 {
			require.NoError(t, p.Do(fmt.Sprintf("run %v", d)))
		}
		for p.Busy() {
			p.Frame(time.Second, func() bool { return rng.IntN(20) == 0 })
			var s Snapshot
			takeSnapshot(p, &s)
		}
	})
	assert.Equal(t, want, budgets, "budgets that end at random")
	if want != scriptHash {
		t.Errorf("history of the script is %d, pinned is %d", want, uint64(scriptHash))
	}
}

func TestEveryMessageIsAccountedFor(t *testing.T) {
	_, s := play(t, "set members 500", "burst 40", "run 3s")
	assert.Zero(t, s.Messages.DeadLetters)
	// Everything sent by a burst at the start has long arrived; the last messages
	// of the source may be on their way.
	waiting := int64(0)
	for _, w := range s.Field.Waves {
		waiting += int64(w.Size - w.Handled)
	}
	fanouts := (s.Messages.Deliveries + waiting) / 500
	assert.Zero(t, (s.Messages.Deliveries+waiting)%500)
	assert.GreaterOrEqual(t, fanouts, s.Messages.Sent-3)
	assert.LessOrEqual(t, fanouts, s.Messages.Sent)
}

func TestAMillionSessions(t *testing.T) {
	t.Parallel()
	long(t)
	_, s := play(t, "set members 1000000", "set head.rate 100%", "set grpc 0", "set small 0", "pause", "send", "run 1s")
	assert.Less(t, int64(1_000_000), s.Messages.Deliveries)
	kept := s.Messages.SessionSpans
	assert.InDelta(t, float64(s.Messages.SessionSpansExp), float64(kept), 200)
}

func TestBadCommandsChangeNothing(t *testing.T) {
	p, s := play(t, "set members 50", "run 1s")
	before := s.Hash
	for line, want := range map[string]string{
		"":                     `"" is not a command; expected one of set, toggle, costs, cost, send, burst, fail, link, crash, reconnect, seed, reset, play, pause, step, speed, run, back, goto, end, next, undo, redo, branch, previous, at, keep, try`,
		"fly":                  `"fly" is not a command; expected one of set, toggle, costs, cost, send, burst, fail, link, crash, reconnect, seed, reset, play, pause, step, speed, run, back, goto, end, next, undo, redo, branch, previous, at, keep, try`,
		"set members 0":        `members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"set members 1e3":      `members: "1e3" is not possible; expected a whole number from 1 to 1,000,000`,
		"set rate 0.05":        `rate: "0.05" is not possible; expected a number from 0.1 to 100 with at most 3 decimals`,
		"set rate NaN":         `rate: "NaN" is not possible; expected a number from 0.1 to 100 with at most 3 decimals`,
		"set head.rate 101%":   `head.rate: "101%" is not possible; expected a share from 0% to 100%, such as 1% or 0.01`,
		"set head.rate -1%":    `head.rate: "-1%" is not possible; expected a share from 0% to 100%, such as 1% or 0.01`,
		"set sieve maybe":      `sieve: "maybe" is not possible; expected one of ignore, parse, sieve`,
		"set fanout.100 0":     `fanout.100: "0" is not possible; expected a share from 0.0001% to 100%, such as 1% or 0.01`,
		"toggle no.roots yes":  `no.roots: "yes" is not possible; expected on or off`,
		"toggle rate on":       `toggle rate: there is no such switch in the model guild; expected one of even, relays, detach, skip.unsampled, no.roots, grpc.link, roots.guild, roots.session`,
		"set members":          `set members: no value; expected set KEY VALUE`,
		"burst 0":              `burst: "0" is not possible; expected a whole number from 1 to 10,000`,
		"seed -1":              `seed: "-1" is not possible; expected a whole number from 0 to 18,446,744,073,709,551,615`,
		"speed 11":             `speed: "11" is not possible; expected a number from 0.0001 to 10 with at most 6 decimals`,
		"run forever":          `run: "forever" is not possible; expected a duration from 1ns to 24h, such as 2s`,
		"send two":             `"two" is too much; expected nothing after the verb`,
		"set members \x00\xff": `members: "\x00\xff" is not possible; expected a whole number from 1 to 1,000,000`,
	} {
		assert.EqualError(t, p.Do(line), want, line)
	}
	takeSnapshot(p, s)
	assert.Equal(t, before, s.Hash)
	assert.Len(t, s.Log.Entries, 3, "with the seed")
}

func TestSeedKeepsTheSettings(t *testing.T) {
	p, _ := play(t, "set members 77", "set fanout.100 20%", "toggle no.roots off", "run 1s", "seed 9")
	var s Snapshot
	takeSnapshot(p, &s)
	assert.Zero(t, s.Now)
	assert.Equal(t, 77, s.Settings.Members)
	var lines []string
	for _, e := range s.Log.Entries {
		lines = append(lines, e.Text)
	}
	again, _ := play(t, lines...)
	assert.Equal(t, world(p).settings, world(again).settings, "the log alone makes the same world")
}

func TestStepStopsAtTheNextFanOut(t *testing.T) {
	p, s := play(t, "set members 100", "pause", "send", "step")
	assert.NotEmpty(t, s.Field.Waves)
	require.NoError(t, p.Do("step"))
	p.Finish()
	takeSnapshot(p, s)
	assert.Empty(t, s.Field.Waves, "and then at its end")
}

// What stood before the last change is shown: of a switch or a choice always, of a
// slider that is dragged what stood before the drag.
func TestBefore(t *testing.T) {
	p, s := play(t, "pause", "run 1s", "set sieve parse", "run 1s", "set sieve sieve")
	before := func() int64 { return int64(s.Services[Presence].Before.Total()) }
	assert.InDelta(t, 600_000, before(), 10_000, "back on the sieve, parsing all is what was before")
	do(t, p, "set head.rate 2%")
	takeSnapshot(p, s)
	untouched := before()
	assert.InDelta(t, 304_000, untouched, 10_000)
	for _, rate := range []string{"10%", "50%", "100%"} {
		do(t, p, "set head.rate "+rate)
	}
	takeSnapshot(p, s)
	assert.Equal(t, untouched, before())
}

// However soon after a change, the bars show something.
func TestBarsAreNeverEmpty(t *testing.T) {
	p, s := play(t, "pause", "run 1s")
	for _, line := range []string{"toggle no.roots off", "set sieve parse", "costs go-native"} {
		require.NoError(t, p.Do(line))
		takeSnapshot(p, s)
		for v := range s.Services {
			assert.Positive(t, total(s, row.Service(v)), "%v after %s", services[v].Name, line)
		}
	}
}

// The guild's actor is busy while it fans out, not only once that is done.
func TestActorIsBusyInTheMiddleOfItsFirstFanOut(t *testing.T) {
	_, s := play(t, "set members 1000000", "set rate 0.1", "set small 0", "send", "step", "run 40ms")
	assert.NotZero(t, s.Guild.Sending)
	assert.Greater(t, int64(s.Guild.Busy), int64(exact.Whole)*3/4, "at %v", time.Duration(s.Now))
	assert.LessOrEqual(t, s.Guild.Busy, exact.Whole)
}

func TestSendOrder(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10, 100, 9_999, 10_000} {
		columns, rank := SendOrder(n)
		assert.GreaterOrEqual(t, columns*columns, n)
		seen := make([]bool, n)
		for _, r := range rank {
			require.False(t, seen[r])
			seen[r] = true
		}
	}
	columns, rank := SendOrder(10_000)
	assert.Equal(t, 100, columns)
	assert.Less(t, rank[50*columns], rank[50*columns+99], "the near edge comes before the far one")
	assert.Less(t, rank[50*columns], rank[0], "and the middle before the corner")
}

func TestSettingsRoundTrip(t *testing.T) {
	s := DefaultSettings()
	for i := range model.Settings {
		k := &model.Settings[i]
		t.Run(k.Key, func(t *testing.T) {
			v := k.Text(s)
			if k.Key == "fanout" {
				return // custom is reached by editing points
			}
			verb := "set "
			if k.Kind == setting.KindSwitch {
				verb = "toggle "
			}
			p, err := NewPlayer(verb + k.Key + " " + v)
			require.NoError(t, err)
			assert.Equal(t, v, k.Text(snapshotOf(p).Settings))
		})
	}
}

func deliveries(p *sim.Player) (n int64) {
	for _, s := range world(p).sessionNodes {
		n += s.Handled()
	}
	return n
}

func BenchmarkWorld(b *testing.B) {
	for _, lines := range [][]string{
		{"set members 10000"},
		{"set members 1000000"},
		{"set members 1000000", "toggle no.roots off"},
		{"set members 1000000", "toggle skip.unsampled off", "set sieve parse"},
	} {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			p, err := NewPlayer(lines...)
			require.NoError(b, err)
			var n int64
			for range b.N {
				before := deliveries(p)
				require.NoError(b, p.Do("run 250ms"))
				p.Finish()
				n += deliveries(p) - before
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/delivery")
			b.ReportMetric(float64(n)/float64(b.N), "deliveries/op")
		})
	}
}

// What one delivery costs of a message that is not sampled, with everything on that counts,
// times and shows it.
func BenchmarkDelivery(b *testing.B) {
	p, err := NewPlayer("set members 1000000", "set head.rate 0%", "set rate 4", "set grpc 0", "set small 0")
	require.NoError(b, err)
	require.NoError(b, p.Do("run 1s")) // which makes the sessions
	p.Finish()
	var n int64
	b.ResetTimer()
	for range b.N {
		before := deliveries(p)
		require.NoError(b, p.Do("run 250ms"))
		p.Finish()
		n += deliveries(p) - before
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/delivery")
}

func BenchmarkPreview(b *testing.B) {
	p, err := NewPlayer()
	require.NoError(b, err)
	for range b.N {
		require.NoError(b, p.Do("toggle even"))
		p.Frame(0, nil)
	}
}

// The pictures hold a bounded number of marks; every span recorded by a session is
// among them or counted as left.
func TestMarksAreBoundedAndCounted(t *testing.T) {
	t.Parallel()
	long(t)
	_, s := play(t, "set members 100000", "set head.rate 100%", "set fanout none", "set grpc 0", "set small 0", "run 1s")
	var recorded int64
	for _, n := range s.Services[Sessions].Spans {
		recorded += n
	}
	assert.Greater(t, recorded, int64(marksKept))
	assert.LessOrEqual(t, len(s.Marks), marksKept)
	assert.Equal(t, recorded, int64(len(s.Marks)+s.MarksDropped))
}

// A rate that falls to nothing at the very time of an arrival ends them, until there is
// one again.
func TestRateOfNothingAtAnArrival(t *testing.T) {
	p, _ := play(t, "set members 10", "set guilds 5", "set guilds.rate 100", "set grpc 100", "toggle even on", "run 1s", "set grpc 0", "set guilds 0", "run 1s")
	for _, again := range []bool{false, true} {
		s := new(Snapshot)
		takeSnapshot(p, s)
		handled, sent := s.Services[Presence].Handled, s.Messages.SentSmall
		if again {
			require.NoError(t, p.Do("set grpc 100"))
			require.NoError(t, p.Do("set guilds 5"))
		}
		require.NoError(t, p.Do("run 1s"))
		p.Finish()
		takeSnapshot(p, s)
		assert.Equal(t, again, s.Services[Presence].Handled > handled)
		assert.Equal(t, again, s.Messages.SentSmall > sent)
	}
	assert.Zero(t, crashes(world(p)))
}

// What is expected follows from the settings: it stays as it is while they do, whatever
// chance has sampled meanwhile, and is what it was when a change is taken back.
func TestExpectationsStayWhileSettingsDo(t *testing.T) {
	t.Parallel()
	bars := func(p *sim.Player) (cpu [NumServices]readout.StageCost) {
		p.Frame(0, nil)
		s := snapshotOf(p)
		for v := range NumServices {
			cpu[v] = s.Services[v].CPU
		}
		return cpu
	}
	for _, lines := range [][]string{
		{},
		{"costs go-native"},
		{"set head.rate 20%", "set fanout none", "set guilds 20", "set guilds.rate 40"},
	} {
		p, _ := play(t, append([]string{"set members 400"}, lines...)...)
		begin := bars(p)
		for range 3 {
			do(t, p, "run 700ms")
			assert.Equal(t, begin, bars(p), "%v", lines)
		}
		do(t, p, "set sieve parse", "run 1s", "toggle no.roots")
		assert.NotEqual(t, begin, bars(p), "%v", lines)
		do(t, p, "run 1s", "toggle no.roots", "set sieve sieve")
		assert.Equal(t, begin, bars(p), "%v: taken back", lines)
	}
}

// A preview meets the rates of sampling: one message in a thousand, and no more.
func TestPreviewMeetsLowRates(t *testing.T) {
	t.Parallel()
	total := func(rate string) float64 {
		p, _ := play(t, "set members 400", "costs beam-published roots=recorded", "toggle no.roots off", "toggle grpc.link off", "toggle roots.guild off", "set head.rate "+rate)
		p.Frame(0, nil)
		return float64(snapshotOf(p).Services[Sessions].CPU.Total())
	}
	none, all := total("0%"), total("10%")
	assert.InDelta(t, (all-none)/10, total("1%")-none, 1_500)
	assert.InDelta(t, (all-none)/100, total("0.1%")-none, 1_500)
}
