package sweep

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

func TestParseAxis(t *testing.T) {
	for text, want := range map[string]string{
		"head.rate 0.1%..10%:3":      "0.1% 1% 10%",
		"head.rate 0.1%..10%":        "0.1% 0.3162% 1% 3.162% 10%",
		"head.rate 5%,0.01, 100%":    "5% 1% 100%",
		"members 1..10000:5":         "1 10 100 1000 10000",
		"members 1000..1000000:3":    "1000 31620 1000000",
		"members 1..3:9":             "1 2 3",
		"members 12345..12346:2":     "12345 12346",
		"rate 0.5..50:3":             "0.5 5 50",
		"latency 100us..10ms:3":      "100µs 1ms 10ms",
		"jitter 0s,1ms":              "0s 1ms",
		"no.roots on,off":            "on off",
		"fanout table,10/n,none":     "table 10/n none",
		"sieve parse":                "parse",
		"cost.forward 20us,40us":     "20us 40us",
		"cost.forward 1us..100us:3":  "1µs 10µs 100µs",
		"head.rate 99.9999%..100%:2": "99.9999% 100%",
	} {
		name, values, _ := strings.Cut(text, " ")
		a, err := ParseAxis(guild.Model(), name, values)
		require.NoError(t, err, text)
		assert.Equal(t, Axis{name, strings.Fields(want)}, a, text)
	}
	a, err := ParseAxis(hashring.Model(), "nodes", "2..20:4") // its slider is linear
	require.NoError(t, err)
	assert.Equal(t, "2 8 14 20", strings.Join(a.Values, " "))
}

func TestParseAxisRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"joy 1,2":                  "set joy: there is no such setting in the model guild; expected one of members",
		"joy 1..2":                 "set joy: there is no such setting in the model guild",
		"members 0..10":            `members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"members 10..1":            "members: 10..1 is no range; expected one from a smaller value to a greater one",
		"members 10..10":           "members: 10..10 is no range",
		"members 1,,2":             "members: a value is missing; expected one before and behind every comma",
		"members 1..":              "members: a value is missing",
		"members 1..9:x":           `members: "x" is no number of steps; expected a whole number from 2 to 1000 behind the colon`,
		"members 1..9:1":           `members: "1" is no number of steps`,
		"members 1..9:1001":        `members: "1001" is no number of steps`,
		"head.rate 1%,5%,0.01":     "head.rate: 1% comes twice; expected each value once",
		"jitter 0s..1ms":           "jitter: its scale is logarithmic, and a range on it cannot begin at 0; expected more than 0, or a list of values",
		"sieve ignore..parse":      "sieve has no range; expected a list of values, with commas between them",
		"no.roots on,maybe":        `no.roots: "maybe" is not possible; expected on or off`,
		"cost.forward 40us..20us":  "cost.forward: 40us..20us is no range",
		"cost.joy 20us..40us":      `cost: "joy" is not an operation`,
		"costs a..b":               "costs: ",
		"cost.forward 20us,cheap":  `cost forward: "cheap" is not possible`,
		"head.rate 1%..5% 10%..2%": "not possible",
	} {
		name, values, _ := strings.Cut(text, " ")
		_, err := ParseAxis(guild.Model(), name, values)
		assert.ErrorContains(t, err, want, text)
	}
}

// plan is a small sweep with two settings, of the model whose histories are quick.
func plan(t testing.TB) Plan {
	t.Helper()
	p, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	h := p.History()
	h, err = h.With("set sessions 500", "set connects 50", "at 100ms where g7")
	require.NoError(t, err)
	return Plan{
		Base: h, Axes: []Axis{{"guilds", []string{"1", "10", "100"}}, {"lookup", []string{"process", "table"}}},
		Metrics: []string{"lookups", "time.ask", "machine.busy"}, First: 5, Seeds: 3, Length: 200 * time.Millisecond,
	}
}

func text(t testing.TB, r *Result) string {
	t.Helper()
	var csv strings.Builder
	require.NoError(t, r.WriteCSV(&csv))
	out, err := json.MarshalIndent(r, "", " ")
	require.NoError(t, err)
	return csv.String() + string(out)
}

// However small the budget of a frame is, the background finds what straight runs find,
// and it goes on by no more than the budget.
func TestBackground(t *testing.T) {
	s, err := New(plan(t))
	require.NoError(t, err)
	straight := NewResult(s)
	for i := range s.Jobs() {
		j := s.Job(i)
		run, err := s.Begin(j)
		require.NoError(t, err)
		require.True(t, run.Step(nil))
		straight.Add(j.Point, run.Figures())
	}
	b := NewBackground(s)
	for done, calls := false, 0; !done; calls++ {
		before, polls := b.Done(), 0
		done, err = b.Step(func() bool { polls++; return polls > 3 })
		require.NoError(t, err)
		assert.LessOrEqual(t, b.Done()-before, 1)
		assert.LessOrEqual(t, polls, 6, "what is under way ends soon after the budget")
		require.Less(t, calls, 100_000)
	}
	assert.Equal(t, s.Jobs(), b.Done())
	assert.Equal(t, text(t, straight), text(t, b.Result))
	done, err := b.Step(nil)
	assert.True(t, done)
	assert.NoError(t, err)
}

// Every job is in one shard, shards are about as long as each other, and each has jobs of
// every point if there are seeds enough.
func TestShards(t *testing.T) {
	p := plan(t)
	p.Seeds = 14
	s, err := New(p)
	require.NoError(t, err)
	for _, of := range []int{1, 2, 5, 7, 14, 1000} {
		seen := make(map[int]bool)
		least, most := math.MaxInt, 0
		for shard := range of {
			jobs := s.Shard(shard, of)
			points := make(map[int]bool)
			for _, i := range jobs {
				assert.False(t, seen[i], "job %d comes twice", i)
				seen[i] = true
				points[s.Job(i).Point] = true
			}
			if of <= p.Seeds {
				assert.Len(t, points, s.Points(), "shard %d of %d", shard, of)
			}
			least, most = min(least, len(jobs)), max(most, len(jobs))
		}
		assert.Len(t, seen, s.Jobs(), "%d shards", of)
		if of <= p.Seeds {
			assert.LessOrEqual(t, most-least, s.Points(), "%d shards", of)
		}
	}
}

// The values of a point are in force in its histories from time 0, above those that all
// begin with.
func TestPointsAreHistoriesWithTheirValues(t *testing.T) {
	s, err := New(plan(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"10", "process"}, s.Values(2))
	assert.Equal(t, Job{Point: 2, Seed: 6}, s.Job(s.Points()+2))
	run, err := s.Begin(s.Job(s.Points() + 2))
	require.NoError(t, err)
	h := run.player.History()
	assert.EqualValues(t, 6, h.Seed)
	assert.Equal(t, []string{"set lookup process", "set sessions 500", "set guilds 10", "set connects 50"}, h.Setup)
	assert.Equal(t, "where g7", h.Commands[0].Text)
}

func TestNewRefuses(t *testing.T) {
	for want, change := range map[string]func(*Plan){
		"nothing is to be varied; expected a setting with several values, or two":      func(p *Plan) { p.Axes = nil },
		"3 settings have several values; expected one or two":                          func(p *Plan) { p.Axes = append(p.Axes, Axis{"cores", []string{"2"}}) },
		"guilds has values twice; expected two settings":                               func(p *Plan) { p.Axes[1] = p.Axes[0] },
		"guilds has no values; expected one or more":                                   func(p *Plan) { p.Axes[0].Values = nil },
		"20000 points; expected at most 10000":                                         func(p *Plan) { p.Axes[0].Values = make([]string, 10_000) },
		"no metric is named; expected one or more":                                     func(p *Plan) { p.Metrics = nil },
		`"joy" is not a metric; playground run -model hashring -h lists them`:          func(p *Plan) { p.Metrics = []string{"joy"} },
		"the metric lookups comes twice; expected each one once":                       func(p *Plan) { p.Metrics = append(p.Metrics, "lookups") },
		"0 seeds; expected a whole number from 1 to 10000":                             func(p *Plan) { p.Seeds = 0 },
		"3 seeds: there are not that many from 18446744073709551614 on":                func(p *Plan) { p.First = math.MaxUint64 - 1 },
		"0s is no length of a history; expected more than 0 and at most 24h0m0s":       func(p *Plan) { p.Length = 0 },
		"a history with so many commands has lost its beginning; expected a whole one": func(p *Plan) { p.Base.Whole = false },
		`guilds: "0" is not possible; expected a whole number from 1 to 100`:           func(p *Plan) { p.Axes[0].Values[0] = "0" },
	} {
		p := plan(t)
		change(&p)
		_, err := New(p)
		assert.EqualError(t, err, want)
	}
}
