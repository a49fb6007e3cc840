package chapter_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/chapter"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// reader is a session and what carries it on.
type reader struct {
	*chapter.Session
	p *sim.Player
	t testing.TB

	budget int // polls of a frame, 0 for no bound
}

func read(t testing.TB, text string, budget int) *reader {
	t.Helper()
	return readChapter(t, parse(t, text), budget)
}

func readChapter(t testing.TB, c *chapter.Chapter, budget int) *reader {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	r := &reader{chapter.New(c, p), p, t, budget}
	r.carry()
	return r
}

// frame is one frame, as a program that draws has it.
func (r *reader) frame(elapsed time.Duration) {
	polls := 0
	var over func() bool
	if r.budget > 0 {
		over = func() bool { polls++; return polls > r.budget }
	}
	r.p.Frame(elapsed, over)
	var shot sim.Snapshot
	r.p.Snapshot(&shot)
	r.Update(&shot)
}

// carry goes on until nothing is under way.
func (r *reader) carry() {
	for r.Busy() || r.p.Busy() {
		r.frame(0)
	}
	r.frame(0)
}

// act is a command of the reader.
func (r *reader) act(line string) {
	r.t.Helper()
	require.NoError(r.t, r.p.Do(line))
	r.Acted(line)
	r.carry()
}

// The controls that there are are those of the page that is read and of those before it.
func TestShownIsCumulative(t *testing.T) {
	text := strings.Replace(small, "show button.send\n", "", 1)
	text = strings.Replace(text, "  Choose.\n", "  Choose.\nshow button.send\n", 1)
	r := read(t, text, 0)
	first := []string{"slider.members", "toggle.no.roots"}
	assert.Equal(t, first, r.Shown())
	assert.Equal(t, first, r.View().Shown)
	require.NoError(t, r.Skip())
	r.carry()
	require.NoError(t, r.Next())
	r.carry()
	assert.Equal(t, append(first, "button.send"), r.View().Shown)
	assert.Equal(t, append(first, "button.send"), r.Shown())
	assert.Equal(t, []string{"button.send"}, r.Chapter().Named(r.Step()))
	assert.Equal(t, first, r.Chapter().Named(0))
	require.NoError(t, r.Back())
	assert.Equal(t, first, r.Shown(), "a page that is read again has what it had")
	require.NoError(t, r.Next())
	assert.Equal(t, append(first, "button.send"), r.Shown())
}

func TestSession(t *testing.T) {
	r := read(t, small, 0)
	v := r.View()
	assert.Equal(t, []string{"slider.members", "toggle.no.roots", "button.send"}, v.Shown)
	assert.Equal(t, []string{"zoom fit"}, r.Looks())
	assert.Empty(t, r.Looks())
	assert.Equal(t, "Twenty people, and a guild with a mailbox. So far it sent 0.\n\nA second paragraph.", v.Prose.String())
	assert.Equal(t, chapter.Open, v.Predict.State)
	assert.Nil(t, v.Check)

	require.NoError(t, r.Guess("30"))
	v = r.View()
	assert.True(t, v.Busy)
	assert.Equal(t, chapter.Locked, v.Predict.State)
	assert.Equal(t, "30 copies", v.Predict.GuessText)
	assert.Empty(t, v.Predict.AnswerText)
	r.carry()
	v = r.View()
	assert.Equal(t, chapter.Compared, v.Predict.State)
	assert.Equal(t, 20., v.Predict.Answer)
	assert.Equal(t, "You said 30 copies, it is 20 copies: 10 off; before, 0.", v.Predict.Reveal.String())
	require.Len(t, v.Predict.Published, 1)
	assert.Equal(t, "nobody", v.Predict.Published[0].Source)

	require.NoError(t, r.Next())
	r.carry()
	require.NoError(t, r.Guess("Many"))
	r.carry()
	v = r.View()
	assert.Equal(t, 1, v.Predict.Option)
	assert.Equal(t, "It is Many; you said Many: the same.", v.Predict.Reveal.String())

	require.NoError(t, r.Back())
	assert.Equal(t, chapter.Compared, r.View().Predict.State)
	require.NoError(t, r.Next())
	assert.Equal(t, chapter.Compared, r.View().Predict.State, "what was answered is kept")

	require.NoError(t, r.Next())
	r.carry()
	v = r.View()
	assert.Equal(t, "Send one.", v.Check.Text.String())
	assert.False(t, v.Check.Done)
	r.act("send")
	r.act("run 1s")
	v = r.View()
	assert.True(t, v.Check.Done)
	assert.True(t, v.Finished)
	assert.False(t, v.Closing, "the reader sees that it is done, and goes on")
	require.NoError(t, r.Next())
	v = r.View()
	assert.True(t, v.Closing)
	assert.Equal(t, "One message, twenty copies.", v.Know.String())
	require.NoError(t, r.Back())
	assert.True(t, r.View().Finished, "going back does not undo it")
	assert.False(t, r.View().Closing)
}

// What cannot be done is refused in one sentence, and changes nothing.
func TestRefusals(t *testing.T) {
	r := read(t, small, 0)
	for guess, want := range map[string]string{
		"":       `guess: "" is not possible; expected a number`,
		"many":   `guess: "many" is not possible; expected a number`,
		"1e400":  `guess: "1e400" is not possible; expected a number`,
		"NaN":    `guess: "NaN" is not possible; expected a number`,
		"+Inf":   `guess: "+Inf" is not possible; expected a number`,
		"-1":     `guess: -1 is not possible; expected 0 to 1,000`,
		"1001":   `guess: 1,001 is not possible; expected 0 to 1,000`,
		"20%":    `guess: "20%" is not possible; expected a number`,
		"1 0 00": `guess: "1 0 00" is not possible; expected a number`,
	} {
		assert.EqualError(t, r.Guess(guess), want)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 1001} {
		assert.ErrorContains(t, r.GuessValue(v), "is not possible; expected 0 to 1,000")
	}
	assert.Equal(t, chapter.Open, r.View().Predict.State)
	assert.EqualError(t, r.Next(), "next: the question is open; expected a guess, or to skip it")
	assert.EqualError(t, r.Back(), "back: this is the first step")
	assert.EqualError(t, r.Hint(), "hint: nothing is to be done here")

	require.NoError(t, r.Skip())
	assert.EqualError(t, r.Guess("3"), "guess: the guess is locked, and the answer is on its way")
	assert.EqualError(t, r.Next(), "next: something is still running; expected to wait for it")
	assert.EqualError(t, r.Back(), "back: something is still running; expected to wait for it")
	r.carry()
	assert.EqualError(t, r.Skip(), "skip: the answer is there already")
	assert.Equal(t, chapter.Skipped, r.View().Predict.State)
	assert.Empty(t, r.View().Predict.GuessText)
	assert.Equal(t, "You said no guess, it is 20 copies: nothing to compare; before, 0.", r.View().Predict.Reveal.String())

	require.NoError(t, r.Next())
	r.carry()
	assert.EqualError(t, r.Guess("All"), `guess: "All" is not one of the answers; expected one of None, Many`)
	assert.EqualError(t, r.GuessValue(0.5), "guess: 0.5 is not possible; expected the number of an option, from 0 to 1")
	require.NoError(t, r.Skip())
	r.carry()
	require.NoError(t, r.Next())
	r.carry()
	assert.EqualError(t, r.Skip(), "skip: nothing is asked here")
	require.NoError(t, r.Next())
	assert.EqualError(t, r.Next(), "next: the chapter is at its end")
}

// A share is typed as people write it.
func TestGuessOfAShare(t *testing.T) {
	text := strings.Replace(small, "deliveries - guess number 0 to 1000 copies", "sessions.cpu bar 0% to 100%", 1)
	for guess, want := range map[string]float64{"49%": 0.49, "49 %": 0.49, "49": 0.49, " 0.5 % ": 0.005} {
		r := read(t, text, 0)
		require.NoError(t, r.Guess(guess))
		r.carry()
		assert.InDelta(t, want, r.View().Predict.Guess, 1e-9, guess)
	}
}

// The answer and the history are the same under any frames.
func TestSameUnderAnyFrames(t *testing.T) {
	play := func(budget int) (float64, uint64) {
		r := read(t, strings.Replace(small, "set members 20", "set members 5000", 1), budget)
		frames := 0
		require.NoError(t, r.Guess("30"))
		last := 0.
		for r.Busy() {
			r.frame(time.Second / 60)
			done := r.View().Done
			assert.True(t, done >= last || done == 0, "%v after %v", done, last)
			last = done
			frames++
		}
		if budget > 0 {
			assert.Greater(t, frames, 3, "nothing waits for the run")
		}
		var shot sim.Snapshot
		r.p.Snapshot(&shot)
		return r.View().Predict.Answer, shot.Hash
	}
	answer, hash := play(0)
	assert.Equal(t, 5000., answer)
	for _, budget := range []int{1, 7, 25} {
		again, sameHash := play(budget)
		assert.Equal(t, answer, again)
		assert.Equal(t, hash, sameHash)
	}
}

// A run that the reader stops goes on: the question is answered all the same.
func TestReaderStopsTheRun(t *testing.T) {
	r := read(t, strings.Replace(small, "set members 20", "set members 5000", 1), 1)
	require.NoError(t, r.Guess("30"))
	r.frame(0)
	for _, line := range []string{"pause", "goto 0s", "back", "play"} {
		require.NoError(t, r.p.Do(line))
		r.Acted(line)
		r.frame(time.Second / 60)
	}
	r.budget = 0
	r.carry()
	assert.Equal(t, chapter.Compared, r.View().Predict.State)
	assert.Equal(t, 1100*time.Millisecond, r.p.Now())
}

// A run of the reader's own does not hold up a frame: a guess ends it.
func TestGuessEndsTheReadersRun(t *testing.T) {
	r := read(t, small, 0)
	require.NoError(t, r.p.Do("run 20h"))
	require.NoError(t, r.Guess("30"))
	assert.Less(t, r.p.Now(), time.Second)
	r.carry()
	assert.Equal(t, 20., r.View().Predict.Answer)
}

// atCheck is a reader at the last step.
func atCheck(t *testing.T, text string) *reader {
	t.Helper()
	r := read(t, text, 0)
	for range 2 {
		require.NoError(t, r.Skip())
		r.carry()
		require.NoError(t, r.Next())
		r.carry()
	}
	return r
}

// What does not do it is told by hints, of which the first says what was seen.
func TestHints(t *testing.T) {
	r := atCheck(t, small)
	r.act("pause")
	r.act("run 1s")
	assert.Zero(t, r.View().Check.Tries, "nothing was tried")
	r.act("toggle no.roots off")
	assert.Zero(t, r.View().Check.Tries, "it may still come true")
	r.act("run 1s")
	k := r.View().Check
	assert.Equal(t, 1, k.Tries)
	require.Len(t, k.Hints, 1)
	assert.Equal(t, "Seen: 0.", k.Hints[0].String())
	assert.True(t, k.More)
	r.act("send")
	r.act("run 1s")
	k = r.View().Check
	assert.Len(t, k.Hints, 2)
	assert.False(t, k.More)
	assert.EqualError(t, r.Hint(), "hint: there is no other one")
	r.act("toggle no.roots on")
	assert.True(t, r.View().Check.Done)
	assert.Equal(t, 2, r.View().Check.Tries)
	assert.EqualError(t, r.Hint(), "hint: nothing is to be done here")
}

// The stages of a check hold one after the other, and one can begin again.
func TestStages(t *testing.T) {
	text := strings.Replace(small, "check setting no.roots on and deliveries - step > 19", "check setting members 30 then setting no.roots off and deliveries - stage < 40", 1)
	r := atCheck(t, text)
	r.act("toggle no.roots off")
	assert.False(t, r.View().Check.Done, "the first stage comes first")
	r.act("toggle no.roots on")
	r.act("set members 30")
	r.act("set members 40")
	r.act("send")
	r.act("run 1s")
	r.act("toggle no.roots off")
	assert.False(t, r.View().Check.Done, "too many deliveries since then")
	r.act("toggle no.roots on")
	r.act("set members 30")
	r.act("toggle no.roots off")
	assert.True(t, r.View().Check.Done)
}

// What is only tried, as by a slider that is dragged, makes no stage hold: it has never been.
func TestWhatIsTriedIsNoStage(t *testing.T) {
	text := strings.Replace(small, "check setting no.roots on and deliveries - step > 19", "check setting members 30 then setting no.roots off", 1)
	r := atCheck(t, text)
	for _, line := range []string{"try set members 30", "try set members 40", "set members 40"} {
		require.NoError(t, r.p.Do(line))
		r.frame(10 * time.Millisecond)
	}
	r.carry()
	r.act("toggle no.roots off")
	assert.False(t, r.View().Check.Done, "there were never 30")
	r.act("set members 30")
	assert.True(t, r.View().Check.Done)
}

// A reader who goes back in time before a mark has it there: a hint tells of no less than nothing.
func TestNothingIsLessThanBefore(t *testing.T) {
	r := atCheck(t, small)
	r.act("goto 0s")
	require.NoError(t, r.Hint())
	assert.Equal(t, "Seen: 0.", r.View().Check.Hints[0].String())
}

// The reader points at something.
func TestPoint(t *testing.T) {
	text := strings.Replace(small, "check setting no.roots on and deliveries - step > 19", "check find header.lost", 1)
	text = strings.Replace(text, "Seen: {deliveries - step}.", "Seen: {seen}.", 1)
	r := atCheck(t, text)
	r.Point("message", "1")
	assert.Zero(t, r.View().Check.Tries, "that is not what is asked for")
	first := atCheck(t, text)
	require.NoError(t, first.Hint())
	assert.NotContains(t, first.View().Check.Hints[0].String(), "Seen", "nothing was seen yet: the next hint")
	r.Point("header", "x")
	k := r.View().Check
	assert.Equal(t, 1, k.Tries)
	assert.Equal(t, `"x" is not a valid traceparent: too short`, k.Seen)
	assert.Equal(t, `Seen: "x" is not a valid traceparent: too short.`, k.Hints[0].String())
	r.Point("header", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0b")
	r.frame(0)
	assert.True(t, r.View().Check.Done)
}

// What a reader does to come to see a thing is no attempt to name it.
func TestActingIsNoPointing(t *testing.T) {
	r := atCheck(t, strings.Replace(strings.Replace(small, "check setting no.roots on and deliveries - step > 19", "check find header.lost", 1), "Seen: {deliveries - step}.", "Seen: {seen}.", 1))
	r.act("set head.rate 50%")
	r.act("run 1m")
	assert.Zero(t, r.View().Check.Tries)
	assert.Empty(t, r.View().Check.Hints)
}

// A chapter begins in its own state, whatever was there before, and is of one model.
func TestBegin(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 777", "speed 3", "run 2s", "play")
	require.NoError(t, err)
	p.Finish()
	r := &reader{chapter.New(parse(t, small), p), p, t, 0}
	r.carry()
	fresh := read(t, small, 0)
	var a, b sim.Snapshot
	p.Snapshot(&a)
	fresh.p.Snapshot(&b)
	assert.Equal(t, b.Hash, a.Hash)
	assert.Equal(t, b.Settings, a.Settings)
	assert.Equal(t, b.Speed, a.Speed)
	assert.Equal(t, b.Playing, a.Playing)
	assert.True(t, a.Playing)

	other, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	assert.PanicsWithValue(t, "chapter: small.txt is of the model guild", func() { chapter.New(parse(t, small), other) })
}
