package main

import (
	"fanout/render"
	"fanout/render/language"
)

// widget is a widget of the picture as scripts see it.
type widget struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Label    string `json:"label"`
	Value    string `json:"value"`
	Disabled string `json:"disabled"` // why it cannot be used now, "" if it can
	Rect     rect   `json:"rect"`
}

// rect is where a pointer meets a widget, in CSS px.
type rect struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// widgets lists the widgets of the last frame in focus order, moved by (x, y), in the words
// of the reader; nil is English.
func widgets(game *render.Game, words *language.Language, x, y float64) []widget {
	list := []widget{}
	for _, w := range game.Widgets() {
		list = append(list, widget{
			ID: w.ID, Kind: w.Kind.String(), Label: words.Text(w.Label), Value: words.Text(w.Value), Disabled: words.Text(w.Disabled),
			Rect: rect{w.Rect.X + x, w.Rect.Y + y, w.Rect.W, w.Rect.H},
		})
	}
	return list
}
