package ui

// Painter appends to a draw list. List, Theme and Measure are required; Words is nil where
// the reader's language is English. It is passed
// by pointer through all drawing functions; a copy would lose the clip in force.
type Painter struct {
	List    *List
	Theme   *Theme
	Measure Measurer
	Words   Translator

	clip uint16
}

// Add appends o under the current clip.
func (p *Painter) Add(o Op) {
	o.Clip = p.clip
	p.List.Ops = append(p.List.Ops, o)
}

// Clipped runs draw with everything outside r cut off. Clips do not nest: an
// inner one replaces the outer one.
func (p *Painter) Clipped(r Rect, draw func()) {
	outer := p.clip
	p.List.Clips = append(p.List.Clips, r)
	p.clip = uint16(len(p.List.Clips) - 1)
	draw()
	p.clip = outer
}

// Fill draws a filled rounded rectangle.
func (p *Painter) Fill(r Rect, radius float64, c Color) {
	p.Add(Op{Kind: KindBox, Rect: r, Radius: radius, Color: c})
}

// Border draws a line of the given width along the inside of r.
func (p *Painter) Border(r Rect, radius, width float64, c Color) {
	p.Add(Op{Kind: KindBox, Rect: r, Radius: radius, Stroke: width, Color: c})
}

// Panel is a filled box with a hairline border.
func (p *Painter) Panel(r Rect, radius float64, fill, line Color) {
	p.Fill(r, radius, fill)
	p.Border(r, radius, 1, line)
}

// HLine and VLine are 1 px lines that begin at (x, y).
func (p *Painter) HLine(x, y, w float64, c Color) { p.Fill(Rect{x, y, w, 1}, 0, c) }
func (p *Painter) VLine(x, y, h float64, c Color) { p.Fill(Rect{x, y, 1, h}, 0, c) }

// Line is a straight line of any direction.
func (p *Painter) Line(x0, y0, x1, y1, width float64, c Color) {
	p.Add(Op{Kind: KindLine, Rect: Rect{x0, y0, x1 - x0, y1 - y0}, Stroke: width, Color: c})
}

// Curve is a cubic Bézier as short lines.
func (p *Painter) Curve(a, c1, c2, b Point, width float64, c Color) {
	const steps = 20
	last := a
	for i := 1; i <= steps; i++ {
		q := Bezier(a, c1, c2, b, float64(i)/steps)
		p.Stroke(last, q, width, c)
		last = q
	}
}

// Stroke is a piece of a longer line. Soft ends would show as dots where two
// pieces meet.
func (p *Painter) Stroke(a, b Point, width float64, c Color) {
	p.Add(Op{Kind: KindSegment, Rect: Rect{a.X, a.Y, b.X - a.X, b.Y - a.Y}, Stroke: width, Color: c})
}

// Bezier is the point at t of a cubic Bézier.
func Bezier(a, c1, c2, b Point, t float64) Point {
	u := 1 - t
	w0, w1, w2, w3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{w0*a.X + w1*c1.X + w2*c2.X + w3*b.X, w0*a.Y + w1*c1.Y + w2*c2.Y + w3*b.Y}
}

// Disc and Ring are circles about (x, y).
func (p *Painter) Disc(x, y, r float64, c Color) { p.Fill(Around(x, y, r), r, c) }
func (p *Painter) Ring(x, y, r, width float64, c Color) {
	p.Border(Around(x, y, r), r, width, c)
}

// DashedRing is a Ring with a dashed line.
func (p *Painter) DashedRing(x, y, r, width float64, c Color) {
	p.Add(Op{Kind: KindDashedRing, Rect: Around(x, y, r), Radius: r, Stroke: width, Color: c})
}

// Diamond is a square on its corner about (x, y); half is its half-diagonal.
func (p *Painter) Diamond(x, y, half float64, c Color) {
	p.Add(Op{Kind: KindDiamond, Rect: Around(x, y, half), Color: c})
}

// Glow is a soft light, in the dark theme only: on white it would be dirt.
func (p *Painter) Glow(x, y, r float64, c Color) {
	if p.Theme.Dark {
		p.Add(Op{Kind: KindGlow, Rect: Around(x, y, r), Radius: r, Color: c})
	}
}

// Pattern fills r with tiles that are anchored at x = anchor.
func (p *Painter) Pattern(r Rect, kind Pattern, anchor float64, c Color) {
	if kind != Plain && !r.Empty() {
		p.Add(Op{Kind: KindPattern, Pattern: kind, Rect: r, Radius: anchor, Color: c})
	}
}

// Area fills what lies between the line from (x0, y0) to (x1, y1) and y = base.
func (p *Painter) Area(x0, y0, x1, y1, base float64, c Color) {
	p.Add(Op{Kind: KindArea, Rect: Rect{x0, y0, x1 - x0, base - y0}, Radius: y1 - y0, Color: c})
}

// DiamondRing is the outline of a Diamond.
func (p *Painter) DiamondRing(x, y, half, width float64, c Color) {
	p.Add(Op{Kind: KindDiamond, Rect: Around(x, y, half), Stroke: width, Color: c})
}

// Arc is the first share (0 … 1) of a ring about (x, y), clockwise from the top.
func (p *Painter) Arc(x, y, r, share, width float64, c Color) {
	p.Add(Op{Kind: KindArc, Rect: Around(x, y, r), Radius: share, Stroke: width, Color: c})
}

// FocusRing is drawn 2 px outside of a widget that has the focus by keyboard.
func (p *Painter) FocusRing(r Rect, radius float64, s State) {
	if s.Focus {
		p.Border(r.Inset(-4), radius+4, 2, p.Theme.Acc)
	}
}
