package pictures_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
)

// At any width in which the top bar is one, no two of its texts lie over one another, and the
// speed not below the seed, with the
// picker of worlds and the buttons that copy a link and export, for a short seed and a long
// one.
func TestTopBarHasRoom(t *testing.T) {
	for _, entry := range pictures.All() {
		for i, seed := range []string{"seed 7", "seed 12345678901234567890", "seed 7", "seed 12345678901234567890"} {
			s := scene.New(scene.Config{
				Model: entry.Model, Picture: entry.New, Words: entry.Words, Measure: scenetest.Measurer{},
				Worlds: pictures.All(), Share: true, Export: i > 1,
			})
			p, err := sim.NewPlayer(entry.Model, seed)
			require.NoError(t, err)
			snap := &sim.Snapshot{}
			p.Snapshot(snap)
			for w, now := 600., time.Second; w <= 2000; w, now = w+7, now+time.Second {
				s.Resize(w, 800, 1, scenetest.Measurer{})
				var texts []ui.Op
				for _, op := range s.Frame(snap, now).Base.Ops {
					if op.Kind == ui.KindText && op.Rect.Y < 48 {
						texts = append(texts, op)
					}
				}
				for i, op := range texts {
					for _, other := range texts[:i] {
						if before, box := other.Rect.X+other.Rect.W, op.Rect.X-12; op.Text == "Seed" && other.Rect.X < box {
							assert.LessOrEqual(t, before, box, "%s at %g px: %q is below the seed", entry.Model.Name, w, other.Text)
						}
						over := op.Rect.X < other.Rect.X+other.Rect.W && other.Rect.X < op.Rect.X+op.Rect.W
						assert.False(t, over, "%s at %g px: %q lies over %q", entry.Model.Name, w, op.Text, other.Text)
					}
				}
			}
		}
	}
}
