package ui

import "math"

// Icon draws a sign in a box of 16 px about (x, y), in strokes of 1.5 px.
type Icon func(p *Painter, x, y float64, c Color)

// IconPlay starts.
func IconPlay(p *Painter, x, y float64, c Color) { p.Arrowhead(x-4, y, 10, 6, c) }

// Arrowhead is a filled triangle whose back stands at x and whose tip is w to
// the right of it.
func (p *Painter) Arrowhead(x, y, w, half float64, c Color) {
	p.Area(x, y-half, x+w, y, y, c)
	p.Area(x, y+half, x+w, y, y, c)
	p.Line(x, y-half, x+w, y, 1, c)
	p.Line(x, y+half, x+w, y, 1, c)
}

// IconPause pauses.
func IconPause(p *Painter, x, y float64, c Color) {
	p.Fill(Rect{x - 5, y - 6, 3.5, 12}, 1, c)
	p.Fill(Rect{x + 1.5, y - 6, 3.5, 12}, 1, c)
}

// IconStep goes one step on.
func IconStep(p *Painter, x, y float64, c Color) {
	p.Arrowhead(x-5, y, 8, 5, c)
	p.Fill(Rect{x + 4, y - 5, 2, 10}, 0, c)
}

// IconBack goes one step back.
func IconBack(p *Painter, x, y float64, c Color) {
	p.Area(x-3, y, x+5, y-5, y, c)
	p.Area(x-3, y, x+5, y+5, y, c)
	p.Line(x-3, y, x+5, y-5, 1, c)
	p.Line(x-3, y, x+5, y+5, 1, c)
	p.Fill(Rect{x - 6, y - 5, 2, 10}, 0, c)
}

// IconDice asks for another random value.
func IconDice(p *Painter, x, y float64, c Color) {
	p.Border(Around(x, y, 6.5), 2.5, 1.5, c)
	for _, d := range [][2]float64{{-2.5, -2.5}, {2.5, 2.5}, {0, 0}} {
		p.Disc(x+d[0], y+d[1], 1.1, c)
	}
}

// IconRestart begins again.
func IconRestart(p *Painter, x, y float64, c Color) {
	p.Arc(x, y, 6, .78, 1.5, c)
	p.Line(x-6, y-5.5, x-5, y-.5, 1.5, c)
	p.Line(x-5.2, y-1, x-.8, y-2.6, 1.5, c)
}

// IconSun changes between light and dark.
func IconSun(p *Painter, x, y float64, c Color) {
	p.Ring(x, y, 3.4, 1.5, c)
	for i := range 8 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		p.Line(x+5*cos, y+5*sin, x+7*cos, y+7*sin, 1.5, c)
	}
}

// IconHelp explains.
func IconHelp(p *Painter, x, y float64, c Color) {
	p.Ring(x, y, 7, 1.5, c)
	p.TextCenter(x, y, TickStrong, c, "?")
}

// IconMenu opens a list.
func IconMenu(p *Painter, x, y float64, c Color) {
	for _, dy := range []float64{-4.5, 0, 4.5} {
		p.Line(x-6, y+dy, x+6, y+dy, 1.5, c)
	}
}

// IconBook opens a text.
func IconBook(p *Painter, x, y float64, c Color) {
	p.Border(Rect{x - 7, y - 5, 7.5, 11}, 2, 1.4, c)
	p.Border(Rect{x - .5, y - 5, 7.5, 11}, 2, 1.4, c)
}

// IconSliders opens controls.
func IconSliders(p *Painter, x, y float64, c Color) {
	for i, at := range []float64{2, -3, 1} {
		cy := y + float64(i-1)*5
		p.Line(x-7, cy, x+7, cy, 1.4, c)
		p.Disc(x+at, cy, 2.2, c)
	}
}

// IconSend sends one.
func IconSend(p *Painter, x, y float64, c Color) {
	p.Line(x-6, y, x+5, y, 1.5, c)
	p.Line(x+1, y-4, x+5.5, y, 1.5, c)
	p.Line(x+1, y+4, x+5.5, y, 1.5, c)
}

// IconBurst sends many.
func IconBurst(p *Painter, x, y float64, c Color) {
	for _, dy := range []float64{-4, 0, 4} {
		p.Line(x-6, y+dy, x+4, y+dy, 1.5, c)
		p.Line(x+2, y+dy-2, x+4.5, y+dy, 1.5, c)
		p.Line(x+2, y+dy+2, x+4.5, y+dy, 1.5, c)
	}
}

// Chevron points up or down.
func (p *Painter) Chevron(x, y float64, up bool, c Color) {
	d := 2.5
	if up {
		d = -2.5
	}
	p.Line(x-4.5, y-d, x, y+d, 1.5, c)
	p.Line(x, y+d, x+4.5, y-d, 1.5, c)
}

// Hexagon is the outline of a hexagon that stands on a corner.
func (p *Painter) Hexagon(x, y, r, width float64, c Color) {
	var last Point
	for i := range 7 {
		sin, cos := math.Sincos(math.Pi/6 + float64(i)*math.Pi/3)
		q := Point{x + r*cos, y + r*sin}
		if i > 0 {
			p.Line(last.X, last.Y, q.X, q.Y, width, c)
		}
		last = q
	}
}

// IconMinus makes smaller.
func IconMinus(p *Painter, x, y float64, c Color) { p.Line(x-6, y, x+6, y, 1.5, c) }

// IconPlus makes larger.
func IconPlus(p *Painter, x, y float64, c Color) {
	p.Line(x-6, y, x+6, y, 1.5, c)
	p.Line(x, y-6, x, y+6, 1.5, c)
}

// IconFit is four corners.
func IconFit(p *Painter, x, y float64, c Color) { p.Corners(Around(x, y, 6), 4, 1.5, c) }

// Corners are the four corners of a frame, each side of them so long.
func (p *Painter) Corners(r Rect, side, width float64, c Color) {
	for _, x := range []float64{r.X, r.Right() - width} {
		for _, y := range []float64{r.Y, r.Bottom() - width} {
			left, top := x, y
			if x > r.X {
				left = r.Right() - side
			}
			if y > r.Y {
				top = r.Bottom() - side
			}
			p.Fill(Rect{left, y, side, width}, 0, c)
			p.Fill(Rect{x, top, width, side}, 0, c)
		}
	}
}

// IconClose closes.
func IconClose(p *Painter, x, y float64, c Color) {
	p.Line(x-5, y-5, x+5, y+5, 1.5, c)
	p.Line(x-5, y+5, x+5, y-5, 1.5, c)
}

// IconAim is the sign of what is followed.
func IconAim(p *Painter, x, y float64, c Color) {
	p.Ring(x, y, 5, 1.5, c)
	for _, d := range [4]Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		p.Line(x+d.X*4, y+d.Y*4, x+d.X*8, y+d.Y*8, 1.5, c)
	}
}

// IconLink is two links of a chain.
func IconLink(p *Painter, x, y float64, c Color) {
	p.Border(Rect{x - 7.5, y - 3.5, 8.5, 7}, 3.5, 1.5, c)
	p.Border(Rect{x - 1, y - 3.5, 8.5, 7}, 3.5, 1.5, c)
}

// IconSave puts something into a tray.
func IconSave(p *Painter, x, y float64, c Color) {
	p.Line(x, y-6.5, x, y+2.5, 1.5, c)
	p.Line(x-3.5, y-1, x, y+2.5, 1.5, c)
	p.Line(x+3.5, y-1, x, y+2.5, 1.5, c)
	p.Line(x-6, y+2, x-6, y+6, 1.5, c)
	p.Line(x+6, y+2, x+6, y+6, 1.5, c)
	p.Line(x-6, y+6, x+6, y+6, 1.5, c)
}

// IconSwap exchanges two things.
func IconSwap(p *Painter, x, y float64, c Color) {
	for _, d := range []float64{-1, 1} {
		p.Line(x-6, y+3.5*d, x+6, y+3.5*d, 1.5, c)
		p.Line(x+6*d, y+3.5*d, x+3*d, y+.5*d, 1.5, c)
		p.Line(x+6*d, y+3.5*d, x+3*d, y+6.5*d, 1.5, c)
	}
}

// IconTick says that something is done.
func IconTick(p *Painter, x, y float64, c Color) {
	p.Line(x-5.5, y+.5, x-1.5, y+4.5, 1.5, c)
	p.Line(x-1.5, y+4.5, x+6, y-4, 1.5, c)
}
