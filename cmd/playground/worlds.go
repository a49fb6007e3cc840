package main

import (
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/models"
	"fanout/render"
	"fanout/sim"
)

// worlds lets a person go from one model to another and back. One history is kept at a
// time, since one can take hundreds of megabytes; the others are kept as links, from
// which they are computed again.
type worlds struct {
	watch observer
	left  map[string]string // by model, the link to where it was left
	leave func()            // goes back to free play, if a chapter is open
}

// goTo goes to where a link leads, which is of another model.
func (w *worlds) goTo(l *link.Link, query string, game *render.Game) error {
	if w.left == nil {
		w.left = map[string]string{}
	}
	w.left[l.Model.Name] = query
	return game.ChooseQuietly(l.Model.Name)
}

// choose goes to the model of that name: to where it was left, or to its start. looks is
// for the game, once there is a picture. Nothing has changed if there is an error.
func (w *worlds) choose(name string, game *render.Game) (looks []string, err error) {
	m, err := models.Find(name)
	if err != nil {
		return nil, err
	}
	here := w.watch.player.Model().Name
	if name == here {
		return nil, nil
	}
	l := link.Link{Model: m}
	if query, ok := w.left[name]; ok {
		if l, err = link.Read(query); err != nil {
			return nil, err
		}
	}
	player, err := sim.NewPlayer(l.Model, l.Commands...)
	if err != nil {
		return nil, err
	}
	if w.left == nil {
		w.left = map[string]string{}
	}
	w.leave()
	w.left[here] = w.watch.link(game).Query
	w.watch.player.Exchange(player)
	return l.Look, nil
}
