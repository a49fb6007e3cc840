package lesson_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/language"
)

// A reader of German gets chapter 7 in German, with German numbers, and a chapter that is not
// translated in English, with German numbers too.
func TestInAnotherLanguage(t *testing.T) {
	r := newReader(t)
	r.Language, _ = language.Of("de")
	require.NoError(t, r.Open(7))
	v := r.settle()
	assert.Equal(t, "Zehn Punkte CPU", v.Open.Title)
	assert.Equal(t, "Zehn Punkte CPU", v.Chapters[7].Title)
	assert.Equal(t, "One byte", v.Chapters[8].Title)
	assert.Contains(t, v.Open.Prose[1][1].Means, "Die Entscheidung beim ersten Dienst")
	require.NoError(t, r.Do("next", "", ""))
	r.settle()
	assert.ErrorContains(t, r.Do("guess", "144,5", ""), "guess: 144 % is not possible")
	require.NoError(t, r.Do("guess", "49,5 %", ""))
	v = r.settle()
	p := v.Open.Predict
	assert.Equal(t, "49.5 %", p.Guess, "labels are put into the language where they are drawn")
	assert.Contains(t, p.Reveal[0][1].Text+p.Reveal[0][3].Text, "45,5 %", "prose is in it already")
	assert.Contains(t, p.Published[0], "CPU der Sessions, ohne Root-Spans nach Fan-outs")
	require.NoError(t, r.Do("leave", "", ""))

	require.NoError(t, r.Open(0))
	v = r.settle()
	option := v.Open.Predict.Options[2].Label
	assert.Equal(t, "1\u202f000\u202f000", option)
	require.NoError(t, r.Do("guess", option, ""))
	assert.Equal(t, "compared", r.settle().Open.Predict.State)
}
