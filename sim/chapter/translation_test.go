package chapter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
)

// shout is a language that is spoken in capitals, with a tilde between thousands.
type shout struct{}

func (shout) Text(english string) string    { return strings.ToUpper(shout{}.Numbers(english)) }
func (shout) Numbers(english string) string { return strings.ReplaceAll(english, ",", "~") }

const english = `# Small
chapter 3
beat one message is sent
time 1m

step
  One, with a [[span]] and {deliveries}.

  Two of 1,000.
predict deliveries - guess choice
  How many?
option < 2 : 1 : the network copies it
option > 1 : more : one for each
send
run 1s
reveal
  It is {answer}.
published deliveries - guess = 20 ± 0 copies (nobody)

step
  Three.
check deliveries - step > 0
  Do it.
try right
send
try wrong
pause
hint
  Seen: {deliveries}.
hint
  The way.

know
  Four.
`

const translated = `# Klein
beat eine Nachricht

step
  Eins: {deliveries} und ein [[Spanne|span]].

  Zwei von 1 000.
predict
  Wie viele?
option 1 : das Netz kopiert sie
option mehr : eine für jeden
reveal
  Es sind {answer}.
published Kopien

step
  Drei.
check
  Mach es.
hint
  Gesehen: {deliveries}.
hint
  Der Weg.

know
  Vier.
`

// glossary has a term, with a second name of the language.
func spans(t *testing.T) *chapter.Glossary {
	t.Helper()
	g, err := chapter.ParseGlossary("glossary", "span | Spanne\n  A record.\n")
	require.NoError(t, err)
	return g
}

// in is the small chapter in another language, after changes to its translation.
func in(t *testing.T, changes ...string) (*chapter.Chapter, []chapter.Problem) {
	t.Helper()
	c := parse(t, english)
	text := strings.NewReplacer(changes...).Replace(translated)
	tr, err := chapter.ParseTranslation("de/3", text)
	require.NoError(t, err)
	return c.In(tr, shout{}, spans(t))
}

func TestTranslation(t *testing.T) {
	c, problems := in(t)
	assert.Empty(t, problems)
	assert.Equal(t, "Klein", c.Title)
	assert.Equal(t, "eine Nachricht", c.Beat)
	assert.Equal(t, "Eins: deliveries und ein span.\n\nZwei von 1 000.", c.Steps[0].Prose.String())
	assert.Equal(t, []string{"Spanne"}, c.Steps[0].Prose.Terms())
	p := c.Steps[0].Predict
	assert.Equal(t, "Wie viele?", p.Question.String())
	assert.Equal(t, []string{"mehr", "eine für jeden"}, []string{p.Options[1].Label, p.Options[1].About})
	assert.Equal(t, "Der Weg.", c.Steps[1].Check.Hints[1].String())
	assert.Equal(t, "Vier.", c.Know.String())
	assert.Equal(t, "How many?", parse(t, english).Steps[0].Predict.Question.String(), "the English one stays")

	r := readChapter(t, c, 0)
	assert.Equal(t, "Eins: 0 und ein span.", strings.Split(r.View().Prose.String(), "\n")[0])
	require.NoError(t, r.Guess("mehr"))
	r.carry()
	v := r.View().Predict
	assert.Equal(t, "Es sind "+strings.ToUpper(v.AnswerText)+".", v.Reveal.String())
	assert.Equal(t, "Kopien", v.Published[0].Figure)
}

// What is missing or does not match is in English, with the numbers of the language, and is
// told; all else is translated.
func TestTranslationFallsBack(t *testing.T) {
	for _, c := range []struct {
		from, to, problem string
		english           func(*chapter.Chapter) string
		want              string
	}{
		{"  Zwei von 1 000.\n", "", `4: step: "Two of 1,000." is not translated`, func(c *chapter.Chapter) string { return chapter.Text{c.Steps[0].Prose[1]}.String() }, "Two of 1~000."},
		{"{deliveries} und", "{answer} und", "5: step: {answer} is not in the English paragraph", func(c *chapter.Chapter) string { return chapter.Text{c.Steps[0].Prose[0]}.String() }, "One~ with a span and deliveries."},
		{"Eins: {deliveries} und", "Eins und", "5: step: {deliveries} of the English paragraph is missing", nil, ""},
		{"[[Spanne|span]]", "span", "5: step: [[span]] of the English paragraph is missing", nil, ""},
		{"Drei.", "Drei [[Spanne]].", "17: step: [[span]] is not in the English paragraph", nil, ""},
		{"Drei.", "Drei von 1.000.", `17: step: "1.000" is one number to some readers and another to others; expected a blank between thousands`, func(c *chapter.Chapter) string { return c.Steps[1].Prose.String() }, "Three."},
		{"Drei.", "Drei von 12,345 s.", `17: step: "12,345" is one number to some readers and another to others; expected a blank between thousands`, nil, ""},
		{"Vier.", "Vier.\n\n  Fünf.", "28: know: this paragraph is one too many; expected 1", func(c *chapter.Chapter) string { return c.Know.String() }, "Vier."},
		{"# Klein\n", "", `1: title: "Small" is not translated`, func(c *chapter.Chapter) string { return c.Title }, "Small"},
		{"option mehr : eine für jeden\n", "", "8: option: there are 1; expected 2", func(c *chapter.Chapter) string { return c.Steps[0].Predict.Options[1].Label }, "more"},
		{" : eine für jeden", "", `11: option: "one for each" is not translated; expected mehr : and its translation`, func(c *chapter.Chapter) string { return c.Steps[0].Predict.Options[1].About }, "one for each"},
		{"published Kopien\n", "", `12: published: "copies" is not translated`, nil, ""},
		{"hint\n  Der Weg.\n", "", `20: hint: "The way." is not translated`, func(c *chapter.Chapter) string { return c.Steps[1].Check.Hints[1].String() }, "The way."},
		{"know\n", "step\n  Zu viel.\n\nknow\n", "25: step: the chapter has only 2", nil, ""},
	} {
		got, problems := in(t, c.from, c.to)
		var all []string
		for _, p := range problems {
			all = append(all, p.String())
		}
		assert.Contains(t, all, c.problem, c.to)
		if c.english != nil {
			assert.Equal(t, c.want, c.english(got), c.problem)
		}
		if c.from != "Vier." {
			assert.Equal(t, "Vier.", got.Know.String(), c.problem)
		}
	}
	c, problems := parse(t, english).In(nil, shout{}, spans(t))
	assert.NotEmpty(t, problems)
	assert.Equal(t, "Three.", c.Steps[1].Prose.String())
}

func TestTranslationRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"  text\n":                 `de/3:1:1: "text" is text, and belongs to no verb`,
		"predict\n":                `de/3:1:1: "predict" is not possible here; expected beat, step or know`,
		"step\nset members 5\n":    `de/3:2:1: "set" is nothing that a translation has; expected step, predict, `,
		"step 3\n":                 `de/3:1:1: step: "3" is too much; expected nothing behind it, and text in the lines below`,
		"step\npredict\npredict\n": `de/3:3:1: predict: there is one in line 2; expected one in a step`,
		"step\n  A {b.\n":          `de/3:2:5: "{b." has no end; expected {answer} or {METRIC} within the paragraph`,
		"step\n  \xff\n":           `de/3 is no translation; expected a text in UTF-8`,
	} {
		_, err := chapter.ParseTranslation("de/3", text)
		assert.ErrorContains(t, err, want, text)
	}
}
