package guildpicture_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim/guild"
	"time"
)

// exporting is a stage of a program that can write files.
func exporting(w, h float64) *stage {
	s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, Share: true, Export: true}), snap: guildtest.Snapshot(10_000, .4), now: time.Second}
	s.Resize(w, h, 1, scenetest.Measurer{})
	s.frame()
	return s
}

// The export button stands beside the one that shares, over nothing else, in every size,
// and asks once.
func TestExport(t *testing.T) {
	for _, size := range [][2]float64{{1440, 900}, {1176, 900}, {1024, 704}, {768, 940}, {390, 844}, {320, 568}} {
		s := exporting(size[0], size[1])
		at := s.widget(t, "button.export").Rect
		for _, w := range s.Widgets() {
			if w.ID != "button.export" && w.Kind != ui.Area {
				assert.True(t, w.Rect.Empty() || !overlaps(w.Rect, at), "%v: %s lies over it", size, w.ID)
			}
		}
		require.True(t, s.Press("button.export"))
		assert.True(t, s.Exporting())
		assert.False(t, s.Exporting(), "once")
	}
	assert.False(t, newStage(1440, 900, guildtest.Snapshot(10_000, .4)).Has("button.export"), "where nobody writes files")
}

func overlaps(a, b ui.Rect) bool {
	return a.X < b.Right() && b.X < a.Right() && a.Y < b.Bottom() && b.Y < a.Bottom()
}

// A menu tells which of its rows was chosen, closes then, and closes on Escape and beside it
// without a choice.
func TestMenu(t *testing.T) {
	s := exporting(390, 844)
	var chosen []string
	offer := func() {
		s.Offer(&scene.Menu{Title: "Export", Lines: []string{"All that is kept."}, Items: []scene.MenuItem{{ID: "a", Label: "All that is kept"}, {ID: "b", Label: "The last second", Detail: "from 1s"}},
			Choose: func(id string) { chosen = append(chosen, id) }})
		s.frame()
	}
	offer()
	assert.GreaterOrEqual(t, s.widget(t, "button.menu.a").Rect.H, 44., "for fingers")
	require.True(t, s.Press("button.menu.b"))
	s.frame()
	assert.Equal(t, []string{"b"}, chosen)
	assert.False(t, s.Has("button.menu.b"))
	offer()
	s.Key("Escape", false, s.snap, s.now)
	s.frame()
	assert.False(t, s.Has("button.menu.a"))
	offer()
	s.PointerDown(ui.Pt(2, 2), s.now)
	s.PointerUp(ui.Pt(2, 2), s.now)
	s.frame()
	assert.False(t, s.Has("button.menu.a"))
	assert.Len(t, chosen, 1)
}
