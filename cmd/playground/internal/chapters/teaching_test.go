package chapters_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/chapters"
	"fanout/render/language"
)

// teaching is the teacher's page.
func teaching(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../../docs/teaching.md")
	require.NoError(t, err)
	return string(text)
}

// The example of a chapter is one that check accepts, as it stands there.
func TestTeachingExample(t *testing.T) {
	_, rest, ok := strings.Cut(teaching(t), "```chapter\n")
	require.True(t, ok, "the page has an example")
	example, _, _ := strings.Cut(rest, "```")
	name := filepath.Join(t.TempDir(), "small-room.txt")
	require.NoError(t, os.WriteFile(name, []byte(example), 0o600))
	out, problems := run(t, 0, "check", name)
	assert.Empty(t, problems)
	assert.Contains(t, out, "20 copies")
}

// Chapters, languages, files and commands that the page names are real.
func TestTeachingIsReal(t *testing.T) {
	page := teaching(t)
	known := map[string]bool{}
	for _, c := range chapters.All() {
		known[strconv.Itoa(c.Number)] = true
	}
	asked := regexp.MustCompile(`chapter=(\d+)`).FindAllStringSubmatch(page, -1)
	require.NotEmpty(t, asked)
	for _, m := range asked {
		assert.True(t, known[m[1]], m[0])
	}
	for _, m := range regexp.MustCompile(`(?:lang=|-lang )(\w+)`).FindAllStringSubmatch(page, -1) {
		_, ok := language.Of(m[1])
		assert.True(t, ok, m[0])
	}
	links := regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(page, -1)
	require.NotEmpty(t, links)
	for _, m := range links {
		_, err := os.Stat(filepath.Join("../../../../docs", m[1]))
		assert.NoError(t, err, m[1])
	}
	for _, line := range regexp.MustCompile(`(?m)^    playground chapters (.*)$`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(line[1], "small-room") { // of the test above
			run(t, 0, strings.Fields(line[1])...)
		}
	}
	shown := regexp.MustCompile("`playground chapters (show [^`]+)`").FindAllStringSubmatch(page, -1)
	require.NotEmpty(t, shown)
	for _, m := range shown {
		out, _ := run(t, 0, strings.Fields(m[1])...)
		assert.Contains(t, out, "Zehn Punkte CPU")
	}
}

// The twelve questions are twelve, and each says which chapter shows its answer.
func TestTwelveQuestions(t *testing.T) {
	_, rest, _ := strings.Cut(teaching(t), "## Twelve questions\n")
	table, _, _ := strings.Cut(rest, "\n## ")
	rows := regexp.MustCompile(`(?m)^\| (\d+) \| ([^|]+\?) \| [^|]+ \| ([\d, ]+) \|$`).FindAllStringSubmatch(table, -1)
	require.Len(t, rows, 12)
	for i, row := range rows {
		assert.Equal(t, strconv.Itoa(i+1), row[1])
		for n := range strings.SplitSeq(row[3], ", ") {
			number, err := strconv.Atoi(strings.TrimSpace(n))
			assert.NoError(t, err, row[0])
			assert.LessOrEqual(t, number, 9, row[0])
		}
	}
}

// A lesson takes as long as its heading says, without a gap.
func TestLessonsAreFilled(t *testing.T) {
	for _, minutes := range []int{30, 90} {
		_, rest, ok := strings.Cut(teaching(t), "## "+strconv.Itoa(minutes)+" minutes\n")
		require.True(t, ok)
		table, _, _ := strings.Cut(rest, "\n## ")
		at := 0
		for _, m := range regexp.MustCompile(`(?m)^\| (\d+)–(\d+) \|`).FindAllStringSubmatch(table, -1) {
			from, _ := strconv.Atoi(m[1])
			to, _ := strconv.Atoi(m[2])
			assert.Equal(t, at, from)
			assert.Greater(t, to, from)
			at = to
		}
		assert.Equal(t, minutes, at)
	}
}
