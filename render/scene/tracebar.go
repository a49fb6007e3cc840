package scene

import (
	"fanout/render/ui"
	"fanout/sim/span"
)

// toolbar is what is asked of the list, and how the trace is shown: what there is room for
// of both.
func (p *traceTab) toolbar(v *view, r ui.Rect) {
	v.HLine(r.X, r.Bottom()-1, r.W, v.Theme.Line)
	h := v.Tall(28)
	cy := r.CenterY() - h/2
	x := r.X + 8
	phone := v.Size == ui.Phone
	next := func(w float64) ui.Rect {
		box := ui.Box(x, cy, w, h)
		x += w + 6
		return box
	}
	if !phone || p.level == levelList {
		find := 180.
		switch {
		case r.W >= 1200:
			find = 216
		case phone:
			find = r.W - 16 - newServiceFilter(v, h, r.W).room() - 54 - filterGap
		case r.W < 1000:
			find = 132
		}
		p.list.find.draw(v, next(find))
	}
	right := r.Right() - 8
	filters := p.filterBar(v, right, h, r.W)
	switch {
	case !phone:
		p.ways(v, x, filters.left-8, cy, h)
		filters.draw(v, &p.list, cy, h)
	case p.level == levelList:
		filters.draw(v, &p.list, cy, h)
	default:
		p.ways(v, x, right, cy, h)
	}
}

// filterBar is the checks that the list is asked by, and where they begin.
type filterBar struct {
	left, wide   float64
	services     serviceFilter
	whole, least string // texts; whole is "" where the check is elsewhere
}

const filterGap = 6

func (p *traceTab) filterBar(v *view, right, h, room float64) filterBar {
	b := filterBar{wide: 98, services: newServiceFilter(v, h, room), whole: "Complete only", least: "Any duration"}
	if room < 1200 {
		b.wide, b.whole, b.least = 66, "Complete", "Any"
	}
	if v.Size == ui.Phone {
		b.wide, b.whole = 54, ""
	}
	switch ns := traceLeast[p.list.least]; {
	case ns >= 60e9:
		b.least = "≥ 1 min"
	case ns > 0:
		b.least = "≥ " + tickText(ns)
	}
	b.left = right - b.wide - b.services.room()
	if b.whole != "" {
		b.left -= v.CheckWidth(b.whole) + filterGap
	}
	return b
}

func (b *filterBar) draw(v *view, c *traceChoice, cy, h float64) {
	x := b.left
	next := func(w float64) ui.Rect {
		box := ui.Box(x, cy, w, h)
		x += w + filterGap
		return box
	}
	if b.whole != "" {
		v.Check(next(v.CheckWidth(b.whole)), c.completeCheck(b.whole))
	}
	b.services.draw(v, c, ui.Box(x, cy, b.services.room()-filterGap, h))
	x += b.services.room()
	v.Button(next(b.wide), ui.ButtonSpec{ID: "trace.least", Label: "Least duration", Text: b.least, Value: b.least,
		Hint: "Only traces that took at least this long", Act: func() { c.least = (c.least + 1) % len(traceLeast) }})
}

// ways are the checks that say how the trace is shown.
func (p *traceTab) ways(v *view, x, right, cy, h float64) {
	w := &p.falls
	lens, noLens, noGap, noFold := "Lens", "", "", ""
	switch {
	case w.trace == nil:
	case w.lensNs == 0:
		noLens = "the start of this trace is no shorter than the rest"
	default:
		lens = "Lens on the first " + tickText(w.lensNs)
	}
	if w.trace != nil && len(w.allGaps) == 0 {
		noGap = "this trace has no long wait"
	}
	if w.trace != nil && len(w.trace.Folds) == 0 {
		noFold = "this trace has no fan-out"
	}
	again := func(on *bool) func() {
		return func() {
			*on = !*on
			if w.trace != nil {
				w.layLines()
				w.moveTo(min(w.cursor, len(w.lines)-1))
			}
		}
	}
	checks := []struct {
		long, short string
		spec        ui.CheckSpec
	}{
		{"Critical path", "Path", ui.CheckSpec{ID: "trace.path", Label: "Critical path", On: w.path, Act: again(&w.path), Hint: "Marks the spans that the end of the trace waited for"}},
		{"Fold fan-outs", "Folds", ui.CheckSpec{ID: "trace.folds", Label: "Fold fan-outs", On: w.folds, Idle: noFold, Act: again(&w.folds), Hint: "Shows the spans of one fan-out as one row"}},
		{"Collapse gaps", "Gaps", ui.CheckSpec{ID: "trace.gaps", Label: "Collapse gaps", On: w.gaps, Idle: noGap, Act: again(&w.gaps), Hint: "Draws a long wait narrow and writes its time on it"}},
		{lens, "Lens", ui.CheckSpec{ID: "trace.lens", Label: "Lens on the start", On: w.lens, Idle: noLens, Act: again(&w.lens), Hint: "Stretches the first part of the time axis"}},
	}
	long, gap := 0., 6.
	for i := range checks {
		long += v.CheckWidth(checks[i].long) + gap
	}
	short := long-gap > right-x
	for i := range checks {
		c := &checks[i]
		c.spec.Text = c.long
		width := v.CheckWidth(c.long)
		if short {
			c.spec.Text = c.short
			width = min(v.CheckWidth(c.short), (right-x)/float64(len(checks)-i)-gap)
		}
		v.Check(ui.Box(x, cy, width, h), c.spec)
		x += width + gap
	}
}

// SpanFinder is a Picture that can show where a span was recorded.
type SpanFinder interface {
	// FindSpan picks what recorded the span, or the message that it was recorded for. The
	// error is one sentence: why it cannot.
	FindSpan(s *span.Span) error
}

// SpanNamer is a Picture that can say what a span is about by the names that chapters ask for.
type SpanNamer interface {
	// Names gives the kind of thing, such as "message", and its name; "" for a span that is
	// about nothing that can be named.
	Names(s *span.Span) (kind, thing string)
}

// TracePicker is a Picture of which things can be picked that have a trace.
type TracePicker interface {
	// PickedTrace is the trace of what is picked, and its span in it, if it has one; ok is
	// false if nothing is picked of which a span is held.
	PickedTrace() (id span.TraceID, row span.SpanID, ok bool)
}

// showPickedTrace shows the trace of what is picked, or else the tab as it is.
func (d *drawer) showPickedTrace() {
	if pic, ok := d.s.pic.(TracePicker); ok {
		if id, row, ok := pic.PickedTrace(); ok {
			d.openTrace(id, row)
			return
		}
	}
	d.show("trace")
}

// findOnField shows in the picture where a row was recorded.
func (p *traceTab) findOnField(r *span.Row) {
	pic, ok := p.s.pic.(SpanFinder)
	if !ok {
		return
	}
	if p.s.drawer.snap == drawerFull && p.s.layout.W >= 1000 {
		p.s.drawer.set(drawerHalf)
	}
	if err := pic.FindSpan(r.Span); err != nil {
		p.s.Tell(err.Error(), p.s.now)
	}
}
