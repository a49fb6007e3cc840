package headless_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/report"
)

func run(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	require.Zero(t, headless.Main(args, &stdout, &stderr, headless.Env{}), "%s", &stderr)
	return stdout.String()
}

// The file has every recorded span once, also those that have left the bounded store,
// as the collector reads it.
func TestSpansFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.jsonl")
	out := run(t, "-for", "1s", "-set", "rate=10", "-set", "members=9000", "-set", "head.rate=1", "-set", "fanout=none",
		"-set", "grpc=100", "-json", "-spans", path)
	var state report.State
	require.NoError(t, json.Unmarshal([]byte(out), &state))
	require.Positive(t, state.SpanStore.Left, "more than the store holds")

	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	seen := make(map[pcommon.SpanID]bool)
	services := make(map[string]int64)
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(lines.Bytes())
		require.NoError(t, err)
		for _, rs := range traces.ResourceSpans().All() {
			service, _ := rs.Resource().Attributes().Get("service.name")
			for _, s := range rs.ScopeSpans().At(0).Spans().All() {
				require.False(t, seen[s.SpanID()], "span %v is there twice", s.SpanID())
				seen[s.SpanID()] = true
				services[service.Str()]++
				require.GreaterOrEqual(t, s.StartTimestamp().AsTime(), time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC))
			}
		}
	}
	require.NoError(t, lines.Err())
	assert.Equal(t, state.SpanStore.Recorded, int64(len(seen)))
	for _, s := range state.Services {
		var recorded int64
		for _, n := range s.Spans {
			recorded += n
		}
		assert.Equal(t, recorded, services[s.Name], s.Name)
	}
}

// The same command gives the same file and the same history, whether anyone watches or
// not.
func TestExportsAreReproducible(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-for", "10s", "-set", "head.rate=0.2", "-query"}
	watched := 0
	read := func(name string, progress func(done, total time.Duration)) (out, file string) {
		path := filepath.Join(dir, name)
		var stdout, stderr strings.Builder
		require.Zero(t, headless.Main(append(args, "-spans", path), &stdout, &stderr, headless.Env{Progress: progress}), "%s", &stderr)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		return stdout.String(), string(data)
	}
	out1, file1 := read("a", nil)
	out2, file2 := read("b", func(time.Duration, time.Duration) { watched++ })
	assert.Greater(t, watched, 10)
	assert.Equal(t, out1, out2)
	assert.Equal(t, file1, file2)
	assert.NotEmpty(t, file1)
	assert.Equal(t, out1, run(t, args...), "and without a file")
	assert.Contains(t, out1, "rooted in the guild: the message came without context\n")
	assert.Contains(t, out1, "api guilds sessions: ")
}

// Outputs that cannot be had are refused before anything runs.
func TestOutputsAreRefusedBeforeTheRun(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no", "such", "folder")
	for args, want := range map[string]string{
		"-spans " + missing:         "-spans: open " + missing,
		"-spans " + missing + " 02": "-spans: open " + missing,
		"-query -json":              "-query are tables, and -json prints none",
		"-query 01 02":              "go with one scenario at a time",
	} {
		var stdout, stderr strings.Builder
		assert.Equal(t, 2, headless.Main(strings.Fields(args), &stdout, &stderr, headless.Env{}), args)
		assert.Empty(t, stdout.String(), args)
		assert.Contains(t, stderr.String(), want)
		assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
	}
}

// A disk that fills up is told at the end.
func TestAFailedExportIsTold(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip("this system has no " + full)
	}
	var stdout, stderr strings.Builder
	assert.Equal(t, 1, headless.Main([]string{"-for", "1s", "-set", "head.rate=1", "-spans", full}, &stdout, &stderr, headless.Env{}))
	assert.Contains(t, stdout.String(), "history ", "the run itself is reported")
	assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
}

// Scenarios can be observed too.
func TestAScenarioIsObserved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.jsonl")
	out := run(t, "-spans", path, "-query", "testdata/observed.txt")
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Greater(t, info.Size(), int64(100_000))
	assert.Contains(t, out, "api guilds sessions: ")
}

// The profile is a file of folded stacks and a table: what a gRPC handler spends on
// unpacking headers can be read off either.
func TestProfile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.folded")
	out := run(t, "-for", "3s", "-set", "sieve=parse", "-top", "-profile", path)
	folded, err := os.ReadFile(path)
	require.NoError(t, err)
	spent := make(map[string]int64)
	for line := range strings.Lines(string(folded)) {
		stack, ns, ok := strings.Cut(strings.TrimSpace(line), " ")
		require.True(t, ok, line)
		require.Equal(t, 4, strings.Count(stack, ";"), line)
		spent[stack], err = strconv.ParseInt(ns, 10, 64)
		require.NoError(t, err)
	}
	unpack, handle := spent["presence;grpc;handle;unpack;extract_headers"], spent["presence;grpc;handle;handle;handle"]
	assert.InDelta(t, 0.75, float64(unpack)/float64(unpack+handle), 0.005)
	assert.Contains(t, out, "  grpc › handle › unpack › extract_headers ")
	assert.Contains(t, out, "guild, minute  so far  fan_out, %  update, %\n0                  3s ")

	missing := filepath.Join(t.TempDir(), "no", "folder")
	var stdout, stderr strings.Builder
	assert.Equal(t, 2, headless.Main([]string{"-profile", missing}, &stdout, &stderr, headless.Env{}))
	assert.Contains(t, stderr.String(), "-profile: open "+missing)
}
