package embed_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/embed"
	"fanout/cmd/playground/internal/link"
	"fanout/render/pictures"
	"fanout/sim"
	"fanout/sim/guild"
)

func openQuery(t *testing.T, query string) (*embed.Frame, error) {
	t.Helper()
	l, err := link.Read(query)
	require.NoError(t, err)
	require.True(t, l.Embed)
	return embed.Open(&l, pictures.All())
}

func shotOf(f *embed.Frame) (s sim.Snapshot) {
	f.Player.Finish()
	f.Player.Snapshot(&s)
	return s
}

// A chapter stands for the world that it begins with and for its controls; what the address
// says itself takes the place of either.
func TestAChaptersWorld(t *testing.T) {
	f, err := openQuery(t, "?embed=1&chapter=7")
	require.NoError(t, err)
	s := shotOf(f)
	set := s.Settings.(guild.Settings)
	assert.False(t, set.NoRoots, "it begins with the rule off")
	assert.EqualValues(t, 7, s.Seed)
	assert.EqualValues(t, 2_000_000_000, s.Now)
	assert.Contains(t, f.Offered, "toggle.no.roots")
	assert.Contains(t, f.Offered, "cpu.sessions")
	assert.NotContains(t, f.Offered, "sieve", "which it does not show")
	assert.Empty(t, f.Note)

	own, err := openQuery(t, "?embed=1&chapter=7&controls=slider.rate&members=300&seed=9")
	require.NoError(t, err)
	s = shotOf(own)
	assert.Equal(t, 300, s.Settings.(guild.Settings).Members)
	assert.EqualValues(t, 9, s.Seed)
	assert.Contains(t, own.Offered, "slider.rate")
	assert.NotContains(t, own.Offered, "toggle.no.roots")
	assert.Contains(t, own.Offered, "sieve", "all readings, since none was named")

	_, err = openQuery(t, "?embed=1&chapter=77")
	assert.EqualError(t, err, `chapter is "77"; expected the number of one of the 10 chapters of the world guild`)
	_, err = openQuery(t, "?embed=1&members=0")
	assert.Error(t, err)
}

// Without a chapter there are the controls that are named, and none if none is; what is wrong
// with one is a sentence, and the others are there.
func TestOffered(t *testing.T) {
	f, err := openQuery(t, "?embed=1")
	require.NoError(t, err)
	assert.False(t, slices.ContainsFunc(f.Offered, func(id string) bool { return id == "slider.members" || id == "button.send" || id == "tab.spans" }), "%q", f.Offered)
	assert.Contains(t, f.Offered, "counters")
	for query, want := range map[string]struct {
		offered []string
		note    string
	}{
		"?embed&controls=field":                        {[]string{"field"}, ""},
		"?embed=1&controls=field,+slider.members":      {[]string{"field", "slider.members"}, ""},
		"?embed=1&controls=segment.sieve,counters":     {[]string{"segment.sieve", "counters"}, ""},
		"?embed=1&controls=field,slider.membrs":        {[]string{"field"}, `controls: "slider.membrs" is no control of the model guild; the nearest are slider.members, `},
		"?embed=1&controls=field,tab.spans":            {[]string{"field"}, `controls: "tab.spans" is in the drawer, which no frame has; `},
		"?embed=1&model=hashring&controls=circle,nope": {[]string{"circle"}, `controls: "nope" is no control of the model hashring; `},
	} {
		f, err := openQuery(t, query)
		require.NoError(t, err, query)
		assert.Equal(t, want.offered, f.Offered, query)
		if want.note == "" {
			assert.Empty(t, f.Note, query)
		} else {
			assert.Contains(t, f.Note, want.note, query)
		}
	}
	_, err = link.Read("?embed=yes")
	assert.EqualError(t, err, `embed is "yes"; expected 1, for the picture in a frame`)
	off, err := link.Read("?embed=0")
	require.NoError(t, err)
	assert.False(t, off.Embed)
}
