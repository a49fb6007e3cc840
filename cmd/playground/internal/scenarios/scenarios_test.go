package scenarios_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/scenarios"
	"fanout/sim/guild"
)

// scenario runs a command line and holds it to its exit status.
func scenario(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	require.Equal(t, status, scenarios.Main(args, &out, &err, nil), "%v\n%s%s", args, &out, &err)
	return out.String(), err.String()
}

// file writes a scenario file.
func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "s.txt")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

const small = `# Small

set members 20
set grpc 0
set small 0
seed 3
run 1s
published keep.rate = 50% ± 50% kept of twenty (nobody)
expect deliveries > 10
`

func TestListAndShow(t *testing.T) {
	listed, _ := scenario(t, 0)
	again, _ := scenario(t, 0, "list")
	assert.Equal(t, listed, again)
	for _, s := range guild.Model().Scenarios() {
		assert.Contains(t, listed, s.Name)
		assert.Contains(t, listed, s.Title)
		for _, p := range s.Published() {
			assert.Contains(t, listed, "  "+p.Figure+": "+p.Text+" ("+p.Source+")\n")
		}
		shown, _ := scenario(t, 0, "show", s.Name)
		assert.Equal(t, strings.TrimSpace(s.Text), strings.TrimSpace(shown))
	}
	both, _ := scenario(t, 0, "show", "01", "02")
	assert.Contains(t, both, guild.Model().Scenarios()[0].Title)
	assert.Contains(t, both, guild.Model().Scenarios()[1].Title)
}

func TestCheck(t *testing.T) {
	good, bad := file(t, small), file(t, small+"expect deliveries > 1,000,000\n")
	out, _ := scenario(t, 0, "check", good)
	assert.Contains(t, out, "line  expectation")
	assert.Regexp(t, `(?m)^8 +published keep\.rate = 50% ± 50% kept of twenty \(nobody\) +22\.\d\d% +ok$`, out)
	assert.Regexp(t, `(?m)^9 +expect deliveries > 10 +\d+ +ok$`, out)

	out, _ = scenario(t, 1, "check", good, bad)
	assert.Regexp(t, `(?m)^10 +expect deliveries > 1,000,000 +\d+ +NOT MET\n1 of its expectations not met$`, out)

	out, _ = scenario(t, 0, "check", "-n", "4", good)
	assert.Regexp(t, `(?m)^9 +expect deliveries > 10 +\d+ +\d+ +\d+ +4 of 4$`, out)
	assert.Contains(t, out, "Small; seeds 1 to 4\n")

	out, _ = scenario(t, 1, "check", bad, "-n", "3")
	assert.Contains(t, out, "0 of 3\n1 of its expectations not met with every seed; the first: playground run -seed 1 "+bad+"\n")
}

func TestCheckInJSON(t *testing.T) {
	bad := file(t, small+"expect deliveries / nothing = 1 ± 1\n")
	_, problem := scenario(t, 2, "check", "-json", bad)
	assert.Contains(t, problem, bad+`:10:21: expect: there is no mark "nothing" before this line`)

	// A ratio to zero is no number, which JSON cannot say.
	zero := file(t, "# Zero\n\nmark nothing\nrun 1s\nexpect deliveries / nothing = 1 ± 1\n")
	for _, args := range [][]string{{"check", "-json", zero}, {"check", "-json", "-n", "2", zero}} {
		out, _ := scenario(t, 1, args...)
		var results []struct {
			Title string
			Unmet int
		}
		require.NoError(t, json.Unmarshal([]byte(out), &results), out)
		require.Len(t, results, 1)
		assert.Equal(t, "Zero", results[0].Title)
		assert.Equal(t, 1, results[0].Unmet)
		assert.Contains(t, out, "null")
	}
}

// Whatever is wrong with any file is told, with its place, and nothing is played.
func TestBadFilesAreRefused(t *testing.T) {
	for _, text := range []string{small, "\ufeff" + small, strings.ReplaceAll(small, "\n", "\r\n")} {
		scenario(t, 0, "check", file(t, text))
	}
	if _, err := os.Stat("/dev/zero"); err == nil {
		_, problem := scenario(t, 2, "check", "/dev/zero")
		assert.Equal(t, "playground scenarios: /dev/zero has 1048580 bytes; expected a scenario, of at most 1048576\n", problem)
	}
	good, bad, worse := file(t, small), file(t, "# B\nset members 0\n"), file(t, "# W\n\n  fly high\n")
	out, problem := scenario(t, 2, "check", good, bad, worse, "nowhere")
	assert.Empty(t, out)
	assert.Contains(t, problem, bad+`:2:13: members: "0" is not possible; expected a whole number from 1 to 1,000,000`)
	assert.Contains(t, problem, worse+`:3:3: "fly" is not a command; expected one of set, `)
	assert.Contains(t, problem, `"nowhere" is neither a file nor a scenario; there are 01-`)
	assert.Equal(t, 3, strings.Count(problem, "\n"))

	for args, want := range map[string]string{
		"dance":          `no command "dance"; there are list, show and check`,
		"list 01":        `unexpected argument "01"`,
		"show":           "show: no name; expected one or more",
		"show 99":        `"99" is neither a file nor a scenario`,
		"show -n 3 01":   "-n goes with check only, not with show",
		"check -n 0 01":  "-n is 0, want a whole number from 1 to 10000",
		"check -n many":  `invalid value "many"`,
		"check -spans x": "-spans",
		"check \x00":     `"\x00" cannot be read: `,
	} {
		out, problem := scenario(t, 2, strings.Split(args, " ")...)
		assert.Empty(t, out, args)
		assert.Contains(t, problem, want, args)
		assert.Equal(t, 1, strings.Count(problem, "\n"), problem)
	}
}

func TestProgressGoesOverAllScenarios(t *testing.T) {
	name := file(t, small)
	var last time.Duration
	var out strings.Builder
	status := scenarios.Main([]string{"check", "-n", "2", name, name}, &out, &out, func(done, total time.Duration) {
		assert.GreaterOrEqual(t, done, last)
		assert.Equal(t, 4*time.Second, total)
		last = done
	})
	assert.Zero(t, status)
	assert.Equal(t, 4*time.Second, last)
}
