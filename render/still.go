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
	size := image.Rect(0, 0, int(float64(w)*scale), int(float64(h)*scale))
	screen := ebiten.NewImageWithOptions(size, &ebiten.NewImageOptions{Unmanaged: true})
	g.frame.BaseChanged, g.fresh = true, true
	g.Draw(screen)
	return screen
}
