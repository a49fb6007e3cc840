package scene

import (
	"time"

	"fanout/render/ui"
)

// minimap is all of a trace on one strip, in real time: no lens, nothing folded. A frame on
// it is what the rows show; it can be dragged.
func (f fallsView) minimap(r ui.Rect) {
	t, w := f.Theme, f.w
	f.Fill(r, 0, t.Bg1)
	f.HLine(r.X, r.Y, r.W, t.Line)
	plot := ui.Box(r.X+traceInset, r.Y+7, r.W-2*traceInset, r.H-14)
	state := f.Place(ui.Widget{ID: "trace.map", Kind: ui.Plane, Rect: plot, Label: "The whole trace", Value: w.mapSpoken(),
		Hint: "All rows in real time. Drag to move through them", Takes: &mapDrag{w, plot}})
	f.FocusRing(plot, 3, state)
	f.Fill(plot, 3, t.Bg0)
	whole := float64(max(1, f.t.To-f.t.From))
	x := func(ns int64) float64 { return plot.X + plot.W*float64(ns-f.t.From)/whole }
	slots := int(plot.H / 2)
	n := len(f.t.Rows)
	for i := range min(slots, n) { // as many lines as there is room for, however many rows
		a, b := i*n/min(slots, n), (i+1)*n/min(slots, n)
		first, last := f.t.Rows[a].Start, f.t.Rows[a].End
		for _, row := range f.t.Rows[a:b] {
			first, last = min(first, row.Start), max(last, row.End)
		}
		c := t.T3
		if service, ok := serviceOf(&f.t.Rows[a]); ok {
			c = t.Services[service]
		}
		f.Fill(ui.Box(x(first), plot.Y+2*float64(i)+.5, max(1.5, x(last)-x(first)), 1.5), 0, c)
	}
	if all := w.height(); all > w.body.H {
		h := mapFrame(plot.H, w)
		frame := ui.Box(plot.X-2, plot.Y+(plot.H-h)*w.At/max(1, w.Over), plot.W+4, h)
		f.Fill(frame, 3, t.Acc.Alpha(.14))
		f.Border(frame, 3, 1, t.Acc)
	}
}

// mapFrame is how high the frame is on a strip of that height.
func mapFrame(strip float64, w *waterfall) float64 {
	return min(strip, max(6, strip*w.body.H/max(1, w.height())))
}

// mapSpoken says what of the trace is in sight.
func (w *waterfall) mapSpoken() string {
	from, to := w.lineAt(w.At)+1, min(w.lineAt(w.At+w.body.H-1)+1, len(w.lines))
	return "rows " + ui.Count(int64(from)) + " to " + ui.Count(int64(to)) + " of " + ui.Count(int64(len(w.lines)))
}

// mapDrag moves the rows with a pointer or the arrows on the strip.
type mapDrag struct {
	w    *waterfall
	plot ui.Rect
}

func (m *mapDrag) to(q ui.Point) {
	w := m.w
	h := mapFrame(m.plot.H, w)
	w.To((q.Y - m.plot.Y - h/2) / max(1, m.plot.H-h) * w.Over)
}

// Take implements ui.Dragged.
func (m *mapDrag) Take(q ui.Point, _ time.Duration) { m.to(q) }

// Drag implements ui.Dragged.
func (m *mapDrag) Drag(q ui.Point, _ time.Duration) bool {
	m.to(q)
	return true
}

// Drop implements ui.Dragged.
func (m *mapDrag) Drop(ui.Point, time.Duration) {}

// Cancel implements ui.Dragged.
func (m *mapDrag) Cancel() bool { return false }

// Key implements ui.Keyed.
func (m *mapDrag) Key(key string) bool { return m.w.Scroll.Key(key) }
