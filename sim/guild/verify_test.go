//go:build verify

package guild

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/row"
)

// The published shares for each of 20 seeds, with their spread.
func TestVerifyPublishedShares(t *testing.T) {
	for _, c := range []struct {
		name    string
		lines   []string
		service row.Service
		want    float64 // percent
	}{
		{"sessions, untraced", []string{"set envelopes.sessions 0", "toggle roots.session off"}, Sessions, 44.7},
		{"sessions, with roots", []string{"toggle no.roots off"}, Sessions, 55.1},
		{"sessions, roots forbidden", nil, Sessions, 45.1},
		{"gRPC, headers ignored", []string{"set sieve ignore"}, Presence, 30.0},
		{"gRPC, all parsed", []string{"set sieve parse"}, Presence, 60.0},
		{"gRPC, sieve", nil, Presence, 30.45},
	} {
		least, most := 1e9, 0.0
		for seed := range 20 {
			_, s := play(t, append([]string{fmt.Sprint("seed ", seed)}, append(c.lines, "run 20s")...)...)
			share := float64(total(s, c.service)) / 10_000
			least, most = min(least, share), max(most, share)
			assert.InDelta(t, c.want, share, 1, "%s, seed %d", c.name, seed)
		}
		t.Logf("%-28s expected %.2f %%, %.2f to %.2f %% over 20 seeds", c.name, c.want, least, most)
	}
}

// The same as in every run of the tests, with many more seeds.
func TestVerifySwarm(t *testing.T) { swarm(t, 20, 1000) }
