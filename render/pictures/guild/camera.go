package guildpicture

import (
	"math"
	"time"

	"fanout/render/ui"
)

// zoomTime is how long the field takes from one level of detail to another.
const zoomTime = 200 * time.Millisecond

// lens maps the cells of the field to the canvas: the session in (row, column)
// covers the W × H CSS px whose corner is (X + column × W, Y + row × H).
type lens struct{ X, Y, W, H float64 }

// cell is the place of q in cells from the field's first corner.
func (a lens) cell(q ui.Point) (row, column float64) { return (q.Y - a.Y) / a.H, (q.X - a.X) / a.W }

// rect is what the session in (row, column) covers.
func (a lens) rect(row, column int) ui.Rect {
	return ui.Box(a.X+float64(column)*a.W, a.Y+float64(row)*a.H, a.W, a.H)
}

// middle is the middle of the session in (row, column).
func (a lens) middle(row, column int) ui.Point {
	return ui.Pt(a.X+(float64(column)+.5)*a.W, a.Y+(float64(row)+.5)*a.H)
}

// mix is at the share t of the way to b. Places on the canvas move in straight
// lines meanwhile, so that what is under the pointer at both ends stays there.
func (a lens) mix(b lens, t float64) lens {
	return lens{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t, a.W + (b.W-a.W)*t, a.H + (b.H-a.H)*t}
}

// level is a level of detail.
type level struct {
	per   int     // a dot stands for per × per sessions
	pitch int     // of the dots, device px; 0 if sessions are cards
	w, h  float64 // of a session, CSS px
}

// Cards are 88 × 61 CSS px at this pitch.
const (
	cardPitchX, cardPitchY = 95, 68
	cardGap                = 7
)

// cellPitches are the sizes of a session between a dot and a card, CSS px.
var cellPitches = [...]float64{8, 14, 24, 40}

// levelsFor lists the levels of detail from the whole field to cards: first dots
// stand for ever fewer sessions, then they grow. Every pitch is a whole number of
// device px.
func levelsFor(columns int, side, scale float64) []level {
	per := max(1, (columns+maxDots-1)/maxDots)
	pitch := pitchFor((columns+per-1)/per, side, scale)
	size := float64(pitch) / scale
	var all []level
	for ; ; per = (per + 1) / 2 {
		all = append(all, level{per: per, pitch: pitch, w: size / float64(per), h: size / float64(per)})
		if per == 1 {
			break
		}
	}
	for _, css := range cellPitches {
		if p := math.Round(css * scale); p/scale > 1.3*size {
			all = append(all, level{per: 1, pitch: int(p), w: p / scale, h: p / scale})
		}
	}
	return append(all, level{per: 1, w: math.Round(cardPitchX*scale) / scale, h: math.Round(cardPitchY*scale) / scale})
}

// cards reports whether sessions are cards.
func (v level) cards() bool { return v.pitch == 0 }

// camera is what of the field is seen, and how large. At rest it stands at one of
// the levels; on the way between two, and under two fingers, anywhere.
type camera struct {
	key    cameraKey
	levels []level
	at     int // level in force, or on the way to
	from   stance
	to     stance
	start  time.Duration
	moving bool

	pinch pinch
}

// stance is where the camera stands: what it sees, through which frame.
type stance struct {
	lens
	frame ui.Rect
}

// cameraKey is what the levels depend on.
type cameraKey struct {
	members, columns int
	turned           bool
	field, cards     ui.Rect
	scale            float64
}

// aim fits the camera to the field of a snapshot and to the layout. What a person
// looked at stays in sight if it is still there.
func (pic *stage) aim(members, columns int) {
	c := &pic.cam
	l := &pic.l
	if c.key.members != members {
		pic.dot = -1 // it is another field: the dot under the pointer may be none of it
	}
	if l.Folded { // a strip shows the whole field, whatever is seen otherwise
		return
	}
	bottom := min(l.Stage.Bottom(), pic.place.Stage.Bottom()-pic.place.Drawer)
	key := cameraKey{members, columns, l.turned(), l.Field, l.cardFrame(bottom-4, pic.place.Scale), pic.place.Scale}
	if key == c.key {
		return
	}
	old := c.key
	row, column := 0., 0.
	size := 0.
	if c.at > 0 {
		row, column = c.to.cell(ui.Pt(c.to.frame.CenterX(), c.to.frame.CenterY()))
		size = c.to.W
	}
	if old.turned != key.turned {
		row, column = column, row
	}
	c.key = key
	c.levels = levelsFor(columns, l.Field.W, pic.place.Scale)
	c.moving, c.pinch = false, pinch{}
	c.at = 0
	if size > 0 {
		c.at = c.nearest(size)
	}
	c.to = c.stand(c.at, ui.Pt(c.frameOf(c.at).CenterX(), c.frameOf(c.at).CenterY()), row, column)
	c.from = c.to
}

// frameOf is the part of the canvas through which a level is seen.
func (c *camera) frameOf(at int) ui.Rect {
	if c.levels[at].cards() {
		return c.key.cards
	}
	return c.key.field
}

// nearest is the level whose sessions are nearest to w CSS px wide, as ratios go.
func (c *camera) nearest(w float64) int {
	best, least := 0, math.Inf(1)
	for i, v := range c.levels {
		if d := math.Abs(math.Log(w / v.w)); d < least {
			best, least = i, d
		}
	}
	return best
}

// stand is the place from which a level shows (row, column) at q, as near as the
// edges of the field allow.
func (c *camera) stand(at int, q ui.Point, row, column float64) stance {
	v := c.levels[at]
	frame := c.frameOf(at)
	if at == 0 {
		return stance{c.whole(), frame}
	}
	a := lens{q.X - column*v.w, q.Y - row*v.h, v.w, v.h}
	return stance{c.clamp(a, frame, v.cards()), frame}
}

// whole is the lens of the whole field: a square of dots about the middle.
func (c *camera) whole() lens {
	v := c.levels[0]
	dots := (c.key.columns + v.per - 1) / v.per
	x, y := corner(c.key.field, v.pitch*dots, c.key.scale)
	return lens{float64(x) / c.key.scale, float64(y) / c.key.scale, v.w, v.h}
}

// corner is the corner, in device px, of a square of that side in the middle of r.
func corner(r ui.Rect, side int, scale float64) (x, y int) {
	return int(math.Round(r.CenterX()*scale)) - side/2, int(math.Round(r.CenterY()*scale)) - side/2
}

// clamp moves a lens so that the field fills the frame, or stands in its middle
// where it is smaller, and puts it on whole device px: on whole cards, if there
// are any.
func (c *camera) clamp(a lens, frame ui.Rect, cards bool) lens {
	columns := float64(c.key.columns)
	rows := float64((c.key.members + c.key.columns - 1) / c.key.columns)
	if c.key.turned {
		rows, columns = columns, rows
	}
	gap := 0.
	if cards {
		gap = cardGap
	}
	axis := func(x, size, n, from, length float64) float64 {
		if n*size-gap <= length {
			x = from + (length-n*size+gap)/2
		} else {
			if cards {
				x = from + math.Round((x-from)/size)*size
			}
			x = min(max(x, from+length-n*size+gap), from)
		}
		return math.Round(x*c.key.scale) / c.key.scale
	}
	a.X = axis(a.X, a.W, columns, frame.X, frame.W)
	a.Y = axis(a.Y, a.H, rows, frame.Y, frame.H)
	return a
}

// now is where the camera stands at that time, and whether it moves.
func (c *camera) now(now time.Duration) (stance, bool) {
	if !c.moving || now >= c.start+zoomTime {
		c.moving = false
		return c.to, c.pinch.on
	}
	t := ui.Ease(float64(now-c.start) / float64(zoomTime))
	return stance{c.from.lens.mix(c.to.lens, t), c.from.frame.Mix(c.to.frame, t)}, true
}

// goTo moves the camera, at once for people who want little motion.
func (pic *stage) goTo(at int, to stance, now time.Duration) {
	c := &pic.cam
	c.from, _ = c.now(now)
	c.at, c.to = at, to
	c.start, c.moving = now, !pic.s.Reduced() && c.from != to
	pic.s.In().Stale = true
}

// zoomTo goes to a level, what is at q staying there.
func (pic *stage) zoomTo(at int, q ui.Point, now time.Duration) {
	c := &pic.cam
	if len(c.levels) == 0 {
		return
	}
	at = min(max(at, 0), len(c.levels)-1)
	here, _ := c.now(now)
	row, column := here.cell(q)
	to := c.stand(at, q, row, column)
	if at == c.at && to == c.to {
		return
	}
	pic.goTo(at, to, now)
	pic.announceZoom()
}

// zoomOn goes to a level with the session of that id in the middle.
func (pic *stage) zoomOn(at, id int, now time.Duration) {
	c := &pic.cam
	at = min(max(at, 0), len(c.levels)-1)
	row, column := pic.cam.cellOf(id)
	f := c.frameOf(at)
	pic.goTo(at, c.stand(at, ui.Pt(f.CenterX(), f.CenterY()), float64(row)+.5, float64(column)+.5), now)
	pic.announceZoom()
}

// zoomBy goes so many levels nearer, about what is followed or else the middle.
func (pic *stage) zoomBy(steps int, now time.Duration) {
	here, _ := pic.cam.now(now)
	q := ui.Pt(here.frame.CenterX(), here.frame.CenterY())
	if id, ok := pic.marked(); ok {
		row, column := pic.cam.cellOf(id)
		if r := here.rect(row, column); here.frame.Contains(ui.Pt(r.CenterX(), r.CenterY())) {
			q = ui.Pt(r.CenterX(), r.CenterY())
		}
	}
	pic.zoomTo(pic.cam.at+steps, q, now)
}

// zoomed reports whether less than the whole field is seen, or the camera is on
// its way.
func (pic *stage) zoomed() bool {
	return !pic.l.Folded && (pic.cam.at > 0 || pic.cam.moving || pic.cam.pinch.on)
}

// folded reports whether the field takes the room of the lanes.
func (pic *stage) folded() bool {
	c := &pic.cam
	return len(c.levels) > 0 && !pic.l.compact() && !pic.l.Folded &&
		(c.levels[c.at].cards() || c.moving && c.from.frame != c.key.field)
}

// panBy moves the field under a finger or the arrows; it comes to rest at settle.
func (pic *stage) panBy(from lens, dx, dy float64) {
	c := &pic.cam
	to := from
	to.X, to.Y = to.X+dx, to.Y+dy
	free := c.clamp(to, c.to.frame, false)
	c.to.lens, c.moving = free, false
	c.from = c.to
	pic.s.In().Stale = true
}

// settle brings a field that was let go of to rest on whole cards.
func (pic *stage) settle(now time.Duration) {
	c := &pic.cam
	to := stance{c.clamp(c.to.lens, c.to.frame, c.levels[c.at].cards()), c.to.frame}
	if c.at == 0 {
		to.lens = c.whole()
	}
	pic.goTo(c.at, to, now)
}

// pinch is the way of two fingers.
type pinch struct {
	on     bool
	lens   lens     // when it began
	middle ui.Point // of the fingers, then
	apart  float64
	now    ui.Point // their middle at present
}

// pinch tells where two fingers are. What is between them stays between them.
func (pic *stage) pinch(a, b ui.Point, now time.Duration) {
	c := &pic.cam
	middle := ui.Pt((a.X+b.X)/2, (a.Y+b.Y)/2)
	apart := max(1, math.Hypot(a.X-b.X, a.Y-b.Y))
	if !c.pinch.on {
		here, _ := c.now(now)
		if len(c.levels) == 0 || !here.frame.Contains(middle) {
			return
		}
		c.pinch = pinch{true, here.lens, middle, apart, middle}
		pic.s.In().Release()
		return
	}
	p := &c.pinch
	last := c.levels[len(c.levels)-1]
	w := min(max(p.lens.W*apart/p.apart, c.levels[0].w*.8), last.w*1.1)
	h := w
	if square := c.levels[len(c.levels)-2].w; w > square { // on the way to cards
		h = square + (last.h-square)*(w-square)/(last.w-square)
	}
	row, column := p.lens.cell(p.middle)
	here, _ := c.now(now)
	here.lens = lens{middle.X - column*w, middle.Y - row*h, w, h}
	c.at = c.nearest(w)
	c.to, c.moving = here, false
	c.from = c.to
	p.now = middle
	pic.s.In().Stale = true
}

// pinchEnd tells that one of two fingers has left: the field goes to the nearest
// level of detail.
func (pic *stage) pinchEnd(now time.Duration) {
	c := &pic.cam
	if !c.pinch.on {
		return
	}
	q := c.pinch.now
	c.pinch = pinch{}
	row, column := c.to.cell(q)
	at := c.nearest(c.to.W)
	pic.goTo(at, c.stand(at, q, row, column), now)
	pic.announceZoom()
}
