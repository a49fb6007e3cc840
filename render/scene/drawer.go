package scene

import (
	"time"

	"fanout/sim"
)

// drawerTab is one tab of the drawer. It keeps its own state: what it is sorted
// by, how far it is scrolled. To add one, write a type with these methods and a
// line in newDrawerTabs; a tab that scrolls embeds a scroll.
type drawerTab interface {
	// tab is the id after "tab.", the title, and a shorter one for phones.
	tab() (id, title, brief string)

	// count is what stands after the title, "" for nothing: six characters at most.
	count(*sim.Snapshot) string

	// draw fills the body, to which drawing is clipped.
	draw(v *view, body Rect)
}

func newDrawerTabs() []drawerTab {
	return []drawerTab{
		&spansTab{by: sortKept},
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

// drawer is what shows tables and charts below the stage.
type drawer struct {
	tabs []drawerTab
	open int // index into tabs
	snap drawerSnap
	h    float64 // of the body now; on its way to what snap says
	grip grip
}

// grip is the drawer's handle under a pointer.
type grip struct {
	on    bool
	from  Point
	begin float64 // height of the body when it was taken
	moved bool
}

// current is the tab that is shown when the drawer is open.
func (d *drawer) current() drawerTab { return d.tabs[d.open] }

// scroller is the open tab if it scrolls, else nil.
func (d *drawer) scroller() *scroll {
	if t, ok := d.current().(interface{ scroller() *scroll }); ok && d.snap != drawerClosed {
		return t.scroller()
	}
	return nil
}

// setDrawer sends the drawer to a place.
func (s *Scene) setDrawer(to drawerSnap) {
	s.drawer.snap, s.sheet, s.stale = to, "", true
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
	s.drawer.open, s.stale = i, true
}

// moveDrawer brings the drawer's height up to date. It is called once per
// building of the base, before anything asks for a place.
func (s *Scene) moveDrawer() {
	if s.drawer.grip.on {
		return // the pointer has it
	}
	target := [...]float64{0, s.layout.Half, s.layout.Full}[s.drawer.snap]
	s.drawer.h = s.glideTo("drawer", target, drawerTravel)
}

// takeGrip begins to drag the drawer by its handle.
func (s *Scene) takeGrip(q Point) {
	s.drawer.grip = grip{on: true, from: q, begin: s.drawer.h}
}

// pullGrip follows the pointer. The stage folds, or comes back, on the way.
func (s *Scene) pullGrip(q Point) {
	g := &s.drawer.grip
	if d := q.Y - g.from.Y; d > 4 || d < -4 {
		g.moved = true
	}
	if !g.moved {
		return
	}
	s.drawer.h = min(max(0, g.begin-(q.Y-g.from.Y)), s.layout.Full)
	s.glides["drawer"] = &glide{from: s.drawer.h, to: s.drawer.h, used: true}
	if near := s.nearestSnap(); near != s.drawer.snap {
		s.drawer.snap = near
		s.relayout()
	}
	s.stale = true
}

// nearestSnap is where the drawer would come to rest if it were let go.
func (s *Scene) nearestSnap() drawerSnap {
	switch h := s.drawer.h; {
	case h < s.layout.Half/2:
		return drawerClosed
	case h < (s.layout.Half+s.layout.Full)/2:
		return drawerHalf
	}
	return drawerFull
}

// dropGrip lets the drawer go to the nearest place. A press without a movement
// opens it one place further, and closes it when it is full.
func (s *Scene) dropGrip() {
	g := s.drawer.grip
	s.drawer.grip = grip{}
	if g.moved {
		s.setDrawer(s.nearestSnap())
		return
	}
	s.setDrawer((s.drawer.snap + 1) % (drawerFull + 1))
}

// cancelGrip puts the drawer back where it was taken.
func (s *Scene) cancelGrip() {
	s.drawer.h = s.drawer.grip.begin
	s.drawer.snap = s.nearestSnap()
	s.drawer.grip = grip{}
	s.setDrawer(s.drawer.snap)
}

// drawerBody is what can be seen of the open tab.
func (v *view) drawerBody() {
	d := &v.s.drawer
	if d.h < 1 {
		return
	}
	t, r := v.theme, v.l.drawerRect(d.h)
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	v.s.widgets = append(v.s.widgets, Widget{ID: "drawer", Kind: Area, Rect: r, Label: "Drawer", Value: drawerSnapNames[d.snap]})
	if v.l.Size == atPhone {
		v.phoneDrawerHead(r)
		r.Y, r.H = r.Y+phoneDrawerHead, r.H-phoneDrawerHead
	}
	// On its way the body is laid out for where it will be, and only cut off.
	full := r
	if target := [...]float64{v.l.Half, v.l.Half, v.l.Full}[d.snap]; d.h < target {
		full.H += target - d.h
	}
	first := len(v.s.widgets)
	v.clipped(r.Intersect(Rect{0, 0, v.l.W, v.l.H}), func() { d.current().draw(v, full) })
	v.hideOutside(r, first)
	if sc := d.scroller(); sc != nil {
		v.scrollBar(r, sc)
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
		v.cover(Rect{0, top, v.l.W, v.l.drawerRect(h).Bottom() - top})
	}
	v.timeline()
	v.tabRow()
	v.drawerBody()
}
