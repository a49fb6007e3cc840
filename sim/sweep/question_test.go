package sweep

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

var question = Question{Setting: "head.rate", Metrics: []string{"spans.rate", "estimate.messages.error", "sessions.cpu"}, Seeds: 2, Length: 300 * time.Millisecond}

// snapshot is a history as it stands after some lines.
func snapshot(t *testing.T, lines ...string) *sim.Snapshot {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), lines...)
	require.NoError(t, err)
	p.Finish()
	var s sim.Snapshot
	p.Snapshot(&s)
	return &s
}

// The present value is one of the points, and the rest of what is in force now is in force in
// all histories from their beginning.
func TestQuestionIsAboutThePresent(t *testing.T) {
	now := snapshot(t, "set members 40", "seed 9", "run 10ms", "set head.rate 2%", "toggle no.roots off", "cost forward 30us", "send")
	p, err := question.Plan(now)
	require.NoError(t, err)
	assert.Equal(t, "0.01% 0.03% 0.1% 0.3% 1% 2% 3% 10% 30% 100%", strings.Join(p.Axes[0].Values, " "))
	assert.EqualValues(t, 9, p.First)
	assert.Equal(t, 2, p.Seeds)
	assert.Empty(t, p.Base.Commands, "what was done is not done again")
	s, err := New(p)
	require.NoError(t, err)
	run, err := s.Begin(s.Job(5))
	require.NoError(t, err)
	h := run.player.History()
	assert.Equal(t, []string{"set members 40", "set head.rate 2%", "toggle no.roots off", "cost forward 30000ns"}, h.Setup)

	now = snapshot(t, "set head.rate 100%")
	p, err = question.Plan(now)
	require.NoError(t, err)
	assert.Len(t, p.Axes[0].Values, MostRungs, "a present value that is a rung comes once")
	rare := question
	rare.Setting = "jitter"
	p, err = rare.Plan(now)
	require.NoError(t, err)
	assert.Equal(t, "0s", p.Axes[0].Values[0], "below the ladder")
}

// Whatever changes of the setting that is asked about, what was found of other values stays,
// and in the end is what would have been found without a change.
func TestAdopt(t *testing.T) {
	plan := func(lines ...string) *Sweep {
		p, err := question.Plan(snapshot(t, append([]string{"set members 30", "set rate 50", "seed 3"}, lines...)...))
		require.NoError(t, err)
		s, err := New(p)
		require.NoError(t, err)
		return s
	}
	finish := func(b *Background) string {
		for done, err := false, error(nil); !done; {
			done, err = b.Step(nil)
			require.NoError(t, err)
		}
		return text(t, b.Result)
	}
	straight := finish(NewBackground(plan("set head.rate 7%")))

	first := NewBackground(plan())
	for range 4 {
		_, err := first.Step(nil)
		require.NoError(t, err)
	}
	polls := 0
	_, err := first.Step(func() bool { polls++; return polls > 1 })
	require.NoError(t, err)
	require.False(t, first.Begins(), "a history is under way")
	second := NewBackground(plan("set head.rate 7%"))
	second.Adopt(first)
	assert.Equal(t, 4, second.Done())
	assert.False(t, second.Begins(), "it goes on here")
	assert.Equal(t, straight, finish(second))

	other := NewBackground(plan("set head.rate 7%", "set members 31"))
	other.Adopt(second)
	assert.Zero(t, other.Done(), "of other histories")

	more := NewBackground(plan("set head.rate 7%"))
	more.sweep.plan.Seeds = 5
	more = NewBackground(more.sweep)
	more.Adopt(second)
	assert.Equal(t, second.Done(), more.Done(), "more seeds go on from those that there are")
}

func TestQuestionRefuses(t *testing.T) {
	for want, change := range map[string]func(*Question){
		`"sieve" is not a setting with a range; expected one of members, rate, small`: func(q *Question) { q.Setting = "sieve" },
		`"joy" is not a setting with a range`:                                         func(q *Question) { q.Setting = "joy" },
		`"joy" is not a metric`:                                                       func(q *Question) { q.Metrics = []string{"joy"} },
		"the metric lost comes twice":                                                 func(q *Question) { q.Metrics = []string{"lost", "lost"} },
		"no metric is named":                                                          func(q *Question) { q.Metrics = nil },
		"0 seeds; expected a whole number":                                            func(q *Question) { q.Seeds = 0 },
		"0s is no length of a history":                                                func(q *Question) { q.Length = 0 },
		"25h0m0s is no length of a history; expected m":                               func(q *Question) { q.Length = 25 * time.Hour },
	} {
		q := question
		change(&q)
		err := q.Check(guild.Model())
		assert.ErrorContains(t, err, want)
		_, err = q.Plan(snapshot(t))
		assert.ErrorContains(t, err, want)
	}
}
