package scene

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim/row"
	"fanout/sim/span"
)

// fallsView draws a waterfall.
type fallsView struct {
	*view
	w *waterfall
	t *span.Trace
}

func (w *waterfall) draw(v *view, r ui.Rect) {
	if w.trace == nil {
		w.lost(v, r)
		return
	}
	f := fallsView{v, w, w.trace}
	head := ui.Box(r.X, r.Y, r.W, traceHead)
	if v.Size == ui.Phone {
		head.H = v.Tall(traceHead)
	}
	names := min(max(150, r.W*.36), 296)
	if v.Size == ui.Phone {
		names = 132
	}
	foot := 0.
	if r.H >= 240 {
		foot = 40
	}
	w.body = ui.Box(r.X, head.Bottom(), r.W, r.H-head.H-foot)
	spec := axisSpec{from: w.trace.From, to: w.trace.To}
	if w.lens {
		spec.lens = w.lensNs
	}
	if w.gaps {
		spec.gaps = w.allGaps
	}
	w.axis = newTraceAxis(spec, r.X+names, r.W-names-28)
	body := w.body.Intersect(v.Canvas())
	state := v.Place(ui.Widget{ID: "waterfall", Kind: ui.Reader, Rect: body, Label: "Rows of the trace", Value: w.spoken(), Takes: w, Act: w.press})
	f.head(head, names)
	v.Scrolled(body, body, &w.Scroll, func(top float64) float64 {
		f.lensEdge(body)
		f.rows(top, names, state.Hover)
		return top + w.height() + 8
	})
	v.FocusRing(body.Inset(4), 4, state)
	if foot > 0 {
		f.minimap(ui.Box(r.X, r.Bottom()-foot, r.W, foot))
	}
}

// lost says that the trace is not there.
func (w *waterfall) lost(v *view, r ui.Rect) {
	text := "Choose a trace."
	if w.id != (span.TraceID{}) {
		text = "At " + ui.Clock(v.Snap.Now) + " no span of this trace is stored: none has ended yet, or they have left the store."
	}
	for i, line := range v.Wrap(ui.Label, text, r.W-48) {
		v.Text(r.X+24, r.Y+24+17*float64(i), ui.Label, v.Theme.T2, line)
	}
}

// head is the title and the time axis.
func (f fallsView) head(r ui.Rect, names float64) {
	t := f.Theme
	x, cy := r.X+traceInset, r.CenterY()
	if f.Size == ui.Phone {
		f.Button(ui.Box(r.X+4, r.Y+2, 44, r.H-4), ui.ButtonSpec{ID: "trace.back", Label: "All traces", Hint: "All traces (Esc)", Act: func() { f.w.tab.level = levelList },
			Icon: func(p *ui.Painter, x, y float64, c ui.Color) {
				p.Line(x+2, y-5, x-3, y, 1.5, c)
				p.Line(x-3, y, x+2, y+5, 1.5, c)
			}})
		x = r.X + 56
	}
	root := f.t.Rows[0].Name
	title, brief := traceTitle(&f.t.TraceSummary, root), traceTitle(&f.t.TraceSummary, lastPart(root))
	if ofMessage(&f.t.TraceSummary) {
		brief = Numbered(f.t.Message)
	}
	room := r.X + names - 8 - x
	title = f.Fit(ui.BodyStrong, room, title, brief, ui.Clip(title, 18), ui.Clip(title, 12), ui.Clip(title, 8))
	end := f.Text(x, cy, ui.BodyStrong, t.T1, title)
	long := spanTime(f.t.To - f.t.From)
	about := f.Fit(ui.Label, r.X+names-14-end, long+", "+ui.Plural(len(f.t.Rows), "span"), long, "")
	f.Text(end+8, cy, ui.Label, t.T2, about)
	for _, tick := range f.w.axis.ticks(54) {
		w := f.Width(ui.Tick, tick.text)
		f.Text(max(r.X+names-2, min(tick.x-w/2, r.Right()-4-w)), cy, ui.Tick, t.T3, tick.text)
		f.VLine(tick.x-.5, r.Bottom(), f.w.body.H, t.Line)
	}
	f.HLine(r.X, r.Bottom()-1, r.W, t.Line)
}

// rows draws those lines that are in sight, and the critical path under their bars.
func (f fallsView) rows(top, names float64, hover bool) {
	w, body := f.w, f.w.body
	from, to := w.lineAt(body.Y-top), w.lineAt(body.Bottom()-top)
	to = min(to, len(w.lines)-1)
	under := -1
	if hover && body.Contains(f.In.Pointer) {
		under = w.lineAt(f.In.Pointer.Y - top)
	}
	for i := from; i <= to; i++ {
		f.ground(top, i, i == under)
	}
	if w.path {
		f.critical(top)
	}
	for i := from; i <= to; i++ {
		switch l := &w.lines[i]; {
		case l.kind == lineFold && l.h == traceFold:
			f.fold(l, top+l.y)
		case l.kind != lineFold:
			f.bar(l, top+l.y)
		}
	}
	f.zigzags(body) // they hide bars, and no text
	for i := from; i <= to; i++ {
		l := &w.lines[i]
		y := top + l.y
		f.name(l, y, names)
		switch {
		case l.kind == lineFold && l.h == traceFold:
			f.marks(l, y)
		case l.kind != lineFold:
			f.barText(l, y)
		}
	}
}

// write writes a text that may lie over what is folded of the time, and returns where it ends.
func (f fallsView) write(x, cy float64, style ui.Style, ink ui.Color, text string) float64 {
	w := f.Width(style, text)
	for i := range f.w.axis.pieces {
		if p := &f.w.axis.pieces[i]; p.gap && x < p.x+p.w && x+w > p.x {
			f.Fill(ui.Box(x-2, cy-7, w+4, 14), 2, f.Theme.Bg0)
			break
		}
	}
	return f.Text(x, cy, style, ink, text)
}

// ground is what lies behind a line.
func (f fallsView) ground(top float64, i int, hover bool) {
	l, t := &f.w.lines[i], f.Theme
	r := ui.Box(f.w.body.X+1, top+l.y, f.w.body.W-2, l.h)
	switch {
	case i == f.w.cursor && l.kind == lineFold && l.h == traceFold:
		f.Panel(r, 8, t.AccDim, t.Acc)
	case i == f.w.cursor:
		f.Fill(r, 4, t.AccDim)
	case hover:
		f.Fill(r, 4, t.Bg3.Alpha(.6))
	case l.kind == lineFold && l.h == traceFold:
		f.Fill(r, 8, t.Bg2)
	}
}

// name is the left end of a line: how deep it lies, where it was recorded, what it is.
func (f fallsView) name(l *traceLine, y, names float64) {
	t, r := f.Theme, &f.t.Rows[l.row]
	cy := y + traceRow/2
	deep := float64(min(r.Depth, 8))
	if f.Size == ui.Phone {
		deep = min(deep, 3)
		if l.kind == lineSpan && l.fold >= 0 { // below the head of its fold, which says how deep
			deep = 1
		}
	}
	for d := range int(deep) {
		f.VLine(f.w.body.X+traceInset+6+12*float64(d), y, traceRow, t.Line)
	}
	x := f.w.body.X + traceInset + 12*deep
	right := f.w.body.X + names - 8
	switch {
	case l.kind == lineFold:
		f.chevron(x+2, cy, f.w.unfolded[l.fold])
		x += 14
	case l.fold >= 0:
		x += 14
	}
	if l.kind == lineExemplar {
		f.Diamond(x+6, cy, 4, t.Trace)
		x = f.Text(x+18, cy, ui.LabelMedium, t.T1, l.share) + 8
		about, brief := f.recipient(r)
		f.Text(x, cy, ui.MonoSmall, t.T3, f.Fit(ui.MonoSmall, right-x, about, brief, ""))
		return
	}
	f.sign(r, x+6, cy)
	ink, style := t.T2, ui.Label
	if r.OnPath || l.kind == lineFold {
		ink, style = t.T1, ui.LabelMedium
	}
	if r.Failed() {
		ink = t.Bad
	}
	x += 18
	about, brief := f.recipient(r)
	if l.kind == lineSpan && l.fold >= 0 && x+f.Width(style, r.Name)+8+f.Width(ui.MonoSmall, about) > right {
		f.Text(x, cy, ui.MonoSmall, ink, f.Fit(ui.MonoSmall, right-x, about, brief)) // all rows here have the same name
		return
	}
	name := f.Fit(style, right-x, r.Name, lastPart(r.Name), ui.Clip(lastPart(r.Name), 12), ui.Clip(lastPart(r.Name), 7))
	x = f.Text(x, cy, style, ink, name) + 8
	switch {
	case l.kind == lineFold && l.h == traceFold:
		f.foldText(l, f.w.body.X+traceInset+12*deep+32, y, right)
	case l.kind == lineFold:
		f.Text(x, cy, ui.Tick, t.TraceInk, f.Fit(ui.Tick, right-x, ui.Count(int64(f.t.Folds[l.fold].Kept))+" kept", ""))
	case f.strayed(r) != 0:
		n := Numbered(f.strayed(r))
		f.Text(x, cy, ui.TickStrong, t.Bad, f.Fit(ui.TickStrong, right-x, "of message "+n, n, ""))
	case r.Orphan:
		f.Text(x, cy, ui.Tick, t.T3, f.Fit(ui.Tick, right-x, "parent not stored", ""))
	default:
		f.Text(x, cy, ui.Tick, t.T3, f.Fit(ui.Tick, right-x, about, ""))
	}
}

// recipient is what a span says of whom it is about, and the number alone.
func (f fallsView) recipient(r *span.Row) (about, brief string) {
	if says := f.s.words.SpanAbout; says != nil {
		about = says(r.Span)
	}
	return about, about[strings.LastIndexByte(about, ' ')+1:]
}

// lastPart is a name without what is before its last dot.
func lastPart(name string) string {
	for i := len(name) - 1; i > 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// chevron points to the right, or down at what is unfolded.
func (f fallsView) chevron(x, y float64, down bool) {
	if down {
		f.Chevron(x+2, y, false, f.Theme.T1)
		return
	}
	f.Line(x, y-4, x+4, y, 1.5, f.Theme.T1)
	f.Line(x+4, y, x, y+4, 1.5, f.Theme.T1)
}

// sign is that of the service which recorded a span.
func (f fallsView) sign(r *span.Row, x, y float64) {
	if service, ok := serviceOf(r); ok {
		smallService(&f.Painter, service, x, y)
		return
	}
	f.Ring(x, y, 4.5, 1.4, f.Theme.T3)
}

// smallService is ServiceIcon in a row of text.
func smallService(p *ui.Painter, s row.Service, x, y float64) {
	c := p.Theme.Services[s]
	switch s {
	case 0:
		p.Hexagon(x, y, 5.5, 1.4, c)
	case 1:
		p.Ring(x, y, 5.5, 1.4, c)
		p.Disc(x, y, 2.2, c)
	case 2:
		for _, d := range [][2]float64{{-5, -5}, {.5, -5}, {-5, .5}, {.5, .5}} {
			p.Fill(ui.Box(x+d[0], y+d[1], 4.5, 4.5), 1, c)
		}
	default:
		ServiceIcon(p, s, x, y)
	}
}

// barOf is where the bar of a span lies.
func (f fallsView) barOf(r *span.Row, y float64) ui.Rect {
	a, b := f.w.axis.at(r.Start), f.w.axis.at(r.End)
	return ui.Box(a, y+4, max(2, b-a), traceRow-8)
}

// bar is a span.
func (f fallsView) bar(l *traceLine, y float64) {
	t, r := f.Theme, &f.t.Rows[l.row]
	box := f.barOf(r, y)
	c := t.T3
	if service, ok := serviceOf(r); ok {
		c = t.Services[service]
	}
	if f.w.path && !r.OnPath && l.kind == lineSpan {
		c = c.Mix(t.Bg1, .38)
	}
	f.Fill(box, min(3, box.W/2), c)
}

// barText is the duration of a span, inside of its bar or beside it.
func (f fallsView) barText(l *traceLine, y float64) {
	t, r := f.Theme, &f.t.Rows[l.row]
	box := f.barOf(r, y)
	text := spanTime(r.End - r.Start)
	w := f.Width(ui.Tick, text)
	cy := y + traceRow/2
	right := f.w.body.Right() - 10
	switch {
	case box.W >= w+14:
		f.Text(box.X+7, cy, ui.Tick, t.OnAcc, text)
		f.afterBar(l, box.Right()+8, cy, right)
	case box.Right()+8+w <= right:
		f.afterBar(l, f.write(box.Right()+8, cy, ui.Tick, t.T1, text)+8, cy, right)
	default:
		f.write(box.X-8-w, cy, ui.Tick, t.T1, text)
	}
}

// afterBar is what else is known of a span, behind its bar: an error, and what was
// published of it.
func (f fallsView) afterBar(l *traceLine, x, cy, right float64) {
	r := &f.t.Rows[l.row]
	if r.Failed() {
		x = f.write(x, cy, ui.TickStrong, f.Theme.Bad, f.Fit(ui.TickStrong, right-x, "error", "")) + 8
	}
	published := f.published(r)
	if published == "" {
		return
	}
	own := "self time " + spanTime(f.t.Own(l.row))
	if w := f.Width(ui.Tick, own); x+w+8 <= right {
		x = f.write(x, cy, ui.Tick, f.Theme.T2, own) + 8
	}
	if w := f.Width(ui.Tick, "POST "+published) + 10; x+w <= right {
		f.Fill(ui.Box(x, cy-8, w, 16), 4, f.Theme.Bg1) // no line of the axis goes through it
		f.Tag(x+w, cy, "POST "+published)
	}
}

// strayed is the message of a span that lies on the trace of another one, 0 if it is in its place.
func (f fallsView) strayed(r *span.Row) int64 {
	if n, ok := r.Int(span.MessageKey); ok && n != f.t.Message {
		return n
	}
	return 0
}

// published is what was published of the work that a span shows, "" for nothing.
func (f fallsView) published(r *span.Row) string { return f.s.words.Published[r.Name] }

// critical draws the critical path: along the bottom of each row while the end of the trace
// waits for it, and down or up to the next one.
func (f fallsView) critical(top float64) {
	t, body := f.Theme, f.w.body
	lane := func(s span.Stretch) float64 {
		at := f.w.lineNear(s.Row)
		if at < 0 {
			return 0
		}
		l := &f.w.lines[at]
		return top + l.y + l.h - 2
	}
	type piece struct{ a, b ui.Point }
	var pieces []piece
	for i, s := range f.t.Path {
		y := lane(s)
		a, b := f.w.axis.at(s.From), f.w.axis.at(s.To)
		if i > 0 {
			before := f.t.Path[i-1]
			x, y0 := f.w.axis.at(before.To), lane(before)
			pieces = append(pieces, piece{ui.Pt(x, y0), ui.Pt(x, y)}, piece{ui.Pt(x, y), ui.Pt(a, y)})
		}
		pieces = append(pieces, piece{ui.Pt(a, y), ui.Pt(b, y)})
	}
	for _, pass := range []struct {
		width float64
		ink   ui.Color
	}{{5, t.Bg0}, {1.8, t.T1}} {
		for _, p := range pieces {
			if max(p.a.Y, p.b.Y) < body.Y-4 || min(p.a.Y, p.b.Y) > body.Bottom()+4 || p.a == p.b {
				continue
			}
			f.Stroke(p.a, p.b, pass.width, pass.ink)
		}
	}
}

// lensEdge is where the lens ends, and how much finer it is.
func (f fallsView) lensEdge(body ui.Rect) {
	if !f.w.lens || f.w.lensNs == 0 {
		return
	}
	x := f.w.axis.at(f.t.From + f.w.lensNs)
	f.Pattern(ui.Box(x-.5, body.Y, 1, body.H), ui.Dashes, 0, f.Theme.T3)
	if times := f.w.axis.finer(f.w.lensNs); body.H-f.w.height() > 18 {
		text := "lens, " + ui.TrimZeros(ui.Decimal(ui.RoundFigures(times, 2), 1)) + " × finer than the right"
		f.Text(f.w.axis.at(f.t.From)+6, body.Bottom()-10, ui.Tick, f.Theme.T3, f.Fit(ui.Tick, x-f.w.axis.at(f.t.From)-12, text, "lens, "+ui.TrimZeros(ui.Decimal(ui.RoundFigures(times, 2), 1))+" × finer", "lens", ""))
	}
}

// zigzags are the edges of what is folded of the time, and how long that is.
func (f fallsView) zigzags(body ui.Rect) {
	t := f.Theme
	for i := range f.w.axis.pieces {
		p := &f.w.axis.pieces[i]
		if !p.gap {
			continue
		}
		r := ui.Box(p.x, body.Y, p.w, body.H)
		f.Fill(ui.Box(r.X+3, r.Y, r.W-6, r.H), 0, t.Bg0)
		f.Clipped(body, func() {
			f.zigzag(r.X, body)
			f.zigzag(r.Right()-6, body)
		})
		lines := gapLines(p.to - p.from)
		y := body.CenterY() - float64(len(lines))*7
		if below := body.Y - f.w.At + f.w.height() + 14; below > y && below+14*float64(len(lines)+1) < body.Bottom() { // no row has a text there
			y = below
		}
		for n, line := range append(lines, "folded") {
			style, ink := ui.TickStrong, t.T1
			if n == len(lines) {
				style, ink = ui.Tick, t.T3
			}
			f.TextCenter(r.CenterX(), y+14*float64(n), style, ink, line)
		}
	}
}

// gapLines is a folded time in lines that fit between the zigzags.
func gapLines(ns int64) []string {
	text := spanTime(ns)
	if minutes, seconds, ok := strings.Cut(text, " min "); ok {
		return []string{minutes + " min", seconds}
	}
	return []string{text}
}

func (f fallsView) zigzag(x float64, body ui.Rect) {
	const step = 9.
	for y, right := body.Y, false; y < body.Bottom(); y, right = y+step, !right {
		a, b := ui.Pt(x, y), ui.Pt(x+6, y+step)
		if right {
			a, b = ui.Pt(x+6, y), ui.Pt(x, y+step)
		}
		f.Stroke(a, b, 1.5, f.Theme.Line2)
	}
}
