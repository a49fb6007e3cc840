package guildpicture_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/scene"
)

// Where a session has its own dot, its newest span gives it its sign: a root takes the place
// of a diamond, and a diamond that of a root, however long ago the older one was.
func TestTheNewestSpanGivesTheSign(t *testing.T) {
	world := []string{"set members 100", "set head.rate 100%", "set fanout none", "set rate 0.1", "set grpc 0", "set small 0", "toggle even on", "send", "run 2s"}
	bare := slices.Concat(world, []string{"set envelopes.guild 0%", "set envelopes.sessions 0%", "send", "run 1s"})
	again := slices.Concat(bare, []string{"set envelopes.guild 100%", "set envelopes.sessions 100%", "send", "run 1s"})
	for name, c := range map[string]struct {
		lines           []string
		diamonds, roots int
	}{
		"in a trace":                        {world, 100, 0},
		"without envelopes":                 {bare, 0, 100},
		"with envelopes again":              {again, 100, 0},
		"a message that nobody has handled": {slices.Concat(bare, []string{"send"}), 0, 100},
	} {
		s := played(t, nil, c.lines...)
		f := s.rest()
		assert.Len(t, f.Field.Marks, c.diamonds, "%s: diamonds", name)
		assert.Equal(t, c.roots, lit(f), "%s: roots", name)
	}
}

// lit is how many dots show a root.
func lit(f scene.Frame) (n int) {
	for d := 2; d < len(f.Field.Texels); d += 4 {
		if f.Field.Texels[d] > 0 {
			n++
		}
	}
	return n
}
