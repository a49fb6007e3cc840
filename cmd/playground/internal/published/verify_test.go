//go:build verify

package published_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/guild"
)

// The whole table, for 20 seeds: every figure that a scenario publishes is in it and
// within what the scenario allows for each of them, and the rest say why they are not
// reproduced. It takes minutes; package sim's goldens hold the same figures, for the
// scenarios' own seeds, in every run of the tests.
func TestWholeTable(t *testing.T) {
	out, _ := figures(t, 0, "-n", "20")
	for _, s := range guild.Model().Scenarios() {
		for _, p := range s.Published() {
			assert.Contains(t, out, p.Figure)
		}
	}
	assert.NotContains(t, out, "OFF")
	assert.Contains(t, out, "\npublished only, since this world cannot show them:\n")
	assert.Regexp(t, `(?m)^a guild's fan-out in the trace of one message +357 µs  Discord Engineering; `, out)
}
