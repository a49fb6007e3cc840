package lesson_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/timed"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// reader is a player with its chapters, carried on by frames.
type reader struct {
	*lesson.Lessons
	t      *testing.T
	player *timed.Player
}

func newReader(t *testing.T) *reader {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	clocked := timed.New(p, timed.Machine{Now: func() time.Duration { return 0 }})
	return &reader{lesson.New(clocked), t, clocked}
}

// settle carries on what is under way, and a frame more.
func (r *reader) settle() lesson.View {
	for frames := 0; ; frames++ {
		r.player.Frame(16*time.Millisecond, nil)
		r.Frame()
		if v := r.View(); v.Open == nil || !v.Open.Busy {
			return v
		}
		require.Less(r.t, frames, 10_000)
	}
}

func TestAChapterFromHookToEnd(t *testing.T) {
	r := newReader(t)
	assert.Nil(t, r.View().Open)
	assert.Len(t, r.View().Chapters, 10)
	assert.EqualError(t, r.Open(77), "there is no chapter 77; expected one of 10")
	assert.EqualError(t, r.Do("next", "", ""), "next: no chapter is open")
	require.NoError(t, r.Open(7))
	v := r.settle()
	require.NotNil(t, v.Open)
	assert.Equal(t, "Ten points of CPU", v.Open.Title)
	assert.Contains(t, v.Shown, "cpu.sessions")
	require.NoError(t, r.Do("next", "", ""))
	v = r.settle()
	assert.Equal(t, "open", v.Open.Predict.State)
	assert.Empty(t, v.Open.Predict.Post, "the published figure comes with the answer")
	assert.Nil(t, v.Open.Predict.PostAt)
	assert.EqualError(t, r.Do("next", "", ""), "next: the question is open; expected a guess, or to skip it")
	assert.ErrorContains(t, r.Do("guess", "144%", ""), "144")
	require.NoError(t, r.Do("guess", "50%", ""))
	v = r.settle()
	p := v.Open.Predict
	assert.Equal(t, [3]string{"compared", "50 %", "45.5 %"}, [3]string{p.State, p.Guess, p.Answer})
	assert.True(t, p.Expected, "a bar of the CPU is what the settings lead to")
	assert.Equal(t, "45 %", p.Post)
	require.NotNil(t, p.PostAt)
	assert.InDelta(t, 45, *p.PostAt, 1e-9)
	require.NoError(t, r.Do("next", "", ""))
	r.settle()
	require.NoError(t, r.Do("skip", "", ""))
	r.settle()
	require.NoError(t, r.Do("next", "", ""))
	r.settle() // with the rule and without it, side by side
	require.NoError(t, r.Do("next", "", ""))
	v = r.settle()
	assert.False(t, v.Open.Task.Done)
	require.NoError(t, r.player.Do("set head.rate 50%"), "what is done by hand counts")
	require.NoError(t, r.player.Do("run 4s"))
	r.settle()
	for range 400 {
		r.player.Frame(16*time.Millisecond, nil)
		r.Frame()
	}
	v = r.View()
	assert.True(t, v.Open.Task.Done)
	assert.False(t, v.Open.Closing)
	require.NoError(t, r.Do("next", "", ""))
	v = r.settle()
	assert.True(t, v.Open.Closing)
	assert.NotEmpty(t, v.Open.Know)
	assert.True(t, v.Chapters[7].Finished)

	other := newReader(t)
	require.NoError(t, other.SetProgress(v.Progress))
	assert.True(t, other.View().Chapters[7].Finished)
	assert.Error(t, other.SetProgress("garbage"))
	assert.False(t, other.View().Chapters[7].Finished)

	require.NoError(t, r.Do("leave", "", ""))
	assert.Nil(t, r.View().Open)
	text, err := json.Marshal(r.View())
	require.NoError(t, err)
	assert.NotContains(t, string(text), `null,"shown":null`)
}

// The two histories of chapter 7 differ in the rule alone, from their beginnings on: nothing
// that was done before lies in either.
func TestTwoHistoriesOfAChapterDifferInOneThing(t *testing.T) {
	r := newReader(t)
	require.NoError(t, r.Open(7))
	r.settle()
	require.NoError(t, r.Do("next", "", ""))
	for range 2 {
		r.settle()
		require.NoError(t, r.Do("skip", "", ""))
		r.settle()
		require.NoError(t, r.Do("next", "", ""))
	}
	split := false
	for _, look := range r.Looks() {
		if b, ok := strings.CutPrefix(look, "b "); ok {
			require.NoError(t, r.player.Do("split "+b))
			split = true
		}
	}
	require.True(t, split)
	r.settle()
	require.NoError(t, r.player.Do("pause"))
	r.player.Finish()
	var a sim.Snapshot
	r.player.Snapshot(&a)
	both := r.player.Other(new(scene.Other))
	assert.Equal(t, []compare.Difference{{Name: "no.roots", A: "on", B: "off"}}, both.Differ)
	assert.Zero(t, guild.ViewOf(&a).Messages.OrphanRoots)
	assert.Positive(t, guild.ViewOf(both.Snap).Messages.OrphanRoots)
	cpu := func(s *sim.Snapshot) float64 { return float64(s.Services[guild.Sessions].CPU.Total()) / 1e4 }
	assert.InDelta(t, 45, cpu(&a), 1)
	assert.InDelta(t, 55, cpu(both.Snap), 1)
}

// How long a run is says nothing while a time is asked for; otherwise it tells how far it is.
func TestARunDoesNotTellTheAnswer(t *testing.T) {
	for number, want := range map[int]string{1: "", 7: "2 s"} {
		r := newReader(t)
		require.NoError(t, r.Open(number))
		r.settle()
		require.NoError(t, r.Do("next", "", ""))
		r.settle()
		require.NoError(t, r.Do("skip", "", ""))
		o := r.View().Open
		assert.True(t, o.Busy)
		assert.Equal(t, want, o.Lasts)
	}
}

// Who goes to another world leaves the chapter; a world without chapters has none.
// What is measured holds the world up; a chapter that is opened next does not wait for it.
func TestAChapterEndsWhatIsMeasured(t *testing.T) {
	r := newReader(t)
	require.NoError(t, r.Open(8))
	r.settle()
	require.NoError(t, r.player.Do("probe "+guild.ProbeHeader))
	require.True(t, r.player.Measuring())
	require.NoError(t, r.Open(1))
	assert.False(t, r.player.Measuring())
	assert.Equal(t, 1, r.settle().Open.Number)
}

func TestAnotherWorldEndsAChapter(t *testing.T) {
	r := newReader(t)
	require.NoError(t, r.Open(1))
	p, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	r.player.Exchange(p)
	v := r.settle()
	assert.Nil(t, v.Open)
	assert.Empty(t, v.Chapters)
	assert.Error(t, r.Open(0))
}

// A chapter has another history than free play, which waits where it was left, to the byte,
// and is looked at as it was. The chapter that is left begins at its start when it is opened
// again; what was finished stays so.
func TestFreePlayWaits(t *testing.T) {
	r := newReader(t)
	looks, exchanged := []string{"zoom 2 17"}, 0
	r.Looking, r.Exchanged = func() []string { return looks }, func() { exchanged++ }
	require.NoError(t, r.player.Do("set members 321"))
	require.NoError(t, r.player.Do("run 1234ms"))
	require.NoError(t, r.player.Do("pause"))
	r.player.Finish()
	state := func() (s sim.Snapshot) { r.player.Snapshot(&s); return s }
	before, left := state(), r.player.Player
	r.Leave()
	assert.Zero(t, exchanged, "there is no chapter to leave")
	require.NoError(t, r.Open(1))
	require.NoError(t, r.Open(7), "one chapter follows another")
	r.settle()
	require.NoError(t, r.Do("next", "", ""))
	r.settle()
	assert.NotEqual(t, before.Hash, state().Hash)
	require.NoError(t, r.Do("leave", "", ""))
	after := state()
	assert.Same(t, left, r.player.Player)
	assert.Equal(t, []any{before.Hash, before.Now, false}, []any{after.Hash, after.Now, after.Playing})
	assert.Equal(t, []string{"home", "zoom 2 17"}, r.Looks())
	assert.Empty(t, r.Looks())
	assert.Equal(t, 2, exchanged)

	require.NoError(t, r.Open(7))
	assert.Equal(t, 1, r.settle().Open.Step)
	require.NoError(t, r.player.Do("set members 55"))
	r.Leave()
	assert.Equal(t, before.Settings, state().Settings, "what is done in a chapter stays there")
}

const short = `# A file
chapter 7
beat hello
time 1m
step
  Prose.
check setting head.rate 50%
  Raise it.
try right
set head.rate 50%
try wrong
set head.rate 40%
run 1s
know
  That is all.
`

// A chapter of a file is opened, and is none of the list, whatever its number; what is no
// chapter is left to others; a file that means to be one is refused with its place.
func TestAChapterOfAFile(t *testing.T) {
	r := newReader(t)
	kept := ""
	r.Kept = func(progress string) { kept = progress }
	other, err := r.File("x.txt", "# A scenario\nrun 1s\n")
	assert.False(t, other)
	require.NoError(t, err)
	other, err = r.File("x.txt", strings.Replace(short, "head.rate 50%", "head.rat 50%", 1))
	assert.True(t, other)
	assert.ErrorContains(t, err, "x.txt:7:15: ")
	assert.Nil(t, r.View().Open)
	_, err = r.File("x.txt", "model hashring\n"+short)
	assert.EqualError(t, err, "x.txt is a chapter of the world hashring; expected one of guild, which is open")
	other, err = r.File("x.txt", short)
	assert.True(t, other)
	require.NoError(t, err)
	assert.Equal(t, "x.txt", r.settle().Open.File)
	require.NoError(t, r.player.Do("set head.rate 50%"))
	v := r.settle()
	assert.True(t, v.Open.Task.Done)
	assert.False(t, v.Chapters[7].Finished)
	assert.Empty(t, kept)
}

// What is picked in the picture counts where a check asks for such a thing, and only there;
// the same thing again is no other attempt.
func TestPointing(t *testing.T) {
	r := newReader(t)
	r.Pointed("message", "1")
	require.NoError(t, r.Open(8))
	for v := r.settle(); v.Open.Task == nil; v = r.settle() {
		if v.Open.Predict != nil && v.Open.Predict.State == "open" {
			require.NoError(t, r.Do("skip", "", ""))
			continue
		}
		require.NoError(t, r.Do("next", "", ""))
	}
	r.Pointed("message", "1")
	assert.Zero(t, r.View().Open.Task.Tries, "a header is asked for")
	for range 2 {
		r.Pointed("header", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	}
	k := r.View().Open.Task
	assert.Equal(t, 1, k.Tries)
	assert.Len(t, k.Hints, 1)
	r.Pointed("header", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03")
	assert.True(t, r.settle().Open.Task.Done)
}

// What the reader has done is told when it is news.
func TestProgressIsKept(t *testing.T) {
	r := newReader(t)
	var kept []string
	r.Kept = func(progress string) { kept = append(kept, progress) }
	require.NoError(t, r.Open(7))
	r.settle()
	require.NoError(t, r.Do("next", "", ""))
	r.settle()
	assert.Empty(t, kept)
	require.NoError(t, r.GuessValue(.5))
	r.settle()
	r.View()
	require.Len(t, kept, 1)
	assert.Contains(t, kept[0], `step guild/7 2 "50 %"`)
	assert.EqualError(t, r.GuessValue(.4), "guess: the answer is there already")
}

// A header that is named by its text lies under the microscope as well, if that is open.
func TestANamedHeaderIsLookedAt(t *testing.T) {
	const header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03"
	for _, c := range []struct{ looks, want []string }{
		{[]string{"zoom 1 0", "microscope"}, []string{"microscope " + header}},
		{[]string{"microscope 00-ab"}, []string{"microscope " + header}},
		{[]string{"zoom 1 0"}, nil},
	} {
		r := newReader(t)
		r.Looking = func() []string { return c.looks }
		require.NoError(t, r.Open(8))
		r.settle()
		r.Looks()
		require.NoError(t, r.Do("point", "header", header))
		assert.Equal(t, c.want, r.Looks(), "%q", c.looks)
		require.NoError(t, r.Do("point", "message", "12"))
		assert.Empty(t, r.Looks())
	}
}

// A link to a step leads there, past the questions before it, and looks at it as its sender
// did; a reader who does something meanwhile goes on alone.
func TestALinkLeadsToAStep(t *testing.T) {
	walk := func(r *reader, frames int) *lesson.Opened {
		for range frames {
			r.player.Frame(16*time.Millisecond, nil)
			r.Frame()
		}
		return r.View().Open
	}
	r := newReader(t)
	r.Toward(7, 4, []string{"tab log"})
	require.NoError(t, r.Open(7))
	open := walk(r, 200)
	assert.Equal(t, 4, open.Step)
	assert.Contains(t, r.Looks(), "tab log")
	assert.Equal(t, 4, walk(r, 50).Step)
	require.NoError(t, r.Open(7))
	assert.Equal(t, 1, walk(r, 200).Step, "once")

	r = newReader(t)
	r.Toward(7, 99, nil)
	require.NoError(t, r.Open(7))
	open = walk(r, 400)
	assert.Equal(t, open.Steps, open.Step, "the last one")
	assert.False(t, open.Closing)

	r = newReader(t)
	r.Toward(7, 4, nil)
	require.NoError(t, r.Open(7))
	r.settle()
	r.Do("hint", "", "")
	assert.LessOrEqual(t, walk(r, 200).Step, 2, "the reader has taken over")
}
