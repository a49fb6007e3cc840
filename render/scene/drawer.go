package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// drawerTab is one tab of the drawer. It keeps its own state: what it is sorted
// by, how far it is scrolled. To add one, write a type with these methods and a
// line in newDrawerTabs; a tab that scrolls embeds a ui.Scroll and tells it with Fit
// how long it is: the drawer draws the bar. The order is that of the row.
type drawerTab interface {
	// tab is the id after "tab.", the title, and a shorter one for phones.
	tab() (id, title, brief string)

	// count is what stands after the title, "" for nothing: six characters at most.
	count(*sim.Snapshot) string

	// draw fills the body, to which drawing is clipped.
	draw(v *view, body ui.Rect)
}

// newDrawerTabs makes those that make sense of a model: the shell's, and what its picture
// adds. A row that has no room for all has the last ones in a list.
func newDrawerTabs(m *sim.Model, w *Words, pic Picture) (tabs []drawerTab) {
	if m.Tracing != nil {
		tabs = append(tabs, &spansTab{by: sortKept, Scroll: ui.Scroll{Row: spanRow}}, newTraceTab())
	}
	tabs = append(tabs, newProfileTab(w), &pastTab{at: -1}, newWhatIfTab(m, w))
	if p, ok := pic.(Tabber); ok {
		for _, tab := range p.Tabs() {
			tabs = append(tabs, picturesTab{tab})
		}
	}
	tabs = append(tabs, &logTab{}, &metricsTab{}, &countersTab{})
	if m.Tracing != nil {
		tabs = append(tabs, newBillTab())
	}
	return append(tabs, &pricesTab{})
}

// picturesTab is a tab of the picture.
type picturesTab struct{ Tab }

func (t picturesTab) tab() (id, title, brief string) { return t.Title() }
func (t picturesTab) count(s *sim.Snapshot) string   { return t.Count(s) }
func (t picturesTab) draw(v *view, body ui.Rect)     { t.Draw(&v.View, body) }

// Scroller is that of the picture's tab, nil if it does not scroll.
func (t picturesTab) Scroller() *ui.Scroll {
	if sc, ok := t.Tab.(interface{ Scroller() *ui.Scroll }); ok {
		return sc.Scroller()
	}
	return nil
}

// drawerSnap is how far the drawer is open.
type drawerSnap uint8

const (
	drawerClosed drawerSnap = iota
	drawerHalf              // never covers what the picture wants to be in sight
	drawerFull              // the stage folds to a strip, and the rails leave
)

var drawerSnapNames = [...]string{"closed", "half open", "full"}

// drawerTravel is how long the drawer takes from one place to the next.
const drawerTravel = 220 * time.Millisecond

// drawerGlide is the name under which it moves.
const drawerGlide = "drawer"

// drawer is what shows tables and charts below the stage.
type drawer struct {
	s    *Scene
	tabs []drawerTab
	open int // index into tabs
	snap drawerSnap
	h    float64 // of the body now; on its way to what snap says
	grip grip    // its edge
	menu menu    // the list that is open
}

// current is the tab that is shown when the drawer is open.
func (d *drawer) current() drawerTab { return d.tabs[d.open] }

// escaper is a tab that gives up something with Esc; it reports whether there was anything.
type escaper interface{ escape() bool }

// escape lets the open tab give up what it can.
func (d *drawer) escape() bool {
	t, ok := d.current().(escaper)
	return ok && d.snap != drawerClosed && t.escape()
}

// scroller is the open tab if it scrolls, else nil.
func (d *drawer) scroller() *ui.Scroll {
	if t, ok := d.current().(interface{ Scroller() *ui.Scroll }); ok && d.snap != drawerClosed {
		return t.Scroller()
	}
	return nil
}

// about says what the open tab tells of, for people who do not see it; nil for nothing.
func (d *drawer) about() []string {
	if t, ok := d.current().(interface{ about() []string }); ok && d.snap != drawerClosed {
		return t.about()
	}
	return nil
}

// typing reports whether characters go into a box of the open tab.
func (d *drawer) typing() bool {
	t, ok := d.current().(interface{ typing(*ui.Interaction) bool })
	return ok && d.snap != drawerClosed && t.typing(&d.s.in)
}

// set sends the drawer to a place.
func (d *drawer) set(to drawerSnap) {
	d.snap, d.s.rails.sheet, d.s.in.Stale = to, "", true
	d.s.relayout()
}

// toggle opens the drawer half, or closes it.
func (d *drawer) toggle() {
	if d.hidden() {
		return
	}
	if d.snap == drawerClosed {
		d.set(drawerHalf)
		return
	}
	d.set(drawerClosed)
}

// toggleFull opens the drawer as far as it goes, or half.
func (d *drawer) toggleFull() {
	if d.hidden() {
		return
	}
	if d.snap == drawerFull {
		d.set(drawerHalf)
		return
	}
	d.set(drawerFull)
}

// openTab shows the tab of that index, or closes the drawer if it is shown.
func (d *drawer) openTab(i int) {
	switch {
	case d.snap == drawerClosed:
		d.set(drawerHalf)
	case d.open == i:
		d.set(drawerClosed)
	}
	d.open, d.s.in.Stale = i, true
	d.menu.of, d.menu.rows = "", nil
	if t, ok := d.current().(interface{ opened() }); ok && d.snap != drawerClosed {
		t.opened()
	}
}

// show shows the tab with that id. The drawer stays as far open as it is.
func (d *drawer) show(id string) {
	for i, tab := range d.tabs {
		have, title, _ := tab.tab()
		if have == id && (d.open != i || d.snap == drawerClosed) && !d.s.shell.Hides(title, "tab."+id) {
			d.openTab(i)
		}
	}
}

// offers reports whether a person is offered the tab of that index.
func (d *drawer) offers(i int) bool {
	id, _, _ := d.tabs[i].tab()
	return d.s.in.Offered.Has("tab." + id)
}

// hasTab reports whether a person is offered the tab with that id: what leads to one is left out
// without it.
func (d *drawer) hasTab(id string) bool { return d.s.in.Offered.Has("tab." + id) }

// any is the first tab that is offered, -1 if none is.
func (d *drawer) any() int {
	for i := range d.tabs {
		if d.offers(i) {
			return i
		}
	}
	return -1
}

// offered shows another tab if the open one is not offered any more, and closes the drawer if
// none is.
func (d *drawer) offered() {
	if d.offers(d.open) {
		return
	}
	first := d.any()
	if d.open = max(0, first); first < 0 && d.snap != drawerClosed {
		d.set(drawerClosed)
	}
}

// hidden reports whether no tab is offered, and tells so.
func (d *drawer) hidden() bool {
	if d.any() >= 0 && !d.s.framed {
		return false
	}
	d.s.Tell(d.s.hides("The drawer"), d.s.now)
	return true
}

// move brings the drawer's height up to date. It is called once per
// building of the base, before anything asks for a place.
func (d *drawer) move() {
	if d.grip.on {
		return // the pointer has it
	}
	target := [...]float64{0, d.s.layout.Half, d.s.layout.Full}[d.snap]
	d.h = d.s.motion.Glide(drawerGlide, target, drawerTravel)
}

// body is what can be seen of the open tab.
func (v drawerRows) body() {
	d := &v.s.drawer
	if d.h < 1 {
		return
	}
	t, r := v.Theme, v.l.drawerRect(d.h)
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	v.In.Add(ui.Widget{ID: "drawer", Kind: ui.Area, Rect: r, Label: "Drawer", Value: drawerSnapNames[d.snap]})
	if v.l.Size == ui.Phone {
		v.phoneHead(r)
		r.Y, r.H = r.Y+phoneDrawerHead, r.H-phoneDrawerHead
	}
	// On its way the body is laid out for where it will be, and only cut off.
	full := r
	if target := [...]float64{v.l.Half, v.l.Half, v.l.Full}[d.snap]; d.h < target {
		full.H += target - d.h
	}
	v.In.AddRegion(v.l.drawerRect(d.h), d.scroller())
	v.Window(r.Intersect(v.Canvas()), func() { d.current().draw(v.view, full) })
	if sc := d.scroller(); sc != nil {
		v.ScrollBar(r, sc)
	}
}

// lifted reports whether the drawer lies over something that is painted
// after the base, and has to be painted later itself.
func (d *drawer) lifted() bool {
	return !d.s.layout.Folded && d.h > 0 && d.s.layout.Timeline.Y-d.h < d.s.room.Main.Bottom()+4
}

// draw draws what the drawer moves: timeline, tabs and body.
func (v drawerRows) draw() {
	if h := v.s.drawer.h; h > 0 {
		top := v.s.drawer.timelineY()
		v.Cover(ui.Box(0, top, v.l.W, v.l.drawerRect(h).Bottom()-top))
	}
	if !v.s.full(v.l) || !v.l.timelineInColumn() {
		timelineRow(v).draw()
	}
	if v.l.Framed {
		return
	}
	v.tabRow()
	v.body()
}
