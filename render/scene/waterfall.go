package scene

import (
	"slices"
	"sort"

	"fanout/render/ui"
	"fanout/sim/row"
	"fanout/sim/span"
)

// waterfall is one trace as rows along a time axis. What there is of rows is made once for
// each trace and each way of looking at it; a frame draws those that are in sight.
type waterfall struct {
	ui.Scroll
	tab *traceTab

	path, folds, gaps, lens bool // what is shown, as the checks say

	id       span.TraceID
	travels  int64
	trace    *span.Trace
	lines    []traceLine
	unfolded []bool // of the trace's folds
	cursor   int    // line that is told of
	picked   bool   // a person has moved the cursor
	wanted   span.SpanID
	begin    bool // show the trace as if it came for the first time

	lensNs  int64
	allGaps []traceGap
	axis    traceAxis
	body    ui.Rect // of the rows
	bars    foldBars
}

// lineKind is what a line of the waterfall shows.
type lineKind uint8

const (
	lineSpan     lineKind = iota
	lineFold              // all of a fold
	lineExemplar          // a row of a fold that stands for a share of it
)

// traceLine is a line of the waterfall.
type traceLine struct {
	kind  lineKind
	row   int     // of the trace; the first one of a fold
	fold  int     // of the trace, -1 for a span of none
	share string  // of an exemplar: "p50", "p99", "slowest"
	y, h  float64 // from the top of all lines
}

const (
	traceRow   = 22.
	traceFold  = 92. // a folded fan-out
	traceHead  = 28. // title and time axis, where nothing in it is pressed
	traceInset = 16.
)

// update makes the lines again where the trace has changed.
func (w *waterfall) update(v *view, id span.TraceID) {
	sum := v.Snap.Kept.Summary(id)
	switch {
	case sum == nil:
		w.trace, w.id, w.lines = nil, id, w.lines[:0]
		return
	case w.trace != nil && w.id == id && w.travels == v.Snap.Travels && w.trace.Spans == sum.Spans && !w.begin:
		w.reveal()
		return
	}
	same := w.id == id && w.trace != nil && !w.begin
	w.begin = false
	w.id, w.travels = id, v.Snap.Travels
	w.trace = v.Snap.Kept.Trace(id)
	w.lensNs, w.allGaps = lensOf(w.trace), gapsOf(w.trace)
	w.bars = foldBars{}
	if !same || len(w.unfolded) != len(w.trace.Folds) {
		w.unfolded = make([]bool, len(w.trace.Folds))
	}
	if !same {
		w.cursor, w.picked, w.At = -1, false, 0
	}
	w.layLines()
	if w.cursor < 0 || w.cursor >= len(w.lines) { // the fan-out, which is what one came for
		w.cursor = max(0, slices.IndexFunc(w.lines, func(l traceLine) bool { return l.kind == lineFold }))
	}
	w.reveal()
}

// reveal brings the row that was asked for into sight.
func (w *waterfall) reveal() {
	if w.trace == nil || w.wanted == (span.SpanID{}) {
		return
	}
	row := slices.IndexFunc(w.trace.Rows, func(r span.Row) bool { return r.ID == w.wanted })
	w.wanted = span.SpanID{}
	if row < 0 {
		return
	}
	if f := w.trace.Rows[row].Fold; f >= 0 && w.lineOf(row) < 0 {
		w.unfolded[f] = true
		w.layLines()
	}
	if at := w.lineOf(row); at >= 0 {
		w.moveTo(at)
	}
}

// layLines lists the lines.
func (w *waterfall) layLines() {
	t := w.trace
	w.lines = w.lines[:0]
	y := 0.
	add := func(l traceLine) {
		l.y, l.h = y, traceRow
		if l.kind == lineFold && !w.unfolded[l.fold] {
			l.h = traceFold
		}
		y += l.h
		w.lines = append(w.lines, l)
	}
	for i := 0; i < len(t.Rows); i++ {
		f := t.Rows[i].Fold
		if f < 0 || !w.folds {
			add(traceLine{row: i, fold: f})
			continue
		}
		fold := &t.Folds[f]
		add(traceLine{kind: lineFold, row: i, fold: f})
		if !w.unfolded[f] {
			for _, e := range exemplars(fold) {
				add(traceLine{kind: lineExemplar, row: e.row, fold: f, share: e.share})
			}
			i += fold.Kept - 1
			continue
		}
		for n := range fold.Kept {
			add(traceLine{row: i + n, fold: f})
		}
		i += fold.Kept - 1
	}
}

// exemplar is a row that stands for a share of a fold.
type exemplar struct {
	share string
	row   int
}

// exemplars are the rows of a fold that are shown below it, each row once.
func exemplars(f *span.Fold) (list []exemplar) {
	for _, e := range []exemplar{{"p50", f.P50}, {"p99", f.P99}, {"slowest", f.Slowest}} {
		if f.Kept == 1 {
			e.share = "only one"
		}
		if n := len(list); n > 0 && list[n-1].row == e.row {
			if f.Kept > 1 {
				list[n-1].share = e.share
			}
			continue
		}
		list = append(list, e)
	}
	return list
}

// height is that of all lines.
func (w *waterfall) height() float64 {
	if n := len(w.lines); n > 0 {
		return w.lines[n-1].y + w.lines[n-1].h
	}
	return 0
}

// lineAt is the line at that height, len(lines) below the last one.
func (w *waterfall) lineAt(y float64) int {
	return sort.Search(len(w.lines), func(i int) bool { return w.lines[i].y+w.lines[i].h > y })
}

// lineOf is the line that shows a row, -1 if none does.
func (w *waterfall) lineOf(row int) int {
	return slices.IndexFunc(w.lines, func(l traceLine) bool { return l.row == row && l.kind != lineFold })
}

// lineNear is the line of a row, or that of the fold it is in.
func (w *waterfall) lineNear(row int) int {
	if at := w.lineOf(row); at >= 0 {
		return at
	}
	fold := w.trace.Rows[row].Fold
	return slices.IndexFunc(w.lines, func(l traceLine) bool { return l.kind == lineFold && l.fold == fold })
}

// current is the line that is told of, nil for none.
func (w *waterfall) current() *traceLine {
	if w.trace == nil || w.cursor < 0 || w.cursor >= len(w.lines) {
		return nil
	}
	return &w.lines[w.cursor]
}

// moveTo tells of another line, and brings it into sight.
func (w *waterfall) moveTo(at int) {
	if len(w.lines) == 0 {
		return
	}
	w.cursor, w.picked = min(max(at, 0), len(w.lines)-1), true
	l := &w.lines[w.cursor]
	w.Over = max(0, w.height()-w.body.H)
	if l.y < w.At {
		w.To(l.y)
	} else if w.body.H > 0 && l.y+l.h > w.At+w.body.H {
		w.To(l.y + l.h - w.body.H)
	}
}

// setFolded folds a fan-out, or unfolds it, and stays where it is.
func (w *waterfall) setFolded(fold int, folded bool) {
	if fold < 0 || w.unfolded[fold] != folded {
		return
	}
	w.unfolded[fold] = !folded
	w.layLines()
	w.moveTo(slices.IndexFunc(w.lines, func(l traceLine) bool { return l.kind == lineFold && l.fold == fold }))
}

// toggleFold unfolds the fan-out of the line that is told of, or folds it again. Another
// line shows all that is known of it, where there was no room for that.
func (w *waterfall) toggleFold() {
	l := w.current()
	switch {
	case l == nil:
	case l.kind == lineFold:
		w.setFolded(l.fold, w.unfolded[l.fold])
	default:
		w.tab.level = levelDetail
	}
}

// press is a click on the rows, or Enter.
func (w *waterfall) press() {
	in := &w.tab.s.in
	if in.ByKey || !w.body.Contains(in.Pointer) {
		w.toggleFold()
		return
	}
	at := w.lineAt(in.Pointer.Y - w.body.Y + w.At)
	if at >= len(w.lines) {
		return
	}
	again := at == w.cursor && w.picked
	w.moveTo(at)
	if l := w.current(); l.kind == lineFold && (again || in.Pointer.X < w.body.X+traceInset+12*float64(w.trace.Rows[l.row].Depth)+14) {
		w.toggleFold()
		return
	}
	w.tab.level = levelDetail
}

// Key implements ui.Keyed.
func (w *waterfall) Key(key string) bool {
	page := max(1, int(w.body.H/traceRow)-1)
	switch key {
	case "ArrowDown":
		w.moveTo(w.cursor + 1)
	case "ArrowUp":
		w.moveTo(w.cursor - 1)
	case "PageDown":
		w.moveTo(w.cursor + page)
	case "PageUp":
		w.moveTo(w.cursor - page)
	case "Home":
		w.moveTo(0)
	case "End":
		w.moveTo(len(w.lines) - 1)
	case "ArrowRight", "ArrowLeft":
		if l := w.current(); l != nil && l.fold >= 0 {
			w.setFolded(l.fold, key == "ArrowLeft")
		}
	default:
		return false
	}
	return true
}

// spoken is the line that is told of in words.
func (w *waterfall) spoken() string {
	l := w.current()
	if l == nil {
		return ""
	}
	r := &w.trace.Rows[l.row]
	switch l.kind {
	case lineFold:
		f := &w.trace.Folds[l.fold]
		text := r.Name + ", folded"
		if w.unfolded[l.fold] {
			text = r.Name + ", unfolded"
		}
		return text + ", " + ui.Count(int64(f.Kept)) + " kept of " + recipientsText(f) + ", estimated " + intervalText(f.Total)
	case lineExemplar:
		return l.share + ", " + r.Name + ", " + spanTime(w.trace.Folds[l.fold].Latency(r)) + " after the fan-out began"
	}
	text := r.Name + ", " + spanTime(r.End-r.Start) + ", starts after " + spanTime(r.Start-w.trace.From)
	if r.OnPath {
		text += ", on the critical path"
	}
	return text
}

// recipientsText is how many a fan-out went to, as its envelope says.
func recipientsText(f *span.Fold) string {
	if f.Recipients == 0 {
		return "an unknown number"
	}
	return ui.Count(f.Recipients)
}

// serviceOf is the row of the service that recorded a span; false for the callers.
func serviceOf(r *span.Row) (row.Service, bool) {
	return r.Resource.Number, r.Resource.Number < row.Outside
}
