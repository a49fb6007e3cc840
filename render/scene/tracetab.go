package scene

import (
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/span"
)

// traceTab is the traces that are kept, one of them as a waterfall, and what is known of one
// of its rows: side by side, or where there is no room one after the other.
type traceTab struct {
	s      *Scene
	list   traceChoice
	falls  waterfall
	detail ui.Scroll
	level  traceLevel
	said   []string // of the row that is told of, in the reader's language
	came   string   // id of the tab from which it was opened, "" for none
}

// traceLevel is what is seen where there is no room for all of it.
type traceLevel uint8

const (
	levelList traceLevel = iota
	levelTrace
	levelDetail
)

func newTraceTab() *traceTab {
	p := &traceTab{list: traceChoice{kind: kindMessages, whole: true}, falls: waterfall{path: true, folds: true, gaps: true, lens: true}}
	p.falls.tab, p.list.tab = p, p
	return p
}

func (*traceTab) tab() (id, title, brief string) { return "trace", "Trace", "Trace" }

func (*traceTab) count(s *sim.Snapshot) string {
	if n := s.Kept.Held(); n > 0 {
		return ui.Short(int64(n))
	}
	return ""
}

// traceRoom is what of the tab is shown, and where.
type traceRoom struct {
	bar, list, falls, detail ui.Rect // an empty one is not shown
}

// room divides the body.
func (p *traceTab) room(v *view, r ui.Rect) (room traceRoom) {
	bar := 44.
	if v.Size == ui.Phone {
		bar = 52
	}
	room.bar = ui.Box(r.X, r.Y, r.W, bar)
	below := ui.Box(r.X, r.Y+bar, r.W, r.H-bar)
	part := func(w float64) ui.Rect {
		left := ui.Box(below.X, below.Y, w, below.H)
		below.X, below.W = below.X+w, below.W-w
		return left
	}
	switch {
	case v.Size == ui.Phone:
		*[]*ui.Rect{&room.list, &room.falls, &room.detail}[p.level] = below
	case r.W >= 1200:
		room.list, room.falls, room.detail = part(232), part(below.W-308), below
	case r.W >= 1000:
		room.list, room.falls, room.detail = part(216), part(below.W-264), below
	case p.level == levelDetail: // in the place of the list
		room.detail, room.falls = part(248), below
	default:
		room.list, room.falls = part(216), below
	}
	return room
}

func (p *traceTab) draw(v *view, r ui.Rect) {
	p.s, p.said = v.s, p.said[:0:0]
	p.list.update(v)
	p.falls.update(v, p.list.opened())
	room := p.room(v, r)
	if v.Snap.Kept.Held() == 0 {
		p.nothing(v, r)
		return
	}
	p.toolbar(v, room.bar)
	if !room.list.Empty() {
		p.list.draw(v, room.list)
	}
	if !room.falls.Empty() {
		if room.falls.X > r.X {
			v.VLine(room.falls.X, room.falls.Y, room.falls.H, v.Theme.Line)
		}
		p.falls.draw(v, room.falls)
	}
	if !room.detail.Empty() {
		if room.detail.X > r.X {
			v.VLine(room.detail.X, room.detail.Y, room.detail.H, v.Theme.Line)
		}
		p.pane(v, room.detail)
	}
}

// nothing says why there is no trace, and when there will be one.
func (p *traceTab) nothing(v *view, r ui.Rect) {
	text := "No trace yet."
	if w := v.s.words; w.NoTraces != nil {
		text = w.NoTraces(v.Snap)
	}
	for i, line := range v.Wrap(ui.Body, text, min(r.W-56, 560)) {
		v.Text(r.X+28, r.Y+28+20*float64(i), ui.Body, v.Theme.T2, line)
	}
	v.In.Add(ui.Widget{ID: "trace.none", Kind: ui.Area, Rect: ui.Box(r.X, r.Y, r.W, 44), Label: "Trace", Value: text})
}

// open shows a trace, and the row of one of its spans, if that is held.
func (p *traceTab) open(id span.TraceID, row span.SpanID) {
	p.list.open(id)
	p.falls.wanted, p.falls.begin = row, row == span.SpanID{}
	p.level = levelTrace
}

// escape implements escaper: it goes back, from a row to its trace, from a trace to the list, where these have no
// room beside each other, and then to the tab from which the trace was opened.
func (p *traceTab) escape() bool {
	least := levelTrace
	if p.s != nil && p.s.layout.Size == ui.Phone {
		least = levelList
	}
	switch {
	case p.list.find.text != "" && p.s != nil && p.s.in.Focus == traceFindID:
		p.list.find.text = ""
	case p.s != nil && (p.s.layout.W < 1000 || p.s.layout.Size == ui.Phone) && p.level > least:
		p.level--
	case p.came != "" && p.s.drawer.hasTab(p.came):
		to := p.came
		p.came = ""
		p.s.drawer.show(to)
	default:
		return false
	}
	return true
}

// about says what is known of the row that is told of, for people who do not see it.
func (p *traceTab) about() []string { return p.said }

// typing reports whether characters go into its box.
func (p *traceTab) typing(in *ui.Interaction) bool { return in.Focus == traceFindID }

// OpenTrace shows a trace in its tab, and in it the row of a span, if that is not zero. A chapter
// that hides the tab gets a sentence.
func (s *Shell) OpenTrace(id span.TraceID, row span.SpanID) { s.scene.drawer.openTrace(id, row) }

// openTrace shows a trace in its tab, and in it the row of a span, if that is not zero.
func (d *drawer) openTrace(id span.TraceID, row span.SpanID) {
	if d.s.shell.Hides("Trace", "tab.trace") {
		return
	}
	for i, tab := range d.tabs {
		p, ok := tab.(*traceTab)
		if !ok {
			continue
		}
		p.s = d.s
		if was, _, _ := d.current().tab(); d.snap != drawerClosed && d.open != i {
			p.came = was
		} else if d.snap == drawerClosed {
			p.came = ""
		}
		p.open(id, row)
		if d.open != i || d.snap == drawerClosed {
			d.openTab(i)
		}
		d.s.in.Stale = true
	}
}
