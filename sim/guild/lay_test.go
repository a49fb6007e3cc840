package guild

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A scenario on the timeline is the history that playing it makes: its end has the
// hash that its golden log ends with.
func TestLaidScenariosAreTheirHistories(t *testing.T) {
	t.Parallel()
	long(t)
	last := regexp.MustCompile(`(?m)^ *(\S+)  history (\S+)\n\z`)
	for _, s := range model.Scenarios() {
		if s.Length() > 70*time.Second { // one history or several, settings, costs and deploys are in the others
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			golden, err := os.ReadFile(filepath.Join("testdata", s.Name+".log"))
			require.NoError(t, err)
			end := last.FindSubmatch(golden)
			require.NotNil(t, end)

			p, err := NewPlayer("set members 77", "run 10ms")
			require.NoError(t, err)
			p.Finish()
			require.NoError(t, p.Lay(s))
			var shot Snapshot
			takeSnapshot(p, &shot)
			assert.Zero(t, shot.Now)
			assert.False(t, shot.Playing)
			require.NoError(t, p.Do("goto "+string(end[1])))
			p.Finish()
			takeSnapshot(p, &shot)
			assert.Equal(t, string(end[2]), fmt.Sprintf("%016x", shot.Hash))
		})
	}
}

func TestScenariosWithoutTimesAreNotLaid(t *testing.T) {
	s, err := model.ParseScenario("f", "# t\nset members 5\nstep\nsend")
	require.NoError(t, err)
	p, err := NewPlayer("set members 77")
	require.NoError(t, err)
	want := hashOf(p)
	assert.EqualError(t, p.Lay(s), `line 3: a scenario with "step" has no times to lay it out by; expected run`)
	assert.Equal(t, want, hashOf(p))
	assert.Equal(t, 77, world(p).settings.Members)
}
