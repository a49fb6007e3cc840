package guildpicture

import (
	"time"

	"fanout/render/ui"
	"fanout/sim/guild"
)

// pointAt notes the dot under the pointer, so that resting on it says what it
// stands for.
func (pic *stage) pointAt(q ui.Point, now time.Duration) {
	dot := -1
	at, dots := pic.field.place, pic.field.Dots
	seen := pic.field.Clip == (ui.Rect{}) || pic.field.Clip.Contains(q)
	if dots > 0 && seen && at.Contains(q) && pic.s.In().Dragging() == "" && pic.s.In().Hover == "" && !pic.cam.moving {
		column, row := int((q.X-at.X)/at.W*float64(dots)), int((q.Y-at.Y)/at.H*float64(dots))
		dot = min(row, dots-1)*dots + min(column, dots-1)
	}
	if dot == pic.dot {
		return
	}
	if pic.tipOpen(pic.built) {
		pic.s.In().Stale = true // the one that was open closes
	}
	pic.dot, pic.s.In().Since = dot, now
}

// tipOpen reports whether the dot's tooltip is open at that time.
func (pic *stage) tipOpen(now time.Duration) bool {
	return pic.dot >= 0 && now-pic.s.In().Since >= ui.TooltipDelay
}

// shown is the grid whose dots are on the canvas, and the place of its first dot in
// dots of the whole field.
func (pic *stage) shown() (g *grid, row, column int) {
	if pic.field.Clip != (ui.Rect{}) && pic.field.near {
		return &pic.near.grid, pic.near.row, pic.near.column
	}
	return &pic.grid, 0, 0
}

// dotCount is what the sessions of a dot are doing.
type dotCount struct{ sessions, waiting, handled, lost, kept, orphans int }

// String says it in a line.
func (c dotCount) String() string {
	switch {
	case c.sessions > 1 && c.lost > 0:
		return ui.Count(int64(c.handled)) + " handled, " + ui.Count(int64(c.waiting)) + " in mailbox, " + ui.Count(int64(c.lost)) + " lost their last copy"
	case c.sessions > 1:
		return ui.Count(int64(c.handled)) + " handled, " + ui.Count(int64(c.waiting)) + " in mailbox"
	case c.waiting > 0:
		return "message in mailbox"
	case c.lost > 0:
		return "its last copy never came"
	case c.handled > 0:
		return "message handled"
	}
	return "not reached yet"
}

// add counts what a session is doing: as its actor says, where it can be asked, else by how
// far the waves have come.
func (c *dotCount) add(in guild.Inspector, f *guild.FieldView, id int, rank uint32) {
	c.sessions++
	waits := false
	if in != nil {
		waits = in.InspectSession(id).Mailbox > 0
	} else {
		for i := range f.Waves {
			if w := &f.Waves[i]; int(rank) < w.Arrived && int(rank) >= w.Handled {
				waits = true
			}
		}
	}
	switch {
	case waits:
		c.waiting++
	case f.Losses && lostRank(f, int(rank)):
		c.lost++
	case f.LastHandled(int(rank)) >= 0:
		c.handled++
	}
}

// count looks at every session of the dot under the pointer.
func (v dotTip) count(d int) (c dotCount) {
	f := &guild.ViewOf(v.Snap).Field
	in, _ := f.Source.(guild.Inspector)
	g, _, _ := v.pic.shown()
	for _, rank := range g.of(d) {
		c.add(in, f, int(g.idOf[rank]), rank)
	}
	for i := range guild.ViewOf(v.Snap).Marks {
		m := &guild.ViewOf(v.Snap).Marks[i]
		if int(m.Rank) >= len(g.idOf) {
			continue
		}
		if _, dot, seen := v.pic.field.where(v.pic, m.Rank); !seen || dot != d {
			continue
		}
		if m.Orphan {
			c.orphans++
		} else {
			c.kept++
		}
	}
	return c
}

// draw says what the dot under the pointer stands for.
func (v dotTip) draw() {
	pic := v.pic
	g, firstRow, firstColumn := pic.shown()
	if !pic.tipOpen(pic.s.Now()) || pic.dot >= len(g.spans) || pic.field.Dots != g.dots {
		return
	}
	c := v.count(pic.dot)
	if c.sessions == 0 {
		return
	}
	row, column := pic.dot/g.dots, pic.dot%g.dots
	title := "Dot " + ui.Count(int64(firstColumn+column)) + " · " + ui.Count(int64(firstRow+row)) + ", " + ui.Count(int64(c.sessions)) + " sessions"
	if g.per == 1 {
		title = sessionTitle(pic, int(g.idOf[g.of(pic.dot)[0]]))
	}
	t := v.Theme
	lines := []ui.TipLine{{Style: ui.BodyStrong, Ink: t.T1, Text: title}, {Style: ui.Label, Ink: t.T2, Text: c.String()}}
	if c.kept > 0 {
		lines = append(lines, ui.TipLine{Style: ui.Label, Ink: t.TraceInk, Text: ui.Plural(c.kept, "span") + " kept", Sign: func(x, y float64) { v.Diamond(x, y, 4, t.Trace) }})
	}
	if c.orphans > 0 {
		lines = append(lines, ui.TipLine{Style: ui.Label, Ink: t.TraceInk, Text: ui.Plural(c.orphans, "session root"), Sign: func(x, y float64) { v.Border(ui.Around(x, y, 4), 0, 2, t.Trace) }})
	}
	w, h := pic.field.place.W/float64(g.dots), pic.field.place.H/float64(g.dots)
	target := ui.Box(pic.field.place.X+float64(column)*w, pic.field.place.Y+float64(row)*h, w, h)
	v.Shell.Tip(target, lines)
}
