package ringshare

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What the command prints is what the ring does: all keys are somewhere, none
// strays, and about the expected share moves.
func TestRing(t *testing.T) {
	var out, errs strings.Builder
	assert.Zero(t, Main(strings.Fields("-nodes 2 -keys 1000 -add 1"), &out, &errs), errs.String())
	assert.Equal(t, `1,000 keys, 512 points per node

node               keys     share         then     share
`, out.String()[:strings.Index(out.String(), "0   ")])
	p := measure(options{nodes: 9, keys: 90_000, points: 512, add: 1})
	sum := 0
	for _, n := range p.after {
		sum += n
	}
	assert.Equal(t, 90_000, sum)
	assert.Zero(t, p.strayed)
	assert.Equal(t, p.moved, p.after[9], "what moved is what the new node has")
	assert.InEpsilon(t, 9_000, p.moved, 0.15)
}
