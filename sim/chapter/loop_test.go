package chapter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
	"fanout/sim/guild"
)

const loops = `# Round
chapter 1
beat b
time 30s
seed 7
toggle even on
set members 100
set rate 0.1
set head.rate 0%
run 2ms
step
  One message goes round.
loop 20ms
send
predict deliveries.expected choice
  How many?
option < 2 : 1
option > 1 : Many
set head.rate 100%
send
run 1s
reveal
  {answer}, and *{sessions.spans.api}* spans.
know
  Done.
`

// Until a guess is locked the world goes back to where the step began; the answer is that of
// one message alone, however often it went round.
func TestLoop(t *testing.T) {
	for name, frames := range map[string]int{"at once": 0, "on the first round": 3, "after some rounds": 40} {
		t.Run(name, func(t *testing.T) {
			r := read(t, loops, 0)
			begins, latest, back := r.p.Now(), time.Duration(0), 0
			for range frames {
				before := r.p.Now()
				r.frame(100 * time.Millisecond)
				if r.p.Now() < before {
					back++
				}
				latest = max(latest, r.p.Now())
			}
			assert.Equal(t, 2*time.Millisecond, begins)
			assert.LessOrEqual(t, latest, begins+30*time.Millisecond, "it goes back soon")
			assert.Equal(t, frames > 10, back > 1, "rounds: %d", back)
			assert.True(t, r.Veiled(), "what it asks for happens before the guess")
			require.NoError(t, r.Guess("Many"))
			assert.True(t, r.Veiled(), "and the run is not over")
			r.carry()
			assert.False(t, r.Veiled())
			v := r.View()
			assert.Equal(t, "Many", v.Predict.AnswerText)
			assert.Equal(t, 100., v.Predict.Answer)
			assert.Regexp(t, `^Many, and \d+ spans\.$`, v.Predict.Reveal.String(), "a figure can be stressed")
			answered := r.p.Now()
			r.frame(time.Second)
			assert.Greater(t, r.p.Now(), answered, "time goes on, and not round")

			require.NoError(t, r.Again())
			r.carry()
			assert.Equal(t, chapter.Open, r.View().Predict.State)
			assert.True(t, r.Veiled())
			assert.Less(t, begins-r.p.Now(), time.Microsecond)
			require.NoError(t, r.Skip())
			r.carry()
			assert.Equal(t, chapter.Skipped, r.View().Predict.State)
			assert.Equal(t, 100., r.View().Predict.Answer, "it begins with a clean slate each time")
		})
	}
}

// A loop needs a question, and a moment to go back to.
func TestLoopRefused(t *testing.T) {
	for wrong, want := range map[string][2]string{
		"loop":  {"loop 20ms", "loop 2h"},
		"start": {"run 2ms\nstep", "step"},
		"do":    {"loop 20ms\nsend", "loop 20ms\nrun 1ms\nsend"},
		"run":   {"set head.rate 100%\nsend", "run 1ms\nsend"},
		"twice": {"loop 20ms", "loop 20ms\nloop 30ms"},
	} {
		_, err := chapter.Parse(guild.Model(), "x", strings.Replace(loops, want[0], want[1], 1))
		require.Error(t, err, wrong)
		assert.Regexp(t, `^x:\d+:\d+: loop: .*; expected `, err.Error())
	}
}

func TestAgainNeedsALoop(t *testing.T) {
	r := read(t, loops, 0)
	assert.EqualError(t, r.Again(), "again: the question has not been answered yet; expected to wait for it")
}
