// Command bare is the least that Ebitengine can be in a page: one image, one
// update, one draw. `make bench` compares the playground's start with its start.
package main

import (
	"image/color"
	"log"

	"github.com/hajimehoshi/ebiten/v2"
)

func main() {
	if err := ebiten.RunGame(new(game)); err != nil {
		log.Fatal(err)
	}
}

type game struct{ drawn bool }

// Update tells the page when the first frame has been drawn.
func (g *game) Update() error {
	if g.drawn {
		started()
	}
	return nil
}

func (g *game) Draw(screen *ebiten.Image) {
	g.drawn = true
	screen.Fill(color.RGBA{R: 12, G: 15, B: 20, A: 255})
}

func (g *game) Layout(w, h int) (int, int) { return w, h }
