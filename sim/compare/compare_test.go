package compare

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// history is a small history that begins with some lines.
func history(t testing.TB, m *sim.Model, lines ...string) *sim.History {
	t.Helper()
	p, err := sim.NewPlayer(m)
	require.NoError(t, err)
	h := p.History()
	if m == guild.Model() {
		lines = append([]string{"set members 300", "set grpc 100", "set small 20"}, lines...)
	}
	h, err = h.With(lines...)
	require.NoError(t, err)
	return &h
}

// figures plays both histories of some seeds and returns the table.
func figures(t testing.TB, a, b *sim.History, seeds uint64, until time.Duration) *Table {
	t.Helper()
	table := NewTable(a.Model)
	for seed := range seeds {
		a, b := *a, *b
		a.Seed, b.Seed = seed, seed
		p, err := begin(&a, &b)
		require.NoError(t, err)
		require.True(t, p.Reach(until, nil))
		table.Add(FiguresOf(p.A), FiguresOf(p.B))
	}
	return table
}

// What is compared with itself differs in nothing and parts nowhere, whatever was set and
// done in it; and it is refused.
func TestAgainstItself(t *testing.T) {
	for _, m := range []*sim.Model{guild.Model(), hashring.Model()} {
		seeds := uint64(3)
		if testing.Short() {
			seeds = 1
		}
		for seed := range seeds {
			h := history(t, m, lines(m, rand.New(rand.NewPCG(seed, 1)))...)
			_, err := New(h, h)
			require.EqualError(t, err, "nothing differs between A and B; expected a setting, a price or a command that does")
			list, err := Differences(h, h)
			require.NoError(t, err)
			assert.Empty(t, list)
			for _, r := range figures(t, h, h, 2, 500*time.Millisecond).Rows {
				assert.True(t, r.Same(), "%s: %v", h.Setup, r.Metric.Name)
				assert.False(t, r.Clear(), r.Metric.Name)
			}
			p, err := begin(h, h)
			require.NoError(t, err)
			s := search(p, time.Second)
			assert.True(t, s.Step(nil))
			assert.Nil(t, s.Parting())
		}
	}
}

// lines are a few random ones: settings, and what is done later.
func lines(m *sim.Model, r *rand.Rand) (list []string) {
	for range 3 {
		k := &m.Settings[r.IntN(len(m.Settings))]
		value := []string{"on", "off"}[r.IntN(2)]
		switch {
		case k.Dragged():
			value = k.Spell(k.Least + (k.Most-k.Least)*r.Float64()*1e-3)
		case len(k.Choices) > 0:
			value = k.Choices[r.IntN(len(k.Choices))]
		}
		list = append(list, m.Assign(k.Key, value))
	}
	c := m.Commands[r.IntN(len(m.Commands))]
	return append(list, fmt.Sprintf("at %dms %s", r.IntN(400), c.Example), "cost "+m.Ops[0].Key+" 77us")
}

// The instant at which two histories part is the first one: histories that are played
// straight to it differ, and a nanosecond before they do not.
func TestThePartingIsTheFirstInstant(t *testing.T) {
	for line, wants := range map[string]struct {
		from   time.Duration
		metric string
	}{
		"toggle no.roots off":          {0, "sessions.notrecorded"},
		"set head.rate 100%":           {0, "spans.recorded"},
		"at 700ms send":                {700 * time.Millisecond, "messages"},
		"at 1s set sieve ignore":       {time.Second, ""},
		"at 1234567891ns set rate 100": {1234567891, ""},
	} {
		if testing.Short() && line != "toggle no.roots off" && line != "at 700ms send" {
			continue
		}
		a, b := history(t, guild.Model()), history(t, guild.Model(), line)
		s, err := NewSearch(a, b, 3*time.Second)
		require.NoError(t, err)
		require.True(t, s.Step(nil))
		p := s.Parting()
		require.NotNil(t, p, line)
		assert.GreaterOrEqual(t, p.At, wants.from, line)
		for at, differ := range map[time.Duration]bool{p.At: true, p.At - 1: false} {
			straight, err := begin(a, b)
			require.NoError(t, err)
			require.True(t, straight.A.Reach(at, nil))
			require.True(t, straight.B.Reach(at, nil))
			var shots [2]sim.Snapshot
			straight.A.Snapshot(&shots[0])
			straight.B.Snapshot(&shots[1])
			assert.Equal(t, differ, shots[0].Hash != shots[1].Hash, "%s at %v", line, at)
		}
		if wants.metric == "" {
			continue
		}
		require.NotEmpty(t, p.Metrics, line)
		assert.Equal(t, wants.metric, p.Metrics[0].Metric.Name, line)
		assert.NotEqual(t, p.Metrics[0].A, p.Metrics[0].B)

		short, err := NewSearch(a, b, p.At-1)
		require.NoError(t, err)
		require.True(t, short.Step(nil))
		assert.Nil(t, short.Parting(), "%s: it is later", line)
	}
}

// Other machines are there from the beginning.
func TestOtherNodesPartAtOnce(t *testing.T) {
	s, err := NewSearch(history(t, guild.Model()), history(t, guild.Model(), "set nodes.sessions 3"), time.Second)
	require.NoError(t, err)
	require.True(t, s.Step(nil))
	assert.Equal(t, &Parting{Where: "sessions-3, which A does not have"}, s.Parting())
}

// What is found in the background is what is found straight, to the last digit.
func TestBackground(t *testing.T) {
	a, b := history(t, hashring.Model(), "set sessions 300"), history(t, hashring.Model(), "set sessions 300", "at 100ms reconnect")
	g, err := NewBackground(a, b, 5, 3, 200*time.Millisecond)
	require.NoError(t, err)
	calls := 0
	for done := false; !done; calls++ {
		polls := 0
		done, err = g.Step(func() bool { polls++; return polls > 5 })
		require.NoError(t, err)
		require.LessOrEqual(t, polls, 10)
	}
	assert.Greater(t, calls, 20)

	straight := NewTable(a.Model)
	for seed := range uint64(3) {
		a, b := *a, *b
		a.Seed, b.Seed = 5+seed, 5+seed
		p, err := New(&a, &b)
		require.NoError(t, err)
		p.Reach(200*time.Millisecond, nil)
		straight.Add(FiguresOf(p.A), FiguresOf(p.B))
	}
	first, second := *a, *b
	first.Seed, second.Seed = 5, 5
	s, err := NewSearch(&first, &second, 200*time.Millisecond)
	require.NoError(t, err)
	s.Step(nil)
	want, err := json.Marshal(&Result{
		Model: a.Model, First: 5, Seeds: 3, Length: 200 * time.Millisecond, Differ: []Difference{{"at 100ms", "", "reconnect"}}, Parting: s.Parting(), Table: straight,
	})
	require.NoError(t, err)
	got, err := json.Marshal(&g.Result)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(got))
	assert.Contains(t, string(got), `"parting":{"atNs":10`)
	_, err = NewBackground(a, a, 5, 3, time.Second)
	assert.Error(t, err)
}

// A frame's budget changes neither figures nor what a search finds.
func TestBudgetsChangeNothing(t *testing.T) {
	a, b := history(t, guild.Model()), history(t, guild.Model(), "at 200ms send", "set latency 150us")
	budget := func() func() bool { n := 0; return func() bool { n++; return n > 2 } }
	whole, err := New(a, b)
	require.NoError(t, err)
	whole.Reach(time.Second, nil)
	bits, err := New(a, b)
	require.NoError(t, err)
	calls := 0
	for ; !bits.Reach(time.Second, budget()); calls++ {
		assert.LessOrEqual(t, (bits.A.Now() - bits.B.Now()).Abs(), slice)
	}
	assert.Greater(t, calls, 10)
	assert.Equal(t, FiguresOf(whole.A), FiguresOf(bits.A))
	assert.Equal(t, FiguresOf(whole.B), FiguresOf(bits.B))

	one, err := NewSearch(a, b, time.Second)
	require.NoError(t, err)
	one.Step(nil)
	other, err := NewSearch(a, b, time.Second)
	require.NoError(t, err)
	for !other.Step(budget()) {
	}
	assert.Equal(t, one.Parting().At, other.Parting().At)
	assert.Equal(t, one.Parting().Where, other.Parting().Where)
}

func TestCheckRefuses(t *testing.T) {
	plain, seeded, lost := history(t, guild.Model()), *history(t, guild.Model(), "send"), *history(t, guild.Model(), "send")
	seeded.Seed++
	lost.Whole = false
	for want, b := range map[string]*sim.History{
		"the model of A is guild and that of B hashring; expected one model":                              history(t, hashring.Model()),
		"the seed of A is 279 and that of B 280; expected one seed, so that chance does the same in both": &seeded,
		"a history with so many commands has lost its beginning; expected two whole ones":                 &lost,
		"nothing differs between A and B; expected a setting, a price or a command that does":             history(t, guild.Model(), "set members 300"),
	} {
		assert.EqualError(t, Check(plain, b), want)
		_, err := NewSearch(plain, b, time.Second)
		assert.EqualError(t, err, want)
	}
}

func TestDifferences(t *testing.T) {
	a := history(t, guild.Model(), "cost forward 30us", "at 1s send", "at 2s send", "at 3s send")
	b := history(t, guild.Model(), "set sieve parse", "toggle no.roots off", "at 1s send", "at 3s crash guild", "at 2s send")
	list, err := Differences(a, b)
	require.NoError(t, err)
	assert.Equal(t, []Difference{
		{"no.roots", "on", "off"}, {"sieve", "sieve", "parse"}, {"cost.forward", "30µs", "41.27µs"},
		{"at 3s", "send", ""}, {"at 3s", "", "crash guild"},
	}, list)
}

// The forms for programs have the same numbers, and say which ones do not exist.
func TestForms(t *testing.T) {
	a, b := history(t, guild.Model()), history(t, guild.Model(), "at 100ms send")
	for seeds, wants := range map[uint64]string{
		1: "messages,number,1,1,2,1,,,0,1,1,false\ndead.letters,number,1,0,0,0,,,0,0,0,true\n",
		3: "messages,number,3,2,3,1,1,1,0,1,1,false\ndead.letters,number,3,0,0,0,0,0,0,0,0,true\n",
	} {
		table, err := figures(t, a, b, seeds, 300*time.Millisecond).Only([]string{"messages", "dead.letters"})
		require.NoError(t, err)
		var csv strings.Builder
		require.NoError(t, table.WriteCSV(&csv))
		head, rows, _ := strings.Cut(csv.String(), "\n")
		assert.Equal(t, wants, rows)
		text, err := json.Marshal(table.Rows[0])
		require.NoError(t, err)
		for column := range strings.SplitSeq(head, ",") {
			assert.Contains(t, string(text), `"`+column+`":`)
		}
		assert.Equal(t, seeds == 1, strings.Contains(string(text), `"low":null`))
	}
	_, err := NewTable(guild.Model()).Only([]string{"joy"})
	assert.EqualError(t, err, `"joy" is not a metric; playground run -model guild -h lists them`)
}
