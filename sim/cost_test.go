package sim

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inUnits is a price in session forwards.
func inUnits(p *Profile, ops ...op) (w float64) {
	for _, o := range ops {
		w += float64(p.price[o]) / float64(p.price[opForward])
	}
	return w
}

// The published list has the ratios that it is made from, each to the last digit
// that is given.
func TestPublishedPrices(t *testing.T) {
	usual, second := published(Reading{}), published(Reading{GRPC: GRPC788})
	rival := published(Reading{Roots: RootRecorded})
	assert.Equal(t, BEAMPublished, usual)
	for _, c := range []struct {
		name  string
		list  *Profile
		ops   []op
		w     float64
		delta float64
	}{
		{"session forward", &usual, []op{opForward}, 1, 0},
		{"inject", &usual, []op{opInject}, 0.127, 0.0005},
		{"extract, empty carrier", &usual, []op{opExtractEmpty}, 0.0085, 0.00005},
		{"extract, Envelope", &usual, []op{opExtract}, 0.260, 0.0005},
		{"gRPC extract", &usual, []op{opHeaders}, 0.703, 0.0005},
		{"sieve", &usual, []op{opSieve}, 0.0036, 0.00005},
		{"gRPC handler", &usual, []op{opHandler}, 0.234, 0.0005},
		{"gRPC handler, 78.8 %", &second, []op{opHandler}, 0.189, 0.0005},
		{"rest per request", &usual, []op{opPresence}, 0.468, 0.0005},
		{"rest per request, 78.8 %", &second, []op{opPresence}, 0.514, 0.0005},
		{"root attempt, not sampled: a", &usual, []op{opSpanRoot}, 0.2236, 0.00005},
		{"root, sampled: a + b", &usual, outcome(rootKept).ops(), 0.2236 + 0.037, 0.0001},
		{"root attempt, rival reading", &rival, []op{opSpanRoot}, 0, 0},
		{"root, sampled, rival reading", &rival, outcome(rootKept).ops(), 22, 0.0001},
		{"span, unsampled parent", &usual, []op{opSpanChild}, 0.305, 0.0005},
		{"span, sampled parent", &usual, outcome(childKept).ops(), 0.342, 0.0005},
		{"span, sampled parent, rival reading", &rival, outcome(childKept).ops(), 0.342, 0.0005},
		{"guild small message", &usual, []op{opGuildSmall}, 0.242, 0.0005},
		{"guild fan-out step", &usual, append(slices.Repeat([]op{opGuildRelay}, 67), opGuildSmall), 8.65, 0.005},
		{"API dispatch", &usual, []op{opDispatch}, 40.95, 0.005},
	} {
		assert.InDelta(t, c.w, inUnits(c.list, c.ops...), c.delta, c.name)
	}
	const p = 0.01
	assert.InDelta(t, 0.224, inUnits(&usual, opSpanRoot)+p*inUnits(&usual, opCapture, opExport), 0.0005, "mean root attempt at 1 %")
	assert.InDelta(t, 0.22, p*inUnits(&rival, outcome(rootKept).ops()...), 0.0005, "the same, rival reading")
	assert.EqualValues(t, 120, usual.price[opGuildSend], "0.12 µs per recipient without relays")
}

// What the post publishes follows from the prices by arithmetic alone.
func TestPublishedSharesFollowFromPrices(t *testing.T) {
	const p = 0.01
	for _, r := range []Reading{{}, {Roots: RootRecorded}, {GRPC: GRPC788}, {RootRecorded, GRPC788}} {
		list := published(r)
		w := func(ops ...op) float64 { return inUnits(&list, ops...) }
		roots := (1-p)*w(outcome(rootDropped).ops()...) + p*w(outcome(rootKept).ops()...)
		// Sessions: of 100 deliveries 99 come without context, one brings it and is
		// kept by the second layer as one in a thousand.
		sampled := w(opExtract) + w(outcome(childDropped).ops()...)
		assert.InDelta(t, 55.1, 44.7*(w(opForward)+(1-p)*(w(opExtractEmpty)+roots)+p*sampled), 0.4, "%v: sessions with roots", r)
		assert.InDelta(t, 45.1, 44.7*(w(opForward)+(1-p)*w(opExtractEmpty)+p*sampled), 0.4, "%v: roots forbidden", r)

		plain := w(opHandler, opPresence)
		assert.InDelta(t, 2.00, (plain+w(opHeaders))/plain, 0.01, "%v: parse all", r)
		assert.InDelta(t, 1.015, (plain+w(opSieve)+p*w(opHeaders))/plain, 0.001, "%v: sieve", r)
		profile := 75.0
		if r.GRPC == GRPC788 {
			profile = 78.8
		}
		assert.InDelta(t, profile, 100*w(opHeaders)/w(opHeaders, opHandler), 0.1, "%v: share of the handler", r)
	}
}

// Capacities are those that the default load was published with.
func TestCapacityFromDefaults(t *testing.T) {
	s := DefaultSettings()
	const load = 1e9 // ns of core time per second and core
	for _, c := range []struct {
		name    string
		service Service
		rate    float64 // per second
		perCore float64
	}{
		{"deliveries", Sessions, float64(s.MessageRate) * float64(s.Members) / 1000, 10_830},
		{"requests", Presence, float64(s.GRPCRate) / 1000, 10_350},
		{"dispatches", API, float64(s.MessageRate) / 1000, 142},
	} {
		capacity := provision(&s)
		assert.InEpsilon(t, c.perCore, c.rate/(float64(capacity[c.service])/load), 0.001, c.name)
	}
}

func TestCostsRoundTrip(t *testing.T) {
	p, err := NewPlayer()
	require.NoError(t, err)
	for _, lines := range [][]string{
		nil,
		{"costs beam-published roots=recorded"},
		{"costs beam-published roots=recorded grpc=78.8%"},
		{"costs go-native", "cost forward 12345ns", "cost dispatch 0ns"},
		{"cost inject 1234ns"},
		{measuredLine},
		{measuredLine, "cost grpc.sieve 7ns"},
	} {
		require.NoError(t, p.Do("reset"))
		for _, line := range lines {
			require.NoError(t, p.Do(line))
		}
		s := p.world.settings
		assert.Equal(t, lines, s.Costs.Lines())
		require.NoError(t, p.Do("seed 5"))
		assert.Equal(t, s, p.world.settings, "a new seed keeps the costs")
		again, err := NewPlayer(append(s.lines(), "seed 5")...)
		require.NoError(t, err)
		assert.Equal(t, p.world.settings, again.world.settings, "%v", lines)
		assert.Equal(t, p.world.capacity, again.world.capacity, "%v", lines)
		assert.Equal(t, *p.world.profile, *again.world.profile, "%v", lines)
	}
	require.NoError(t, p.Do("reset"))
	assert.Equal(t, costsOf(BEAMPublished), p.world.settings.Costs, "reset restores")
}

// measuredLine has a different price for every operation.
var measuredLine = func() string {
	words := []string{"costs this-machine date=2026-01-31 on=go1.26,js/wasm,8-cpu"}
	for o, key := range measuredKeys() {
		price := Profile{Name: thisMachine}
		price.price[o] = int64(100 + o)
		if o%2 == 0 {
			price.spread[o] = Spread{int64(90 + o), int64(200 + o)}
		}
		for _, word := range strings.Fields(price.words()) {
			if strings.HasPrefix(word, key+"=") {
				words = append(words, word)
			}
		}
	}
	return strings.Join(words, " ")
}()

func TestBadCosts(t *testing.T) {
	p, err := NewPlayer("costs go-native", "cost inject 99ns")
	require.NoError(t, err)
	before := p.world.settings
	operations, measured := strings.Join(opKeys(), ", "), strings.Join(measuredKeys(), ", ")
	for line, want := range map[string]string{
		"costs":                                    `costs: no price list; expected one of beam-published, go-native, this-machine`,
		"costs cheap":                              `costs: "cheap" is not a price list; expected one of beam-published, go-native, this-machine`,
		"costs go-native inject=4ns":               `costs: "inject=4ns" is too much; expected nothing after go-native`,
		"costs beam-published roots=none":          `costs: "roots=none" is not possible; expected one of attempts, recorded`,
		"costs beam-published grpc=76%":            `costs: "grpc=76%" is not possible; expected one of 75%, 78.8%`,
		"costs beam-published inject=4ns":          `costs: "inject=4ns" does not go with beam-published; expected roots=attempts|recorded or grpc=75%|78.8%, and cost KEY TIME edits a price`,
		"costs this-machine inject=1..2ns":         `costs: "inject=1..2ns" is not possible; expected a time from 0ns to 100ms, such as 1234ns, or LOW..MEDIAN..HIGHns`,
		"costs this-machine inject=3..2..1ns":      `costs: "inject=3..2..1ns" is not possible; expected a time from 0ns to 100ms, such as 1234ns, or LOW..MEDIAN..HIGHns`,
		"costs this-machine inject=1ns":            `costs: this-machine has no price for forward; expected one for each of ` + measured,
		"costs this-machine inject=1ns inject=1ns": `costs: "inject=1ns" comes a second time; expected each name once`,
		"costs this-machine magic=1ns":             `costs: "magic=1ns" is not possible; expected a name of date, on, ` + measured,
		"costs this-machine date=2026-13-01":       `costs: "date=2026-13-01" is not possible; expected a day such as date=2026-01-31`,
		"costs this-machine on=<b>":                `costs: "on=<b>" is not possible; expected up to 60 letters, digits and -._/, such as on=go1.26,linux/amd64`,
		"cost":                                     `cost: "" is not an operation; expected one of ` + operations,
		"cost magic 1ns":                           `cost: "magic" is not an operation; expected one of ` + operations,
		"costs this-machine guild.connect=1ns":     `costs: "guild.connect=1ns" is not possible; expected a name of date, on, ` + measured,
		"cost inject":                              `cost inject: "" is not possible; expected a time from 0ns to 100ms, such as 1234ns`,
		"cost inject 12":                           `cost inject: "12" is not possible; expected a time from 0ns to 100ms, such as 1234ns`,
		"cost inject -1ns":                         `cost inject: "-1ns" is not possible; expected a time from 0ns to 100ms, such as 1234ns`,
		"cost inject 101ms":                        `cost inject: "101ms" is not possible; expected a time from 0ns to 100ms, such as 1234ns`,
		"cost inject 1..2..3ns":                    `cost inject: "1..2..3ns" is not possible; expected a time from 0ns to 100ms, such as 1234ns`,
	} {
		assert.EqualError(t, p.Do(line), want, line)
	}
	assert.Equal(t, before, p.world.settings)
	assert.Len(t, p.log.entries, 2)
}

// What a line of costs says, the lines that Costs gives for it say as well.
func FuzzCosts(f *testing.F) {
	for _, line := range []string{measuredLine, "costs go-native", "costs beam-published roots=recorded grpc=78.8%",
		"costs this-machine on=x", "costs 1.5us", "costs 0", "costs 1..2..3ns", "costs 100ms", "costs -1ns"} {
		f.Add(strings.TrimPrefix(line, "costs "))
	}
	f.Fuzz(func(t *testing.T, args string) {
		if ns, spread, ok := parsePrice(args); ok {
			again, _, ok := parsePrice(nanoseconds(ns))
			assert.True(t, ok)
			assert.Equal(t, ns, again)
			assert.LessOrEqual(t, ns, int64(priceMax))
			assert.True(t, spread == Spread{} || 0 <= spread.Low && spread.Low <= ns && ns <= spread.High)
		}
		list, err := parseProfile(args)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		again := BEAMPublished
		c := costsOf(list)
		for _, line := range c.Lines() {
			again, err = parseProfile(strings.TrimPrefix(line, "costs "))
			require.NoError(t, err)
		}
		assert.Equal(t, list, again)
	})
}

// An edit moves the bars of the machines that are there; another list means other
// machines.
func TestCapacityFollowsTheListAndNotTheEdits(t *testing.T) {
	_, before := play(t, "run 1s")
	for _, lines := range [][]string{
		{"cost forward 82540ns", "run 1s"},
		{"run 1s", "cost forward 82540ns", "run 1s"},
		{"cost forward 82540ns", "run 1s", "seed 3", "run 1s"},
		{"cost forward 82540ns", "set members 5000", "run 1s"},
	} {
		_, s := play(t, lines...)
		assert.InDelta(t, 2*447_000, int64(s.Services[Sessions].CPU[StageHandle]), 2_000, "%v", lines)
		assert.True(t, s.Costs.Edited)
		assert.EqualValues(t, 82_540, s.Costs.Prices[opForward].Ns)
		assert.EqualValues(t, 41_270, s.Costs.Prices[opForward].Listed)
	}
	_, native := play(t, "run 1s", "costs go-native", "run 1s")
	assert.InDelta(t, 447_000, int64(native.Services[Sessions].CPU[StageHandle]), 10_000)
	assert.Less(t, native.Services[Sessions].Capacity, before.Services[Sessions].Capacity)
	assert.Equal(t, "go-native", native.Costs.Profile)
	assert.False(t, native.Costs.Edited)
	assert.NotEmpty(t, native.Costs.Date)
	assert.Contains(t, native.Costs.Machine, "otel-")
	assert.Positive(t, native.Costs.Prices[opForward].Spread.High)
}

// The dearest prices in the largest world are too much for any number of cores, and
// nothing breaks.
func TestTheDearestWorld(t *testing.T) {
	lines := []string{"set members 1000000", "set rate 100", "set grpc 20000", "set small 1000"}
	words := "costs this-machine"
	for _, key := range measuredKeys() {
		words += " " + key + "=100ms"
	}
	p, err := NewPlayer(append(lines, words)...)
	require.NoError(t, err)
	require.NoError(t, p.Do("run 10ms"))
	p.Frame(0, nil)
	var s Snapshot
	p.Snapshot(&s)
	assert.EqualValues(t, coresMax*1000, s.Services[Sessions].Capacity)
	assert.Greater(t, s.Services[Sessions].CPU.Total(), Whole, "overloaded, and it shows")
	for v := range NumServices {
		for st := range NumStages {
			assert.GreaterOrEqual(t, s.Services[v].CPU[st], PPM(0))
		}
	}
}

// A profile whose operations are free makes a world that stands and shows nothing.
func TestFreeOperations(t *testing.T) {
	words := "costs this-machine"
	for _, key := range measuredKeys() {
		words += " " + key + "=0ns"
	}
	_, s := play(t, words, "set members 100", "run 1s")
	assert.Zero(t, total(s, Sessions))
	assert.Positive(t, s.Messages.Deliveries)
	assert.EqualValues(t, time.Second, s.Now)
}
