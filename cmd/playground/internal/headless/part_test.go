package headless_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/link"
	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/span"
)

const traced = "https://playground.example/?lang=de#members=300&head.rate=100%25&do=400ms+toggle+no.roots+off&t=2s&paused"

// reached is the history that a link leads to.
func reached(t *testing.T, address string) *sim.Player {
	t.Helper()
	l, err := link.ReadAddress(address)
	require.NoError(t, err)
	p, err := sim.NewPlayer(l.Model, l.Commands...)
	require.NoError(t, err)
	p.Finish()
	return p
}

// What a command line writes of a link is what page and window export of it: the same
// bytes, in each form, of the whole and of a part.
func TestALinkIsExportedAsByThePage(t *testing.T) {
	p := reached(t, traced)
	var some *span.Span
	for n, s := range p.Spans() {
		if n == 100 {
			some = s
		}
	}
	require.NotNil(t, some)
	of := some.Trace.String()
	for _, f := range export.Formats() {
		for name, part := range map[string][3]string{"all": {}, "trace": {of, "", ""}, "stretch": {"", "500ms", "1.5s"}} {
			selection, err := export.Select(part[0], part[1], part[2])
			require.NoError(t, err)
			if f.Refuse(selection) != nil {
				continue
			}
			t.Run(f.Name+" "+name, func(t *testing.T) {
				var want strings.Builder
				j, err := export.Start(&want, &f, p, selection)
				require.NoError(t, err)
				_, err = j.Step(func() bool { return false })
				require.NoError(t, err)
				path := filepath.Join(t.TempDir(), "x")
				args := []string{"-link", traced, "-" + f.Name, path}
				for i, flag := range []string{"-trace", "-from", "-to"} {
					if part[i] != "" {
						args = append(args, flag, part[i])
					}
				}
				out := run(t, args...)
				assert.Contains(t, out, "history ")
				text, err := os.ReadFile(path)
				require.NoError(t, err)
				assert.Equal(t, want.String(), string(text))
			})
		}
	}
}

// A link that says no time runs for -for.
func TestALinkWithoutATime(t *testing.T) {
	assert.Equal(t, run(t, "-for", "500ms", "-seed", "9"), run(t, "-link", "seed=9", "-for", "500ms"))
}

// What does not go together is refused before anything runs; what turns out to be empty
// leaves the file as it was, with one sentence and status 1.
func TestPartsThatMakeNoSense(t *testing.T) {
	old := filepath.Join(t.TempDir(), "old")
	require.NoError(t, os.WriteFile(old, []byte("old"), 0o600))
	id := strings.Repeat("ab", 16)
	for args, c := range map[string]struct {
		status int
		want   string
	}{
		"-spans OLD -trace 12":           {2, `"12" is no trace id; expected 32 hexadecimal digits that are not all 0`},
		"-spans OLD -from 2s -to 1s":     {2, "the stretch ends at 1s and begins at 2s"},
		"-pprof OLD -from 2s":            {2, "-pprof: pprof profile is of the whole history up to now"},
		"-from 2s":                       {2, "-trace, -from and -to are about spans that are exported; expected a flag such as -spans or -jaeger"},
		"-link #t=1s -for 3s -spans OLD": {2, "-for goes without this -link, which says how long it runs"},
		"-link #t=1s -seed 3":            {2, "-seed goes without -link"},
		"-link #chapter=1":               {2, "this one leads to a chapter or a challenge"},
		"-link #t=soon":                  {2, `t is "soon"; expected a time such as 12.5s`},
		"-link #t=30h":                   {2, "-for is 30h0m0s"},
		"-link #t=1s 02":                 {2, "-link is one history; expected neither scenarios nor several seeds with it"},
		"-for 1s -set head.rate=1 -jaeger OLD -trace " + id: {1, "-jaeger: no span of the trace " + id + " is kept; expected the id of a trace of the "},
		"-for 1s -set head.rate=1 -chrome OLD -from 5s":     {1, "-chrome: no span began from 5s on; expected a stretch with some of the "},
		"-for 1ms -spans OLD":                               {1, "-spans: no span has been kept; expected at least one that a sampler kept; nothing was written"},
	} {
		t.Run(args, func(t *testing.T) {
			var stdout, stderr strings.Builder
			status := headless.Main(strings.Fields(strings.ReplaceAll(args, "OLD", old)), &stdout, &stderr, headless.Env{})
			assert.Equal(t, c.status, status, &stderr)
			assert.Contains(t, stderr.String(), c.want)
			assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
			text, err := os.ReadFile(old)
			require.NoError(t, err)
			assert.Equal(t, "old", string(text))
		})
	}
}
