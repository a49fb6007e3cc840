package guildpicture_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"fanout/render/ui"
)

// A pointer that rests on a dot is on none when the field becomes another one, as it does between a
// chapter and free play.
func TestARestingPointerAndAnotherField(t *testing.T) {
	s := played(t, nil, "set members 1000", "run 1s")
	field := s.widget(t, "field").Rect
	s.PointerMove(ui.Pt(field.CenterX(), field.CenterY()+field.H/8), s.now)
	assert.Contains(t, written(s), "Session ", "the dot has a tooltip")
	s.snap = played(t, nil, "set members 10", "run 1s").snap
	s.wait(time.Second)
	s.wait(time.Second)
}
