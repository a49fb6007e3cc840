package sim

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/readout"
)

// played is the history of a player played straight, on a fresh one, up to where it stands.
func played(t *testing.T, p *Player) *Player {
	t.Helper()
	p.Finish()
	h := p.History()
	fresh, err := NewPlayer(p.model, h.Lines(int64(p.k.system.Now()))...)
	require.NoError(t, err)
	fresh.Finish()
	return fresh
}

func texts(list []readout.LogEntry) (lines []string) {
	for _, c := range list {
		lines = append(lines, fmt.Sprint(time.Duration(c.At), " ", c.Text))
	}
	return lines
}

// A change in the past keeps what it replaced, which comes back whole; the other one is then
// the branch.
func TestAChangeInThePastCanBeGoneBackFrom(t *testing.T) {
	p := tiny(t, "set rate 300", "run 1s", "set head 50%", "run 1s")
	first := do(t, p).Hash
	s := do(t, p, "goto 500ms", "set rate 900")
	require.Len(t, s.Timeline.Branches, 1)
	assert.Equal(t, readout.Branch{Number: 1, At: 5e8, Until: 2e9, Commands: 1, First: "set head 50%"}, s.Timeline.Branches[0])
	assert.Equal(t, "changed in the past: the 1.5s that came after are kept as branch 1, with 1 command", s.Log.Note)
	second := do(t, p, "goto 2s").Hash
	assert.NotEqual(t, first, second)

	s = do(t, p, "branch 1")
	assert.Equal(t, first, s.Hash, "the same time in the other future")
	assert.Equal(t, "branch 1 is back; what it takes the place of is kept as branch 2", s.Log.Note)
	assert.Equal(t, []readout.Branch{{Number: 2, At: 5e8, Until: 2e9, Commands: 1, First: "set rate 900"}}, s.Timeline.Branches)
	assert.Equal(t, second, do(t, p, "branch").Hash, "the one that was left last")
	s = do(t, p, "branch 9")
	assert.Equal(t, second, s.Hash)
	assert.Equal(t, "there is no branch 9; expected one of 3", s.Log.Note)
	assert.Contains(t, do(t, p, "seed 5", "branch").Log.Note, "there is no branch: nothing in this history was replaced")
}

// Undo after a change in the past brings back what was there, and stands where it was
// changed; redo is the way back, as often as one likes.
func TestUndoBringsBackWhatWasReplaced(t *testing.T) {
	p := tiny(t, "set rate 300", "run 1s", "set head 50%", "run 1s", "goto 500ms")
	before := do(t, p)
	after := do(t, p, "set rate 900", "run 100ms")
	for range 3 {
		s := do(t, p, "undo")
		assert.Equal(t, before.Hash, s.Hash)
		assert.Equal(t, before.Now, s.Now)
		assert.Equal(t, before.Timeline.Latest, s.Timeline.Latest, "the future is there, and needs no computing")
		assert.Equal(t, before.Timeline.Busy, s.Timeline.Busy)
		assert.Equal(t, "undone: set rate 900", s.Log.Note)
		s = do(t, p, "redo", "goto 600ms")
		assert.Equal(t, after.Hash, s.Hash)
		require.Len(t, s.Timeline.Branches, 1)
	}
	assert.Equal(t, before.Hash, do(t, p, "undo").Hash)
	s := do(t, p, "set pings 7", "redo")
	assert.Equal(t, "nothing can be done again: no undo was the last change here", s.Log.Note, "something else was changed")
}

// Several undos are taken back by as many redos.
func TestUndosAndRedos(t *testing.T) {
	p := tiny(t)
	var hashes []uint64
	for i := range 4 {
		hashes = append(hashes, do(t, p, "run 300ms", fmt.Sprint("set rate ", 200*(i+1))).Hash)
	}
	for range 3 {
		for i := 3; i > 0; i-- {
			assert.Equal(t, fmt.Sprintf("undone: set rate %d", 200*(i+1)), do(t, p, "undo").Log.Note)
		}
		for i := 1; i < 4; i++ {
			assert.Equal(t, hashes[i], do(t, p, "redo").Hash, "redo %d", i)
		}
	}
}

// The eldest branches make room, and are counted; the command that is given again is no
// second branch.
func TestBranchesAreBounded(t *testing.T) {
	p := tiny(t, "run 2s")
	for i := range branchesKept + 3 {
		do(t, p, "goto 1s", fmt.Sprint("set rate ", i+1), "run 100ms")
	}
	s := do(t, p)
	assert.Len(t, s.Timeline.Branches, branchesKept)
	assert.Equal(t, 3, s.Timeline.BranchesDropped)
	assert.Equal(t, 4, s.Timeline.Branches[0].Number)

	q := tiny(t, "run 1s", "set rate 300", "undo", "goto 1s", "set rate 300")
	assert.Empty(t, do(t, q).Timeline.Branches, "the history is what it was")
}

// However branches are left and gone back to, with trials in between: the world is always
// the one that its log tells.
func TestBranchesLeaveTheHistoryThatTheLogTells(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 5))
		p := tiny(t, "set head 50%")
		var lines []string
		for range 40 {
			line := randomStep(rng, p)
			lines = append(lines, line)
			require.NoError(t, p.Do(line), line)
			switch rng.IntN(3) {
			case 0:
				p.Finish()
			case 1:
				for n := rng.IntN(4); n > 0; n-- {
					p.Frame(50*time.Millisecond, func() bool { return rng.IntN(3) == 0 })
				}
			}
		}
		fresh := played(t, p)
		require.Equal(t, fresh.k.hash(), p.k.hash(), "seed %d: %q", seed, lines)
		h, again := p.History(), fresh.History()
		require.Equal(t, texts(h.Commands), texts(again.Commands))

		// Another player that is given the branches goes to the same ones.
		q, err := h.Player()
		require.NoError(t, err)
		for _, b := range h.Branches {
			require.NoError(t, fresh.Do(b.Line()), b.Line())
			require.NoError(t, q.Do(fmt.Sprint("goto ", p.Now())))
			q.Finish()
		}
		require.Len(t, fresh.branches.list, len(h.Branches))
		for i, b := range h.Branches {
			require.NoError(t, p.Do(fmt.Sprint("branch ", b.Number)))
			require.NoError(t, q.Do(fmt.Sprint("branch ", b.Number)))
			require.NoError(t, fresh.Do(fmt.Sprint("branch ", i+1)))
			for _, one := range []*Player{p, q, fresh} {
				one.Finish()
				require.NoError(t, one.CheckTrees())
			}
			require.Equal(t, p.k.hash(), fresh.k.hash(), "seed %d, branch %d", seed, b.Number)
			require.Equal(t, p.k.hash(), q.k.hash(), "seed %d, branch %d", seed, b.Number)
			require.Equal(t, played(t, p).k.hash(), p.k.hash(), "seed %d, branch %d", seed, b.Number)
			break // numbers go on differently from here
		}
	}
}

// randomStep is something that a person may do next.
func randomStep(rng *rand.Rand, p *Player) string {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	change := fmt.Sprintf(pick("set rate %d", "set pings %d"), 1+rng.IntN(200))
	switch rng.IntN(9) {
	case 0, 1:
		return change
	case 2, 3:
		return "try " + change
	case 4:
		return pick("undo", "redo", "branch", fmt.Sprint("branch ", 1+rng.IntN(6)))
	case 5:
		return fmt.Sprintf("at %dms %s", rng.IntN(1500), change)
	case 6:
		return fmt.Sprintf("goto %dms", rng.IntN(1500))
	case 7:
		return pick("play", "pause", "back", "end", "ask 2", "toggle even")
	}
	return fmt.Sprintf("run %dms", 1+rng.IntN(400))
}

// What a link may say of a branch, and what it may not.
func TestKeepRefuses(t *testing.T) {
	p := tiny(t, "run 1s")
	for line, want := range map[string]string{
		"keep":                        `keep: "" is not a number of commands; expected one from 0 to 50000`,
		"keep -1 2s":                  `keep: "-1" is not a number of commands; expected one from 0 to 50000`,
		"keep 0":                      `keep: "" is not a time; expected one from 0s to 24h, such as 12.5s`,
		"keep 0 2s 1s":                `keep 1s: "" is not a command`,
		"keep 0 2s 1s run 5s":         "at 1s: run cannot be put off; expected a command that changes the history, such as set or send",
		"keep 0 2s 1s at 2s ask 1":    "at 1s: at cannot be put off; expected a command that changes the history, such as set or send",
		"keep 0 2s 1s ask 1; x ask 1": `keep: "x" is not a time`,
		"keep 0 2s 1s keep 0 2s":      "at 1s: keep cannot be put off",
		"try try set rate 5":          "try: try cannot be tried; expected a command such as set or speed",
		"try seed 5":                  "try: seed cannot be tried",
		"try at 1s ask 1":             "try: at cannot be tried",
		"try set rate":                "try: set rate: no value",
		"branch x":                    `branch: "x" is not the number of a branch; expected one from 1, or nothing for the one that was left last`,
		"branch 0":                    `branch: "0" is not the number of a branch`,
		"at 1s try set rate 5":        "at 1s: try cannot be put off",
		"keep 9999999999999999 1s ":   `keep: "9999999999999999" is not a number of commands`,
	} {
		before := do(t, p).Hash
		err := p.Do(line)
		if assert.Error(t, err, line) {
			assert.Contains(t, err.Error(), want, line)
		}
		assert.Equal(t, before, do(t, p).Hash, line)
		assert.Empty(t, do(t, p).Timeline.Branches, line)
	}
}

// A link may have a branch that parts before anything was kept to go back to.
func TestABranchFromTheVeryBeginning(t *testing.T) {
	m := tinyModel(true)
	begin := func(lines ...string) *Player {
		p, err := NewPlayer(m, append([]string{"set pings 3", "seed 7"}, lines...)...)
		require.NoError(t, err)
		do(t, p, "goto 1s")
		return p
	}
	for _, way := range []string{"0s", "1s"} { // from the beginning, and from later on
		p := begin("at 0s set rate 300", "keep 0 2s 0s set rate 900; 500ms set head 50%")
		do(t, p, "goto "+way)
		s := do(t, p, "branch", "goto 1s")
		want := do(t, begin("at 0s set rate 900", "at 500ms set head 50%"))
		assert.Equal(t, want.Hash, s.Hash)
		assert.Equal(t, do(t, begin("at 0s set rate 300")).Hash, do(t, p, "branch", "goto 1s").Hash, "and back")
	}
}
