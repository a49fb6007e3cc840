package guild

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/span"
)

// inUnits is a price in session forwards.
func inUnits(p *sim.Profile, ops ...row.Op) (w float64) {
	for _, o := range ops {
		w += float64(p.Price(o)) / float64(p.Price(opForward))
	}
	return w
}

// asked is the operations of asking for a span, by what becomes of it.
var asked = map[span.Outcome][]row.Op{
	span.RootDropped:  {opSpanRoot},
	span.RootKept:     {opSpanRoot, opRootKept, opCapture, opExport},
	span.ChildDropped: {opSpanChild},
	span.ChildKept:    {opSpanChild, opCapture, opExport},
}

// A delivery takes its own work and what becomes of its span.
func TestSpansAreChargedByWhatBecomesOfThem(t *testing.T) {
	w := sim.Build(model, 1, DefaultSettings()).(*World)
	for outcome, list := range asked {
		want := ops[opForward].Price
		for _, o := range list {
			want += ops[o].Price
		}
		assert.Equal(t, want, w.sessionNodes[0].large.PriceNs(span.PathOf(envelope.ReceiveBare, outcome)), "%d", outcome)
	}
}

// reading is the published list in one of its readings.
func reading(roots, grpc int) sim.Profile { return published(model, []int{roots, grpc}) }

// The published list has the ratios that it is made from, each to the last digit
// that is given.
func TestPublishedPrices(t *testing.T) {
	usual, second := reading(rootAttempts, grpc75), reading(rootAttempts, grpc788)
	rival := reading(rootRecorded, grpc75)
	w := sim.Build(model, 1, DefaultSettings()).(*World)
	for o := range numOps {
		assert.EqualValues(t, usual.Price(o), w.Price(o), "the default is the usual reading")
	}
	for _, c := range []struct {
		name  string
		list  *sim.Profile
		ops   []row.Op
		w     float64
		delta float64
	}{
		{"session forward", &usual, []row.Op{opForward}, 1, 0},
		{"inject", &usual, []row.Op{opInject}, 0.127, 0.0005},
		{"extract, empty carrier", &usual, []row.Op{opExtractEmpty}, 0.0085, 0.00005},
		{"extract, Envelope", &usual, []row.Op{opExtract}, 0.260, 0.0005},
		{"gRPC extract", &usual, []row.Op{opHeaders}, 0.703, 0.0005},
		{"sieve", &usual, []row.Op{opSieve}, 0.0036, 0.00005},
		{"gRPC handler", &usual, []row.Op{opHandler}, 0.234, 0.0005},
		{"gRPC handler, 78.8 %", &second, []row.Op{opHandler}, 0.189, 0.0005},
		{"rest per request", &usual, []row.Op{opPresence}, 0.468, 0.0005},
		{"rest per request, 78.8 %", &second, []row.Op{opPresence}, 0.514, 0.0005},
		{"root attempt, not sampled: a", &usual, []row.Op{opSpanRoot}, 0.2236, 0.00005},
		{"root, sampled: a + b", &usual, asked[span.RootKept], 0.2236 + 0.037, 0.0001},
		{"root attempt, rival reading", &rival, []row.Op{opSpanRoot}, 0, 0},
		{"root, sampled, rival reading", &rival, asked[span.RootKept], 22, 0.0001},
		{"span, unsampled parent", &usual, []row.Op{opSpanChild}, 0.305, 0.0005},
		{"span, sampled parent", &usual, asked[span.ChildKept], 0.342, 0.0005},
		{"span, sampled parent, rival reading", &rival, asked[span.ChildKept], 0.342, 0.0005},
		{"guild small message", &usual, []row.Op{opGuildSmall}, 0.242, 0.0005},
		{"guild fan-out step", &usual, append(slices.Repeat([]row.Op{opGuildRelay}, 67), opGuildSmall), 8.65, 0.005},
		{"API dispatch", &usual, []row.Op{opDispatch}, 40.95, 0.005},
	} {
		assert.InDelta(t, c.w, inUnits(c.list, c.ops...), c.delta, c.name)
	}
	const p = 0.01
	assert.InDelta(t, 0.224, inUnits(&usual, opSpanRoot)+p*inUnits(&usual, opCapture, opExport), 0.0005, "mean root attempt at 1 %")
	assert.InDelta(t, 0.22, p*inUnits(&rival, asked[span.RootKept]...), 0.0005, "the same, rival reading")
	assert.EqualValues(t, 120, usual.Price(opGuildSend), "0.12 µs per recipient without relays")
	assert.EqualValues(t, 36*time.Millisecond, usual.Price(opConnect), "26,700 of them make 16 minutes")
	assert.EqualValues(t, 100*time.Microsecond, usual.Price(opConnectSmall), "assumed")
}

// What the post publishes follows from the prices by arithmetic alone.
func TestPublishedSharesFollowFromPrices(t *testing.T) {
	const p = 0.01
	for _, r := range [][2]int{{}, {rootRecorded, grpc75}, {rootAttempts, grpc788}, {rootRecorded, grpc788}} {
		list := reading(r[0], r[1])
		w := func(ops ...row.Op) float64 { return inUnits(&list, ops...) }
		roots := (1-p)*w(asked[span.RootDropped]...) + p*w(asked[span.RootKept]...)
		// Sessions: of 100 deliveries 99 come without context, one brings it and is
		// kept by the second layer as one in a thousand.
		sampled := w(opExtract) + w(asked[span.ChildDropped]...)
		assert.InDelta(t, 55.1, 44.7*(w(opForward)+(1-p)*(w(opExtractEmpty)+roots)+p*sampled), 0.4, "%v: sessions with roots", r)
		assert.InDelta(t, 45.1, 44.7*(w(opForward)+(1-p)*w(opExtractEmpty)+p*sampled), 0.4, "%v: roots forbidden", r)

		plain := w(opHandler, opPresence)
		assert.InDelta(t, 2.00, (plain+w(opHeaders))/plain, 0.01, "%v: parse all", r)
		assert.InDelta(t, 1.015, (plain+w(opSieve)+p*w(opHeaders))/plain, 0.001, "%v: sieve", r)
		profile := 75.0
		if r[1] == grpc788 {
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
		service row.Service
		rate    float64 // per second
		perCore float64
	}{
		{"deliveries", Sessions, float64(s.MessageRate) * float64(s.Members) / 1000, 10_830},
		{"requests", Presence, float64(s.GRPCRate) / 1000, 10_350},
		{"dispatches", API, float64(s.MessageRate) / 1000, 142},
	} {
		w := sim.Build(model, 1, s).(*World)
		assert.InEpsilon(t, c.perCore, c.rate/(float64(w.Capacity(c.service))/load), 0.001, c.name)
	}
}

func TestCostsRoundTrip(t *testing.T) {
	p, err := NewPlayer()
	require.NoError(t, err)
	begin := snapshotOf(p)
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
		s := snapshotOf(p)
		assert.Equal(t, lines, s.Setup())
		require.NoError(t, p.Do("seed 5"))
		kept := snapshotOf(p)
		assert.Equal(t, s.Settings, kept.Settings, "a new seed keeps the settings")
		assert.Equal(t, s.Setup(), kept.Setup(), "a new seed keeps the costs")
		assert.Equal(t, s.Costs, kept.Costs, "a new seed keeps the costs")
		q, err := NewPlayer(append(s.Setup(), "seed 5")...)
		require.NoError(t, err)
		again := snapshotOf(q)
		assert.Equal(t, kept.Settings, again.Settings, "%v", lines)
		assert.Equal(t, kept.Setup(), again.Setup(), "%v", lines)
		assert.Equal(t, kept.Costs, again.Costs, "%v", lines)
		for v := range NumServices {
			assert.Equal(t, world(p).Capacity(v), world(q).Capacity(v), "%v", lines)
		}
	}
	require.NoError(t, p.Do("reset"))
	assert.Equal(t, begin.Costs, snapshotOf(p).Costs, "reset restores")
	assert.Equal(t, begin.Settings, snapshotOf(p).Settings, "reset restores")
}

// measuredLine has a different price for every operation.
var measuredLine = func() string {
	words := []string{"costs this-machine date=2026-01-31 on=go1.26,js/wasm,8-cpu"}
	for o, key := range measuredKeys() {
		price := fmt.Sprintf("%dns", 100+o)
		if o%2 == 0 {
			price = fmt.Sprintf("%d..%d..%dns", 90+o, 100+o, 200+o)
		}
		words = append(words, key+"="+price)
	}
	return strings.Join(words, " ")
}()

// A measured list need not have all prices: operations come and go between versions,
// and links stay.
func TestMeasuredListWithoutSomePrices(t *testing.T) {
	p, err := NewPlayer("costs go-native", "costs this-machine inject=7ns")
	require.NoError(t, err)
	s := snapshotOf(p)
	for o := range numOps {
		want := ops[o].Price
		if o == opInject {
			want = 7
		}
		assert.Equal(t, want, s.Costs.Prices[o].Ns, ops[o].Key)
		assert.EqualValues(t, want, world(p).Price(o), ops[o].Key)
	}
	again, err := NewPlayer(s.Setup()...)
	require.NoError(t, err)
	assert.Equal(t, s.Costs, snapshotOf(again).Costs)
}

func TestBadCosts(t *testing.T) {
	p, err := NewPlayer("costs go-native", "cost inject 99ns")
	require.NoError(t, err)
	before := snapshotOf(p)
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
		"costs this-machine":                       `costs: this-machine comes without a price; expected KEY=TIME for some of ` + measured,
		"costs this-machine date=2026-01-31":       `costs: this-machine comes without a price; expected KEY=TIME for some of ` + measured,
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
	after := snapshotOf(p)
	assert.Equal(t, before.Settings, after.Settings)
	assert.Equal(t, before.Setup(), after.Setup())
	assert.Equal(t, before.Costs, after.Costs)
	assert.Len(t, logOf(p), 2)
}

// What a line of costs says, the lines of the setup that it makes say as well.
func FuzzCosts(f *testing.F) {
	for _, line := range []string{measuredLine, "costs go-native", "costs beam-published roots=recorded grpc=78.8%",
		"costs this-machine on=x", "costs 1.5us", "costs 0", "costs 1..2..3ns", "costs 100ms", "costs -1ns"} {
		f.Add(strings.TrimPrefix(line, "costs "))
	}
	f.Fuzz(func(t *testing.T, args string) {
		p, err := NewPlayer("set members 1")
		require.NoError(t, err)
		if err := p.Do("costs " + args); err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		s := snapshotOf(p)
		again, err := NewPlayer(s.Setup()...)
		require.NoError(t, err)
		assert.Equal(t, s.Costs, snapshotOf(again).Costs)
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
	takeSnapshot(p, &s)
	assert.EqualValues(t, coresMax*1000, s.Services[Sessions].Capacity)
	assert.Greater(t, s.Services[Sessions].CPU.Total(), exact.Whole, "overloaded, and it shows")
	for v := range NumServices {
		for st := range NumStages {
			assert.GreaterOrEqual(t, s.Services[v].CPU[st], exact.PPM(0))
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
