package sim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// A history with other lines has their settings in force from its beginning and the rest
// done in it, whatever the order in which they come.
func TestHistoryWith(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 50", "seed 7", "at 2s send")
	require.NoError(t, err)
	before := p.History()
	h, err := before.With("at 1s send", "set head.rate 5%", "send", "toggle sieve.x off")
	assert.ErrorContains(t, err, "toggle sieve.x: there is no such switch in the model guild")
	assert.Zero(t, h)
	h, err = before.With("at 1s send", "set head.rate 5%", "send", "cost forward 30us", "set members 60")
	require.NoError(t, err)
	assert.Equal(t, []string{"set members 60", "set head.rate 5%", "cost forward 30000ns"}, h.Setup)
	assert.EqualValues(t, 7, h.Seed)
	var done []time.Duration
	for _, c := range h.Commands {
		assert.Equal(t, "send", c.Text)
		done = append(done, time.Duration(c.At))
	}
	assert.Equal(t, []time.Duration{0, time.Second, 2 * time.Second}, done)
	assert.Equal(t, []string{"set members 50"}, before.Setup, "the history itself stays")

	for line, want := range map[string]string{
		"seed 5":        "seed is no part of what a history begins with; expected a command that changes it, such as set, toggle, send or at",
		"reset":         "reset is no part of what a history begins with",
		"run 5s":        "run is no part of what a history begins with",
		"goto 1s":       "goto is no part of what a history begins with",
		"dance":         `"dance" is not a command`,
		"set members 0": `members: "0" is not possible`,
	} {
		_, err := before.With(line)
		assert.ErrorContains(t, err, want, line)
	}
	lost := sim.History{Model: guild.Model(), Setup: []string{"send"}}
	_, err = lost.Player()
	assert.EqualError(t, err, "send is no setting; expected set, toggle, costs or cost")

	same, err := before.With()
	require.NoError(t, err)
	assert.Equal(t, before, same)
}

// To reach a time is to run to it: the same history, and nothing about it in the log.
func TestReach(t *testing.T) {
	begin := func() *sim.Player {
		p, err := sim.NewPlayer(guild.Model(), "set members 200", "seed 3", "at 150ms send")
		require.NoError(t, err)
		return p
	}
	shot := func(p *sim.Player) (s sim.Snapshot) {
		p.Snapshot(&s)
		return s
	}
	run, reach := begin(), begin()
	require.NoError(t, run.Do("run 400ms"))
	run.Finish()
	log := len(shot(reach).Log.Entries)
	for calls, polls := 0, 0; !reach.Reach(400*time.Millisecond, func() bool { polls++; return polls%3 == 0 }); calls++ {
		require.Less(t, calls, 100_000)
	}
	assert.Equal(t, shot(run).Hash, shot(reach).Hash)
	assert.Equal(t, run.Now(), reach.Now())
	assert.Len(t, shot(reach).Log.Entries, log)
	assert.True(t, reach.Reach(time.Millisecond, nil), "it is past")
	assert.Equal(t, 400*time.Millisecond, reach.Now())

	require.NoError(t, reach.Do("goto 100ms"))
	assert.True(t, reach.Reach(100*time.Millisecond, nil), "by a way back that is under way")
	assert.Equal(t, 100*time.Millisecond, reach.Now())
	assert.True(t, reach.Reach(400*time.Millisecond, nil))
	assert.Equal(t, shot(run).Hash, shot(reach).Hash)
}

func TestAssign(t *testing.T) {
	m := guild.Model()
	for pair, want := range map[[2]string]string{
		{"members", "5"}: "set members 5", {"no.roots", "off"}: "toggle no.roots off", {"sieve", "parse"}: "set sieve parse",
		{"cost.forward", "5us"}: "cost forward 5us", {"costs", "beam-published"}: "costs beam-published", {"joy", "1"}: "set joy 1",
	} {
		assert.Equal(t, want, m.Assign(pair[0], pair[1]))
	}
}

// A player of a history is the one that its lines make, but that it is there sooner.
func TestThePlayerOfAHistory(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	h := p.History()
	h, err = h.With("set members 77", "at 300ms send", "toggle no.roots off", "cost forward 30us", "at 100ms set head.rate 5%", "send", "set fanout none")
	require.NoError(t, err)
	h.Seed = 12
	ours, err := h.Player()
	require.NoError(t, err)
	lines := h.Lines(0)
	theirs, err := sim.NewPlayer(guild.Model(), lines[:len(lines)-1]...)
	require.NoError(t, err)
	assert.Equal(t, h, ours.History())
	assert.Equal(t, theirs.History(), ours.History())
	for _, at := range []time.Duration{0, 400 * time.Millisecond} {
		var shots [2]sim.Snapshot
		for i, p := range []*sim.Player{ours, theirs} {
			require.True(t, p.Reach(at, nil))
			sim.Foretell(p, nil)
			p.Snapshot(&shots[i])
		}
		assert.Equal(t, shots[1].Hash, shots[0].Hash)
		assert.Equal(t, shots[1].Log.Entries, shots[0].Log.Entries)
		assert.Equal(t, shots[1].Changed, shots[0].Changed)
		assert.Equal(t, shots[1].Playing, shots[0].Playing)
		for _, m := range guild.Model().AllMetrics() {
			assert.Equal(t, m.Of(&shots[1]), m.Of(&shots[0]), m.Name)
		}
	}
}
