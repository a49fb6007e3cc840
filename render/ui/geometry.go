package ui

// Point is a place on the canvas in CSS px.
type Point struct{ X, Y float64 }

// Rect is an axis-aligned rectangle in CSS px.
type Rect struct{ X, Y, W, H float64 }

// Pt is the point (x, y).
func Pt(x, y float64) Point { return Point{x, y} }

// Box is the rectangle of w by h whose corner is (x, y).
func Box(x, y, w, h float64) Rect { return Rect{x, y, w, h} }

// Right is the x of the right edge.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom is the y of the bottom edge.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// CenterX is the x of the middle.
func (r Rect) CenterX() float64 { return r.X + r.W/2 }

// CenterY is the y of the middle.
func (r Rect) CenterY() float64 { return r.Y + r.H/2 }

// Empty reports whether r covers nothing.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains reports whether p lies in r; left and top edges belong to it.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X && p.X < r.Right() && p.Y >= r.Y && p.Y < r.Bottom()
}

// Within reports whether all of r lies in q.
func (r Rect) Within(q Rect) bool {
	return r.X >= q.X && r.Y >= q.Y && r.Right() <= q.Right() && r.Bottom() <= q.Bottom()
}

// Inset moves every edge inwards by d, or outwards if d is negative.
func (r Rect) Inset(d float64) Rect {
	return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d}
}

// Offset moves r by dx and dy.
func (r Rect) Offset(dx, dy float64) Rect {
	return Rect{r.X + dx, r.Y + dy, r.W, r.H}
}

// Intersect is the part of r that lies in q; it is Empty if there is none.
func (r Rect) Intersect(q Rect) Rect {
	x0, y0 := max(r.X, q.X), max(r.Y, q.Y)
	x1, y1 := min(r.Right(), q.Right()), min(r.Bottom(), q.Bottom())
	return Rect{x0, y0, max(0, x1-x0), max(0, y1-y0)}
}

// Around is the square of side 2*half with its middle at (x, y).
func Around(x, y, half float64) Rect {
	return Rect{x - half, y - half, 2 * half, 2 * half}
}

// Union is the least rectangle around both; one that is empty does not count.
func (r Rect) Union(q Rect) Rect {
	switch {
	case r.Empty():
		return q
	case q.Empty():
		return r
	}
	x, y := min(r.X, q.X), min(r.Y, q.Y)
	return Rect{x, y, max(r.Right(), q.Right()) - x, max(r.Bottom(), q.Bottom()) - y}
}

// Mix is the rectangle at the share t of the way from r (0) to q (1), number by number.
func (r Rect) Mix(q Rect, t float64) Rect {
	return Rect{r.X + (q.X-r.X)*t, r.Y + (q.Y-r.Y)*t, r.W + (q.W-r.W)*t, r.H + (q.H-r.H)*t}
}

// Middle is the point in the middle of r.
func (r Rect) Middle() Point { return Point{r.CenterX(), r.CenterY()} }
