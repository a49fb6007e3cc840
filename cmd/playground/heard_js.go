package main

import (
	"syscall/js"

	"fanout/cmd/playground/internal/contest"
	"fanout/cmd/playground/internal/lesson"
	"fanout/render"
)

// heard is what there is to be told to people who do not see the picture: a small part of
// looking and of the state, which is asked for often. It also says who has more to tell.
type heard struct {
	Model     string `json:"model"`
	Said      string `json:"said"`
	SaidCount int    `json:"saidCount"`
	Logged    int    `json:"logged"`   // lines of the log so far
	Last      string `json:"last"`     // the last of them, "" for none
	Reads     bool   `json:"reads"`    // whether a chapter is open, see lesson
	Contends  bool   `json:"contends"` // whether a challenge is, see contest
}

// exposeHeard adds heard().
func exposeHeard(page js.Value, game *render.Game, lessons *lesson.Lessons, c *contest.Contest) {
	page.Set("heard", js.FuncOf(func(js.Value, []js.Value) any {
		h := heardOf(game)
		h.Reads, h.Contends = lessons.Reading(), c.Playing()
		return toJS(h)
	}))
}

func heardOf(game *render.Game) heard {
	log, model := &game.Snapshot().Log, game.Snapshot().Model.Name
	h := heard{Model: model, Logged: log.Dropped + len(log.Entries)}
	if k := len(log.Entries); k > 0 {
		h.Last = log.Entries[k-1].Text
	}
	h.SaidCount, h.Said = game.Said()
	return h
}
