package sim

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
)

// What a file says is refused as a whole where it begins to be too much: a limit that
// each line keeps to holds for all of them together.
func TestScenariosAreBounded(t *testing.T) {
	m := tinyModel(true)
	for text, want := range map[string]string{
		"# t\nrun 24h\nrun 1s\nask 1":             "f:3:5: run: with the lines before it that is 24h0m1s; expected at most 24h0m0s in all",
		"run 12h\nseed 3\nrun 12h\nrun 1ns":       "f:4:5: run: with the lines before it that is 24h0m0.000000001s; expected at most 24h0m0s in all",
		"run 24h\nstep":                           "f:2:5: step: with the lines before it that is 24h0m1s; expected at most 24h0m0s in all",
		"goto 24h\nnext":                          "f:2:5: next: with the lines before it that is 24h1m0s; expected at most 24h0m0s in all",
		"goto 20h\nback\ngoto 1h\nend":            "f:4:4: end: with the lines before it that is 39h0m0s; expected at most 24h0m0s in all",
		strings.Repeat("ask 1\n", mostCommands+1): "f:2001:1: a scenario has at most 2000 commands and expectations",
		"set head " + strings.Repeat("0", 5_000):  `f:1:1: "set head 0000000000000000000000000000000…" is a line of 5009 bytes; expected at most 4096`,
		strings.Repeat("#", LongestScenario+1):    "f has 1048577 bytes; expected a scenario, of at most 1048576",
		"\xff\xfe#\x00":                           "f is text in UTF-16; expected a scenario, in UTF-8",
		"ask\xff":                                 "f is no text; expected a scenario",
		"ask\x00":                                 "f is no text; expected a scenario",
		"at 1s at 2s ask":                         "f:1:4: at 1s: at cannot be put off; expected a command that changes the history, such as set or send",
		strings.Repeat("at 1s ", 600) + "ask":     "f:1:4: at 1s: at cannot be put off; expected a command that changes the history, such as set or send",
		strings.Repeat("ä", 30):                   `f:1:1: "` + strings.Repeat("ä", 20) + `…" is not a command`,
	} {
		_, err := m.ParseScenario("f", text)
		require.Error(t, err, want)
		assert.True(t, strings.HasPrefix(err.Error(), want), "%q, want %q", err, want)
		assert.NotContains(t, err.Error(), "\n")
	}
	for _, text := range []string{
		"run 12h\nrun 12h", "run 20h\nback\nseed 3\nrun 4h", "goto 23h\ngoto 1h\nrun 1h", strings.Repeat("ask 1\n", mostCommands),
		strings.Repeat("# prose\n", 10_000),
	} {
		_, err := m.ParseScenario("f", text)
		assert.NoError(t, err)
	}
}

// Whatever was accepted can be laid, with every command of it within the history.
func TestWhatWasCheckedCanBeLaid(t *testing.T) {
	m := tinyModel(true)
	s, err := m.ParseScenario("f", "run 24h\nask 1\nset head 3%\nat 24h ask 1\n")
	require.NoError(t, err)
	p, err := NewPlayer(m)
	require.NoError(t, err)
	require.NoError(t, p.Lay(s))
	h := p.History()
	assert.Len(t, h.Commands, 3)
	_, err = NewPlayer(m, h.Lines(0)...)
	assert.NoError(t, err)
}

// A long title does not fill the picture, and is not cut within a character.
func TestTitlesAreCutOff(t *testing.T) {
	s, err := tinyModel(true).ParseScenario("f", "# a"+strings.Repeat("ä", LongestScenario/4))
	require.NoError(t, err)
	assert.Equal(t, "a"+strings.Repeat("ä", 99)+"…", s.Title)
}

// Some editors put a mark before the text. It is no part of the first line, of which the
// columns count.
func TestByteOrderMark(t *testing.T) {
	m := tinyModel(true)
	for _, text := range []string{"# T\nrun 1s", "model tiny\n# T\nrun 1s", "# T\r\nrun 1s\r\n"} {
		s, err := m.ParseScenario("f", "\ufeff"+text)
		require.NoError(t, err)
		assert.Equal(t, "T", s.Title)
		assert.Equal(t, ModelOf(text), ModelOf("\ufeff"+text))
	}
	_, err := m.ParseScenario("f", "\ufeffset head joy")
	assert.ErrorContains(t, err, "f:1:10: ")
}

// Settings that others replace take no time.
func TestFolded(t *testing.T) {
	for text, want := range map[string]string{
		"set head 1%, set head 2%, set size 3":              "set head 2%, set size 3",
		"set a 1, toggle a, toggle a":                       "set a 1, toggle a, toggle a",
		"toggle a, set a off, toggle b on, toggle b off":    "set a off, toggle b off",
		"cost ask 1ns, costs l x=1, cost ask 2ns":           "costs l x=1, cost ask 2ns",
		"costs l, costs m, cost ask 2ns, cost serve 1ns":    "costs m, cost ask 2ns, cost serve 1ns",
		"cost ask 2ns, set ask 1, toggle costs on, costs l": "set ask 1, toggle costs on, costs l",
	} {
		got := tinyModel(true).folded(strings.Split(text, ", "))
		assert.Equal(t, strings.Split(want, ", "), got, text)
	}
}

// Time ends where the commands do: whatever is done, a history has no time that a link
// or a file of it could not name.
func TestAHistoryEnds(t *testing.T) {
	end := actor.Time(longestHistory)
	near := func(t *testing.T) *Player {
		p, err := NewPlayer(tinyModel(true), "set rate 0", "seed 1", "pause")
		require.NoError(t, err)
		p.k.Run(end-actor.Time(time.Millisecond), nil)
		p.latest = p.k.system.Now()
		return p
	}
	for _, lines := range [][]string{slices.Repeat([]string{"run 24h"}, 3), {"step"}, {"next"}} {
		p := near(t)
		for _, line := range lines {
			require.NoError(t, p.Do(line))
		}
		assert.LessOrEqual(t, p.target, end)
		p.Finish()
		assert.Equal(t, end, p.k.system.Now(), "%q", lines)
		assert.False(t, p.Busy())
	}
	p := near(t)
	require.NoError(t, p.Do("speed 10"))
	require.NoError(t, p.Do("play"))
	for range 3 {
		p.Frame(time.Second, nil)
	}
	var s Snapshot
	p.Snapshot(&s)
	assert.EqualValues(t, end, s.Now)
	assert.False(t, s.Playing)
	assert.Equal(t, "time has stopped: a history ends at 24h0m0s", s.Log.Note)
	require.NoError(t, p.Do("ask 1"))
	h := p.History()
	for _, line := range h.Lines(int64(end)) {
		_, err := p.model.parse(line)
		assert.NoError(t, err)
	}
	assert.NotEmpty(t, h.Commands)
}

// Many commands at one instant are done over as many frames as they take: the history is
// that of doing them in one go.
func TestManyCommandsAtOneInstantKeepToTheBudget(t *testing.T) {
	text := "run 10ms\n" + strings.Repeat("ask 1\nset head 3%\nset head 4%\n", 300) + "run 10ms\n"
	hash := func(frame func(p *Player)) uint64 {
		m := tinyModel(true)
		s, err := m.ParseScenario("f", text)
		require.NoError(t, err)
		p, err := NewPlayer(m)
		require.NoError(t, err)
		require.NoError(t, p.Lay(s))
		require.NoError(t, p.Do("goto 20ms"))
		frame(p)
		var snap Snapshot
		p.Snapshot(&snap)
		assert.Equal(t, 20*time.Millisecond, time.Duration(snap.Now))
		return snap.Hash
	}
	frames := 0
	cut := hash(func(p *Player) {
		for p.Busy() {
			frames++
			asked := 0
			p.Frame(0, func() bool { asked++; return asked > 2 })
		}
	})
	assert.Greater(t, frames, 100)
	assert.Equal(t, hash(func(p *Player) { p.Finish() }), cut)
}
