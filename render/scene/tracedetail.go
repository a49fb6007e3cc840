package scene

import (
	"math"
	"strings"

	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// pane is all that is known of the row that the cursor is on.
func (p *traceTab) pane(v *view, r ui.Rect) {
	l := p.falls.current()
	if l == nil {
		return
	}
	buttons := v.Tall(28) + 20
	if r.H < 220 {
		buttons = v.Tall(26) + 8
	}
	pane := ui.Box(r.X+1, r.Y, r.W-1, r.H-buttons).Intersect(v.Canvas())
	d := traceDetail{p, l, &p.falls.trace.Rows[l.row], ui.Facts{View: &v.View.View, X: r.X + 16, W: r.W - 34}}
	state := v.Place(ui.Widget{ID: "trace.about", Kind: ui.Reader, Rect: pane, Label: "About the row", Value: p.falls.spoken(), Takes: &p.detail})
	v.Scrolled(pane, pane, &p.detail, func(top float64) float64 {
		d.Y = top + 12
		d.back(v)
		if l.kind == lineFold {
			d.fold(v)
		} else {
			d.span(v)
		}
		return d.Y + 10
	})
	p.said = d.About
	v.FocusRing(pane.Inset(6), 4, state)
	p.buttons(v, ui.Box(r.X+1, r.Bottom()-buttons, r.W-1, buttons), l, d.row)
}

// traceDetail is the pane as it is filled.
type traceDetail struct {
	p   *traceTab
	l   *traceLine
	row *span.Row
	ui.Facts
}

// back leads to where the pane has taken the place.
func (d *traceDetail) back(v *view) {
	if v.l.W >= 1000 && v.Size != ui.Phone {
		return
	}
	h := d.Tall(28)
	text, to := "Traces", levelTrace
	if v.Size == ui.Phone {
		text = "Rows"
	}
	d.Button(ui.Box(d.X, d.Y, 96, h), ui.ButtonSpec{ID: "trace.up", Label: "Back to the " + strings.ToLower(text), Text: text, Hint: "Back (Esc)",
		Icon: func(p *ui.Painter, x, y float64, c ui.Color) {
			p.Line(x+2, y-5, x-3, y, 1.5, c)
			p.Line(x-3, y, x+2, y+5, 1.5, c)
		},
		Act: func() { d.p.level = to }})
	d.Y += h + 10
}

// title is the name of the row.
func (d *traceDetail) title(name string) {
	d.Title(ui.Section, d.Fit(ui.Section, d.W-26, name, lastPart(name), ui.Clip(lastPart(name), 18)), "", name, func(x, y float64) {
		if service, ok := serviceOf(d.row); ok {
			smallService(&d.Painter, service, x, y)
			return
		}
		d.Ring(x, y, 4.5, 1.4, d.Theme.T3)
	})
	d.Y -= 4
}

// span is one span.
func (d *traceDetail) span(v *view) {
	t, r, tr := d.Theme, d.row, d.p.falls.trace
	d.title(r.Name)
	where := r.Resource.Instance
	if about := v.s.words.SpanAbout; about != nil && about(r.Span) != "" {
		where = about(r.Span) + ", " + where
	}
	d.Sentence(where, t.T2)
	d.Y += 4
	y := d.Y
	end := d.Text(d.X, y+14, ui.Title, t.T1, spanTime(r.End-r.Start))
	d.Text(end+8, y+15, ui.Label, t.T2, "from "+ui.Clock(r.Start))
	d.Note("took ", spanTime(r.End-r.Start))
	d.Y += 32
	if own := tr.Own(d.l.row); own != r.End-r.Start {
		d.Row("self time", spanTime(own), t.T1)
	}
	d.Row("starts after", spanTime(r.Start-tr.From), t.T1)
	if d.l.fold >= 0 {
		f := &tr.Folds[d.l.fold]
		d.Row("done after the fan-out began", spanTime(f.Latency(r)), t.T1)
		if d.l.kind == lineExemplar {
			d.Row("slower than", slowerThan(d.l.share), t.T1)
		}
	}
	if figure := v.s.words.Published[r.Name]; figure != "" {
		d.Tag(d.X+d.W, d.Y+9, "POST")
		d.Text(d.X, d.Y+9, ui.Label, t.T2, "published")
		d.TextRight(d.X+d.W-46, d.Y+9, ui.LabelStrong, t.T1, figure)
		d.Note("published: ", figure)
		d.Y += 21
	}
	onPath := "no"
	if r.OnPath {
		onPath = "yes"
	}
	d.term("term.path", "on the critical path", "The rows that the end of the trace waited for, one after the other. Only what is on it makes the trace longer.", onPath)
	if r.Failed() {
		d.Row("status", "error", t.Bad)
	}
	d.attributes(r)
	d.ids(r)
}

// slowerThan is the share of recipients that an exemplar was slower than.
func slowerThan(share string) string {
	switch share {
	case "p50":
		return "half of them"
	case "p99":
		return "99 % of them"
	}
	return "all others"
}

// term is a row whose name explains itself.
func (d *traceDetail) term(id, name, meaning, value string) {
	w := d.Width(ui.Label, name)
	d.Explain(id, ui.Box(d.X, d.Y, w, 19), name, meaning)
	d.Pattern(ui.Box(d.X, d.Y+17, w, 1), ui.Dashes, d.X, d.Theme.T3)
	d.Row(name, value, d.Theme.T1)
}

// fold is a fan-out.
func (d *traceDetail) fold(v *view) {
	t, f := d.Theme, &d.p.falls.trace.Folds[d.l.fold]
	d.title(d.row.Name)
	of := "One row for all recipients"
	if f.Recipients > 0 {
		of = "One row for " + ui.Count(f.Recipients) + " recipients"
	}
	d.Sentence(of, t.T2)
	d.Y += 6
	kept := ui.Count(int64(f.Kept))
	x := d.Text(d.X, d.Y+16, ui.Hero, t.TraceInk, kept) + 8
	d.Explain("term.kept", ui.Box(x, d.Y+10, d.Width(ui.Label, "kept"), 18), "kept", "Recorded: the session drew a number below the rate of the second layer. The others left no span.")
	x = d.Text(x, d.Y+20, ui.Label, t.T2, "kept")
	if f.Rate > 0 {
		x = d.Text(x, d.Y+20, ui.Label, t.T2, ", ")
		each := "each stands for " + ui.Count(int64(math.Round(float64(exact.Whole)/float64(f.Rate))))
		d.Explain("term.stands", ui.Box(x, d.Y+10, d.Width(ui.Label, each), 18), "stands for", "A span that is kept at 0.1 % stands for 1,000 like it, so an estimate counts it 1,000 times.")
		d.Text(x, d.Y+20, ui.Label, t.T2, d.Fit(ui.Label, d.X+d.W-x, each, "× "+ui.Magnitude(float64(exact.Whole)/float64(f.Rate))))
		d.Note(kept, " kept, ", each)
	}
	d.Y += 40
	d.interval(f)
	d.formula(f)
	d.Rule()
	d.Heading("Latency", "from "+kept)
	d.Note("latency from the start of the fan-out")
	d.histogram(f)
	rows := d.p.falls.trace.Rows
	d.Row("p50", spanTime(f.Latency(&rows[f.P50])), t.T1)
	d.term("term.p99", "p99", "99 of 100 recipients were through by then. Kept spans are weighed by what they stand for.", spanTime(f.Latency(&rows[f.P99])))
	d.Row("slowest kept span", spanTime(f.Latency(&rows[f.Slowest])), t.T1)
	d.attributes(d.row)
	d.ids(d.row)
}

// interval is the estimate and its interval on a track, with what the envelope says.
func (d *traceDetail) interval(f *span.Fold) {
	t := d.Theme
	low, high := float64(f.Total.Low), float64(f.Total.High)
	if f.Recipients > 0 {
		low, high = min(low, float64(f.Recipients)), max(high, float64(f.Recipients))
	}
	margin := max(1, (high-low)*.35)
	from, to := low-margin, high+margin
	at := func(n int64) float64 { return d.X + d.W*(float64(n)-from)/(to-from) }
	y := d.Y + 8
	d.HLine(d.X, y, d.W, t.Line2)
	a, b := at(f.Total.Low), at(f.Total.High)
	d.Panel(ui.Box(a, y-6, max(12, b-a), 12), 6, t.TraceDim, t.Trace)
	d.Diamond(at(f.Total.Estimate), y, 4.5, t.Trace)
	if f.Recipients > 0 {
		d.Fill(ui.Box(at(f.Recipients)-.75, y-10, 1.5, 20), 0, t.T1)
		d.TextCenter(at(f.Recipients), y+21, ui.Tick, t.T1, "sent "+ui.Short(f.Recipients))
	}
	if left := ui.Short(f.Total.Low); at(f.Recipients)-40-d.Width(ui.Tick, left) > d.X-4 || f.Recipients == 0 {
		d.Text(d.X, y+21, ui.Tick, t.T2, left)
	}
	if right := ui.Short(f.Total.High); at(f.Recipients)+40+d.Width(ui.Tick, right) < d.X+d.W+4 || f.Recipients == 0 {
		d.TextRight(d.X+d.W, y+21, ui.Tick, t.T2, right)
	}
	d.Note("estimated ", ui.Count(f.Total.Estimate), ", 95 % interval ", intervalText(f.Total))
	d.Y += 42
}

// formula is how the estimate is computed.
func (d *traceDetail) formula(f *span.Fold) {
	t := d.Theme
	if f.Rate == 0 {
		d.Sentence("The rates differ, so each span counts at its own.", t.T2)
		return
	}
	rate, kept := ui.Percent(f.Rate), ui.Count(int64(f.Kept))
	lines := []string{kept + " / " + rate + " = " + ui.Count(f.Total.Estimate)}
	if f.Rate < exact.Whole {
		lines = append(lines, "1.96 × √"+kept+" / "+rate+" = ± "+plusMinus(f))
	}
	for i, line := range lines {
		ink := []ui.Color{t.T1, t.T2}[i]
		d.Text(d.X, d.Y+8, ui.MonoSmall, ink, line)
		d.Note(line)
		d.Y += 17
	}
}

// histogram is the latencies of a fold, each bar twice as long as half of the bar two before
// it: from the fastest to the slowest.
func (d *traceDetail) histogram(f *span.Fold) {
	const high = 76.
	t, list := d.Theme, f.Latencies
	merged := list
	if most := int(d.W / 4); len(list) > most {
		merged = list[len(list)-most:]
	}
	w := d.W / float64(max(12, len(merged)))
	base := d.Y + high + 14
	c := t.T3
	if service, ok := serviceOf(d.row); ok {
		c = t.Services[service]
	}
	top := 0
	for _, b := range merged {
		top = max(top, b.Kept)
	}
	for i, b := range merged {
		if b.Kept > 0 {
			h := max(2, high*float64(b.Kept)/float64(top))
			d.Fill(ui.Box(d.X+w*float64(i), base-h, max(1, w-1), h), min(1, w/4), c)
		}
	}
	d.HLine(d.X, base, d.W, t.Line2)
	rows := d.p.falls.trace.Rows
	at := func(ns int64) float64 {
		for i, b := range merged {
			if ns < b.To {
				return d.X + w*(float64(i)+max(0, float64(ns-b.From)/float64(b.To-b.From)))
			}
		}
		return d.X + d.W
	}
	for _, e := range exemplars(f) {
		x := at(f.Latency(&rows[e.row]))
		d.Pattern(ui.Box(x-.5, base-high, 1, high), ui.Dashes, 0, t.Trace)
		d.Diamond(x, base-high-4, 3.4, t.Trace)
	}
	d.Text(d.X, base+12, ui.Tick, t.T3, spanTime(merged[0].From))
	d.TextRight(min(d.X+d.W, d.X+max(120, w*float64(len(merged)))), base+12, ui.Tick, t.T3, spanTime(merged[len(merged)-1].To))
	d.Y = base + 28
}

// attributes are those of a span.
func (d *traceDetail) attributes(r *span.Row) {
	d.Rule()
	d.Heading("Attributes", "")
	d.Y -= 4
	d.Row("service", r.Resource.Service, d.Theme.T1)
	for i := range r.Attributes {
		a := &r.Attributes[i]
		if d.l.kind == lineFold && !sharedAttribute(d.p.falls.trace, &d.p.falls.trace.Folds[d.l.fold], i) {
			continue
		}
		value := a.Value.String()
		if n, ok := r.Int(a.Key); ok {
			value = ui.Count(n)
		}
		d.Row(string(a.Key), value, d.Theme.T1)
	}
	if p, ok := r.HeadRate(); ok {
		d.Row("head sampling", ui.Percent(p), d.Theme.T1)
	}
}

// sharedAttribute reports whether the first and the last row of a fold have the same value
// there: what differs is of one recipient.
func sharedAttribute(t *span.Trace, f *span.Fold, i int) bool {
	a, b := &t.Rows[f.First], &t.Rows[f.First+f.Kept-1]
	return f.Kept == 1 || i < len(b.Attributes) && a.Attributes[i] == b.Attributes[i]
}

// ids are the ids of a span.
func (d *traceDetail) ids(r *span.Row) {
	d.Y += 4
	d.Identifier("trace", r.Trace.String())
	if d.l.kind != lineFold {
		d.Identifier("span", r.ID.String())
	}
	parent := "none: a root"
	if r.Parent.IsValid() {
		parent = r.Parent.String()
	}
	d.Identifier("parent", parent)
}

// unfoldButton unfolds the fan-out that the row is of, of a row of none the first one of the
// trace, or folds it.
func (p *traceTab) unfoldButton(l *traceLine) ui.ButtonSpec {
	w, fold := &p.falls, max(l.fold, 0)
	b := ui.ButtonSpec{ID: "trace.unfold", Label: "Unfold the row", Text: "Unfold the row", Hint: "One row for each kept span (Enter)"}
	switch {
	case len(w.trace.Folds) == 0:
		b.Disabled = "this trace has no fan-out"
		return b
	case !w.folds || w.unfolded[fold]:
		b.Label, b.Text, b.Hint = "Fold the rows", "Fold the rows", "The spans of the fan-out as one row (Enter)"
	}
	b.Act = func() {
		if !w.folds {
			w.folds, w.unfolded[fold] = true, true
			w.layLines()
		}
		w.setFolded(fold, w.unfolded[fold])
	}
	return b
}

// buttons act on the row.
func (p *traceTab) buttons(v *view, r ui.Rect, l *traceLine, row *span.Row) {
	v.Fill(r, 0, v.Theme.Bg1)
	v.HLine(r.X, r.Y, r.W, v.Theme.Line)
	h := r.H - 8
	if r.H > v.Tall(28)+12 {
		h = v.Tall(28)
	}
	w := (r.W - 40) / 2
	v.Button(ui.Box(r.X+15, r.CenterY()-h/2, w, h), p.unfoldButton(l))
	find := ui.ButtonSpec{ID: "trace.find", Label: "Find on the field", Text: "Find on the field", Hint: "Picks on the field what recorded this span", Act: func() { p.findOnField(row) }}
	if l.kind == lineFold {
		slowest := &p.falls.trace.Rows[p.falls.trace.Folds[l.fold].Slowest]
		find.Hint, find.Act = "Picks the slowest session that kept a span", func() { p.findOnField(slowest) }
	}
	if _, ok := v.s.pic.(SpanFinder); !ok {
		find.Disabled = "this picture shows no spans"
	}
	v.Button(ui.Box(r.X+25+w, r.CenterY()-h/2, w, h), find)
}
