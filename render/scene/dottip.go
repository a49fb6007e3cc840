package scene

import "time"

// pointAt notes the dot under the pointer, so that resting on it says what it
// stands for.
func (s *Scene) pointAt(q Point, now time.Duration) {
	dot := -1
	if at := s.field.place; s.grid.dots > 0 && at.Contains(q) && s.drag.id == "" && s.hover == "" {
		side := at.W / float64(s.grid.dots)
		column, row := int((q.X-at.X)/side), int((q.Y-at.Y)/side)
		dot = min(row, s.grid.dots-1)*s.grid.dots + min(column, s.grid.dots-1)
	}
	if dot == s.dot {
		return
	}
	if s.tipOpen(s.built) {
		s.stale = true // the one that was open closes
	}
	s.dot, s.hoverSince = dot, now
}

// tipOpen reports whether the dot's tooltip is open at that time.
func (s *Scene) tipOpen(now time.Duration) bool {
	return s.dot >= 0 && now-s.hoverSince >= tooltipDelay
}

// dotCount is what the sessions of a dot are doing.
type dotCount struct{ sessions, waiting, handled, kept, orphans int }

// String says it in a line.
func (c dotCount) String() string {
	switch {
	case c.sessions > 1:
		return count(int64(c.handled)) + " handled, " + count(int64(c.waiting)) + " in mailbox"
	case c.waiting > 0:
		return "message in mailbox"
	case c.handled > 0:
		return "message handled"
	}
	return "not reached yet"
}

// count looks at every session of the dot under the pointer.
func (v *view) count(d int) (c dotCount) {
	g, f := &v.s.grid, &v.snap.Field
	for _, rank := range g.of(d) {
		c.sessions++
		waits := false
		for i := range f.Waves {
			if w := &f.Waves[i]; int(rank) < w.Arrived && int(rank) >= w.Handled {
				waits = true
			}
		}
		switch {
		case waits:
			c.waiting++
		case f.LastHandled(int(rank)) >= 0:
			c.handled++
		}
	}
	for i := range v.snap.Marks {
		m := &v.snap.Marks[i]
		if int(m.Rank) >= len(g.dotOf) || int(g.dotOf[m.Rank]) != d {
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

// dotTip says what the dot under the pointer stands for.
func (v *view) dotTip() {
	s := v.s
	if !s.tipOpen(s.now) || s.dot >= s.grid.dots*s.grid.dots {
		return
	}
	c := v.count(s.dot)
	if c.sessions == 0 {
		return
	}
	row, column := s.dot/s.grid.dots, s.dot%s.grid.dots
	title := "Dot " + count(int64(column)) + " · " + count(int64(row)) + ", " + count(int64(c.sessions)) + " sessions"
	if s.grid.per == 1 {
		title = "Session " + count(int64(s.grid.idOf[s.grid.of(s.dot)[0]]))
	}
	t := v.theme
	lines := []tipLine{{BodyStrong, t.T1, title, nil}, {Label, t.T2, c.String(), nil}}
	if c.kept > 0 {
		lines = append(lines, tipLine{Label, t.TraceInk, plural(c.kept, "span") + " kept", func(x, y float64) { v.diamond(x, y, 4, t.Trace) }})
	}
	if c.orphans > 0 {
		lines = append(lines, tipLine{Label, t.TraceInk, plural(c.orphans, "root span"), func(x, y float64) { v.border(around(x, y, 4), 0, 2, t.Trace) }})
	}
	side := s.field.place.W / float64(s.grid.dots)
	target := Rect{s.field.place.X + float64(column)*side, s.field.place.Y + float64(row)*side, side, side}
	v.tip(target, lines)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return count(int64(n)) + " " + word + "s"
}
