package hashring_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/hashring"
)

var rewrite = flag.Bool("rewrite", false, "write the golden logs again")

// Each scenario meets its own expectations, and its log, history included, is the
// golden one, on every machine.
func TestScenarios(t *testing.T) {
	for _, s := range hashring.Model().Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p, err := sim.NewPlayer(hashring.Model())
			require.NoError(t, err)
			var log strings.Builder
			failed, err := s.Run(p, &log, nil)
			require.NoError(t, err)
			assert.Zero(t, failed, "expectations not met in\n%s", log.String())
			golden := filepath.Join("testdata", s.Name+".log")
			if *rewrite {
				require.NoError(t, os.WriteFile(golden, []byte(log.String()), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), log.String())
		})
	}
}

func TestTablesAreComplete(t *testing.T) { require.NoError(t, hashring.Model().Check()) }
