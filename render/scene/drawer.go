package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// drawerTab is one tab of the drawer. It keeps its own state: what it is sorted
// by, how far it is scrolled. To add one, write a type with these methods and a
// line in newDrawerTabs; a tab that scrolls embeds a ui.Scroll.
type drawerTab interface {
	// tab is the id after "tab.", the title, and a shorter one for phones.
	tab() (id, title, brief string)

	// count is what stands after the title, "" for nothing: six characters at most.
	count(*sim.Snapshot) string

	// draw fills the body, to which drawing is clipped.
	draw(v *view, body ui.Rect)
}

func newDrawerTabs() []drawerTab {
	return []drawerTab{
		&spansTab{by: sortKept, Scroll: ui.Scroll{Row: spanRow}},
		&pastTab{at: -1},
		&countersTab{},
		&logTab{},
	}
}

// drawerSnap is how far the drawer is open.
type drawerSnap uint8

const (
	drawerClosed drawerSnap = iota
	drawerHalf              // covers the legend and the CPU strip, never the field
	drawerFull              // the stage folds to a strip, and the rails leave
)

var drawerSnapNames = [...]string{"closed", "half open", "full"}

// drawerTravel is how long the drawer takes from one place to the next.
const drawerTravel = 220 * time.Millisecond

// drawerGlide is the name under which it moves.
const drawerGlide = "drawer"

// drawer is what shows tables and charts below the stage.
type drawer struct {
	tabs []drawerTab
	open int // index into tabs
	snap drawerSnap
	h    float64 // of the body now; on its way to what snap says
	grip grip
}

// current is the tab that is shown when the drawer is open.
func (d *drawer) current() drawerTab { return d.tabs[d.open] }

// scroller is the open tab if it scrolls, else nil.
func (d *drawer) scroller() *ui.Scroll {
	if t, ok := d.current().(interface{ Scroller() *ui.Scroll }); ok && d.snap != drawerClosed {
		return t.Scroller()
	}
	return nil
}

// setDrawer sends the drawer to a place.
func (s *Scene) setDrawer(to drawerSnap) {
	s.drawer.snap, s.sheet, s.in.Stale = to, "", true
	s.relayout()
}

// toggleDrawer opens the drawer half, or closes it.
func (s *Scene) toggleDrawer() {
	if s.drawer.snap == drawerClosed {
		s.setDrawer(drawerHalf)
		return
	}
	s.setDrawer(drawerClosed)
}

// toggleFull opens the drawer as far as it goes, or half.
func (s *Scene) toggleFull() {
	if s.drawer.snap == drawerFull {
		s.setDrawer(drawerHalf)
		return
	}
	s.setDrawer(drawerFull)
}

// openTab shows the tab of that index, or closes the drawer if it is shown.
func (s *Scene) openTab(i int) {
	switch {
	case s.drawer.snap == drawerClosed:
		s.setDrawer(drawerHalf)
	case s.drawer.open == i:
		s.setDrawer(drawerClosed)
	}
	s.drawer.open, s.in.Stale = i, true
}

// moveDrawer brings the drawer's height up to date. It is called once per
// building of the base, before anything asks for a place.
func (s *Scene) moveDrawer() {
	if s.drawer.grip.on {
		return // the pointer has it
	}
	target := [...]float64{0, s.layout.Half, s.layout.Full}[s.drawer.snap]
	s.drawer.h = s.motion.Glide(drawerGlide, target, drawerTravel)
}

// drawerBody is what can be seen of the open tab.
func (v *view) drawerBody() {
	d := &v.s.drawer
	if d.h < 1 {
		return
	}
	t, r := v.Theme, v.l.drawerRect(d.h)
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	v.In.Add(ui.Widget{ID: "drawer", Kind: ui.Area, Rect: r, Label: "Drawer", Value: drawerSnapNames[d.snap]})
	if v.l.Size == ui.Phone {
		v.phoneDrawerHead(r)
		r.Y, r.H = r.Y+phoneDrawerHead, r.H-phoneDrawerHead
	}
	// On its way the body is laid out for where it will be, and only cut off.
	full := r
	if target := [...]float64{v.l.Half, v.l.Half, v.l.Full}[d.snap]; d.h < target {
		full.H += target - d.h
	}
	v.In.AddRegion(v.l.drawerRect(d.h), d.scroller())
	v.Window(r.Intersect(v.Canvas()), func() { d.current().draw(v, full) })
	if sc := d.scroller(); sc != nil {
		v.ScrollBar(r, sc)
	}
}

// drawerLifted reports whether the drawer lies over something that is painted
// after the base, and has to be painted later itself.
func (s *Scene) drawerLifted() bool {
	return !s.layout.Folded && s.drawer.h > 0 && s.layout.Timeline.Y-s.drawer.h < s.layout.Field.Bottom()+4
}

// drawerRows draws what the drawer moves: timeline, tabs and body.
func (v *view) drawerRows() {
	if h := v.s.drawer.h; h > 0 {
		top := v.timelineY()
		v.Cover(ui.Box(0, top, v.l.W, v.l.drawerRect(h).Bottom()-top))
	}
	v.timeline()
	v.tabRow()
	v.drawerBody()
}
