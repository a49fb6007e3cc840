package hashring_test

import (
	"testing"
	"time"

	"fanout/sim/hashring"
	"fanout/sim/simtest"
)

func TestModel(t *testing.T) {
	simtest.TestModel(t, hashring.Model(), simtest.Options{
		Setup:  []string{"set sessions 2000", "set lookup process"},
		Most:   map[string]float64{"sessions": 5_000, "connects": 1_000, "guilds": 10},
		Length: 2 * time.Second,
	})
}

func TestScenarios(t *testing.T) { simtest.TestScenarios(t, hashring.Model()) }
