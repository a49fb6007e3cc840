package guildpicture

import (
	"math"

	"fanout/render/ui"
)

// Miniature is the picture as a sign for it: a fan-out on its way over the field. It is
// drawn once and shows no history.
func Miniature(p *ui.Painter, box ui.Rect) {
	const pitch, dot, reach = 7., 5., .62 // of the field's width, how far the wave has come
	t := p.Theme
	field := box
	field.X += 64
	field.W -= 64
	hub := ui.Pt(box.X+28, box.CenterY())
	columns, rows := int(field.W/pitch)+1, int(box.H/pitch)
	top := box.CenterY() - pitch*float64(rows)/2 + 1
	for r := range rows {
		y := top + pitch*float64(r)
		if r%2 == 0 {
			p.Line(hub.X+12, hub.Y, field.X, y+dot/2, 1, t.Acc.Alpha(.35))
		}
		for c := range columns {
			x := field.X + pitch*float64(c)
			way := math.Hypot(x-hub.X, (y-hub.Y)*1.6) / field.W
			p.Fill(ui.Box(x, y, dot, dot), 1, waveInk(t, way, reach))
		}
	}
	for _, at := range [][2]float64{{.08, .3}, {.16, .72}, {.25, .2}, {.3, .55}, {.41, .42}, {.47, .66}} {
		p.Diamond(field.X+field.W*at[0], box.Y+box.H*at[1], 4, t.Trace)
	}
	p.Ring(hub.X, hub.Y, 12, 2, t.Acc)
	p.Disc(hub.X, hub.Y, 5, t.Acc)
}

// waveInk is the colour of a dot that the wave reaches after a way.
func waveInk(t *ui.Theme, way, reach float64) ui.Color {
	if way > reach {
		return t.Idle
	}
	return t.RampAt((reach - way) / reach)
}
