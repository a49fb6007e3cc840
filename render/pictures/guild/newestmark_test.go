package guildpicture_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
)

// Where a session has its own dot, its newest span gives it its sign: a root takes the place
// of a diamond, and a diamond that of a root, however long ago the older one was. A root is
// gone after four more fan-outs, also of sessions that record nothing any more.
func TestTheNewestSpanGivesTheSign(t *testing.T) {
	world := []string{"set members 100", "set head.rate 100%", "set fanout none", "set rate 0.1", "set grpc 0", "set small 0", "toggle even on", "send", "run 2s"}
	bare := slices.Concat(world, []string{"set envelopes.guild 0%", "set envelopes.sessions 0%", "send", "run 1s"})
	again := slices.Concat(bare, []string{"set envelopes.guild 100%", "set envelopes.sessions 100%", "send", "run 1s"})
	untraced := func(sends int) []string {
		lines := slices.Concat(bare, []string{"set head.rate 0%"})
		for range sends {
			lines = append(lines, "send", "run 1s")
		}
		return lines
	}
	for name, c := range map[string]struct {
		lines           []string
		diamonds, roots int
	}{
		"in a trace":                        {world, 100, 0},
		"without envelopes":                 {bare, 0, 100},
		"with envelopes again":              {again, 100, 0},
		"after three that leave none":       {untraced(3), 0, 100},
		"after four that leave none":        {untraced(4), 0, 0},
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

// The guild's card tells how the last message came, which its copies do not show.
func TestTheCardSaysThatAMessageCameBare(t *testing.T) {
	world := []string{"set members 10", "set head.rate 100%", "set rate 0.1", "set grpc 0", "set small 0", "toggle even on", "send", "run 1s"}
	for _, size := range [][2]float64{{1440, 900}, {390, 844}} {
		for _, c := range []struct {
			lines []string
			bare  bool
		}{{world, false}, {slices.Concat(world, []string{"set envelopes.guild 0%", "send", "run 1s"}), true}} {
			s := played(t, nil, c.lines...)
			s.Resize(size[0], size[1], 1, scenetest.Measurer{})
			assert.Equal(t, c.bare, strings.Contains(written(s), "came bare"), "%v %v", size, c.bare)
		}
	}
}
