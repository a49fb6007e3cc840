package render

import "fanout/render/scene"

// voice is what a game says to the person before it.
type voice struct{ game *Game }

// Offer lets a person choose one of some things, see scene.Scene.Offer.
func (v voice) Offer(m *scene.Menu) { v.game.scene.Offer(m) }

// Note shows a sentence on the canvas about what went well.
func (v voice) Note(sentence string) { v.game.scene.Note(sentence, v.game.config.Now()) }

// Tell shows a sentence on the canvas for some seconds.
func (v voice) Tell(sentence string) { v.game.scene.Tell(sentence, v.game.config.Now()) }

// Shared tells that a link was copied, see scene.Scene.Shared.
func (v voice) Shared(sentence string) { v.game.scene.Shared(sentence, v.game.config.Now()) }

// Said is the last sentence for people who do not see the canvas, and how many
// there have been.
func (v voice) Said() (number int, text string) { return v.game.scene.Said() }
