package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
)

// Sessions handle a message together, as far as they can, and each alone while somebody
// traces the actors: it is the same history.
func TestSessionsTogetherAndAlone(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"as it begins":      {"set members 30000"},
		"nothing sampled":   {"set members 3000", "set head.rate 0%", "set rate 50"},
		"roots":             {"set members 3000", "toggle no.roots off", "set small 100"},
		"context, parsed":   {"set members 3000", "toggle skip.unsampled off", "set sieve parse"},
		"relays":            {"set members 40000", "toggle relays on"},
		"an older version":  {"set members 3000", "set deploy.sessions 50%", "set deploy.from carrier"},
		"out of cores":      {"set members 3000", "set rate 40", "cost forward 900us"},
		"one that connects": {"set members 3000", "set rate 40", "reconnect 30%"},
	} {
		play := func(alone bool) (*World, *Snapshot) {
			p, err := NewPlayer()
			require.NoError(t, err)
			if alone {
				world(p).System().Trace(func(actor.Trace) {})
			}
			for _, line := range append(lines, "run 700ms", "burst 5", "run 1300ms") {
				require.NoError(t, p.Do(line), name)
				p.Finish()
			}
			return world(p), snapshotOf(p)
		}
		together, got := play(false)
		alone, want := play(true)
		assert.Equal(t, want.Hash, got.Hash, name)
		assert.Equal(t, want.Log.Entries, got.Log.Entries, name)
		assert.Equal(t, want.Marks, got.Marks, name)
		assert.Equal(t, want.Services, got.Services, name)
		assert.Equal(t, alone.sessionNodes.states(), together.sessionNodes.states(), name)
		assert.Equal(t, executedBy(alone), executedBy(together), name)
	}
}

// states are those of all sessions.
func (nodes sessionNodes) states() (all []session) {
	for _, s := range nodes.byNumber() {
		for _, n := range nodes {
			if st := n.kind.State(s.pid); st != nil {
				all = append(all, *st)
			}
		}
	}
	return all
}
