package guildpicture

import (
	"math"
	"slices"
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// closeup is the part of the field that a zoomed camera sees, as a separate
// grid: as many dots as the whole field has, so that it costs as much to draw.
type closeup struct {
	grid
	key         closeupKey
	row, column int // of its first dot, in dots of this level
}

type closeupKey struct {
	per, row, column, dots int
	rank                   *uint32
	turned                 bool
}

// fit makes the closeup show dots × dots from (row, column) on.
// It reports whether it showed something else before.
func (c *closeup) fit(g *grid, per, row, column, dots int) bool {
	key := closeupKey{per: per, row: row, column: column, dots: dots, turned: g.turned}
	if len(g.rank) > 0 {
		key.rank = &g.rank[0]
	}
	if c.key == key {
		return false
	}
	c.key, c.row, c.column = key, row, column
	c.members, c.columns, c.rank, c.turned = g.members, g.columns, g.rank, g.turned
	c.per, c.dots, c.idOf = per, dots, g.idOf
	c.start, c.ranks = append(c.start[:0], 0), c.ranks[:0]
	c.spans = c.spans[:0]
	c.last = c.last[:0]
	c.rough = c.rough[:0]
	for r := row; r < row+dots; r++ {
		for d := column; d < column+dots; d++ {
			c.gather(r, d)
		}
	}
	return true
}

// gather appends a dot. Its ranks are put in order when somebody asks for them:
// for all but those at a wave's edge the first and the last are enough.
func (c *closeup) gather(row, column int) {
	from := len(c.ranks)
	for r := row * c.per; r < (row+1)*c.per; r++ {
		for k := column * c.per; k < (column+1)*c.per; k++ {
			if id := c.id(r, k); id >= 0 {
				c.ranks = append(c.ranks, c.rank[id])
			}
		}
	}
	sp := rankRange{0, -1}
	if ranks := c.ranks[from:]; len(ranks) > 0 {
		sp = rankRange{int32(slices.Min(ranks)), int32(slices.Max(ranks))}
	}
	c.spans = append(c.spans, sp)
	c.start = append(c.start, uint32(len(c.ranks)))
	c.last = append(c.last, lastHandled{rank: -1})
	c.rough = append(c.rough, c.per > 1)
}

// id is the session that stands in (row, column), -1 if none does.
func (g *grid) id(row, column int) int {
	if row < 0 || column < 0 || row >= g.columns || column >= g.columns {
		return -1
	}
	if g.turned {
		row, column = column, row
	}
	if id := row*g.columns + column; id < g.members {
		return id
	}
	return -1
}

// dotOfRank is the dot in which the session of that rank is, -1 if it is in none.
func (c *closeup) dotOfRank(rank uint32) int {
	row, column := c.cell(int(c.idOf[rank]))
	row, column = row/c.per-c.row, column/c.per-c.column
	if row < 0 || column < 0 || row >= c.dots || column >= c.dots {
		return -1
	}
	return row*c.dots + column
}

// updateZoomed fills the field with what the camera sees while that is not the
// whole field at rest, and reports whether the picture has changed.
func (f *field) updateZoomed(pic *stage, snap *sim.Snapshot, all bool, now time.Duration) bool {
	to, _ := pic.cam.now(now)
	if f.lens != to || f.Clip == (ui.Rect{}) {
		all = true
	}
	at := pic.cam.nearest(to.W)
	v := pic.cam.levels[at]
	f.lens, f.Clip, f.Per, f.near = to, to.frame, v.per*v.per, at > 0
	if v.cards() {
		f.Dots, f.place, f.Marks, f.Settled = 0, to.frame, f.Marks[:0], 0
		f.progress.known = false
		return true
	}
	g := &pic.grid
	row, column := 0, 0
	size := ui.Pt(to.W*float64(v.per), to.H*float64(v.per)) // of a dot
	if f.near {
		first := func(edge, from, size float64) int { return max(0, int(math.Floor((edge-from)/size+1e-6))) }
		last := func(edge, from, size float64) int { return int(math.Ceil((edge-from)/size - 1e-6)) }
		row, column = first(to.frame.Y, to.Y, size.Y), first(to.frame.X, to.X, size.X)
		dots := max(last(to.frame.Bottom(), to.Y, size.Y)-row, last(to.frame.Right(), to.X, size.X)-column, 1)
		if pic.near.fit(g, v.per, row, column, min(dots, maxCloseup)) {
			all = true
		}
		g = &pic.near.grid
	}
	f.Pitch, f.Dot, f.Dots = v.pitch, dotSize(v.pitch, pic.place.Scale), g.dots
	f.Stretch = ui.Pt(size.X*pic.place.Scale/float64(v.pitch), size.Y*pic.place.Scale/float64(v.pitch))
	x, y := to.X+float64(column)*size.X, to.Y+float64(row)*size.Y
	f.X, f.Y = int(math.Round(x*pic.place.Scale)), int(math.Round(y*pic.place.Scale))
	f.place = ui.Box(x, y, size.X*float64(f.Dots), size.Y*float64(f.Dots))
	if n := 4 * f.Dots * f.Dots; len(f.Texels) != n {
		f.Texels, f.lost = make([]byte, n), 0
	}
	if all {
		f.progress.known = false
		f.touchAll()
	}
	return f.fill(pic, g, snap, all, now)
}

// fill paints the dots of g and places the marks.
func (f *field) fill(pic *stage, g *grid, snap *sim.Snapshot, all bool, now time.Duration) bool {
	view, fanout := &guild.ViewOf(snap).Field, fanoutTime(&guild.ViewOf(snap).Field)
	settled := settledMessage(snap)
	if pic.s.Reduced() {
		view = f.inSteps(view)
	}
	changed := f.paint(g, view, snap.Now, fanout, settled)
	if f.calm.apply(f.Texels, snap, now) {
		f.progress.known, changed = false, true
		f.touchAll()
	}
	return f.marks(pic, snap, fanout, all, now) || changed || all
}

// where is the place of the session of that rank on the canvas, and its dot; false
// if it is not seen.
func (f *field) where(pic *stage, rank uint32) (q ui.Point, dot int, seen bool) {
	g := &pic.grid
	if f.Clip == (ui.Rect{}) {
		x, y := g.place(rank)
		cell := float64(f.Pitch) / pic.place.Scale
		return ui.Pt(f.place.X+x*cell, f.place.Y+y*cell), int(g.dotOf[rank]), true
	}
	row, column := g.cell(int(g.idOf[rank]))
	q = f.lens.middle(row, column)
	if !f.near {
		return q, int(g.dotOf[rank]), f.Clip.Contains(q)
	}
	dot = pic.near.dotOfRank(rank)
	return q, dot, dot >= 0 && f.Clip.Contains(q)
}

// maxCloseup bounds the dots of a closeup per side. On the way from one level to
// another a few more are seen than at either end.
const maxCloseup = 2 * maxDots

// dotSize is the size of a dot at a pitch, device px.
func dotSize(pitch int, scale float64) int {
	if scale >= 2 {
		return max(1, pitch-2)
	}
	return max(1, pitch-1)
}
