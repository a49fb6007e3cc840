package published_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/published"
)

func figures(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	require.Equal(t, status, published.Main(args, &out, &err, nil), "%v\n%s%s", args, &out, &err)
	return out.String(), err.String()
}

const small = `# Small

set members 100
set small 0
set grpc 0
seed 3
published keep.rate = 10% ± 1% rate of a hundred (someone)
run 1s
expect deliveries > 0
mark before
run 2s
published messages / before = 15 ± 15 twenty times the time (someone)
`

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "s.txt")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// Figures are held against what a run finds, and the difference is in points for a
// share, in percent otherwise.
func TestFiguresOfAScenario(t *testing.T) {
	name := file(t, strings.Replace(small, "expect deliveries > 0\n", "", 1))
	out, _ := figures(t, 0, name)
	assert.Regexp(t, `(?m)^rate of a hundred +10\.00% +someone +10\.00% +\+0\.00 points +ok  playground run `+name+`$`, out)
	assert.Contains(t, out, "2 of 2 within what their scenarios allow\n")
	assert.NotContains(t, out, "published only", "it is the table of all scenarios that lists them")

	out, _ = figures(t, 0, "-n", "3", name)
	assert.Regexp(t, `least +median +most`, out)
	assert.Contains(t, out, "2 of 2 within what their scenarios allow, with their own seed and with seeds 1 to 3\n")
}

// A figure that is off is named, and so is the exit status.
func TestAFigureThatIsOff(t *testing.T) {
	name := file(t, small+"published deliveries < 5 nearly none (someone)\n")
	out, _ := figures(t, 1, name)
	assert.Regexp(t, `(?m)^nearly none +< 5 +someone +\d+ +\+\d+\.\d % +OFF  playground run `, out)
	assert.Contains(t, out, "2 of 3 within")
}

func TestFiguresInJSON(t *testing.T) {
	out, _ := figures(t, 0, "-json", "-n", "2", file(t, small))
	var rows []published.Row
	require.NoError(t, json.Unmarshal([]byte(out), &rows))
	require.Len(t, rows, 2)
	assert.Equal(t, "rate of a hundred", rows[0].Figure)
	assert.Equal(t, "10.00%", rows[0].Run)
	assert.True(t, *rows[0].OK)
	assert.Equal(t, &published.Spread{Seeds: 2, Least: "10.00%", Median: "10.00%", Most: "10.00%"}, rows[0].Spread)
}

func TestRefusals(t *testing.T) {
	for args, want := range map[string]string{
		"nowhere": `"nowhere" is neither a file nor a scenario`,
		"-n 0":    "-n is 0, want a whole number from 1 to 10000",
		"-x":      "-x",
	} {
		out, problem := figures(t, 2, strings.Fields(args)...)
		assert.Empty(t, out)
		assert.Contains(t, problem, want)
		assert.Equal(t, 1, strings.Count(problem, "\n"))
	}
}
