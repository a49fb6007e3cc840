package sweep

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

func TestLadder(t *testing.T) {
	for key, want := range map[string]string{
		"members":           "1 10 100 1000 10000 100000 1000000",
		"rate":              "0.1 0.3 1 3 10 30 100",
		"grpc":              "1 10 100 1000 10000 20000",
		"nodes.guilds":      "1 2 5 10 16",
		"nodes.sessions":    "1 2 5 10 20 64",
		"guilds":            "1 3 10 30 100 300 1000 3000 10000",
		"latency":           "10µs 100µs 1ms 10ms 100ms 1s 10s",
		"jitter":            "1ms 3ms 10ms 30ms 100ms 300ms 1s 3s 10s",
		"head.rate":         "0.01% 0.03% 0.1% 0.3% 1% 3% 10% 30% 100%",
		"envelopes.guild":   "0% 20% 40% 60% 80% 100%",
		"fanout.10":         "0.0001% 0.001% 0.01% 0.1% 1% 10% 100%",
		"hashring nodes":    "1 5 10 15 20",
		"hashring replicas": "1 2 5 10 20 50 100 200 512",
		"hashring connects": "1 3 10 30 100 300 1000",
		"hashring guilds":   "1 2 5 10 20 50 100",
		"hashring sessions": "1 10 100 1000 10000 100000 1000000",
	} {
		m, name := guild.Model(), key
		if ring, ok := strings.CutPrefix(key, "hashring "); ok {
			m, name = hashring.Model(), ring
		}
		assert.Equal(t, want, strings.Join(Ladder(m.Setting(name)).Values, " "), key)
	}
}

// Every value of a ladder is one that can be set, spelled as the grammar spells it, and they
// rise.
func TestLaddersCanBeClimbed(t *testing.T) {
	for _, m := range []*sim.Model{guild.Model(), hashring.Model()} {
		for _, k := range Asked(m) {
			a := Ladder(k)
			parsed, err := ParseAxis(m, k.Key, strings.Join(a.Values, ","))
			require.NoError(t, err)
			assert.Equal(t, parsed, a, "as the command line reads it")
			assert.LessOrEqual(t, len(a.Values), MostRungs, k.Key)
			numbers := a.Numbers(m)
			for i := range numbers[1:] {
				assert.Less(t, numbers[i], numbers[i+1], k.Key)
			}
		}
	}
}
