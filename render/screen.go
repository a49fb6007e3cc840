package render

import (
	"time"

	"fanout/render/scene"
)

// screen is what the program around a game tells the interface on the canvas, and asks it.
// None of it touches the world.
type screen struct {
	scene *scene.Scene
	now   func() time.Duration // see Config.Now
}

// Tell shows a sentence on the canvas for some seconds.
func (s *screen) Tell(sentence string) { s.scene.Tell(sentence, s.now()) }

// Shared tells that a link was copied, see scene.Scene.Shared.
func (s *screen) Shared(sentence string) { s.scene.Shared(sentence, s.now()) }

// Offer lets a person choose one of some things, see scene.Scene.Offer.
func (s *screen) Offer(m *scene.Menu) { s.scene.Offer(m) }

// Note shows a sentence on the canvas about what went well.
func (s *screen) Note(sentence string) { s.scene.Note(sentence, s.now()) }

// Watching is what is looked at.
func (s *screen) Watching() scene.Watching { return s.scene.Watching() }

// Said is the last sentence for people who do not see the canvas, and how many
// there have been.
func (s *screen) Said() (number int, text string) { return s.scene.Said() }

// SetLanding shows the picture alone in a part of the canvas, or with nil everything again,
// see scene.Landing.
func (s *screen) SetLanding(l *scene.Landing) { s.scene.SetLanding(l) }

// SetAway tells whether keys go to another part of the page.
func (s *screen) SetAway(away bool) { s.scene.SetAway(away) }

// SetTheme changes the appearance.
func (s *screen) SetTheme(light bool) { s.scene.SetTheme(light) }

// Light reports whether the light theme is in force.
func (s *screen) Light() bool { return !s.scene.Theme().Dark }
