package scene

import (
	"math"

	"fanout/sim"
)

// Icons live in a 16 px box about (x, y) and are drawn with 1.5 px strokes.

func iconPlay(v *view, x, y float64, c Color) { v.arrowhead(x-4, y, 10, 6, c) }

// arrowhead is a filled triangle whose back stands at x and whose tip is w to
// the right of it.
func (v *view) arrowhead(x, y, w, half float64, c Color) {
	v.area(x, y-half, x+w, y, y, c)
	v.area(x, y+half, x+w, y, y, c)
	v.line(x, y-half, x+w, y, 1, c)
	v.line(x, y+half, x+w, y, 1, c)
}

func iconPause(v *view, x, y float64, c Color) {
	v.fill(Rect{x - 5, y - 6, 3.5, 12}, 1, c)
	v.fill(Rect{x + 1.5, y - 6, 3.5, 12}, 1, c)
}

func iconStep(v *view, x, y float64, c Color) {
	v.arrowhead(x-5, y, 8, 5, c)
	v.fill(Rect{x + 4, y - 5, 2, 10}, 0, c)
}

func iconBack(v *view, x, y float64, c Color) {
	v.area(x-3, y, x+5, y-5, y, c)
	v.area(x-3, y, x+5, y+5, y, c)
	v.line(x-3, y, x+5, y-5, 1, c)
	v.line(x-3, y, x+5, y+5, 1, c)
	v.fill(Rect{x - 6, y - 5, 2, 10}, 0, c)
}

func iconDice(v *view, x, y float64, c Color) {
	v.border(around(x, y, 6.5), 2.5, 1.5, c)
	for _, d := range [][2]float64{{-2.5, -2.5}, {2.5, 2.5}, {0, 0}} {
		v.disc(x+d[0], y+d[1], 1.1, c)
	}
}

func iconRestart(v *view, x, y float64, c Color) {
	v.op(Op{Kind: KindArc, Rect: around(x, y, 6), Radius: .78, Stroke: 1.5, Color: c})
	v.line(x-6, y-5.5, x-5, y-.5, 1.5, c)
	v.line(x-5.2, y-1, x-.8, y-2.6, 1.5, c)
}

func iconSun(v *view, x, y float64, c Color) {
	v.ring(x, y, 3.4, 1.5, c)
	for i := range 8 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		v.line(x+5*cos, y+5*sin, x+7*cos, y+7*sin, 1.5, c)
	}
}

func iconHelp(v *view, x, y float64, c Color) {
	v.ring(x, y, 7, 1.5, c)
	v.textCenter(x, y, TickStrong, c, "?")
}

func iconMenu(v *view, x, y float64, c Color) {
	for _, dy := range []float64{-4.5, 0, 4.5} {
		v.line(x-6, y+dy, x+6, y+dy, 1.5, c)
	}
}

func iconBook(v *view, x, y float64, c Color) {
	v.border(Rect{x - 7, y - 5, 7.5, 11}, 2, 1.4, c)
	v.border(Rect{x - .5, y - 5, 7.5, 11}, 2, 1.4, c)
}

func iconSliders(v *view, x, y float64, c Color) {
	for i, at := range []float64{2, -3, 1} {
		cy := y + float64(i-1)*5
		v.line(x-7, cy, x+7, cy, 1.4, c)
		v.disc(x+at, cy, 2.2, c)
	}
}

func iconSend(v *view, x, y float64, c Color) {
	v.line(x-6, y, x+5, y, 1.5, c)
	v.line(x+1, y-4, x+5.5, y, 1.5, c)
	v.line(x+1, y+4, x+5.5, y, 1.5, c)
}

func iconBurst(v *view, x, y float64, c Color) {
	for _, dy := range []float64{-4, 0, 4} {
		v.line(x-6, y+dy, x+4, y+dy, 1.5, c)
		v.line(x+2, y+dy-2, x+4.5, y+dy, 1.5, c)
		v.line(x+2, y+dy+2, x+4.5, y+dy, 1.5, c)
	}
}

// chevron points up or down.
func (v *view) chevron(x, y float64, up bool, c Color) {
	d := 2.5
	if up {
		d = -2.5
	}
	v.line(x-4.5, y-d, x, y+d, 1.5, c)
	v.line(x, y+d, x+4.5, y-d, 1.5, c)
}

// hexagon is the outline of the API's sign.
func (v *view) hexagon(x, y, r, width float64, c Color) {
	var last Point
	for i := range 7 {
		sin, cos := math.Sincos(math.Pi/6 + float64(i)*math.Pi/3)
		p := Point{x + r*cos, y + r*sin}
		if i > 0 {
			v.line(last.X, last.Y, p.X, p.Y, width, c)
		}
		last = p
	}
}

// serviceIcon is the sign of a service; shape says it as well as colour.
func (v *view) serviceIcon(s sim.Service, x, y float64) {
	c := v.theme.Services[s]
	switch s {
	case sim.API:
		v.hexagon(x, y, 6.5, 1.5, c)
	case sim.Guilds:
		v.ring(x, y, 6.5, 1.5, c)
		v.disc(x, y, 2.6, c)
	case sim.Sessions:
		for _, d := range [][2]float64{{-6, -6}, {1, -6}, {-6, 1}, {1, 1}} {
			v.fill(Rect{x + d[0], y + d[1], 5, 5}, 1, c)
		}
	default: // the other end of a call: two arrows
		v.line(x-6, y-2.5, x+6, y-2.5, 1.5, c)
		v.line(x+3, y-5.5, x+6, y-2.5, 1.5, c)
		v.line(x-6, y+2.5, x+6, y+2.5, 1.5, c)
		v.line(x-6, y+2.5, x-3, y+5.5, 1.5, c)
	}
}

// logo is a wave that leaves one point.
func (v *view) logo(x, y float64) {
	t := v.theme
	for i, dy := range []float64{-7.5, -2.5, 2.5, 7.5} {
		c := t.Acc
		if i == 1 {
			c = t.Trace
		}
		v.curve(Point{x - 8, y}, Point{x - 1, y}, Point{x - 2, y + dy}, Point{x + 6, y + dy}, 1.5, c.Alpha(.8))
		v.diamondOrDot(x+8, y+dy, i == 1)
	}
	v.disc(x-8, y, 3, t.Acc)
}

func (v *view) diamondOrDot(x, y float64, sampled bool) {
	if sampled {
		v.diamond(x, y, 3, v.theme.Trace)
		return
	}
	v.disc(x, y, 1.8, v.theme.Acc)
}

func iconMinus(v *view, x, y float64, c Color) { v.line(x-6, y, x+6, y, 1.5, c) }

func iconPlus(v *view, x, y float64, c Color) {
	v.line(x-6, y, x+6, y, 1.5, c)
	v.line(x, y-6, x, y+6, 1.5, c)
}

// iconFit is four corners.
func iconFit(v *view, x, y float64, c Color) { v.corners(around(x, y, 6), 4, 1.5, c) }

// corners are the four corners of a frame, each side of them so long.
func (v *view) corners(r Rect, side, width float64, c Color) {
	for _, x := range []float64{r.X, r.Right() - width} {
		for _, y := range []float64{r.Y, r.Bottom() - width} {
			left, top := x, y
			if x > r.X {
				left = r.Right() - side
			}
			if y > r.Y {
				top = r.Bottom() - side
			}
			v.fill(Rect{left, y, side, width}, 0, c)
			v.fill(Rect{x, top, width, side}, 0, c)
		}
	}
}

func iconClose(v *view, x, y float64, c Color) {
	v.line(x-5, y-5, x+5, y+5, 1.5, c)
	v.line(x-5, y+5, x+5, y-5, 1.5, c)
}

// iconAim is the sign of what is followed.
func iconAim(v *view, x, y float64, c Color) {
	v.ring(x, y, 5, 1.5, c)
	for _, d := range [4]Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		v.line(x+d.X*4, y+d.Y*4, x+d.X*8, y+d.Y*8, 1.5, c)
	}
}
