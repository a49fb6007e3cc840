package compare

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// Whatever A has had done, B has its own values from beginning to end, and the lines of Apart
// make the one of the other.
func TestOtherwise(t *testing.T) {
	a := history(t, guild.Model(), "toggle no.roots on", "at 20ms toggle no.roots off", "at 30ms send", "at 40ms set sieve parse", "at 50ms cost forward 50us")
	for _, lines := range [][]string{
		{"toggle no.roots on"}, {"toggle no.roots off"}, {"set sieve ignore", "set members 400"}, {"cost forward 9us"},
		{"costs beam-published"}, {"at 35ms set head.rate 3%"}, {"set head.rate 5%", "at 35ms set head.rate 3%"}, {},
	} {
		b, err := Otherwise(a, lines...)
		require.NoError(t, err, lines)
		for _, line := range lines {
			for _, c := range b.Commands {
				assert.False(t, line[:2] != "at" && Changes(line) == Changes(c.Text) && c.At != int64(35*time.Millisecond), "%s is left to %s", line, c.Text)
			}
		}
		for _, of := range [][2]*sim.History{{a, &b}, {&b, a}} {
			apart, err := Apart(of[0], of[1])
			require.NoError(t, err)
			again, err := Otherwise(of[0], apart...)
			require.NoError(t, err, apart)
			assert.Equal(t, of[1].Setup, again.Setup, "%q", apart)
			assert.Equal(t, of[1].Commands, again.Commands, "%q", apart)
		}
	}
	_, err := Otherwise(a, "send")
	assert.EqualError(t, err, "send happens in A and in B; expected a setting or a price, in which they differ")
	_, err = Otherwise(a, "set members 0")
	assert.ErrorContains(t, err, `members: "0" is not possible`)
}

// run has the frames of a pair go on until nothing is under way.
func run(t testing.TB, p *Pair, polls int) {
	t.Helper()
	for frames := 0; p.A.Busy() || p.Late() != nil || !p.InStep() || frames < 3; frames++ {
		require.Less(t, frames, 100_000)
		left := polls
		p.Frame(16*time.Millisecond, func() bool { left--; return left < 0 })
	}
}

// A history that is split under way has a second one beside it that is as if it had been
// played from the start, whatever is then set, done and exchanged, early or late.
func TestSplit(t *testing.T) {
	for _, polls := range []int{5, 1_000_000} {
		h := history(t, guild.Model(), "set rate 40", "at 30ms toggle no.roots on")
		a, err := h.Player()
		require.NoError(t, err)
		require.NoError(t, a.Do("speed 1"))
		require.NoError(t, a.Do("run 100ms"))
		a.Finish()
		p, err := Split(a, "toggle no.roots off")
		require.NoError(t, err)
		assert.Same(t, p.B, p.Late())
		p.Frame(16*time.Millisecond, func() bool { return true })
		require.NoError(t, p.Do("send"), "while B is late")
		require.NoError(t, p.Do("pause"))
		run(t, p, polls)
		assert.Equal(t, 100*time.Millisecond, p.B.Now())
		require.NoError(t, p.Set(p.A, "set sieve parse"))
		assert.Same(t, p.A, p.Late())
		require.NoError(t, p.Do("set head.rate 50%"), "while A is late")
		run(t, p, polls)
		require.NoError(t, p.Do("run 50ms"))
		run(t, p, polls)
		assert.Equal(t, 150*time.Millisecond, p.A.Now())
		was := hash(p.B)
		p.Swap()
		assert.Equal(t, was, hash(p.A))
		run(t, p, polls)
		require.NoError(t, p.Do("goto 60ms"))
		run(t, p, polls)
		assert.Equal(t, 60*time.Millisecond, p.B.Now())
		require.NoError(t, p.Do("end"))
		run(t, p, polls)
		for _, of := range []*sim.Player{p.A, p.B} {
			assert.Equal(t, hashAt(t, of.History(), 150*time.Millisecond), hash(of), "%d polls a frame", polls)
		}
		ha, hb := p.A.History(), p.B.History()
		list, err := Differences(&ha, &hb)
		require.NoError(t, err)
		assert.Subset(t, names(list), []string{"no.roots", "sieve"})
		require.NoError(t, p.Do("seed 5"))
		run(t, p, polls)
		assert.EqualValues(t, 5, p.B.History().Seed)
	}
}

// assertSame compares two instants by what is written of them: metrics have functions.
func assertSame(t testing.TB, want, got *Parting) {
	t.Helper()
	w, err := json.Marshal(want)
	require.NoError(t, err)
	g, err := json.Marshal(got)
	require.NoError(t, err)
	assert.JSONEq(t, string(w), string(g))
}

func names(list []Difference) (names []string) {
	for _, d := range list {
		names = append(names, d.Name)
	}
	return names
}

// While a pair is watched it finds the instant that a search of its histories finds, and what
// is changed before it is found again.
func TestApartness(t *testing.T) {
	h := history(t, guild.Model(), "set rate 40")
	a, err := h.Player()
	require.NoError(t, err)
	p, err := Split(a)
	require.NoError(t, err)
	require.NoError(t, p.Do("run 100ms"))
	run(t, p, 1000)
	assert.Equal(t, Apartness{Same: 100 * time.Millisecond, Parted: -1}, p.Apartness(), "nothing differs")
	require.NoError(t, p.Set(p.B, "toggle no.roots off"))
	run(t, p, 1000)
	found := p.Apartness()
	for frames := 0; found.Exact == nil; frames++ {
		require.Less(t, frames, 10_000)
		left := 100
		p.Frame(0, func() bool { left--; return left < 0 })
		found = p.Apartness()
	}
	ha, hb := p.A.History(), p.B.History()
	s, err := NewSearch(&ha, &hb, 100*time.Millisecond)
	require.NoError(t, err)
	require.True(t, s.Step(nil))
	assertSame(t, s.Parting(), found.Exact)
	p.Swap()
	ha, hb = p.A.History(), p.B.History()
	s, err = NewSearch(&ha, &hb, 100*time.Millisecond)
	require.NoError(t, err)
	s.Step(nil)
	assertSame(t, s.Parting(), p.Apartness().Exact)
	require.NoError(t, p.Do("undo"))
	run(t, p, 1000)
}

// A chapter plays A by itself, not through the pair: B is then A otherwise all the same.
func TestWhoeverPlaysA(t *testing.T) {
	h := history(t, guild.Model(), "set rate 40")
	a, err := h.Player()
	require.NoError(t, err)
	p, err := Split(a, "toggle no.roots off")
	require.NoError(t, err)
	for _, lines := range [][]string{{"run 50ms"}, {"send", "run 20ms"}, {"reset", "set members 200", "seed 4", "run 30ms"}, {"toggle no.roots off", "run 10ms"}} {
		for _, line := range lines {
			require.NoError(t, a.Do(line))
			a.Finish()
		}
		run(t, p, 100)
		want := a.History()
		want, err = Otherwise(&want, "toggle no.roots off")
		require.NoError(t, err)
		assert.Equal(t, hashAt(t, want, a.Now()), hash(p.B), "%q", lines)
	}
}
