package contest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/language"
	"fanout/sim/challenge"
	"fanout/sim/guild"
)

// Whatever the date, the title of its challenge is there in every language.
func TestTitlesAreTranslated(t *testing.T) {
	var titles []string
	for _, c := range challenge.Of(guild.Model()) {
		titles = append(titles, c.Title)
	}
	for day := range 60 {
		date := time.Date(2026, time.January, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		c, err := challenge.Daily(guild.Model(), date)
		require.NoError(t, err)
		titles = append(titles, c.Title)
	}
	for _, tag := range language.Tags()[1:] {
		l, ok := language.Of(tag)
		require.True(t, ok)
		for _, title := range titles {
			assert.True(t, l.Has(title), "%s: %s", tag, title)
		}
	}
}
