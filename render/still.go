package render

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/render/scene"
	"fanout/render/ui"
)

// Still is a picture of the world as it stands, w by h CSS px at scale device px
// per CSS px, whatever the window's own size is: w·scale by h·scale px. No input
// is read. Before it is drawn, pictures of the interface follow one another for as
// long as tick reports true: tick moves Config.Now on, so that a bar on its way
// arrives. The world is given no time. A caption, unless it is nil, takes its strip of
// the height. Still must be called while Ebitengine runs, and the caller deallocates the
// image.
func (g *Game) Still(w, h int, scale float64, caption *scene.Caption, tick func() bool) *ebiten.Image {
	if caption != nil {
		h -= int(caption.High())
	}
	g.resize(float64(w), float64(h), scale)
	for ok := true; ok; ok = tick() {
		// The player finishes what it does besides letting time pass, such as to foretell the bars.
		g.config.Player.Frame(0, func() bool { return false })
		g.picture(g.config.Now())
	}
	return paint(g, w, h, scale, caption)
}

// Shot is a picture of what a game shows, at scale device px per CSS px: of the same
// moment, and larger or smaller, with a caption below it unless that is nil. It must be
// called while Ebitengine runs, and the caller deallocates the image.
func Shot(g *Game, scale float64, caption *scene.Caption) *ebiten.Image {
	w, h, before := g.width, g.height, g.scale
	g.resize(w, h, scale)
	g.picture(g.config.Now())
	shot := paint(g, int(w), int(h), scale, caption)
	g.resize(w, h, before)
	g.picture(g.config.Now())
	g.frame.BaseChanged, g.fresh = true, true
	return shot
}

// paint draws the frame onto an image of w by h CSS px, and a caption below it.
func paint(g *Game, w, h int, scale float64, caption *scene.Caption) *ebiten.Image {
	high := h
	if caption != nil {
		high += int(caption.High())
	}
	size := image.Rect(0, 0, int(float64(w)*scale), int(float64(high)*scale))
	screen := ebiten.NewImageWithOptions(size, &ebiten.NewImageOptions{Unmanaged: true})
	g.frame.BaseChanged, g.fresh = true, true
	g.Draw(screen)
	if caption != nil {
		list := &ui.List{}
		list.Reset()
		p := &ui.Painter{List: list, Theme: g.scene.Theme(), Measure: g.canvas.glyphs, Words: g.config.Language}
		caption.Draw(p, &g.snapshot, ui.Box(0, float64(h), float64(w), caption.High()))
		if !g.canvas.drawOver(screen, list) {
			g.canvas.drawOver(screen, list)
		}
	}
	return screen
}
