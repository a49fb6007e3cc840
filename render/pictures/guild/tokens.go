package guildpicture

import (
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// A message is drawn by what it carries of a trace. Shape says it as well as
// colour: ring, dashed ring, ring with a point, diamond.

// badge is the sign of the carrier about (x, y).
func badge(v *ui.Painter, x, y float64, c sim.Carrier) {
	t := v.Theme
	const r = 5.5
	switch c {
	case sim.CarrierEmpty:
		v.Disc(x, y, r, t.Bg1)
		v.DashedRing(x, y, r, 1.4, t.T2)
	case sim.CarrierUnsampled:
		v.Disc(x, y, r, t.Bg1)
		v.Ring(x, y, r, 1.4, t.T2)
		v.Disc(x, y, 1.6, t.T2)
	case sim.CarrierSampled:
		v.Glow(x, y, 14, t.Trace.Alpha(.55))
		v.Diamond(x, y, r+1.6, t.Bg1)
		v.Diamond(x, y, r+.4, t.Trace)
	}
}

// envelope is a message in an envelope, w by h about (x, y); the badge sits on
// its top right corner. A bare message is a ring.
func envelope(v *ui.Painter, x, y, w, h float64, c sim.Carrier) {
	t := v.Theme
	if c == sim.CarrierBare {
		v.Disc(x, y, 6, t.Bg1)
		v.Ring(x, y, 6, 1.4, t.T2)
		return
	}
	ink := t.T3
	if c == sim.CarrierSampled {
		ink = t.Trace
	}
	letter(v, x, y, w, h, ink)
	badge(v, x+w/2-1, y-h/2+1, c)
}

// letter is an envelope without a sign of what it carries.
func letter(v *ui.Painter, x, y, w, h float64, ink ui.Color) {
	r := ui.Box(x-w/2, y-h/2, w, h)
	v.Fill(r, 3.5, v.Theme.Bg2)
	v.Border(r, 3.5, 1.4, ink)
	v.Line(r.X+1.5, r.Y+2.5, x, r.Y+h*.58, 1.4, ink)
	v.Line(x, r.Y+h*.58, r.Right()-1.5, r.Y+2.5, 1.4, ink)
}

// tokenHeader is a gRPC request with its metadata: a pill with three slots and the
// badge inside.
func tokenHeader(v *ui.Painter, x, y float64, c sim.Carrier) {
	t := v.Theme
	r := ui.Box(x-17, y-8, 34, 16)
	ink := t.Services[guild.API]
	if c == sim.CarrierSampled {
		ink = t.Trace
	}
	v.Fill(r, 8, t.Bg2)
	v.Border(r, 8, 1.4, ink)
	for i := range 3 {
		v.Fill(ui.Box(r.X+6+float64(i)*4, y-3.5, 2, 7), 1, ink)
	}
	if c != sim.CarrierBare {
		badge(v, r.Right()-8.5, y, c)
	}
}

// flagByte is the last byte of a traceparent as tokens show it.
func flagByte(c sim.Carrier) string {
	switch c {
	case sim.CarrierUnsampled:
		return " …-00"
	case sim.CarrierSampled:
		return " …-01"
	}
	return ""
}
