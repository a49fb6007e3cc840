package challenge_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/challenge"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// evening is a small challenge, quick to play.
const evening = `# An evening
challenge 1
for 10s
brief
  The first paragraph,
  in two lines.

  The second.
seed 21
set members 50
set rate 10
set grpc 5
at 3s crash guild
allow head.rate fanout roots.guild
always guild.mailbox < 50
  The guild keeps up.
end messages.sampled > 40
  Enough is sampled.
bill spans.recorded
pass
at 0s set head.rate 60%
fail
at 0s set head.rate 1%
`

func parse(t *testing.T, text string) *challenge.Challenge {
	t.Helper()
	c, err := challenge.Parse(guild.Model(), "evening", text)
	require.NoError(t, err)
	return c
}

func TestAFileIsRead(t *testing.T) {
	c := parse(t, evening)
	assert.Equal(t, "An evening", c.Title)
	assert.Equal(t, []string{"The first paragraph, in two lines.", "The second."}, c.Brief)
	assert.Equal(t, 10*time.Second, c.For)
	assert.Equal(t, []challenge.Event{{3 * time.Second, "crash guild"}}, c.Events)
	assert.Equal(t, "Enough is sampled.", c.Rules[1].Text)
	assert.Equal(t, "spans.recorded", c.Bill())
	pass, fail, problems := challenge.Check(c)
	assert.Empty(t, problems)
	assert.Greater(t, pass.Bill, fail.Bill)
}

func TestMistakesAreNamed(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"# An evening", "", "evening:1:1: the challenge has no title; expected # and a title in the first line"},
		{"challenge 1", "challenge one", `evening:2:11: challenge: "one" is not a number from 0 to 99`},
		{"for 10s", "for 10", `evening:3:5: for: "10" is not possible; expected a duration from 10s to 10m0s`},
		{"for 10s", "for 2h", `evening:3:5: for: "2h" is not possible; expected a duration from 10s to 10m0s`},
		{"  The first", "The first", `evening:5:1: "The" is not a command; expected`},
		{"set members 50", "set members 0", "evening:10:13: members"},
		{"set members 50", "burst 5", `evening:10:1: "burst" does not make a starting state; expected set, toggle, costs, cost or seed`},
		{"at 3s crash guild", "at 3s crash gild", `evening:13:13: crash: "gild" is not possible`},
		{"at 3s crash guild", "at 3s play", `evening:13:7: at 3s: "play" changes nothing in the world`},
		{"at 3s crash guild", "at 30s crash guild", "evening:1:1: the challenge has something that happens after its end; expected times before 10s"},
		{"allow head.rate", "allow head.rat", `evening:14:7: allow: "head.rat" is not a setting of guild`},
		{"  Enough is sampled.\n", "", "evening:1:1: the challenge has a rule that says nothing; expected text below it"},
		{"guild.mailbox < 50", "guild.mailbox ~ 50", "evening:15:"},
		{"bill spans.recorded", "bill guild.busy", `evening:19:6: bill: "guild.busy" does not count anything`},
		{"bill spans.recorded\n", "", "evening:1:1: the challenge has no bill; expected bill METRIC"},
		{"at 0s set head.rate 60%", "at 0s set members 5", `evening:21:7: "set members 5" is not yours to do in this challenge; expected a change of one of head.rate, fanout, roots.guild`},
		{"at 0s set head.rate 60%", "set head.rate 60%", `evening:21:1: "set" cannot stand below pass or fail; expected at TIME COMMAND`},
		{"brief\n", "brief now\n", `evening:4:7: brief: "now" is too much`},
	} {
		require.Contains(t, evening, tt.old)
		_, err := challenge.Parse(guild.Model(), "evening", strings.Replace(evening, tt.old, tt.new, 1))
		assert.ErrorContains(t, err, tt.want)
	}
	_, err := challenge.Parse(guild.Model(), "x", strings.Repeat("#", challenge.Longest+1))
	assert.ErrorContains(t, err, "expected a challenge, of at most")
	_, err = challenge.Parse(guild.Model(), "x", "\xff")
	assert.ErrorContains(t, err, "no text in UTF-8")
}

// What a file says is checked by playing it.
func TestCheckFindsWhatIsWrong(t *testing.T) {
	_, _, problems := challenge.Check(parse(t, strings.Replace(evening, "> 40", "> 400", 1)))
	assert.Contains(t, strings.Join(problems, "; "), "what should pass breaks a rule: messages.sampled > 400, found ")
	_, _, problems = challenge.Check(parse(t, strings.Replace(evening, "> 40", "> -1", 1)))
	assert.Contains(t, problems, "what should fail keeps every rule")
	assert.Contains(t, strings.Join(problems, "; "), "doing nothing passes")
}

func played(t *testing.T, p *sim.Player, s *challenge.Session) challenge.Result {
	t.Helper()
	var shot sim.Snapshot
	for range 100_000 {
		p.Frame(100*time.Millisecond, nil)
		p.Snapshot(&shot)
		s.Update(&shot, nil)
		if r, ok := s.Result(); ok {
			return r
		}
	}
	t.Fatal("it never ends")
	return challenge.Result{}
}

// A run that a person plays, goes back in and plays on scores as its log does, when
// that is played again.
func TestARunIsPlayedAndScored(t *testing.T) {
	c := parse(t, evening)
	p, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	s, err := challenge.New(c, p, nil)
	require.NoError(t, err)
	do := func(line string) {
		t.Helper()
		require.NoError(t, s.Refuse(line))
		require.NoError(t, p.Do(line))
		s.Acted(line)
		p.Finish()
	}
	do("set head.rate 50%")
	do("run 5s")
	do("set fanout none")
	do("run 2s")
	do("goto 1s") // a change of the past leaves the crash where it is
	do("set head.rate 70%")
	do("play")
	first := played(t, p, s)
	history := p.History()
	var texts []string
	for _, e := range history.Commands {
		texts = append(texts, fmt.Sprintf("%v %s", time.Duration(e.At), e.Text))
	}
	assert.Equal(t, []string{"0s set head.rate 50%", "1s set head.rate 70%", "3s crash guild"}, texts)
	again, err := challenge.Score(c, history.Commands)
	require.NoError(t, err)
	assert.Equal(t, again.Bill, first.Bill)
	assert.Equal(t, again.Passed, first.Passed)

	do("goto 9s")
	_, ok := s.Result()
	assert.True(t, ok, "looking back changes nothing")
	do("set head.rate 1%")
	_, ok = s.Result()
	assert.False(t, ok, "it is another run now")

	other, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	watched, err := challenge.New(c, other, history.Commands)
	require.NoError(t, err)
	assert.Equal(t, first.Bill, played(t, other, watched).Bill)
}

// A link cannot claim what may not be done.
func TestARunCannotLie(t *testing.T) {
	c := parse(t, evening)
	done := func(lines ...string) (list []readout.LogEntry) {
		for _, l := range lines {
			list = append(list, readout.LogEntry{At: int64(time.Second), Command: true, Text: l})
		}
		return list
	}
	for _, line := range []string{"set members 5", "crash guild", "costs go-native", "send", "seed 4", "reset", "at 2s set rate 1", "toggle no.roots on"} {
		assert.Error(t, c.Refuse(line), line)
		_, err := challenge.Score(c, done(line))
		assert.ErrorContains(t, err, "at 1s: ", line)
	}
	for _, line := range []string{"set head.rate 5%", "play", "goto 3s", "at 2s set head.rate 3%", "toggle roots.guild off"} {
		assert.NoError(t, c.Refuse(line), line)
	}
	_, err := challenge.Score(c, done("set head.rate 500%"))
	assert.Error(t, err)
}

// A score does not depend on how it is computed.
func TestAScoreComesInParts(t *testing.T) {
	c := parse(t, evening)
	whole, err := challenge.Score(c, nil)
	require.NoError(t, err)
	trial, err := challenge.NewTrial(c, nil)
	require.NoError(t, err)
	parts := 0
	for asked := 0; !trial.Advance(func() bool { asked++; return asked%3 == 0 }); parts++ {
		require.Less(t, parts, 1_000_000)
	}
	assert.Greater(t, parts, 3)
	assert.Equal(t, whole, trial.Result())
}

func TestTheChallengeOfADate(t *testing.T) {
	seen := make(map[string]bool)
	for day := 1; day <= 28; day++ {
		c, err := challenge.Daily(guild.Model(), fmt.Sprintf("2026-11-%02d", day))
		require.NoError(t, err)
		again, err := challenge.Find(guild.Model(), c.Name)
		require.NoError(t, err)
		assert.Equal(t, c.File, again.File)
		seen[c.File] = true
	}
	assert.Len(t, seen, 28, "each day has its own")
	for _, wrong := range []string{"", "4", "2026-13-01", "1999-01-01", "20261128"} {
		_, err := challenge.Find(guild.Model(), wrong)
		assert.Error(t, err, wrong)
	}
	c, err := challenge.Find(guild.Model(), "2")
	require.NoError(t, err)
	assert.Equal(t, 2, c.Number)
}
