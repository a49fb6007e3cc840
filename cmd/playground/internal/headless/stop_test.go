package headless_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/report"
)

// askedAfter is a Watch that is asked to stop when it has looked n times.
func askedAfter(n int, s *interrupt.Signal) interrupt.Watch {
	return func() (func() *interrupt.Signal, func()) {
		return func() *interrupt.Signal {
			if n--; n < 0 {
				return s
			}
			return nil
		}, func() {}
	}
}

var ctrlC = &interrupt.Signal{Name: "SIGINT", Status: 130}

// A run that is asked to stop writes what it has computed, whole: it is the run of just
// that length. The report says so, and the status is that of the signal.
func TestAStoppedRunIsAShorterOne(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(file("a"), []byte("old"), 0o640))
	args := []string{"-for", "1h", "-set", "head.rate=100%", "-set", "members=300", "-json", "-spans", file("a"), "-profile", file("b")}
	var stdout, stderr strings.Builder
	status := headless.Main(args, &stdout, &stderr, headless.Env{Watch: askedAfter(20000, ctrlC)})
	assert.Equal(t, 130, status)
	assert.Regexp(t, `^playground run: interrupted by SIGINT at \S+ of 1h0m0s: the report and the files are of that much\n$`, stderr.String())
	var cut, whole report.State
	require.NoError(t, json.Unmarshal([]byte(stdout.String()), &cut))
	assert.Equal(t, strings.TrimSpace(strings.TrimPrefix(stderr.String(), "playground run: ")), cut.Run.CutShort)

	length := strings.Fields(cut.Run.CutShort)[4]
	out := run(t, "-for", length, "-set", "head.rate=100%", "-set", "members=300", "-json", "-spans", file("c"), "-profile", file("d"))
	require.NoError(t, json.Unmarshal([]byte(out), &whole))
	assert.Equal(t, whole.Hash, cut.Hash)
	assert.Nil(t, whole.Run)
	for one, other := range map[string]string{"a": "c", "b": "d"} {
		x, err := os.ReadFile(file(one))
		require.NoError(t, err)
		y, err := os.ReadFile(file(other))
		require.NoError(t, err)
		assert.Equal(t, string(y), string(x))
		assert.NotEmpty(t, x)
	}
	info, err := os.Stat(file("a"))
	require.NoError(t, err)
	assert.EqualValues(t, 0o640, info.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 4, "and nothing else")
}

// Whatever else can be asked to stop does, with one sentence; who reads nothing any more
// is told nothing.
func TestEverythingCanBeStopped(t *testing.T) {
	for line, want := range map[string]string{
		"-for 1h":               "interrupted by SIGINT at ",
		"-for 1h -n 3":          "interrupted by SIGINT before all seeds were through: nothing is printed of them",
		"01":                    "interrupted by SIGINT at ",
		"01 -json":              "interrupted by SIGINT",
		"testdata/met.txt -n 3": "interrupted by SIGINT",
	} {
		var stdout, stderr strings.Builder
		n := 30
		if strings.Contains(line, "met.txt") {
			n = 0
		}
		if strings.Contains(line, "-n 3") {
			n = 0
		}
		assert.Equal(t, 130, headless.Main(strings.Fields(line), &stdout, &stderr, headless.Env{Watch: askedAfter(n, ctrlC)}), line)
		assert.Contains(t, stderr.String(), want, line)
		assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
	}
	var stdout, stderr strings.Builder
	gone := &interrupt.Signal{Name: "SIGPIPE", Status: 141, Quiet: true}
	assert.Equal(t, 141, headless.Main([]string{"-for", "1h"}, &stdout, &stderr, headless.Env{Watch: askedAfter(9, gone)}))
	assert.Empty(t, stderr.String())
}

// Nothing changes before everything was checked.
func TestOldFilesStayWhereARunIsRefused(t *testing.T) {
	dir := t.TempDir()
	old, link, hard, scenario := filepath.Join(dir, "old"), filepath.Join(dir, "link"), filepath.Join(dir, "hard"), filepath.Join(dir, "s.txt")
	require.NoError(t, os.WriteFile(old, []byte("old"), 0o600))
	require.NoError(t, os.WriteFile(scenario, []byte("# S\nrun 1ms\n"), 0o600))
	require.NoError(t, os.Symlink("old", link))
	require.NoError(t, os.Link(old, hard))
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-spans", old, "-profile", filepath.Join(dir, "no", "x")}, "-profile: open " + filepath.Join(dir, "no", "x") + ": " + syscall.ENOENT.Error()},
		{[]string{"-spans", old, "-otlp-endpoint", "nowhere"}, "-otlp-endpoint"},
		{[]string{"-spans", old, "-profile", dir}, "-profile: open " + dir + ": " + syscall.EISDIR.Error()},
		{[]string{"-spans", old, "-profile", old}, "-profile " + old + " is the same file as -spans " + old + "; expected a file for each"},
		{[]string{"-spans", old, "-profile", link}, "is the same file as"},
		{[]string{"-spans", link, "-metrics", hard}, "is the same file as"},
		{[]string{"-spans", filepath.Join(dir, "new"), "-metrics", filepath.Join(dir, ".", "new")}, "is the same file as"},
		{[]string{"-spans", scenario, scenario}, "would take the place of the scenario " + scenario},
	} {
		var stdout, stderr strings.Builder
		assert.Equal(t, 2, headless.Main(c.args, &stdout, &stderr, headless.Env{}), c.args)
		assert.Empty(t, stdout.String(), c.args)
		assert.Contains(t, stderr.String(), c.want)
		assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
		text, err := os.ReadFile(old)
		require.NoError(t, err)
		assert.Equal(t, "old", string(text))
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Len(t, entries, 4)
	}
}
