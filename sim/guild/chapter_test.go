package guild_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
	"fanout/sim/guild"
)

// Every chapter can be walked from its file: the answers come out of the run, each check
// fails before the right act and holds after it, and no wrong act makes it hold.
func TestChapters(t *testing.T) {
	all, terms := chapter.Of(guild.Model()), chapter.GlossaryOf(guild.Model())
	require.NotEmpty(t, all)
	for _, c := range all {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			r := chapter.Check(c, terms, nil)
			for _, a := range r.Answers {
				t.Logf("%s:%d: %s: %s (%v)", c.Name, a.Line, a.Question, a.Text, a.Taken)
			}
			t.Logf("%d words, %v", r.Words, r.Reading)
			for _, p := range r.Problems {
				assert.Fail(t, p.Text, "%s:%d", c.Name, p.Line)
			}
		})
	}
}
