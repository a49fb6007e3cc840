package sim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commands are those of the log, without what was said about them.
func commands(s *Snapshot) (lines []string) {
	for _, e := range s.Log.Entries {
		if e.Command {
			lines = append(lines, fmt.Sprint(time.Duration(e.At), " ", e.Text))
		}
	}
	return lines
}

// A drag is seen all the way and is one command in the end, given where it began: the history
// is that command's, to the byte.
func TestADragIsOneCommand(t *testing.T) {
	for _, playing := range []bool{true, false} {
		p := tiny(t, "set head 50%", "run 1s", "speed 1", map[bool]string{true: "play", false: "pause"}[playing])
		had := len(commands(do(t, p)))
		var s Snapshot
		for i := range 20 {
			require.NoError(t, p.Do(fmt.Sprint("try set rate ", 110+10*i)))
			p.Frame(16*time.Millisecond, nil)
			p.Snapshot(&s)
			assert.Equal(t, fmt.Sprint(110+10*i), p.model.Setting("rate").Text(s.Settings), "it is in force at once")
		}
		assert.Len(t, commands(&s), had, "nothing is in the log yet")
		present := p.Now()
		require.NoError(t, p.Do("set rate 300"))
		p.Frame(0, nil)
		p.Snapshot(&s)
		assert.Equal(t, present, p.Now())
		assert.Equal(t, playing, s.Playing)
		assert.Equal(t, []string{"1s set rate 300"}, commands(&s)[had:])
		h := p.History()
		assert.Equal(t, []string{"0s set head 50%", "1s set rate 300"}, texts(h.Commands))
		assert.Equal(t, played(t, p).k.hash(), p.k.hash())
		if playing {
			assert.Equal(t, 1320*time.Millisecond, present, "time went on meanwhile")
		}
	}
}

// What is let go where it was taken has never been: not in the log, and what it would have
// replaced is there again.
func TestADragThatIsGivenUp(t *testing.T) {
	p := tiny(t, "set rate 300", "run 1s", "set head 50%", "run 1s", "goto 500ms")
	before := do(t, p)
	s := do(t, p, "try set rate 500", "try set rate 700")
	assert.Len(t, s.Timeline.Branches, 1)
	s = do(t, p, "set rate 300")
	assert.Equal(t, before.Hash, s.Hash)
	assert.Equal(t, before.Timeline, s.Timeline)
	h := p.History()
	assert.Equal(t, []string{"0s set rate 300", "1s set head 50%"}, texts(h.Commands))
}

// Whatever comes between makes the trial last: what was seen stays.
func TestATrialEndsWithAnotherCommand(t *testing.T) {
	for _, line := range []string{"toggle even", "goto 1s", "undo", "seed 9", "try set pings 5", "at 3s ask 5"} {
		p := tiny(t, "run 1s", "try set rate 500", "run 100ms", "try set rate 700", "run 100ms")
		do(t, p, line)
		if line == "undo" {
			assert.EqualValues(t, 1e9-1, p.Now(), "the drag is what was done last")
			h := p.History()
			assert.Empty(t, h.Commands)
			continue
		}
		h := p.History()
		if line == "seed 9" {
			assert.Contains(t, h.Setup, "set rate 700")
			continue
		}
		assert.Equal(t, "1s set rate 700", texts(h.Commands)[0], line)
		assert.Equal(t, played(t, p).k.hash(), p.k.hash(), line)
	}
}

// A drag without end does not become a way back without end: it is some commands then.
func TestALongTrialIsSettledOnTheWay(t *testing.T) {
	p := tiny(t, "set rate 5000", "set pings 200")
	for i := range 60 {
		do(t, p, fmt.Sprint("try set rate ", 4000+i), "run 100ms")
	}
	s := do(t, p, "set rate 4059")
	n := len(p.History().Commands) - 2
	assert.Greater(t, n, 1)
	assert.Less(t, n, 20)
	assert.Equal(t, played(t, p).k.hash(), s.Hash)
}

// How fast time goes is tried as well; only what it ends with stands in the log.
func TestTheSpeedIsTried(t *testing.T) {
	p := tiny(t, "run 1s")
	had := len(commands(do(t, p)))
	s := do(t, p, "try speed 0.5", "try speed 0.25")
	assert.EqualValues(t, 250_000, s.Speed)
	assert.Len(t, commands(s), had)
	assert.EqualError(t, p.Do("try goto 500ms"), "try: goto cannot be tried; expected a command such as set or speed")
	assert.Equal(t, []string{"1s speed 0.125"}, commands(do(t, p, "speed 0.125"))[had:])
}
