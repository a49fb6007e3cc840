package guildpicture_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/ui"
)

// The pointer shows a hand over what can be pressed or is dragged, not over the field.
func TestPointing(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	hover("button.step")(t, s)
	assert.True(t, s.Pointing())
	hover("field")(t, s)
	assert.False(t, s.Pointing())
	press("field")(t, s)
	assert.False(t, s.Pointing(), "a field that is held")
	s.PointerUp(s.middle(t, "field"), s.now)
	grip := s.middle(t, "drawer.grip")
	s.PointerDown(grip, s.now)
	s.PointerMove(ui.Pt(grip.X+200, grip.Y-40), s.now)
	assert.True(t, s.Pointing(), "the drawer's edge follows")
}
