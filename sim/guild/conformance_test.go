package guild_test

import (
	"testing"
	"time"

	"fanout/sim/guild"
	"fanout/sim/simtest"
)

func TestModel(t *testing.T) {
	t.Parallel()
	simtest.TestModel(t, guild.Model(), simtest.Options{
		Setup:  []string{"set members 200", "set rate 20"},
		Most:   map[string]float64{"members": 2_000, "rate": 50, "small": 100, "grpc": 500, "guilds": 20, "guilds.rate": 50, "nodes.guilds": 20, "nodes.sessions": 20},
		Length: time.Second,
	})
}

func TestScenarios(t *testing.T) { simtest.TestScenarios(t, guild.Model()) }
