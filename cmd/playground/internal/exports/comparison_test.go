package exports_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/comparisons"
	"fanout/cmd/playground/internal/exports"
	"fanout/cmd/playground/internal/link"
	"fanout/sim"
	"fanout/sim/compare"
)

// The table of two histories side by side is that of playground compare, to the last digit:
// by the settings, and by the link to what is seen.
func TestComparisonIsThatOfTheCommandLine(t *testing.T) {
	const length = 1500 * time.Millisecond
	e, player := exporting(t, "set members 500", "set rate 10", "seed 7")
	_, err := e.Begin(exports.Ask{Form: exports.Comparison})
	assert.EqualError(t, err, "there is no B to compare this history with; expected A/B to be open")
	for _, line := range []string{"speed 1", "run 700ms"} {
		require.NoError(t, player.Do(line))
	}
	player.Finish()
	require.NoError(t, player.Do("split toggle no.roots off; set head.rate 10%"))
	_, err = e.Begin(exports.Ask{Form: exports.Comparison})
	assert.EqualError(t, err, "the two histories are not at one time yet; expected the one that is played again to be there")
	require.NoError(t, player.Do("pause"))
	require.NoError(t, player.Do("goto "+length.String()))
	player.Finish()
	table := func() string {
		file, err := e.Begin(exports.Ask{Form: exports.Comparison})
		require.NoError(t, err)
		assert.Equal(t, "text/csv", file.Type)
		assert.Contains(t, file.Name, "comparison.csv")
		written, done, err := e.Step(nil)
		require.NoError(t, err)
		require.True(t, done)
		return string(written)
	}
	assert.Equal(t, compared(t, "-set", "members=500", "-set", "rate=10", "-seed", "7", "-for", length.String(), "-a", "no.roots=on", "-b", "no.roots=off; set head.rate 10%"), table())
	assert.Equal(t, compared(t, "-link", linkTo(t, player.Pair())), table())

	require.NoError(t, player.Do("burst 3"))
	require.NoError(t, player.Do("b set members 400"))
	require.NoError(t, player.Do("run 300ms"))
	player.Finish()
	require.NoError(t, player.Do("swap"))
	assert.Equal(t, compared(t, "-link", linkTo(t, player.Pair())), table(), "after a command, another setting and an exchange")
}

// linkTo is the link to both histories, as Share copies it.
func linkTo(t *testing.T, pair *compare.Pair) string {
	t.Helper()
	a, b := pair.A.History(), pair.B.History()
	lines, err := compare.Apart(&a, &b)
	require.NoError(t, err)
	look := link.Beside + " "
	for _, line := range lines {
		look += line + "; "
	}
	var s sim.Snapshot
	pair.A.Snapshot(&s)
	made := link.Of(&a, s.Setup(), link.View{Now: s.Now, Look: []string{look}})
	require.True(t, made.Whole)
	return "?" + made.Query
}

// compared is what playground compare prints of all metrics.
func compared(t *testing.T, words ...string) string {
	t.Helper()
	var out, wrong bytes.Buffer
	status := comparisons.Main(append(words, "-format", "csv"), &out, &wrong, comparisons.Env{})
	require.Zero(t, status, wrong.String())
	return out.String()
}
