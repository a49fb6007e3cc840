package main

import "fanout/render"

// heard is what there is to be told to people who do not see the picture: a small part of
// looking and of the state, which is asked for often.
type heard struct {
	Model     string `json:"model"`
	Said      string `json:"said"`
	SaidCount int    `json:"saidCount"`
	Logged    int    `json:"logged"` // lines of the log so far
	Last      string `json:"last"`   // the last of them, "" for none
}

func heardOf(game *render.Game, model string) heard {
	log := &game.Snapshot().Log
	h := heard{Model: model, Logged: log.Dropped + len(log.Entries)}
	if k := len(log.Entries); k > 0 {
		h.Last = log.Entries[k-1].Text
	}
	h.SaidCount, h.Said = game.Said()
	return h
}
