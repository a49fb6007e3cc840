package challenges_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/challenges"
	"fanout/sim/challenge"
	"fanout/sim/exact"
)

// run runs a command line and holds it to its exit status.
func run(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	require.Equal(t, status, challenges.Main(args, &out, &err), "%v\n%s%s", args, &out, &err)
	return out.String(), err.String()
}

const evening = `# Ten seconds
challenge 9
for 10s
brief
  Text.
set members 50
set rate 10
set grpc 5
allow head.rate
end messages.sampled > 40
  Enough is sampled.
bill spans.recorded
pass
at 0s set head.rate 60%
fail
at 0s set head.rate 1%
`

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "c.txt")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestListAndShow(t *testing.T) {
	listed, _ := run(t, 0)
	for _, c := range challenges.All() {
		assert.Contains(t, listed, c.Name)
		shown, _ := run(t, 0, "show", c.Name)
		assert.Equal(t, strings.TrimSpace(c.File), strings.TrimSpace(shown))
	}
	daily, _ := run(t, 0, "show", "2026-11-28")
	assert.NotContains(t, daily, "{")
	help, _ := run(t, 0, "-h")
	assert.Contains(t, help, "playground challenges score")
}

func TestCheckAFile(t *testing.T) {
	out, _ := run(t, 0, "check", file(t, evening))
	assert.Regexp(t, `Enough is sampled\. +messages\.sampled > 40 +\d+ +kept`, out)
	out, _ = run(t, 1, "check", file(t, strings.Replace(evening, "> 40", "> 400", 1)))
	assert.Contains(t, out, "what should pass breaks a rule")
	out, _ = run(t, 0, "check", "-json", file(t, evening))
	var all []struct {
		Pass struct{ Bill int }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &all))
	assert.Positive(t, all[0].Pass.Bill)
	_, err := run(t, 2, "check", file(t, strings.Replace(evening, "for 10s", "for ever", 1)))
	assert.Regexp(t, `c\.txt:3:5: for: "ever" is not possible`, err)
}

// A link is scored by playing it again: the bill is what the file's own way to pass has.
func TestScoreALink(t *testing.T) {
	if testing.Short() {
		t.Skip("whole runs are played")
	}
	c := challenges.All()[0]
	link := "https://example.org/play/?x=1#challenge=1"
	for _, e := range c.Pass {
		link += "&do=" + e.At.String() + "+" + strings.NewReplacer(" ", "+", "%", "%25").Replace(e.Line)
	}
	pass, _, _ := challenge.Check(c)
	out, _ := run(t, 0, "score", link)
	bill := regexp.MustCompile(`bill: ([\d,]+) `).FindStringSubmatch(out)
	require.NotNil(t, bill, out)
	assert.Equal(t, exact.Thousands(pass.Bill), bill[1])
	out, _ = run(t, 1, "score", "challenge=1")
	assert.Contains(t, out, "broken at 1m0s")

	for link, want := range map[string]string{
		"challenge=1&do=0s+set+members+5": `at 0s: "set members 5" is not yours to do in this challenge`,
		"challenge=77":                    `"77" is not one of guild`,
		"head.rate=5%":                    "the link names no challenge",
		"challenge=1&do=now+burst+5":      `do: "now" is not a time`,
		strings.Repeat("x", 50_000):       "the link has 50000 characters",
	} {
		_, err := run(t, 2, "score", link)
		assert.Contains(t, err, want)
	}
	_, err := run(t, 2, "score")
	assert.Contains(t, err, "score: 0 arguments; expected one link")
	_, err = run(t, 2, "dance")
	assert.Contains(t, err, `no command "dance"; there are list, show, check and score`)
}
