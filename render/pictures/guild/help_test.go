package guildpicture_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
)

// The help says what signs, colours and tags mean, and what keys do; on a screen that is not tiny
// nothing of it is cut off, and no line runs into the next column.
func TestTheHelpExplainsSigns(t *testing.T) {
	for _, canvas := range [][2]float64{{1440, 900}, {1280, 800}, {1024, 704}, {768, 1024}, {390, 844}} {
		s := newStage(canvas[0], canvas[1], guildtest.Snapshot(10_000, .4))
		s.typed("?")
		f := s.rest()
		said := map[string]bool{}
		for _, op := range f.Over.Ops {
			if op.Kind == ui.KindText {
				said[op.Text] = true
				end := op.Rect.X + scenetest.Measurer{}.Advance(op.Style, op.Text)
				assert.LessOrEqual(t, end, canvas[0], "%v: %q", canvas, op.Text)
				assert.True(t, canvas[0] < 700 || op.Rect.Y < canvas[1]-8, "%v: %q is at %v", canvas, op.Text, op.Rect.Y)
			}
		}
		for _, text := range []string{"blue", "amber", "diamond", "ring", "dashed ring", "square", "POST", "MODEL", "published by Discord", "assumed by this model", "play, pause", "this list"} {
			assert.True(t, said[text], "%v: %q", canvas, text)
		}
	}
}
