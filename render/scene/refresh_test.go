package scene_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
)

// lively is a picture on which something moves every virtual millisecond, until it has come to
// the end of its way.
type lively struct {
	plain
	end *int64
}

func (p *lively) Live(v *scene.View) {
	at := float64(min(v.Snap.Now, *p.end) / 1_000_000)
	v.Fill(ui.Box(at, 0, 1, 1), 0, v.Theme.T1)
}

// Numbers are brought up to date ten times a second beside something that moves, and five times
// where nothing does. Only then is the snapshot asked to be whole.
func TestRefresh(t *testing.T) {
	end, whole := int64(0), 0
	m := model()
	s := scene.New(scene.Config{Model: m, Measure: scenetest.Measurer{}, Complete: func(*sim.Snapshot) { whole++ },
		Picture: func(s *scene.Shell) scene.Picture { return &lively{plain{s: s}, &end} }})
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	_, snap := newPlain(1440, 900)
	snap.Playing = true
	now := time.Second
	// second is a second of 100 frames: how often the numbers, and the picture at all, are new.
	second := func() (numbers, pictures int) {
		for range 100 {
			now += 10 * time.Millisecond
			snap.Now += int64(10 * time.Millisecond)
			before := whole
			f := s.Frame(snap, now)
			if f.BaseChanged {
				numbers++
			}
			if !f.Same {
				pictures++
			}
			assert.Equal(t, f.BaseChanged, whole > before)
		}
		return numbers, pictures
	}
	second() // the interface comes to rest
	numbers, pictures := second()
	assert.Equal(t, 5, numbers, "nothing moves")
	assert.Equal(t, 5, pictures, "nothing moves")
	end = snap.Now + int64(10*time.Second)
	second()
	numbers, pictures = second()
	assert.Equal(t, 10, numbers, "something moves")
	assert.Equal(t, 100, pictures, "something moves")
	end = snap.Now
	second()
	numbers, _ = second()
	assert.Equal(t, 5, numbers, "it has come to the end")
}
