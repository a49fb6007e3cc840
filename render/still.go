package render

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"
)

// Still is a picture of the world as it stands, w by h CSS px at scale device px
// per CSS px, whatever the window's own size is: w·scale by h·scale px. No input
// is read. Before it is drawn, pictures of the interface follow one another for as
// long as tick reports true: tick moves Config.Now on, so that a bar on its way
// arrives. The world is given no time. Still must be called while Ebitengine runs,
// and the caller deallocates the image.
func (g *Game) Still(w, h int, scale float64, tick func() bool) *ebiten.Image {
	g.resize(float64(w), float64(h), scale)
	for ok := true; ok; ok = tick() {
		// The player finishes what it does besides letting time pass, such as to foretell the bars.
		g.config.Player.Frame(0, func() bool { return false })
		g.picture(g.config.Now())
	}
	return paint(g, w, h, scale)
}

// Shot is a picture of what a game shows, at scale device px per CSS px: of the same
// moment, and larger or smaller. It must be called while Ebitengine runs, and the caller
// deallocates the image.
func Shot(g *Game, scale float64) *ebiten.Image {
	w, h, before := g.width, g.height, g.scale
	g.resize(w, h, scale)
	g.picture(g.config.Now())
	shot := paint(g, int(w), int(h), scale)
	g.resize(w, h, before)
	g.picture(g.config.Now())
	g.frame.BaseChanged, g.fresh = true, true
	return shot
}

// paint draws the frame onto an image of w by h CSS px.
func paint(g *Game, w, h int, scale float64) *ebiten.Image {
	size := image.Rect(0, 0, int(float64(w)*scale), int(float64(h)*scale))
	screen := ebiten.NewImageWithOptions(size, &ebiten.NewImageOptions{Unmanaged: true})
	g.frame.BaseChanged, g.fresh = true, true
	g.Draw(screen)
	return screen
}
