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
	at   []spanPlace
}

// spanPlace is a row and where it is drawn.
type spanPlace struct {
	y   float64
	row int
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
	groups := 0
	for i := range rows {
		if i == 0 || kinds.of(&rows[i]) != kinds.of(&rows[i-1]) {
			groups++
		}
	}
	p.Fit(spanRow*float64(len(rows)+groups)+6, body.H)
	state := v.Place(ui.Widget{ID: "spans", Kind: ui.Reader, Rect: body, Label: "Spans by name", Value: spansSpoken(rows), Takes: &p.Scroll, Act: func() { p.lead(v.s, v.Snap) }})
	p.at = p.at[:0]
	v.Clipped(body.Intersect(ui.Box(0, 0, v.l.W, v.l.H)), func() {
		y := body.Y - p.At
		for i := range rows {
			if i == 0 || kinds.of(&rows[i]) != kinds.of(&rows[i-1]) {
				if y > body.Y-spanRow && y < body.Bottom() {
					v.spanHeading(r, y, &c, kinds.title(kinds.of(&rows[i])), kinds.kept(kinds.of(&rows[i]), rows))
				}
				y += spanRow
			}
			if y > body.Y-spanRow && y < body.Bottom() {
				v.spanRow(r, y, &c, &rows[i])
				p.at = append(p.at, spanPlace{y, i})
			}
			y += spanRow
		}
		v.FocusRing(body.Inset(6), 4, state)
	})
}

// lead shows in the picture where the newest span of the row that was pressed was recorded, by
// key that of the first row in sight.
func (p *spansTab) lead(s *Scene, snap *sim.Snapshot) {
	pic, ok := s.pic.(SpanLeader)
	if !ok {
		return
	}
	for _, at := range p.at {
		if y := s.in.Pointer.Y; s.in.ByKey || y >= at.y && y < at.y+spanRow {
			if err := pic.LeadTo(&p.rows[at.row], snap, s.now); err != nil {
				s.Tell(err.Error(), s.now)
			}
			return
		}
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
		state := v.Place(ui.Widget{ID: "sort." + [...]string{"name", "kept", "total", "rate"}[by], Kind: ui.Button, Rect: box,
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
	room := c.kept - v.Width(ui.LabelStrong, ui.Count(n.Kept)) - 28 - c.name - 22
	name := v.Fit(ui.Mono, room, n.Name, ui.Clip(n.Name, 26), ui.Clip(n.Name, 22), ui.Clip(n.Name, 18), ui.Clip(n.Name, 12))
	v.Text(c.name+22, cy, ui.Mono, t.T1, name)
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

// spansSpoken is the table in words.
func spansSpoken(rows []span.ByName) string {
	text := ""
	for i := range rows {
		if i > 0 {
			text += ", "
		}
		text += rows[i].Name
		if rows[i].Orphan {
			text += " (root)"
		}
		text += " " + ui.Count(rows[i].Kept)
	}
	return text
}
