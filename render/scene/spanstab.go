package scene

import (
	"cmp"
	"slices"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/row"
	"fanout/sim/span"
)

// spansTab is one row per span name, in groups by where the trace began.
type spansTab struct {
	ui.Scroll
	by   spanSort
	up   bool // smallest first
	rows []span.ByName
	tops []float64 // of the rows, px below the top of the list

	body   ui.Rect
	cursor span.ByName // the row that keys have come to, by what it is of
	moved  bool        // keys have moved it; until then it is the first row
}

// spanSort is the column that the rows are sorted by.
type spanSort uint8

const (
	sortName spanSort = iota
	sortKept
	sortTotal
	sortRate
	numSpanSorts
)

// spanSortTitles are the headings, and the short ones for phones. What is kept counts since the
// start, the rate since the last change.
var spanSortTitles = [numSpanSorts][2]string{{"span", "span"}, {"kept since start", "kept, all"}, {"stands for", "stands for"}, {"per s since change", "per s, new"}}

func (*spansTab) tab() (id, title, brief string) { return "spans", "Spans", "Spans" }

func (*spansTab) count(s *sim.Snapshot) string { return ui.Short(s.Spans.Recorded) }

// sortBy sorts by a column, and the other way round if it is sorted by that already.
func (p *spansTab) sortBy(by spanSort) {
	p.up = by == p.by && !p.up || by != p.by && by == sortName
	p.by = by
}

// spanGroups is the headings of the table: two of each origin, the second of its orphans.
type spanGroups []OriginWords

// of is the part of the table that a name belongs to.
func (g spanGroups) of(n *span.ByName) int {
	for i := range g {
		if g[i].Origin != n.Origin {
			continue
		}
		if n.Orphan && g[i].Orphans != "" {
			return 2*i + 1
		}
		return 2 * i
	}
	return 0
}

func (g spanGroups) title(group int) string {
	if group%2 == 1 {
		return g[group/2].Orphans
	}
	return g[group/2].Traces
}

// kept is how many spans of a group have been recorded.
func (g spanGroups) kept(group int, rows []span.ByName) (n int64) {
	for i := range rows {
		if g.of(&rows[i]) == group {
			n += rows[i].Kept
		}
	}
	return n
}

// order sorts a copy of the rows, group by group.
func (p *spansTab) order(names []span.ByName, groups spanGroups) []span.ByName {
	p.rows = append(p.rows[:0], names...)
	slices.SortStableFunc(p.rows, func(a, b span.ByName) int {
		if d := groups.of(&a) - groups.of(&b); d != 0 {
			return d
		}
		d := 0
		switch p.by {
		case sortName:
			d = cmp.Compare(a.Name, b.Name)
		case sortKept:
			d = cmp.Compare(a.Kept, b.Kept)
		case sortTotal:
			d = cmp.Compare(a.Total.Estimate, b.Total.Estimate)
		case sortRate:
			d = cmp.Compare(a.Since, b.Since)
		}
		if !p.up {
			d = -d
		}
		return d
	})
	return p.rows
}

// spanColumns is where the columns end, and what there is room for.
type spanColumns struct {
	name, kept, total, rate float64 // right edges but for name
	interval                bool    // there is room for the interval
	bar                     ui.Rect // of the share, X and W only; none on phones
}

func spanColumnsIn(r ui.Rect) spanColumns {
	switch {
	case r.W >= 900:
		bar := ui.Rect{X: r.Right() - 28 - 56 - 120, W: 120}
		from, room := r.X+300, bar.X-24-r.X-300
		return spanColumns{name: r.X + 28, kept: from + room*.2, total: from + room*.48, rate: from + room*.95, interval: true, bar: bar}
	case r.W >= 700:
		c := spanColumns{name: r.X + 28, kept: r.X + 310, total: r.X + 400, rate: r.X + 600, interval: true}
		c.bar = ui.Rect{X: c.rate + 24, W: r.Right() - c.rate - 24 - 74}
		return c
	}
	return spanColumns{name: r.X + 16, kept: r.X + r.W - 156, total: r.X + r.W - 78, rate: r.X + r.W - 16}
}

const spanRow, spanHead = 22., 30.

func (p *spansTab) draw(v *view, r ui.Rect) {
	t, c := v.Theme, spanColumnsIn(r)
	kinds := spanGroups(v.s.words.origins(v.Snap.Model))
	rows := p.order(v.Snap.SpanNames, kinds)
	body := ui.Box(r.X, r.Y+spanHead, r.W, r.H-spanHead)
	p.heads(v, r, &c)
	if len(rows) == 0 {
		p.Fit(0, body.H)
		for i, line := range v.Wrap(ui.Body, v.s.words.noSpans(v.Snap), min(r.W-56, 560)) {
			v.Text(c.name, body.Y+18+20*float64(i), ui.Body, t.T2, line)
		}
		return
	}
	p.body = body
	p.Fit(p.place(kinds)+6, body.H)
	state := v.Place(ui.Widget{ID: "spans", Kind: ui.Reader, Rect: body, Label: "Spans by name", Value: p.spoken(), Takes: p, Act: func() { p.lead(v.s, v.Snap) }})
	v.Clipped(body.Intersect(ui.Box(0, 0, v.l.W, v.l.H)), func() {
		for i := range rows {
			y := body.Y - p.At + p.tops[i]
			if i == 0 || kinds.of(&rows[i]) != kinds.of(&rows[i-1]) {
				if y := y - spanRow; y > body.Y-spanRow && y < body.Bottom() {
					v.spanHeading(r, y, &c, kinds.title(kinds.of(&rows[i])), kinds.kept(kinds.of(&rows[i]), rows))
				}
			}
			if y > body.Y-spanRow && y < body.Bottom() {
				if state.Focus && i == p.current() {
					v.Fill(ui.Box(r.X+8, y+1, r.W-16, spanRow-2), 4, t.Bg3)
				}
				v.spanRow(r, y, &c, &rows[i])
			}
		}
		v.FocusRing(body.Inset(6), 4, state)
	})
}

// place finds where the rows are, under the headings of their groups, and how high all are.
func (p *spansTab) place(kinds spanGroups) float64 {
	y := 0.
	p.tops = p.tops[:0]
	for i := range p.rows {
		if i == 0 || kinds.of(&p.rows[i]) != kinds.of(&p.rows[i-1]) {
			y += spanRow
		}
		p.tops = append(p.tops, y)
		y += spanRow
	}
	return y
}

// current is the place of the row that keys have come to, which stays the same row when the
// order changes.
func (p *spansTab) current() int {
	return max(0, slices.IndexFunc(p.rows, func(n span.ByName) bool { return p.moved && sameSpans(&n, &p.cursor) }))
}

// sameSpans reports whether two rows are of the same spans.
func sameSpans(a, b *span.ByName) bool {
	return a.Name == b.Name && a.Service == b.Service && a.Origin == b.Origin && a.Orphan == b.Orphan
}

// Key implements ui.Keyed: arrows go from row to row.
func (p *spansTab) Key(key string) bool {
	page := max(1, int(p.body.H/spanRow)-1)
	step, ok := map[string]int{"ArrowDown": 1, "ArrowUp": -1, "PageDown": page, "PageUp": -page, "Home": -len(p.rows), "End": len(p.rows)}[key]
	if !ok || len(p.rows) == 0 {
		return false
	}
	at := min(max(p.current()+step, 0), len(p.rows)-1)
	p.cursor, p.moved = p.rows[at], true
	switch top := p.tops[at]; {
	case at == 0:
		p.To(0)
	case top < p.At:
		p.To(top)
	case top+spanRow > p.At+p.body.H:
		p.To(top + spanRow - p.body.H)
	}
	return true
}

// lead shows in the picture where the newest span of the row that was pressed was recorded, by
// key that of the row that keys have come to.
func (p *spansTab) lead(s *Scene, snap *sim.Snapshot) {
	pic, ok := s.pic.(SpanLeader)
	if !ok || len(p.rows) == 0 {
		return
	}
	at := p.current()
	if !s.in.ByKey {
		y := s.in.Pointer.Y - p.body.Y + p.At
		if at = slices.IndexFunc(p.tops, func(top float64) bool { return y >= top && y < top+spanRow }); at < 0 {
			return
		}
	}
	if err := pic.LeadTo(&p.rows[at], snap, s.now); err != nil {
		s.Tell(err.Error(), s.now)
	}
}

// noSpans says why there are none, and when there will be some.
func (w *Words) noSpans(s *sim.Snapshot) string {
	if w.NoSpans == nil {
		return "No span recorded so far."
	}
	return w.NoSpans(s)
}

// heads are the headers: press one to sort by it.
func (p *spansTab) heads(v *view, r ui.Rect, c *spanColumns) {
	t := v.Theme
	for by := range numSpanSorts {
		title := spanSortTitles[by][0]
		if !c.interval {
			title = spanSortTitles[by][1]
		}
		w := v.Width(ui.LabelMedium, title) + 30
		box := ui.Box([...]float64{c.name - 8, c.kept, c.total, c.rate}[by]-w+8, r.Y+3, w, 24)
		if by == sortName {
			box.X = c.name - 8
		}
		value := "not sorted"
		if p.by == by {
			value = "largest first"
			if p.up {
				value = "smallest first"
			}
		}
		state := v.Place(ui.Widget{ID: "sort." + [...]string{"name", "kept", "total", "rate"}[by], Kind: ui.Button, Rect: v.Target(box, 0),
			Label: "Sort by " + title, Value: value, Hint: spanHints[by], Act: func() { p.sortBy(by) }})
		ink := t.T2
		switch {
		case state.Pressed:
			v.Panel(box, 4, t.Bg4, t.Acc)
		case state.Hover:
			v.Fill(box, 4, t.Bg3)
		}
		v.FocusRing(box, 4, state)
		if p.by == by {
			ink = t.T1
		}
		if by == sortName {
			x := v.Text(box.X+8, box.CenterY(), ui.LabelMedium, ink, title)
			if p.by == by {
				v.Chevron(x+10, box.CenterY(), p.up, ink)
			}
			continue
		}
		x := v.TextRight(box.Right()-8, box.CenterY(), ui.LabelMedium, ink, title)
		if p.by == by {
			v.Chevron(x-10, box.CenterY(), p.up, ink)
		}
	}
	if c.interval {
		v.Text(c.total+14, r.Y+15, ui.Label, t.T3, "95 % interval")
	}
	if c.bar.W > 0 {
		v.Text(c.bar.X, r.Y+15, ui.LabelMedium, t.T2, "share of all kept")
	}
}

var spanHints = [numSpanSorts]string{
	"By name",
	"Recorded since the start, also those that have left the store",
	"Kept / the rate recorded on the span: how many there were in traces, kept or not",
	"Recorded per virtual second, since the last change",
}

// spanHeading is the heading of a group, as long as there is room for it, and how many spans
// the group has.
func (v *view) spanHeading(r ui.Rect, y float64, c *spanColumns, title string, kept int64) {
	cy, room := y+spanRow/2, c.kept-v.Width(ui.LabelStrong, ui.Count(kept))-16-c.name
	first, _, _ := strings.Cut(title, ",")
	short, _, _ := strings.Cut(title, ":")
	v.Text(c.name, cy, ui.LabelStrong, v.Theme.T1, v.Fit(ui.LabelStrong, room, title, first, short, ui.Clip(short, 12)))
	v.TextRight(c.kept, cy, ui.LabelStrong, v.Theme.T2, ui.Count(kept))
}

func (v *view) spanRow(r ui.Rect, y float64, c *spanColumns, n *span.ByName) {
	t, cy := v.Theme, y+spanRow/2
	v.HLine(r.X+16, y, r.W-32, t.Line)
	if service, ok := serviceNamed(v.Snap.Model, n.Service); ok {
		ServiceIcon(&v.Painter, service, c.name+7, cy)
	} else {
		v.Ring(c.name+7, cy, 4.5, 1.4, t.T3)
	}
	room := c.kept - v.Width(ui.LabelStrong, ui.Count(n.Kept)) - 28 - c.name - 22 - 24
	name := v.Fit(ui.Mono, room, n.Name, ui.Clip(n.Name, 26), ui.Clip(n.Name, 22), ui.Clip(n.Name, 18), ui.Clip(n.Name, 12))
	v.spanTrace(v.Text(c.name+22, cy, ui.Mono, t.T1, name)+6, cy, r.Bottom(), n)
	if n.Orphan {
		v.Border(ui.Around(c.kept-v.Width(ui.LabelStrong, ui.Count(n.Kept))-14, cy, 4), 0, 2, t.Trace)
	}
	v.TextRight(c.kept, cy, ui.LabelStrong, t.TraceInk, ui.Count(n.Kept))
	total := "not estimated"
	if n.Estimated {
		total = ui.Short(n.Total.Estimate)
		if c.interval {
			total = ui.Count(n.Total.Estimate)
		}
	}
	switch {
	case n.Estimated:
		v.TextRight(c.total, cy, ui.Label, t.T1, total)
		if c.interval {
			v.Text(c.total+14, cy, ui.Label, t.T2, intervalText(n.Total))
		}
	case c.interval:
		v.TextRight(c.total, cy, ui.Label, t.T3, total)
	default:
		v.TextRight(c.total, cy, ui.Label, t.T3, "–")
	}
	v.TextRight(c.rate, cy, ui.Label, t.T1, perSecond(n.Since, v.Snap.Now-v.Snap.ChangedAt))
	if c.bar.W > 0 {
		at := float64(n.Kept) / float64(max(1, v.Snap.Spans.Recorded))
		track := ui.Box(c.bar.X, cy-4, c.bar.W, 8)
		v.Fill(track, 3, t.Bg3)
		if n.Kept > 0 {
			v.Fill(ui.Box(track.X, track.Y, max(2, track.W*at), track.H), 2, t.Trace)
		}
		v.TextRight(track.Right()+52, cy, ui.Label, t.T2, ui.Decimal(at*100, 1)+" %")
	}
}

// spanTrace leads to the newest trace that has a span of a row, if the row is all in sight and
// traces are offered.
func (v *view) spanTrace(x, cy, bottom float64, n *span.ByName) {
	s, kept, of := v.s, v.Snap.Kept, *n
	r := ui.Box(x, cy-10, 24, 20)
	if r.Bottom() > bottom || !s.drawer.hasTab("trace") {
		return
	}
	state := v.Place(ui.Widget{ID: v.In.Unused("spans.trace." + n.Name), Kind: ui.Button, Rect: r, Label: "Newest trace with " + n.Name, Hint: "The newest trace with such a span",
		Act: func() {
			if at := kept.Newest(&of); at != nil {
				s.drawer.openTrace(at.Trace, at.ID)
				return
			}
			s.Tell("No "+of.Name+" is held any more: the store has room for the newest "+ui.Count(span.MaxHeld)+" spans.", s.now)
		}})
	ink := v.Theme.T3
	switch {
	case state.Pressed:
		v.Panel(r, 4, v.Theme.Bg4, v.Theme.Acc)
	case state.Hover:
		v.Fill(r, 4, v.Theme.Bg3)
		ink = v.Theme.T1
	}
	v.FocusRing(r.Inset(2), 4, state)
	for i, part := range [][2]float64{{0, 8}, {3, 6}, {6, 6}} { // bars of a waterfall
		v.Fill(ui.Box(r.X+5+part[0], cy-5+4*float64(i), part[1], 2), 0, ink)
	}
}

// intervalText spells a range of counts.
func intervalText(i span.Interval) string {
	if i.High < 0 {
		return "no upper bound yet"
	}
	return ui.Short(i.Low) + " – " + ui.Short(i.High)
}

// perSecond is n per second over a stretch of virtual time.
func perSecond(n, ns int64) string {
	if ns <= 0 {
		return "0"
	}
	return ui.Rate(int64(float64(n)*1e12/float64(ns) + .5))
}

// serviceNamed is the service that a resource names; false for the callers.
func serviceNamed(m *sim.Model, name string) (row.Service, bool) {
	for s := range m.Services {
		if m.Services[s].Name == name {
			return row.Service(s), true
		}
	}
	return 0, false
}

// spoken is the table in words: all of it until keys have come to a row.
func (p *spansTab) spoken() string {
	if p.moved {
		return spanSpoken(&p.rows[p.current()])
	}
	all := make([]string, len(p.rows))
	for i := range p.rows {
		all[i] = spanSpoken(&p.rows[i])
	}
	return strings.Join(all, ", ")
}

func spanSpoken(n *span.ByName) string {
	if n.Orphan {
		return n.Name + " (root) " + ui.Count(n.Kept)
	}
	return n.Name + " " + ui.Count(n.Kept)
}
