package chapter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
)

// What a reader did can be written and read back.
func TestProgress(t *testing.T) {
	c := parse(t, small)
	var p chapter.Progress
	assert.Equal(t, "fan-out progress 1\n", p.String())
	r := read(t, small, 0)
	note := func() bool { v := r.View(); return p.Note(&v) }
	assert.False(t, note())
	require.NoError(t, r.Guess("30"))
	assert.False(t, note(), "the answer is not there")
	r.carry()
	assert.True(t, note())
	assert.False(t, note())
	for range 2 {
		require.NoError(t, r.Next())
		r.carry()
		if r.View().Predict != nil {
			require.NoError(t, r.Skip())
			r.carry()
			assert.True(t, note())
		}
	}
	require.NoError(t, r.Next())
	assert.True(t, note())
	assert.True(t, p.Finished(c))

	const want = `fan-out progress 1
finished guild/42
step guild/42 1 "30 copies" "20 copies"
step guild/42 2 "" "Many"
`
	assert.Equal(t, want, p.String())
	again, err := chapter.ReadProgress(want)
	require.NoError(t, err)
	assert.Equal(t, want, again.String())
	o, ok := again.Outcome(c, 0)
	assert.True(t, ok)
	assert.Equal(t, chapter.Outcome{Guess: "30 copies", Answer: "20 copies"}, o)
	_, ok = again.Outcome(c, 2)
	assert.False(t, ok)
	again.Clear()
	assert.Equal(t, "fan-out progress 1\n", again.String())
}

// Garbage and other versions are told and left out.
func TestBadProgress(t *testing.T) {
	const good = "finished guild/1\n"
	for _, c := range []struct{ text, kept, problem string }{
		{"", "", ""},
		{" \n", "", ""},
		{"fan-out progress 1\n" + good, good, ""},
		{"fan-out progress 1\r\nfinished guild/1\r\n", good, ""},
		{"fan-out progress 0\n" + good, "", `progress: "fan-out progress 0" is not the beginning of one; expected "fan-out progress 1": it was left out`},
		{"fan-out progress 2\n" + good, "", `progress: "fan-out progress 2" is not the beginning of one; expected "fan-out progress 1": it was left out`},
		{"{\"done\":[1]}", "", `progress: "{\"done\":[1]}" is not the beginning of one; expected "fan-out progress 1": it was left out`},
		{"\xff", "", "progress: 1 bytes are not one; expected a text of at most 65536: it was left out"},
		{strings.Repeat("x", 70_000), "", "progress: 70000 bytes are not one; expected a text of at most 65536: it was left out"},
		{"fan-out progress 1\nfinished guild\n" + good, good, `progress: "finished guild" is not possible; 1 of 2 lines were left out`},
		{"fan-out progress 1\n" + good + "finished guild/01\nfinished guild/-1\nfinished /1\nfinished guild/1 x\nstep guild/1 1\nstep guild/1 0 \"a\" \"b\"\nstep guild/1 1 \"a\" b\nstep guild/1 1 \"a\" \"b\" c\nstep guild/1 1 \"" + strings.Repeat("a", 101) + "\" \"b\"\nsing", good,
			`progress: "finished guild/01" is not possible; 10 of 11 lines were left out`},
	} {
		p, err := chapter.ReadProgress(c.text)
		require.NotNil(t, p)
		assert.Equal(t, "fan-out progress 1\n"+c.kept, p.String())
		if c.problem == "" {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, c.problem)
		}
	}
}

// Whatever is stored, it is read or told, and what was read can be written again.
func FuzzProgress(f *testing.F) {
	f.Add("fan-out progress 1\nfinished guild/7\nstep guild/7 2 \"49 %\" \"45.1 %\"\n")
	f.Add("fan-out progress 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := chapter.ReadProgress(text)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
		}
		again, err := chapter.ReadProgress(p.String())
		require.NoError(t, err)
		assert.Equal(t, p.String(), again.String())
	})
}
