package scene

import (
	"time"

	"fanout/render/ui"
)

// grip is the drawer's edge. Dragged, it follows the pointer, and the stage folds or
// comes back on the way.
type grip struct {
	s     *Scene
	on    bool // the pointer has it
	from  ui.Point
	begin float64 // height of the body when it was taken
	moved bool
}

// Take implements ui.Dragged.
func (g *grip) Take(q ui.Point, _ time.Duration) {
	*g = grip{s: g.s, on: true, from: q, begin: g.s.drawer.h}
}

// Drag implements ui.Dragged.
func (g *grip) Drag(q ui.Point, _ time.Duration) bool {
	s := g.s
	if d := q.Y - g.from.Y; d > 4 || d < -4 {
		g.moved = true
	}
	if !g.moved {
		return true
	}
	s.drawer.h = min(max(0, g.begin-(q.Y-g.from.Y)), s.layout.Full)
	s.motion.Set(drawerGlide, s.drawer.h)
	if near := s.drawer.nearestSnap(); near != s.drawer.snap {
		s.drawer.snap = near
		s.relayout()
	}
	s.in.Stale = true
	return true
}

// Drop implements ui.Dragged: the drawer goes to the nearest place. A press without
// a movement opens it one place further, and closes it when it is full.
func (g *grip) Drop(ui.Point, time.Duration) {
	g.on = false
	if g.moved {
		g.s.drawer.set(g.s.drawer.nearestSnap())
		return
	}
	g.s.drawer.nextSnap()
}

// Cancel implements ui.Dragged: the drawer goes back to where it was taken.
func (g *grip) Cancel() bool {
	s := g.s
	s.drawer.h = g.begin
	s.drawer.snap = s.drawer.nearestSnap()
	g.on = false
	s.drawer.set(s.drawer.snap)
	return true
}

// Key implements ui.Keyed: arrows lead to the next place.
func (g *grip) Key(key string) bool {
	s := g.s
	switch {
	case key == "ArrowUp" && s.drawer.snap < drawerFull:
		s.drawer.set(s.drawer.snap + 1)
	case key == "ArrowDown" && s.drawer.snap > drawerClosed:
		s.drawer.set(s.drawer.snap - 1)
	case key != "ArrowUp" && key != "ArrowDown":
		return false
	}
	return true
}

// nextSnap opens the drawer one place further, and closes it when it is full.
func (d *drawer) nextSnap() { d.set((d.snap + 1) % (drawerFull + 1)) }

// nearestSnap is where the drawer would come to rest if it were let go.
func (d *drawer) nearestSnap() drawerSnap {
	switch h := d.h; {
	case h < d.s.layout.Half/2:
		return drawerClosed
	case h < (d.s.layout.Half+d.s.layout.Full)/2:
		return drawerHalf
	}
	return drawerFull
}
