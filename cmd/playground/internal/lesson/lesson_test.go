package lesson_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
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
	assert.EqualError(t, r.Do("next", "", ""), "next: the question is open; expected a guess, or to skip it")
	assert.ErrorContains(t, r.Do("guess", "144%", ""), "144")
	require.NoError(t, r.Do("guess", "50%", ""))
	v = r.settle()
	p := v.Open.Predict
	assert.Equal(t, [3]string{"compared", "50 %", "45.6 %"}, [3]string{p.State, p.Guess, p.Answer})
	require.NoError(t, r.Do("next", "", ""))
	r.settle()
	require.NoError(t, r.Do("skip", "", ""))
	r.settle()
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
	assert.True(t, v.Open.Closing, "the last task ends the chapter")
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

// Who goes to another world leaves the chapter; a world without chapters has none.
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
