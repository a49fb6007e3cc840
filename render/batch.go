package render

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/render/scene"
	"fanout/render/ui"
)

// Modes of shapes.kage.
const (
	modeGlyph = iota
	modeBox
	modeDiamond
	modePlain
	modeDashes
	modeArc
	modeGlow
	modePattern // + ui.Pattern
)

// batch turns draw lists into the vertices of one draw call. Everything is in
// device px.
type batch struct {
	glyphs   *glyphs
	scale    float64
	vertices []ebiten.Vertex
}

// reset empties the batch and keeps its memory.
func (b *batch) reset() { b.vertices = b.vertices[:0] }

// quad is what an op becomes: an axis-aligned rectangle to paint and the source
// coordinates of its corners.
type quad struct {
	x0, y0, x1, y1     float64
	sx0, sy0, sx1, sy1 float64
}

// attributes are equal at the four corners of a quad.
type attributes struct {
	color                ui.Color
	halfW, halfH, radius float64
	mode                 int
	stroke               float64
}

// add appends the ops of a list.
func (b *batch) add(l *ui.List) {
	for i := range l.Ops {
		op := &l.Ops[i]
		b.addOp(op, l.Clips[op.Clip])
	}
}

func (b *batch) addOp(op *ui.Op, clip ui.Rect) {
	switch op.Kind {
	case ui.KindText:
		b.addText(op, clip)
	case ui.KindLine, ui.KindSegment:
		b.addLine(op, clip)
	case ui.KindArea:
		b.addArea(op, clip)
	case ui.KindPattern:
		b.addPattern(op, clip)
	default:
		b.addShape(op, clip)
	}
}

// snap rounds a coordinate in CSS px to a whole device px.
func (b *batch) snap(v float64) float64 { return math.Round(v * b.scale) }

// addShape appends a shape with a distance function: its quad is one px larger
// on every side, for the soft edge.
func (b *batch) addShape(op *ui.Op, clip ui.Rect) {
	r := op.Rect
	x0, y0, x1, y1 := r.X*b.scale, r.Y*b.scale, r.Right()*b.scale, r.Bottom()*b.scale
	a := attributes{color: op.Color, radius: op.Radius * b.scale, stroke: op.Stroke * b.scale}
	switch op.Kind {
	case ui.KindDiamond:
		a.mode = modeDiamond
	case ui.KindDashedRing:
		a.mode = modeDashes
	case ui.KindArc:
		a.mode, a.radius = modeArc, op.Radius
	case ui.KindGlow:
		a.mode = modeGlow
	default:
		a.mode = modeBox
		if op.Radius < min(r.W, r.H)/2 { // circles may sit between pixels, boxes not
			x0, y0, x1, y1 = math.Round(x0), math.Round(y0), math.Round(x1), math.Round(y1)
		}
		if op.Stroke == 1 {
			a.stroke = max(1, math.Round(b.scale))
		}
	}
	a.halfW, a.halfH = (x1-x0)/2, (y1-y0)/2
	w, h := a.halfW+1, a.halfH+1
	b.clipped(quad{x0 - 1, y0 - 1, x1 + 1, y1 + 1, -w, -h, w, h}, a, clip)
}

// addPattern appends tiles: the source coordinates count from the anchor, which
// is the bar's left edge, so that a growing bar does not move them.
func (b *batch) addPattern(op *ui.Op, clip ui.Rect) {
	x0, y0, x1, y1 := b.snap(op.Rect.X), b.snap(op.Rect.Y), b.snap(op.Rect.Right()), b.snap(op.Rect.Bottom())
	from := b.snap(op.Radius)
	b.clipped(quad{x0, y0, x1, y1, x0 - from, 0, x1 - from, y1 - y0},
		attributes{color: op.Color, mode: modePattern + int(op.Pattern)}, clip)
}

// addLine appends a box that is turned along its line. The quad of a segment ends
// where the next one begins, and the box is longer, so that it has no soft ends.
func (b *batch) addLine(op *ui.Op, clip ui.Rect) {
	line, ok := cutLine(op.Rect, clip)
	if !ok {
		return
	}
	x0, y0 := line.X*b.scale, line.Y*b.scale
	dx, dy := line.W*b.scale, line.H*b.scale
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	ux, uy := dx/length, dy/length
	a := attributes{color: op.Color, mode: modeBox, halfW: length/2 + .25, halfH: max(1, op.Stroke*b.scale) / 2}
	cx, cy := x0+dx/2, y0+dy/2
	w, h := a.halfW+1, a.halfH+1
	if op.Kind == ui.KindSegment {
		w, a.halfW = length/2, length
	}
	n := b.grow()
	for i, corner := range [4][2]float64{{-w, -h}, {w, -h}, {-w, h}, {w, h}} {
		s, t := corner[0], corner[1]
		b.vertices[n+i] = a.vertex(cx+ux*s-uy*t, cy+uy*s+ux*t, s, t)
	}
}

// cutLine is the part of a line inside clip, all of it if that is the zero Rect.
func cutLine(line, clip ui.Rect) (ui.Rect, bool) {
	if clip == (ui.Rect{}) {
		return line, true
	}
	from, to := 0., 1.
	for _, edge := range [4][2]float64{ // speed towards the edge, distance to it
		{-line.W, line.X - clip.X}, {line.W, clip.Right() - line.X},
		{-line.H, line.Y - clip.Y}, {line.H, clip.Bottom() - line.Y},
	} {
		switch speed, distance := edge[0], edge[1]; {
		case speed == 0 && distance < 0:
			return line, false
		case speed < 0:
			from = max(from, distance/speed)
		case speed > 0:
			to = min(to, distance/speed)
		}
	}
	if from >= to {
		return line, false
	}
	return ui.Rect{X: line.X + from*line.W, Y: line.Y + from*line.H, W: (to - from) * line.W, H: (to - from) * line.H}, true
}

// addArea appends a trapezoid without a soft edge: a line is drawn over it.
func (b *batch) addArea(op *ui.Op, clip ui.Rect) {
	inside := func(y float64) float64 { return y * b.scale }
	if clip != (ui.Rect{}) {
		inside = func(y float64) float64 { return min(max(y, clip.Y), clip.Bottom()) * b.scale }
	}
	x0, x1 := op.Rect.X*b.scale, op.Rect.Right()*b.scale
	y0, y1, base := inside(op.Rect.Y), inside(op.Rect.Y+op.Radius), inside(op.Rect.Bottom())
	a := attributes{color: op.Color, mode: modePlain}
	n := b.grow()
	b.vertices[n] = a.vertex(x0, y0, 0, 0)
	b.vertices[n+1] = a.vertex(x1, y1, 0, 0)
	b.vertices[n+2] = a.vertex(x0, base, 0, 0)
	b.vertices[n+3] = a.vertex(x1, base, 0, 0)
}

func (b *batch) addText(op *ui.Op, clip ui.Rect) {
	r := b.glyphs.run(op.Style, op.Text)
	x, y := b.snap(op.Rect.X), b.snap(op.Rect.Y)
	a := attributes{color: op.Color, mode: modeGlyph}
	for _, g := range r.quads {
		gx, gy := x+float64(g.dx), y+float64(g.dy)
		b.clipped(quad{
			gx, gy, gx + float64(g.w), gy + float64(g.h),
			float64(g.sx), float64(g.sy), float64(g.sx + g.w), float64(g.sy + g.h),
		}, a, clip)
	}
}

// The halo of a mark, and the edge that parts it from marks under it, CSS px.
const markHalo, markEdge = 1.4, .6

// addMarks appends kept spans, on an image whose corner is at (left, top): first all
// halos and then, newest last, all diamonds with an edge. A mark that lies over others
// hides little of them, and none runs together with another. Those outside of half are left
// out, unless it is empty.
func (b *batch) addMarks(marks []scene.MarkDot, t *ui.Theme, left, top float64, half ui.Rect) {
	out := func(m *scene.MarkDot) bool {
		return half != (ui.Rect{}) && !half.Contains(ui.Pt(float64(m.X), float64(m.Y)))
	}
	for i := range marks {
		if !out(&marks[i]) {
			b.addMark(&marks[i], t.Halo, markHalo, left, top)
		}
	}
	for i := range marks {
		if out(&marks[i]) {
			continue
		}
		b.addMark(&marks[i], t.Halo, markEdge, left, top)
		b.addMark(&marks[i], t.Trace, 0, left, top)
	}
}

// addMark appends a mark's diamond, so much wider across its edges.
func (b *batch) addMark(m *scene.MarkDot, color ui.Color, wider, left, top float64) {
	half := (float64(m.Half) + wider*math.Sqrt2) * b.scale
	x, y, w := float64(m.X)*b.scale-left, float64(m.Y)*b.scale-top, half+1
	b.corners(quad{x - w, y - w, x + w, y + w, -w, -w, w, w}, &attributes{color: color, mode: modeDiamond, halfW: half, halfH: half})
}

// clipped appends q, cut to clip if that is not the zero Rect.
func (b *batch) clipped(q quad, a attributes, clip ui.Rect) {
	if clip != (ui.Rect{}) {
		q = q.cut(b.snap(clip.X), b.snap(clip.Y), b.snap(clip.Right()), b.snap(clip.Bottom()))
		if q.x0 >= q.x1 || q.y0 >= q.y1 {
			return
		}
	}
	b.corners(q, &a)
}

// cut is the part of q inside the given edges, its source coordinates with it.
func (q quad) cut(left, top, right, bottom float64) quad {
	out := q
	fx, fy := (q.sx1-q.sx0)/(q.x1-q.x0), (q.sy1-q.sy0)/(q.y1-q.y0)
	if q.x0 < left {
		out.x0, out.sx0 = left, q.sx0+(left-q.x0)*fx
	}
	if q.x1 > right {
		out.x1, out.sx1 = right, q.sx1-(q.x1-right)*fx
	}
	if q.y0 < top {
		out.y0, out.sy0 = top, q.sy0+(top-q.y0)*fy
	}
	if q.y1 > bottom {
		out.y1, out.sy1 = bottom, q.sy1-(q.y1-bottom)*fy
	}
	return out
}

func (b *batch) corners(q quad, a *attributes) {
	n := b.grow()
	v := b.vertices[n : n+4 : n+4]
	v[0] = a.vertex(q.x0, q.y0, q.sx0, q.sy0)
	v[1], v[2], v[3] = v[0], v[0], v[0]
	x1, y1, sx1, sy1 := float32(q.x1), float32(q.y1), float32(q.sx1), float32(q.sy1)
	v[1].DstX, v[1].SrcX = x1, sx1
	v[2].DstY, v[2].SrcY = y1, sy1
	v[3].DstX, v[3].SrcX, v[3].DstY, v[3].SrcY = x1, sx1, y1, sy1
}

// grow makes room for four vertices and returns the index of the first.
func (b *batch) grow() int {
	n := len(b.vertices)
	if n+4 > cap(b.vertices) {
		grown := make([]ebiten.Vertex, n, 2*cap(b.vertices)+4096)
		copy(grown, b.vertices)
		b.vertices = grown
	}
	b.vertices = b.vertices[:n+4]
	return n
}

func (a *attributes) vertex(x, y, sx, sy float64) ebiten.Vertex {
	red, green, blue, alpha := a.color.RGBA()
	return ebiten.Vertex{
		DstX: float32(x), DstY: float32(y), SrcX: float32(sx), SrcY: float32(sy),
		ColorR: red, ColorG: green, ColorB: blue, ColorA: alpha,
		Custom0: float32(a.halfW), Custom1: float32(a.halfH), Custom2: float32(a.radius),
		Custom3: float32(float64(a.mode)*64 + min(a.stroke, 63)),
	}
}
