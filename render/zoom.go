package render

import (
	"slices"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// Zooms are how many times as large as designed a window can show everything: for a
// projector, or tired eyes.
var Zooms = []float64{1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3}

const (
	leastSide = 320 // CSS px of the canvas, either way: no layout is for less
	mostScale = 3   // device px per CSS px that the glyph atlas has room for
)

// Zoom is how many times as large as designed everything is meant to be shown. A
// window that is too small for that, or a screen that is dense already, gets less.
func (g *Game) Zoom() float64 { return g.zoom }

// feedZoom changes the zoom by the keys that browsers have for it.
func (g *Game) feedZoom() {
	if !g.config.Zooms || !ebiten.IsKeyPressed(ebiten.KeyControl) && !ebiten.IsKeyPressed(ebiten.KeyMeta) || ebiten.IsKeyPressed(ebiten.KeyAlt) {
		return // with Alt, Ctrl types what is third on a key
	}
	g.input.pressed = inpututil.AppendJustPressedKeys(g.input.pressed[:0])
	for _, key := range g.input.pressed {
		if zoom := zoomBy(g.zoomed, ebiten.KeyName(key)); zoom != g.zoomed {
			g.zoom = zoom
		}
	}
}

// zoomBy is the zoom after a key, by the character on it; = stands for the + above it.
func zoomBy(zoom float64, key string) float64 {
	i, found := slices.BinarySearch(Zooms, zoom)
	switch key {
	case "+", "=":
		if found {
			i++
		}
		return Zooms[min(i, len(Zooms)-1)]
	case "-":
		return Zooms[max(i-1, 0)]
	case "0":
		return 1
	}
	return zoom
}

// zoomIn is the zoom that a window of w × h can have, in px of which the device has
// scale each way.
func zoomIn(zoom, w, h, scale float64) float64 {
	return max(1, min(zoom, min(w, h)/leastSide, mostScale/scale))
}
