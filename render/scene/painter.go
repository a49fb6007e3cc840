package scene

import "math"

// painter appends to a list. It holds what every drawing function needs and is
// passed by pointer through all of them.
type painter struct {
	list    *List
	theme   *Theme
	measure Measurer
	clip    uint16
}

// op appends o under the current clip.
func (p *painter) op(o Op) {
	o.Clip = p.clip
	p.list.Ops = append(p.list.Ops, o)
}

// clipped runs draw with everything outside r cut off. Clips do not nest: an
// inner one replaces the outer one.
func (p *painter) clipped(r Rect, draw func()) {
	outer := p.clip
	p.list.Clips = append(p.list.Clips, r)
	p.clip = uint16(len(p.list.Clips) - 1)
	draw()
	p.clip = outer
}

// fill draws a filled rounded rectangle.
func (p *painter) fill(r Rect, radius float64, c Color) {
	p.op(Op{Kind: KindBox, Rect: r, Radius: radius, Color: c})
}

// border draws a line of the given width along the inside of r.
func (p *painter) border(r Rect, radius, width float64, c Color) {
	p.op(Op{Kind: KindBox, Rect: r, Radius: radius, Stroke: width, Color: c})
}

// panel is a filled box with a hairline border.
func (p *painter) panel(r Rect, radius float64, fill, line Color) {
	p.fill(r, radius, fill)
	p.border(r, radius, 1, line)
}

// hline and vline are 1 px lines that begin at (x, y).
func (p *painter) hline(x, y, w float64, c Color) { p.fill(Rect{x, y, w, 1}, 0, c) }
func (p *painter) vline(x, y, h float64, c Color) { p.fill(Rect{x, y, 1, h}, 0, c) }

// line is a straight line of any direction.
func (p *painter) line(x0, y0, x1, y1, width float64, c Color) {
	p.op(Op{Kind: KindLine, Rect: Rect{x0, y0, x1 - x0, y1 - y0}, Stroke: width, Color: c})
}

// curve is a cubic Bézier as short lines.
func (p *painter) curve(a, c1, c2, b Point, width float64, c Color) {
	const steps = 20
	last := a
	for i := 1; i <= steps; i++ {
		q := bezier(a, c1, c2, b, float64(i)/steps)
		p.stroke(last, q, width, c)
		last = q
	}
}

// stroke is a piece of a longer line. Soft ends would show as dots where two
// pieces meet.
func (p *painter) stroke(a, b Point, width float64, c Color) {
	p.op(Op{Kind: KindSegment, Rect: Rect{a.X, a.Y, b.X - a.X, b.Y - a.Y}, Stroke: width, Color: c})
}

// bezier is the point at t of a cubic Bézier.
func bezier(a, c1, c2, b Point, t float64) Point {
	u := 1 - t
	w0, w1, w2, w3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{w0*a.X + w1*c1.X + w2*c2.X + w3*b.X, w0*a.Y + w1*c1.Y + w2*c2.Y + w3*b.Y}
}

// disc and ring are circles about (x, y).
func (p *painter) disc(x, y, r float64, c Color) { p.fill(around(x, y, r), r, c) }
func (p *painter) ring(x, y, r, width float64, c Color) {
	p.border(around(x, y, r), r, width, c)
}

// dashedRing is the sign of an empty carrier.
func (p *painter) dashedRing(x, y, r, width float64, c Color) {
	p.op(Op{Kind: KindDashedRing, Rect: around(x, y, r), Radius: r, Stroke: width, Color: c})
}

// diamond is the sign of everything sampled; half is its half-diagonal.
func (p *painter) diamond(x, y, half float64, c Color) {
	p.op(Op{Kind: KindDiamond, Rect: around(x, y, half), Color: c})
}

// glow is a soft light, in the dark theme only: on white it would be dirt.
func (p *painter) glow(x, y, r float64, c Color) {
	if p.theme.Dark {
		p.op(Op{Kind: KindGlow, Rect: around(x, y, r), Radius: r, Color: c})
	}
}

// pattern fills r with tiles that are anchored at x = anchor.
func (p *painter) pattern(r Rect, kind Pattern, anchor float64, c Color) {
	if kind != Plain && !r.Empty() {
		p.op(Op{Kind: KindPattern, Pattern: kind, Rect: r, Radius: anchor, Color: c})
	}
}

// area fills what lies between the line from (x0, y0) to (x1, y1) and y = base.
func (p *painter) area(x0, y0, x1, y1, base float64, c Color) {
	p.op(Op{Kind: KindArea, Rect: Rect{x0, y0, x1 - x0, base - y0}, Radius: y1 - y0, Color: c})
}

// text writes s from x, its figures centred on cy, and returns the x where it ends.
func (p *painter) text(x, cy float64, style Style, c Color, s string) float64 {
	if s == "" {
		return x
	}
	w := p.measure.Advance(style, s)
	p.op(Op{Kind: KindText, Rect: Rect{X: x, Y: math.Round(style.baseline(cy)), W: w}, Style: style, Color: c, Text: s})
	return x + w
}

// textRight writes s so that it ends at x, and returns the x where it begins.
func (p *painter) textRight(x, cy float64, style Style, c Color, s string) float64 {
	x -= p.measure.Advance(style, s)
	p.text(x, cy, style, c, s)
	return x
}

// textCenter writes s with its middle at x.
func (p *painter) textCenter(x, cy float64, style Style, c Color, s string) {
	p.text(x-p.measure.Advance(style, s)/2, cy, style, c, s)
}

// width is the advance of s.
func (p *painter) width(style Style, s string) float64 { return p.measure.Advance(style, s) }

// fit is the first of the texts that is at most w wide, or else the last: the
// exact number where there is room for it, the short one where there is not.
func (p *painter) fit(style Style, w float64, texts ...string) string {
	for _, s := range texts {
		if p.measure.Advance(style, s) <= w {
			return s
		}
	}
	return texts[len(texts)-1]
}

// pair writes a label from x and its value up to right. Where both do not fit,
// the value stays.
func (p *painter) pair(x, right, cy float64, label, value Style, labelInk, ink Color, name, text string) {
	begin := p.textRight(right, cy, value, ink, text)
	if x+p.width(label, name)+4 <= begin {
		p.text(x, cy, label, labelInk, name)
	}
}
