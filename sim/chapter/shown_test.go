package chapter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/chapter"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, id string
		want     bool
	}{
		{"toggle.no.roots", "toggle.no.roots", true}, {"toggle.no", "toggle.no.roots", true}, {"segment.sieve", "segment.sieve.parse", true},
		{"segment.sie", "segment.sieve.parse", false}, {"segment.sieve.parse", "segment.sieve", false}, {"point.fanout.1", "point.fanout.10", false},
	} {
		assert.Equal(t, c.want, chapter.Names(c.name, c.id), "%s and %s", c.name, c.id)
	}
}

// A name that no control has is told with its place and the nearest ones; a group is a name.
func TestCheckShown(t *testing.T) {
	ids := []string{"slider.members", "toggle.no.roots", "toggle.roots.guild", "button.send", "chip.deploy.guilds", "chip.deploy.sessions"}
	assert.Empty(t, chapter.CheckShown(parse(t, small), ids))
	text := strings.Replace(small, "show slider.members toggle.no.roots", "show chip.deploy  toggle.no.rots", 1)
	text = strings.Replace(text, "show button.send", "show button.", 1)
	assert.Equal(t, []chapter.Problem{
		{Line: 12, Column: 19, Text: `show: "toggle.no.rots" is no control of the model guild; the nearest are toggle.no.roots, toggle.roots.guild, button.send`},
		{Line: 20, Column: 6, Text: `show: "button." is no control of the model guild; the nearest are button.send, slider.members, toggle.no.roots`},
	}, chapter.CheckShown(parse(t, text), ids))
}
