package main

import (
	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/render/language"
)

// taught is a game with its chapters, which go on with its frames.
type taught struct {
	*render.Game
	lessons *lesson.Lessons
	after   func() // is called after each update, if not nil
}

// teach joins the game of a player to its chapters.
func teach(game *render.Game, lessons *lesson.Lessons) taught {
	lessons.Looking, lessons.Exchanged = game.Looks, game.Exchanged
	return taught{Game: game, lessons: lessons}
}

// Update does the game's, then the chapter's.
func (t *taught) Update() error {
	err := t.Game.Update()
	t.lessons.Frame()
	t.follow()
	if t.after != nil {
		t.after()
	}
	return err
}

// follow looks at the picture as the chapter asks for.
func (t *taught) follow() {
	if looks := t.lessons.Looks(); len(looks) > 0 {
		t.Game.LookLater(looks)
	}
}

// withLessons has the game of a config ask the chapters, and returns them. Both speak the
// reader's language; nil is English.
func withLessons(c *render.Config, player *timed.Player, reader *language.Language) *lesson.Lessons {
	lessons := lesson.New(player)
	if lessons.Language = reader; reader != nil {
		c.Language = reader
	}
	c.Pointed, c.File, c.Offered, c.Named, c.Veiled = lessons.Pointed, lessons.File, lessons.Shown, lessons.Named, lessons.Veiled
	return lessons
}
