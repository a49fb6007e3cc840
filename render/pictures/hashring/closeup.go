package ringpicture

import (
	"slices"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// closeup is what the lens shows, computed once for a place and a change.
type closeup struct {
	key   closeupKey
	arcs  []lensArc
	stack []int // keys by column
	lit   []int // of them, those that moved
	high  int   // the highest stack
}

type closeupKey struct {
	change   *hashring.Change
	from, to uint64
	columns  int
}

// lensArc is a part of the circle that belongs to one machine.
type lensArc struct {
	from, to uint64
	owner    int // number of the machine
	was      int // of the one before, 0 if it did not change hands
}

// arcsOf are the arcs between two hashes.
func arcsOf(c *hashring.Change, from, to uint64) (arcs []lensArc) {
	edges := edgesOf(c.New, from, to, nil)
	old := c.Old.Placement == hashring.PlaceRing && c.Old != c.New
	if old {
		edges = edgesOf(c.Old, from, to, edges)
	}
	edges = append(edges, to)
	slices.Sort(edges)
	for _, end := range slices.Compact(edges) {
		a := lensArc{from: from, to: end, owner: c.New.Nodes[c.New.Ring.Locate(from)].Number}
		if old {
			if was := c.Old.Nodes[c.Old.Ring.Locate(from)].Number; was != a.owner {
				a.was = was
			}
		}
		if from < end {
			arcs = joinArcs(c, arcs, a)
		}
		from = end
	}
	return arcs
}

// joinArcs appends an arc, or lengthens the last one by it if there is no point of the
// present ring between them and both have the same story.
func joinArcs(c *hashring.Change, arcs []lensArc, a lensArc) []lensArc {
	if n := len(arcs) - 1; n >= 0 && arcs[n].owner == a.owner && arcs[n].was == a.was &&
		(a.was > 0 || len(edgesOf(c.New, arcs[n].to-1, arcs[n].to+1, nil)) == 0) {
		arcs[n].to = a.to
		return arcs
	}
	return append(arcs, a)
}

// edgesOf appends the points of a circle between two hashes, both excluded.
func edgesOf(c *hashring.Circle, from, to uint64, edges []uint64) []uint64 {
	r := c.Ring
	low, high := 0, r.NumPoints()
	for low < high {
		middle := int(uint(low+high) / 2)
		if r.Point(middle).Hash <= from {
			low = middle + 1
		} else {
			high = middle
		}
	}
	for i := low; i < r.NumPoints() && r.Point(i).Hash < to; i++ {
		edges = append(edges, r.Point(i).Hash)
	}
	return edges
}

// fit computes what is seen, if it is something else than before.
func (c *closeup) fit(k closeupKey) {
	if c.key == k {
		return
	}
	c.key, c.high = k, 0
	c.arcs = nil
	if k.change.New.Placement == hashring.PlaceRing {
		c.arcs = arcsOf(k.change, k.from, k.to)
	}
	c.stack, c.lit = make([]int, k.columns), make([]int, k.columns)
	for _, p := range within(k.from, k.to) {
		i := min(int(turnOf(p.hash-k.from)/turnOf(k.to-k.from)*float64(k.columns)), k.columns-1)
		c.stack[i]++
		if movedKey(k.change, p.key) {
			c.lit[i]++
		}
		c.high = max(c.high, c.stack[i])
	}
}

// lensPitch is the distance of two dots of the lens.
const lensPitch = 4.4

// drawLens draws the lens.
func (v *view) drawLens() {
	t, r := v.Theme, v.l.lens
	if r.Empty() {
		return
	}
	v.Panel(r, 8, t.Bg1, t.Acc.Mix(t.Bg1, .5))
	x := v.Text(r.X+10, r.Y+16, ui.LabelStrong, t.T1, "Lens, 1/300 of the circle")
	x = v.Text(x+7, r.Y+16, ui.Label, t.T3, "1 dot = 1 key")
	law := []string{"a key belongs to the next point", "keys belong to the next point", ""}
	if v.ring.Change.New.Placement != hashring.PlaceRing {
		law = []string{"a key belongs to its hash modulo the nodes", "hash modulo nodes", ""}
	}
	text := v.Fit(ui.Label, r.Right()-10-x-16, law...)
	v.TextRight(r.Right()-10, r.Y+16, ui.Label, t.T2, text)

	inner := ui.Box(r.X+10, r.Y+30, r.W-20, 38)
	from, to := v.pic.lens.ends()
	c := &v.pic.close
	c.fit(closeupKey{v.ring.Change, from, to, max(8, int(inner.W/lensPitch))})
	v.lensDots(c, inner)
	strip := ui.Box(inner.X, inner.Bottom()+6, inner.W, 26)
	v.lensArcs(c, strip)
	if v.pic.key.text != "" {
		v.keyInLens(from, to, inner, strip)
	}
}

// lensDots stacks one dot for every key.
func (v *view) lensDots(c *closeup, r ui.Rect) {
	t := v.Theme
	pitch := r.W / float64(len(c.stack))
	up := min(pitch, r.H/float64(max(1, c.high)))
	ink, lit := t.RampAt(.075), litOf(t)
	for i, n := range c.stack {
		for d := range n {
			color := ink
			if d < c.lit[i] {
				color = lit
			}
			v.Disc(r.X+(float64(i)+.5)*pitch, r.Bottom()-(float64(d)+.5)*up, min(1.7, up*.44), color)
		}
	}
}

// lensArcs draws the arcs with their owners.
func (v *view) lensArcs(c *closeup, r ui.Rect) {
	t := v.Theme
	if c.arcs == nil {
		v.Panel(r, 3, t.Bg2, t.Line)
		v.TextCenter(r.CenterX(), r.CenterY(), ui.Tick, t.T2, v.Fit(ui.Tick, r.W-12,
			"by modulo nobody owns a part of the circle: neighbours have different owners", "no machine owns a part of the circle", "no owners here"))
		return
	}
	whole := turnOf(c.key.to - c.key.from)
	place := func(h uint64) float64 { return r.X + r.W*turnOf(h-c.key.from)/whole }
	end := r.X // of the last "was"
	for i := range c.arcs {
		a := &c.arcs[i]
		x0, x1 := place(a.from), place(a.to)
		box := ui.Box(x0, r.Y, max(1, x1-x0-1), r.H)
		if a.was > 0 {
			v.Fill(box, min(2, box.W/2), litOf(t))
			v.Fill(ui.Box(box.X, r.Bottom()+3, box.W, 2), 0, colorOf(t, a.was))
			text := v.Fit(ui.Tick, 60, "was "+numbers[a.was])
			w := v.Width(ui.Tick, text)
			if x := max(end, min(box.CenterX()-w/2, r.Right()-w)); x+w <= r.Right() && x < box.Right() {
				v.Text(x, r.Bottom()+14, ui.Tick, t.T2, text)
				end = x + w + 6
			}
		} else {
			fillNode(&v.Painter, box, 2, a.owner)
		}
		if box.W >= plateWidth(a.owner)+2 {
			plate(&v.Painter, box.CenterX(), box.CenterY(), a.owner)
		}
	}
}
