package scene

import "fanout/sim"

// A message is drawn by what it carries of a trace. Shape says it as well as
// colour: ring, dashed ring, ring with a point, diamond.

// badge is the sign of the carrier about (x, y).
func (v *view) badge(x, y float64, c sim.Carrier) {
	t := v.theme
	const r = 5.5
	switch c {
	case sim.CarrierEmpty:
		v.disc(x, y, r, t.Bg1)
		v.dashedRing(x, y, r, 1.4, t.T2)
	case sim.CarrierUnsampled:
		v.disc(x, y, r, t.Bg1)
		v.ring(x, y, r, 1.4, t.T2)
		v.disc(x, y, 1.6, t.T2)
	case sim.CarrierSampled:
		v.glow(x, y, 14, t.Trace.Alpha(.55))
		v.diamond(x, y, r+1.6, t.Bg1)
		v.diamond(x, y, r+.4, t.Trace)
	}
}

// envelope is a message in an envelope, w by h about (x, y); the badge sits on
// its top right corner. A bare message is a ring.
func (v *view) envelope(x, y, w, h float64, c sim.Carrier) {
	t := v.theme
	if c == sim.CarrierBare {
		v.disc(x, y, 6, t.Bg1)
		v.ring(x, y, 6, 1.4, t.T2)
		return
	}
	ink := t.T3
	if c == sim.CarrierSampled {
		ink = t.Trace
	}
	r := Rect{x - w/2, y - h/2, w, h}
	v.fill(r, 3.5, t.Bg2)
	v.border(r, 3.5, 1.4, ink)
	v.line(r.X+1.5, r.Y+2.5, x, r.Y+h*.58, 1.4, ink)
	v.line(x, r.Y+h*.58, r.Right()-1.5, r.Y+2.5, 1.4, ink)
	v.badge(r.Right()-1, r.Y+1, c)
}

// header is a gRPC request with its metadata: a pill with three slots and the
// badge inside.
func (v *view) header(x, y float64, c sim.Carrier) {
	t := v.theme
	r := Rect{x - 17, y - 8, 34, 16}
	ink := t.Services[sim.API]
	if c == sim.CarrierSampled {
		ink = t.Trace
	}
	v.fill(r, 8, t.Bg2)
	v.border(r, 8, 1.4, ink)
	for i := range 3 {
		v.fill(Rect{r.X + 6 + float64(i)*4, y - 3.5, 2, 7}, 1, ink)
	}
	if c != sim.CarrierBare {
		v.badge(r.Right()-8.5, y, c)
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
