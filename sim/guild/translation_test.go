package guild_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
	"fanout/sim/guild"
)

// plain spells nothing.
type plain struct{}

func (plain) Text(english string) string    { return english }
func (plain) Numbers(english string) string { return english }

// Every translation that comes with the model has all texts of its chapter; the chapters 0,
// 1 and 7 are in German; and each term is.
func TestTranslations(t *testing.T) {
	m := guild.Model()
	files, err := fs.Glob(m.Files, "chapters/*/[0-9]*.txt")
	require.NoError(t, err)
	for _, must := range []string{"00-a-million", "01-one-mailbox", "07-ten-points"} {
		assert.Contains(t, files, "chapters/de/"+must+".txt")
	}
	all := chapter.Of(m)
	for _, file := range files {
		language, name := path.Base(path.Dir(file)), strings.TrimSuffix(path.Base(file), ".txt")
		i := slices.IndexFunc(all, func(c *chapter.Chapter) bool { return c.Name == name })
		if !assert.GreaterOrEqual(t, i, 0, "%s is a translation of no chapter", file) {
			continue
		}
		in, problems := all[i].In(all[i].TranslationOf(language), plain{}, chapter.GlossaryIn(m, language))
		for _, p := range problems {
			assert.Fail(t, p.Text, "%s:%d", file, p.Line)
		}
		assert.NotEqual(t, all[i].Know.String(), in.Know.String(), file)
		for k := range in.Steps {
			english, other := all[i].Steps[k].Words(), in.Steps[k].Words()
			assert.LessOrEqual(t, other, english*3/2, "%s: step %d is longer than is read in its time", file, k+1)
			for _, term := range in.Steps[k].Prose.Terms() {
				_, ok := chapter.GlossaryIn(m, language).Find(term)
				assert.True(t, ok, "%s: %s", file, term)
			}
		}
	}
	english, german := chapter.GlossaryOf(m), chapter.GlossaryIn(m, "de")
	for i, term := range english.Terms() {
		assert.NotEqual(t, term.Definition, german.Terms()[i].Definition, term.Name)
	}
	waise, ok := german.Find("Waise")
	assert.True(t, ok)
	assert.Equal(t, "orphan root", waise.Name)
	_, ok = english.Find("Waise")
	assert.False(t, ok, "the English glossary stays")
}
