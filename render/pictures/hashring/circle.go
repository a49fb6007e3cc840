package ringpicture

import (
	"math"
	"time"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// circle is what is computed of the keys once for a change, a size and a theme.
type circle struct {
	key  circleKey
	band []ui.Op // the slots in the colours of their owners, and the dots
	lit  []ui.Op // of them, what changed hands

	inner, outer float64 // radii of the band
	perDot       int     // keys that a dot stands for
	slots        slots
}

// circleKey is what a circle is computed of.
type circleKey struct {
	change *hashring.Change
	theme  *ui.Theme
	middle ui.Point
	r      float64
}

// litGlide is the motion with which what changed hands lights up, and litTravel how long
// it takes.
const (
	litGlide  = "ring.lit"
	litTravel = 500 * time.Millisecond
)

// fit computes the circle if it is another one than before.
func (c *circle) fit(k circleKey) {
	if c.key == k {
		return
	}
	c.key = k
	c.band, c.lit = c.band[:0], c.lit[:0]
	pitch := max(2.6, k.r/60)
	c.outer = k.r - 5 - 5*pitch
	c.inner = c.outer * .78
	c.slots.fit(k.change, slotsFor(c.outer))
	c.addBand()
	c.addDots(pitch)
}

// slotsFor is into how many slots a band of that radius is parted: each at least 1 px.
func slotsFor(r float64) int {
	switch {
	case r >= 120:
		return 720
	case r >= 60:
		return 360
	}
	return 180
}

// addBand draws every slot as a line from the inner to the outer edge. It begins where
// the slot begins and is wider than it: the next one lies over what is too much, so that
// no ground shines through between two.
func (c *circle) addBand() {
	m, t, n := c.key.middle, c.key.theme, len(c.slots.owner)
	wide := 2*math.Pi*c.outer/float64(n) + 1
	for i := range n {
		sin, cos := math.Sincos(float64(i) / float64(n) * 2 * math.Pi)
		x, y := m.X+cos*wide/2, m.Y+sin*wide/2
		op := ui.Op{Kind: ui.KindLine, Stroke: wide,
			Rect:  ui.Box(x+sin*c.inner, y-cos*c.inner, sin*(c.outer-c.inner), -cos*(c.outer-c.inner)),
			Color: dimOf(t, int(c.slots.owner[i]))}
		c.band = append(c.band, op)
		if c.slots.lit(i) {
			op.Color = litOf(t)
			if !c.slots.lit((i + 1) % n) { // nothing lies over what is too much
				op.Stroke = wide - 1
			}
			op.Rect = ui.Box(m.X+cos*op.Stroke/2+sin*c.inner, m.Y+sin*op.Stroke/2-cos*c.inner, op.Rect.W, op.Rect.H)
			c.lit = append(c.lit, op)
		}
	}
}

// addDots stacks the keys outside of the band. What a column has more or less than whole
// dots goes to the next one, so that all dots together are all keys.
func (c *circle) addDots(pitch float64) {
	m, t := c.key.middle, c.key.theme
	first := c.outer + 4 + pitch/2
	n := max(24, int(2*math.Pi*first/pitch))
	c.perDot = 100
	for float64(hashring.Keys)/float64(c.perDot*n) > 3.4 {
		c.perDot = nextRound(c.perDot)
	}
	keys, moved := columns(c.key.change, n)
	ink := t.RampAt(.075)
	over, overMoved := 0, 0
	for i := range n {
		over, overMoved = over+keys[i], overMoved+moved[i]
		dots := over / c.perDot
		lit := min(overMoved/c.perDot, dots)
		over, overMoved = over-dots*c.perDot, overMoved-lit*c.perDot
		for d := range dots {
			q := onRim(m, (float64(i)+.5)/float64(n), first+float64(d)*pitch)
			op := ui.Op{Kind: ui.KindBox, Rect: ui.Around(q.X, q.Y, pitch*.36), Radius: pitch * .36, Color: ink}
			c.band = append(c.band, op)
			if d < lit {
				op.Rect, op.Radius = ui.Around(q.X, q.Y, pitch*.46), pitch*.46
				op.Color = litOf(t)
				c.lit = append(c.lit, op)
			}
		}
	}
}

// nextRound is the next of 100, 200, 500, 1,000 …
func nextRound(n int) int {
	for p := 1; ; p *= 10 {
		switch n {
		case p:
			return 2 * p
		case 2 * p:
			return 5 * p
		case 5 * p:
			return 10 * p
		}
	}
}

// drawCircle draws the circle, and lets the lens be moved on it.
func (v *view) drawCircle() {
	pic, t := v.pic, v.Theme
	c := &pic.circle
	c.fit(circleKey{v.ring.Change, t, v.l.middle, v.l.r})
	m := v.l.middle
	pic.lens.place(v)
	for i := range c.band {
		v.Add(c.band[i])
	}
	alpha := v.Glide(litGlide, 1, litTravel)
	for i := range c.lit {
		op := c.lit[i]
		if alpha < 1 {
			op.Color = op.Color.Alpha(alpha)
		}
		v.Add(op)
	}
	v.Ring(m.X, m.Y, c.outer+.5, 1, t.Line2)
	v.Ring(m.X, m.Y, c.inner+.5, 1, t.Line2)
	if pic.key.text != "" {
		v.keyOnCircle()
	}
	if !pic.place.Folded {
		pic.lens.mark(v)
		if !v.pic.place.Shared() {
			v.callout()
		}
	}
}
