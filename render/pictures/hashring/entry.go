package ringpicture

import (
	"math"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/render/worldmap"
	"fanout/sim/hashring"
)

// Entry is the model with its picture, for package pictures.
func Entry() scene.Entry {
	return scene.Entry{
		Model: hashring.Model(), New: New, Words: Words(), Miniature: Miniature, Controls: offers(),
		Places: []worldmap.Place{worldmap.Gateway, worldmap.Guilds, worldmap.DataServices, worldmap.Store},
	}
}

// Miniature is the picture as a sign for it: a band of slots, one machine's lit, and a
// bar for each machine. It is drawn once and shows no history.
func Miniature(p *ui.Painter, box ui.Rect) {
	const slots, machines = 132, 11
	t := p.Theme
	r := box.H/2 - 12
	cx, cy := box.X+box.W*.36, box.CenterY()
	if box.W < 240 {
		cx = box.CenterX()
		r = min(r, box.W/2-10)
	}
	p.Ring(cx, cy, r, 1, t.Line2)
	for i := range slots {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / slots)
		owner := (i*i*i + 3*i) % machines // a mix
		ink, inner := dimOf(t, owner+1), r*.72
		if owner == 4 {
			ink = litOf(t)
			p.Disc(cx+cos*(r+4), cy+sin*(r+4), 1.5, ink)
		}
		p.Line(cx+cos*inner, cy+sin*inner, cx+cos*(r-3), cy+sin*(r-3), max(1.5, r*.04), ink)
	}
	if box.W < 240 {
		return
	}
	bars := ui.Box(box.X+box.W*.66, box.Y+14, box.W*.26, box.H-28)
	pitch := bars.H / machines
	for i := range machines {
		width := bars.W * (.72 + .03*float64(i*5%7))
		bar := ui.Box(bars.X, bars.Y+pitch*float64(i)+1, bars.W, pitch-3)
		p.Fill(bar, 2, t.Bg4)
		bar.W = width
		if i == machines-1 {
			p.Fill(bar, 2, litOf(t))
			continue
		}
		fillNode(p, bar, 2, i+1)
	}
}
