package scene

import (
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// serviceIcon is the sign of a service; shape says it as well as colour.
func serviceIcon(v *ui.Painter, s sim.ServiceID, x, y float64) {
	c := v.Theme.Services[s]
	switch s {
	case guild.API:
		v.Hexagon(x, y, 6.5, 1.5, c)
	case guild.Guilds:
		v.Ring(x, y, 6.5, 1.5, c)
		v.Disc(x, y, 2.6, c)
	case guild.Sessions:
		for _, d := range [][2]float64{{-6, -6}, {1, -6}, {-6, 1}, {1, 1}} {
			v.Fill(ui.Box(x+d[0], y+d[1], 5, 5), 1, c)
		}
	default: // the other end of a call: two arrows
		v.Line(x-6, y-2.5, x+6, y-2.5, 1.5, c)
		v.Line(x+3, y-5.5, x+6, y-2.5, 1.5, c)
		v.Line(x-6, y+2.5, x+6, y+2.5, 1.5, c)
		v.Line(x-6, y+2.5, x-3, y+5.5, 1.5, c)
	}
}
