package simtest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
)

// Tests that use this package have this flag.
var rewrite = flag.Bool("rewrite", false, "write the golden files again")

// TestScenarios has every scenario of a model meet its own expectations, and its log,
// history included, be the one in testdata, on every machine.
func TestScenarios(t *testing.T, m *sim.Model) {
	for _, s := range m.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p, err := sim.NewPlayer(m)
			require.NoError(t, err)
			var log strings.Builder
			failed, err := s.Run(p, &log, nil)
			require.NoError(t, err)
			assert.Zero(t, failed, "expectations not met in\n%s", log.String())
			same(t, filepath.Join("testdata", s.Name+".log"), log.String())
		})
	}
}

// golden: the same bytes on every platform.
func (s *suite) golden(t *testing.T) {
	var b strings.Builder
	for seed := range uint64(4) {
		hash, _ := state(s.play(t, seed, s.script(rand.New(rand.NewPCG(seed, 6)))))
		fmt.Fprintf(&b, "seed %d: %016x\n", seed, hash)
	}
	same(t, s.Golden, b.String(), "expected after a new command or setting; otherwise something else is simulated than before")
}

// same holds a text against a file.
func same(t *testing.T, file, got string, hints ...string) {
	t.Helper()
	if *rewrite {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "go test -run '^%s$' -rewrite, in this package, writes %s %v", t.Name(), file, hints)
}
