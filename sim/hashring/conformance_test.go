package hashring_test

import (
	"os"
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
		Golden: histories,
	})
}

// histories keeps the hashes of the conformance suite's histories.
func histories(got string) (string, error) {
	const file = "testdata/histories.txt"
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			return "", err
		}
	}
	want, err := os.ReadFile(file)
	return string(want), err
}
