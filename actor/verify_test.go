//go:build verify

package actor

import "testing"

// The same checks as in every run of the tests, over many more seeds.

func TestVerifyModel(t *testing.T) { agreeWithTheModel(t, 60, 2_000, nil) }

func TestVerifyCuts(t *testing.T) { cutAtRandom(t, 100, 3_000) }

func TestVerifyChaos(t *testing.T) {
	for seed := uint64(2); seed < 30; seed++ {
		anHourOfChaos(t, seed)
	}
}
