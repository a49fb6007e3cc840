package seam

import (
	"fmt"

	"fanout/render/scene"
	"fanout/render/ui"
)

// Picture is a row of squares, one for each customer who waits, and a number.
type Picture struct {
	scene.Plain
	stage ui.Rect
	bars  scene.Bars
}

var _ scene.Picture = (*Picture)(nil)

// NewPicture makes the picture.
func NewPicture(*scene.Shell) scene.Picture { return &Picture{} }

// Entry is the line that a model in the program has in package pictures.
func Entry() scene.Entry { return scene.Entry{Model: Model(), New: NewPicture, Words: &scene.Words{}} }

// Place implements scene.Picture.
func (p *Picture) Place(at scene.Place) scene.Room {
	p.stage = at.Stage
	p.bars.Rect = ui.Box(at.Stage.X, at.Stage.Bottom()-110, at.Stage.W, 110)
	return scene.Room{Main: ui.Box(at.Stage.X, at.Stage.Y, at.Stage.W, at.Stage.H-110), Floor: p.bars.Rect.Y}
}

// Base implements scene.Picture.
func (p *Picture) Base(v *scene.View) {
	waiting := v.Snap.View.(*View).Waiting
	x, y := p.stage.X+24, p.stage.Y+40
	v.Text(x, y, ui.Hero, v.Theme.T1, fmt.Sprint(waiting))
	v.Text(x, y+30, ui.Label, v.Theme.T2, "customers wait")
	const side, pitch = 10, 14
	for i := range min(waiting, int((p.stage.W-48)/pitch)) {
		v.Fill(ui.Box(x+pitch*float64(i), y+56, side, side), 2, v.Theme.Acc)
	}
	p.bars.Draw(v)
}

// Controls implements scene.Picture.
func (p *Picture) Controls(v *scene.View, c *ui.Column) {
	for i := range v.Snap.Model.Settings {
		v.Setting(c, v.Snap.Model.Settings[i].Key)
		v.Rule(c)
	}
}
