package guildpicture

import (
	"math"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// port is where the guild sends from, in cells: 1/25 of the field's width before
// its first column, in the middle of its rows.
func (c *camera) port() (row, column float64) {
	k := &c.key
	across, along := -float64(guild.PortDistance(k.columns))/2, float64((k.members+k.columns-1)/k.columns)/2
	if k.turned {
		return across, along
	}
	return along, across
}

// on is the place of a point of the field, in cells, on the canvas.
func (a lens) on(row, column float64) ui.Point { return ui.Pt(a.X+column*a.W, a.Y+row*a.H) }

// edgeFrom is the size of a session from which a wave's edge is drawn as a line: in
// dots it can be seen by itself.
const edgeFrom = 14

// waveEdge draws where the newest wave has got to: the guild sends by distance, so
// it is a circle about the port.
func (v nearby) waveEdge(to stance) {
	if len(guild.ViewOf(v.Snap).Field.Waves) == 0 || to.W < edgeFrom {
		return
	}
	w := &guild.ViewOf(v.Snap).Field.Waves[len(guild.ViewOf(v.Snap).Field.Waves)-1]
	if w.Arrived <= 0 || w.Arrived >= w.Size || w.Arrived >= len(v.pic.grid.idOf) {
		return
	}
	row, column := v.pic.cam.cellOf(int(v.pic.grid.idOf[w.Arrived]))
	py, px := v.pic.cam.port()
	radius := math.Hypot(float64(row)+.5-py, float64(column)+.5-px)
	// The arc inside the frame, in steps of half a cell along the shorter way.
	v.Clipped(to.frame, func() {
		steps := int(min(400, max(40, 2*math.Pi*radius)))
		last, have := ui.Point{}, false
		r0, c0 := to.cell(ui.Pt(to.frame.X, to.frame.Y))
		r1, c1 := to.cell(ui.Pt(to.frame.Right(), to.frame.Bottom()))
		from, until := angles(py, px, r0, c0, r1, c1)
		for i := 0; i <= steps; i++ {
			sin, cos := math.Sincos(from + (until-from)*float64(i)/float64(steps))
			q := to.on(py+radius*sin, px+radius*cos)
			if have {
				v.Stroke(last, q, 1.4, v.Theme.T1)
			}
			last, have = q, true
		}
	})
}

// angles is the range under which a rectangle is seen from (row, column).
func angles(row, column, r0, c0, r1, c1 float64) (from, until float64) {
	if row >= r0 && row <= r1 && column >= c0 && column <= c1 {
		return -math.Pi, math.Pi
	}
	middle := math.Atan2((r0+r1)/2-row, (c0+c1)/2-column)
	for _, q := range [4][2]float64{{r0, c0}, {r0, c1}, {r1, c0}, {r1, c1}} {
		d := math.Remainder(math.Atan2(q[0]-row, q[1]-column)-middle, 2*math.Pi)
		from, until = min(from, d), max(until, d)
	}
	return middle + from, middle + until
}

// copiesDrawn is how many copies on their way are drawn at most: the next ones to
// arrive. All of them would hide the cards.
const copiesDrawn = 6

// copies draws envelopes on the last stretch of their way to the cards that they
// reach next, at their place in time.
func (v nearby) copies(to stance) {
	f := &guild.ViewOf(v.Snap).Field
	if len(f.Waves) == 0 || settingsOf(v.Snap).Latency <= 0 {
		return
	}
	w := &f.Waves[len(f.Waves)-1]
	sight := v.pic.cam.sight(to)
	py, px := v.pic.cam.port()
	port := to.on(py, px)
	type next struct {
		at   int64
		cell ui.Point
	}
	var soon [copiesDrawn]next
	n := 0
	lines := sight.rows
	for i := range lines { // the first of each row: they make the front
		best := next{at: -1}
		for column := sight.column; column < sight.column+sight.columns; column++ {
			id := v.pic.cam.sessionAt(sight.row+i, column)
			if id < 0 || id >= len(f.Rank) || int(f.Rank[id]) < w.Arrived {
				continue
			}
			at := w.Start + int64(f.Rank[id])*w.Step/1000
			if at > v.Snap.Now && (best.at < 0 || at < best.at) {
				best = next{at, to.middle(sight.row+i, column)}
			}
		}
		if best.at >= 0 && best.at-v.Snap.Now < settingsOf(v.Snap).Latency && n < len(soon) {
			soon[n] = best
			n++
		}
	}
	v.Clipped(to.frame.Inset(-8), func() {
		for _, c := range soon[:n] {
			left := float64(c.at-v.Snap.Now) / float64(settingsOf(v.Snap).Latency)
			dx, dy := c.cell.X-port.X, c.cell.Y-port.Y
			q := ui.Pt(c.cell.X-dx*left, c.cell.Y-dy*left)
			if to.frame.Contains(q) {
				long := math.Hypot(dx, dy)
				v.Line(q.X-dx/long*30, q.Y-dy/long*30, q.X, q.Y, 1.4, v.Theme.Ramp[2])
				envelope(&v.Painter, q.X, q.Y, 30, 20, w.Carrier)
			}
		}
	})
}

// guildRect is the place of the guild beside cards: at the height at which it
// stands outside of them.
func (v cardStrip) guildRect() ui.Rect {
	to := v.pic.cam.to
	py, px := v.pic.cam.port()
	y := to.on(py, px).Y
	top := v.mapRect().Bottom() + 16
	return ui.Box(v.l.Stage.X+16, math.Round(min(max(y-56, top), to.frame.Bottom()-112)), stripW-16-23, 112)
}

// mapRect is the place of the map of the whole field.
func (v cardStrip) mapRect() ui.Rect {
	return ui.Box(v.l.Stage.X+16, v.pic.cam.key.cards.Y+20, mapDots*mapDot, mapDots*mapDot)
}

// The map shows every so many sessions as a dot of whole px.
const mapDots, mapDot = 24, 3

// draw is what is left of the lanes beside cards: where in the field they are, and
// the guild.
func (v cardStrip) draw() {
	t := v.Theme
	m := v.mapRect()
	v.Text(m.X, m.Y-11, ui.Tick, t.T2, "You are here")
	v.Panel(m.Inset(-1), 2, t.FieldBg, t.Line)
	g := v.guildRect()
	state := v.Place(ui.Widget{ID: "guild", Kind: ui.Button, Rect: g, Label: "Guild", Act: v.pic.do.pickGuild})
	v.FocusRing(g, 10, state)
	v.Panel(g, 10, t.Bg2, t.Line2)
	v.Border(g, 10, 1.4, t.Services[guild.Guilds])
	scene.ServiceIcon(&v.Painter, guild.Guilds, g.CenterX(), g.Y+20)
}

// live is what moves in it: the map's wave, and how much is sent.
func (v cardStrip) live(to stance) {
	t, gv, f := v.Theme, &guild.ViewOf(v.Snap).Guild, &guild.ViewOf(v.Snap).Field
	v.mapOf(v.mapRect(), to)
	g := v.guildRect()
	lines := []struct {
		style ui.Style
		ink   ui.Color
		text  string
	}{{ui.LabelStrong, t.T1, scene.Numbered(gv.Last)}, {ui.LabelStrong, t.T1, ui.Count(int64(gv.Sent))}, {ui.Tick, t.T2, "of " + ui.Short(int64(gv.Recipients))}, {ui.Tick, t.T2, "sent"}}
	if gv.Sending != 0 {
		lines[0].text = scene.Numbered(gv.Sending)
	}
	if gv.Last == 0 && gv.Sending == 0 {
		lines = lines[:1]
		lines[0].style, lines[0].ink, lines[0].text = ui.Tick, t.T3, "nothing yet"
	}
	if v.pic.place.Veiled {
		lines = lines[:1]
	}
	for i, line := range lines {
		v.TextCenter(g.CenterX(), g.Y+44+17*float64(i), line.style, line.ink, line.text)
	}
	port := ui.Pt(g.Right()+4, g.CenterY())
	c := t.Services[guild.Guilds]
	if len(f.Waves) > 0 {
		v.Clipped(ui.Box(port.X, to.frame.Y, to.frame.X-port.X-3, to.frame.H), func() {
			for i := range 9 {
				v.Line(port.X, port.Y, to.frame.X, to.frame.Y+to.frame.H*(float64(i)+.5)/9, 1, c.Alpha(.3))
			}
		})
	}
	v.Disc(port.X, port.Y, 5, t.Bg0)
	v.Ring(port.X, port.Y, 5, 1.5, c)
	v.Disc(port.X, port.Y, 2.6, c)
}

// mapOf draws the whole field coarsely, and what of it is seen.
func (v cardStrip) mapOf(m ui.Rect, to stance) {
	f := &guild.ViewOf(v.Snap).Field
	rows, columns := v.pic.cam.size()
	n, size := mapDots, float64(mapDot)
	if columns < n {
		n, size = columns, m.W/float64(columns)
	}
	for i := range n {
		run, ink := 0, ui.Color(0) // dots of one colour side by side are one box
		flush := func(j int) {
			if run > 0 && ink != 0 {
				v.Fill(ui.Box(m.X+float64(j-run)*size, m.Y+float64(i)*size, float64(run)*size, size), 0, ink)
			}
			run = 0
		}
		for j := range n {
			c := ui.Color(0)
			if id := v.pic.cam.sessionAt(i*columns/n+columns/n/2, j*columns/n+columns/n/2); id >= 0 && id < len(f.Rank) && i*columns/n < rows {
				c = v.mapInk(int(f.Rank[id]))
			}
			if c != ink {
				flush(j)
			}
			run, ink = run+1, c
		}
		flush(n)
	}
	whole := float64(columns)
	seen := ui.Box(m.X+(to.frame.X-to.X)/to.W/whole*m.W, m.Y+(to.frame.Y-to.Y)/to.H/whole*m.W,
		to.frame.W/to.W/whole*m.W, to.frame.H/to.H/whole*m.W)
	if seen.W < 8 {
		seen = ui.Box(seen.CenterX()-4, seen.Y, 8, seen.H)
	}
	if seen.H < 8 {
		seen = ui.Box(seen.X, seen.CenterY()-4, seen.W, 8)
	}
	v.Border(seen.Intersect(m.Inset(-1)), 1, 1.4, v.Theme.T1)
}

// mapInk is the colour of the session of that rank on the map.
func (v cardStrip) mapInk(rank int) ui.Color {
	f, t := &guild.ViewOf(v.Snap).Field, v.Theme
	c := t.Idle
	if len(f.Waves) == 0 && guild.ViewOf(v.Snap).Guild.Last > 0 {
		c = t.Ramp[6]
	}
	for k := range f.Waves {
		switch w := &f.Waves[k]; {
		case rank < w.Handled:
			c = t.Ramp[5]
		case rank < w.Arrived:
			c = t.Ramp[2]
		}
	}
	return c
}
