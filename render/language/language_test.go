package language

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const small = `# A note.
{} sent
  {} gesendet
{} of {} reached
  {2} erwartet, {1} erreicht
1 – 4
  eins bis vier
off
  aus
{…} CPU, expected
  {…}, CPU erwartet
{…}: {…} is not possible; expected {…}
  {…}: {…} geht nicht; erwartet: {…}
a number from {} to {}
  eine Zahl von {} bis {}
{…}: {…}
  {…}: {…}

same
POST
set {…}
`

func german3(t *testing.T) *Language {
	t.Helper()
	c, err := Parse("small", small)
	require.NoError(t, err)
	return newLanguage("de", "Deutsch", c)
}

func TestText(t *testing.T) {
	l := german3(t)
	for english, want := range map[string]string{
		"":                     "",
		"1 sent":               "1 gesendet",
		"1,003,000 sent":       "1\u202f003\u202f000 gesendet",
		"0.1 of 1,000 reached": "1\u202f000 erwartet, 0,1 erreicht",
		"1 – 4":                "eins bis vier",
		"2 – 4":                "2 – 4",
		" off ":                " aus ",
		"45.1 %":               "45,1 %",
		"00:41.298":            "00:41,298",
		"12,5":                 "12,5", // no number of English
		"1.2.3":                "1.2.3",
		"12 sent, off, 3 sent": "12 gesendet, aus, 3 gesendet",
		"12 sent, nobody":      "12 sent, nobody", // half of a list is none
		"off: 12 sent":         "aus: 12 gesendet",
		"off CPU, expected":    "aus, CPU erwartet",
		"session.forward":      "session.forward",
		"gs-11":                "gs-11",
		"Nobody knows 1,003.5": "Nobody knows 1\u202f003,5",
		"set members 5":        "set members 5",
		`set x: "1,5" is not possible; expected a number from 1 to 2,000`: `set x: "1,5" geht nicht; erwartet: eine Zahl von 1 bis 2` + "\u202f000",
	} {
		assert.Equal(t, want, l.Text(english), english)
		assert.Equal(t, want, l.Text(english), "again: %s", english)
	}
	var none *Language
	assert.Equal(t, "1,003 sent", none.Text("1,003 sent"))
}

func TestHas(t *testing.T) {
	l := german3(t)
	for _, text := range []string{"", "12 sent", "POST", "1,003 %", "guild.fan_out", "4bf92f", "k", "off, 12 sent"} {
		assert.True(t, l.Has(text), text)
	}
	for _, text := range []string{"sent", "off, sent", "Sessions", "x: nobody"} {
		assert.False(t, l.Has(text), text)
	}
}

func TestTyped(t *testing.T) {
	l := german3(t)
	for typed, want := range map[string]string{"0,1 %": "0.1 %", "1\u202f003": "1003", "1\u00a0003,5": "1003.5", "0.5": "0.5", "10k": "10k"} {
		assert.Equal(t, want, l.Typed(typed), typed)
	}
	var none *Language
	assert.Equal(t, "1,003", none.Typed("1,003"))
	for _, english := range []string{"1,003", "0.1 %", "45.25"} { // what is shown can be typed
		assert.Equal(t, strings.ReplaceAll(english, ",", ""), l.Typed(l.Text(english)), english)
	}
}

// A text that was looked up takes no memory when it is looked up again; those that numbers
// make are forgotten some time.
func TestCache(t *testing.T) {
	l := german3(t)
	texts := []string{"12 sent", "1,003,000 sent", "off", "Nobody knows"}
	for _, text := range texts {
		l.Text(text)
	}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, text := range texts {
			l.Text(text)
		}
	}))
	for i := range mostCached + 10 {
		l.Text(strconv.Itoa(i))
	}
	assert.LessOrEqual(t, len(l.cache), mostCached)
}

func TestParseRefuses(t *testing.T) {
	for file, want := range map[string]string{
		"off\n":                     `x: "off" has no translation; expected it below`,
		"off\non\n":                 `x:2: "off" has no translation; expected it in this line, behind a blank`,
		"  aus\n":                   `x:1: "  aus" translates nothing; expected the English text in the line above it`,
		"off\n  aus\noff\n  zu\n":   `x:3: "off" is there already; expected each text once`,
		"{} sent\n  gesendet\n":     `x:2: "{} sent" has 1 of {}; expected as many in its translation, or all of {1} to {1}`,
		"{} of {}\n  {1} von {1}\n": `x:2: "{} of {}" has 2 of {}; expected as many in its translation, or all of {1} to {2}`,
		"{…} CPU\n  CPU\n":          `x:2: "{…} CPU" has 1 of {…}, its translation 0; expected as many`,
		"same\nPOST\nPOST\n":        `x:3: "POST" is there already; expected each text once`,
	} {
		_, err := Parse("x", file)
		assert.EqualError(t, err, want, file)
	}
}

func TestOf(t *testing.T) {
	for tag, name := range map[string]string{"de": "Deutsch", "de-AT": "Deutsch", "de_DE.UTF-8": "Deutsch", "DE": "Deutsch"} {
		l, ok := Of(tag)
		require.True(t, ok, tag)
		assert.Equal(t, name, l.Name)
	}
	for _, tag := range []string{"en", "en-GB", "en_US.UTF-8"} {
		l, ok := Of(tag)
		assert.True(t, ok, tag)
		assert.Nil(t, l, tag)
	}
	for _, tag := range []string{"", "fr", "C", "deutsch"} {
		_, ok := Of(tag)
		assert.False(t, ok, tag)
	}
	for _, tag := range Tags() {
		_, ok := Of(tag)
		assert.True(t, ok, tag)
	}
}

// German is written with its own quotes and dashes, and its reader is no stranger.
func TestGerman(t *testing.T) {
	c := mustParse("de.txt", german)
	for key, text := range c.texts {
		if key == text {
			continue
		}
		if strings.ContainsAny(key, "[(") { // code, with its own marks
			continue
		}
		for _, bad := range []string{"!", "\"", " - ", "“ ‚", "Sie können", "Bitte ", "bitte "} {
			assert.NotContains(t, text, bad, key)
		}
	}
}
