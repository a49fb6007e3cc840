package scene

import (
	"time"

	"fanout/sim"
)

// drag is a slider, chip or point that follows the pointer.
type drag struct {
	id    string
	old   float64 // before the drag: Esc goes back to it
	grab  float64 // from the middle of the knob to the pointer that took it, along the track
	from  Point   // where the pointer took it
	held  bool    // the knob was taken and has not been moved yet
	value float64
	sent  float64 // the value of the last command
	at    time.Duration
	moved bool // sent differs from old, or did
}

// dragPace is the least time between two commands of one drag: every command
// stays in the history for good.
const dragPace = 100 * time.Millisecond

// scrubPace is the same for the playhead: going to another time leaves no trace.
const scrubPace = 33 * time.Millisecond

// find is the widget with that id in the last frame, nil if it is not there.
func (s *Scene) find(id string) *Widget {
	if id == "" {
		return nil
	}
	for i := range s.widgets {
		if s.widgets[i].ID == id {
			return &s.widgets[i]
		}
	}
	return nil
}

// at is the topmost widget under q.
func (s *Scene) at(q Point) *Widget {
	for i := len(s.widgets) - 1; i >= 0; i-- {
		if s.widgets[i].Rect.Contains(q) {
			return &s.widgets[i]
		}
	}
	return nil
}

// PointerMove tells where the pointer is.
func (s *Scene) PointerMove(q Point, now time.Duration) {
	if q == s.pointer {
		s.dragTick(now)
		return
	}
	s.pointer = q
	if s.drag.id != "" {
		s.dragTo(q, now)
		return
	}
	if s.drawer.grip.on {
		s.pullGrip(q)
		return
	}
	if s.dragField(q, now) || s.pressed != "" && s.pull.follow(s, q) {
		return
	}
	id := ""
	if w := s.at(q); w != nil && w.Kind != Area && w.Kind != Plane {
		id = w.ID
	}
	if id != s.hover {
		s.hover, s.hoverSince, s.stale = id, now, true
	}
	if w := s.find(s.hover); w != nil && w.point != nil {
		w.point(s)
	}
	s.pointAt(q, now)
}

// PointerLeave tells that a finger was lifted: nothing is pointed at any more.
func (s *Scene) PointerLeave() {
	if w := s.find(s.hover); w != nil && w.leave != nil {
		w.leave(s)
	}
	if s.hover != "" || s.dot >= 0 {
		s.hover, s.dot, s.stale = "", -1, true
	}
}

// PointerDown presses the main button or a finger at q.
func (s *Scene) PointerDown(q Point, now time.Duration) {
	s.PointerMove(q, now)
	s.stale, s.byKey = true, false
	w := s.at(q)
	if w == nil || w.ID != s.entry.id {
		s.leaveEntry()
	}
	if s.pickMoving(q, w) {
		return
	}
	if w == nil || w.Disabled != "" {
		s.focus = ""
		s.clickOutside(w, q)
		return
	}
	if w.ID == "field" {
		here, _ := s.cam.now(now)
		s.cam.grabbed, s.cam.grab = q, here.lens
	}
	if w.Kind != Area {
		s.focus = w.ID
	}
	s.pressed = w.ID
	s.pull = s.pullAt(q, w)
	if w.Kind == Grip {
		s.takeGrip(q)
	}
	if w.draggable() && (w.Kind == Scrubber || !s.pressedTwice(w, q, now)) {
		s.entry = entry{}
		s.drag = drag{id: w.ID, old: w.current(), value: w.current(), sent: w.current(), at: now - dragPace, from: q}
		s.drag.grab, s.drag.held = w.grabbed(q)
		s.dragTo(q, now)
	}
}

// PointerUp releases it at q.
func (s *Scene) PointerUp(q Point, now time.Duration) {
	pressed := s.pressed
	s.pressed, s.stale = "", true
	if s.drag.id != "" {
		s.dragTo(q, now)
		s.sendDrag(s.drag.value, now)
		s.drag = drag{}
		return
	}
	if s.drawer.grip.on {
		s.dropGrip()
		return
	}
	if pressed == "field" {
		s.dropField(q, now)
		return
	}
	if w := s.at(q); w != nil && w.ID == pressed && !s.pull.moved {
		s.activate(w)
	}
	s.pull = pull{}
}

// pull is a finger that scrolls the controls or the drawer: a press that moves up or
// down is no longer a press.
type pull struct {
	from   Point
	y      float64                // where it was last
	scroll float64                // of the rail or the list when it began
	can    bool                   // it began over the rail
	list   *scroll                // it began over a list in the drawer
	by     func(from, to float64) // or over something that scrolls in a way of its own
	moved  bool
}

// pullAt is a finger that comes down at q, on w.
func (s *Scene) pullAt(q Point, w *Widget) pull {
	p := pull{from: q, y: q.Y, scroll: s.rail.at, can: s.overRail(q)}
	if s.layout.LeftRail.Contains(q) && s.sheet == "" {
		p.list, p.scroll = &s.leftRail, s.leftRail.at
	}
	if s.overDrawer(q) {
		p.can, p.by = false, w.pull
		if p.list = s.drawer.scroller(); p.list != nil {
			p.scroll = p.list.at
		}
	}
	return p
}

// follow scrolls with the finger and reports whether it does.
func (p *pull) follow(s *Scene, q Point) bool {
	if !(p.can && s.rail.over > 0) && p.list == nil && p.by == nil {
		return false
	}
	d := q.Y - p.from.Y
	if p.moved = p.moved || d > 8 || d < -8; !p.moved {
		return false
	}
	switch {
	case p.by != nil:
		p.by(p.y, q.Y)
	case p.list != nil:
		p.list.to(p.scroll - d)
	default:
		s.rail.to(p.scroll - d)
	}
	p.y, s.stale = q.Y, true
	return true
}

// overDrawer reports whether the drawer's body is under q.
func (s *Scene) overDrawer(q Point) bool {
	return s.drawer.h > 0 && s.layout.drawerRect(s.drawer.h).Contains(q)
}

// overRail reports whether the controls are under q.
func (s *Scene) overRail(q Point) bool {
	if s.sheet != "" {
		w := s.find("sheet")
		return w != nil && w.Rect.Contains(q)
	}
	return s.layout.RightRail.Contains(q)
}

// dragTo moves the dragged widget; the world hears of it at most ten times a
// second, and of the last value in any case.
func (s *Scene) dragTo(q Point, now time.Duration) {
	w := s.find(s.drag.id)
	if w == nil {
		return
	}
	if v := w.value(Point{q.X - s.drag.grab, q.Y - s.drag.grab}); !s.drag.holds(q) && v != s.drag.value {
		s.drag.value, s.stale = v, true
	}
	s.dragTick(now)
}

// dragTick sends a value that had to wait.
func (s *Scene) dragTick(now time.Duration) {
	if w := s.find(s.drag.id); w != nil && now-s.drag.at >= w.pace() {
		s.sendDrag(s.drag.value, now)
	}
}

func (s *Scene) sendDrag(v float64, now time.Duration) {
	w := s.find(s.drag.id)
	if w == nil || v == s.drag.sent {
		return
	}
	s.drag.sent, s.drag.at, s.drag.moved = v, now, true
	s.emit(w.commandFor(v))
}

// Wheel turns by dy notches, positive downwards: the field under the pointer is
// zoomed, the rail or the list under it scrolls.
func (s *Scene) Wheel(q Point, dy float64) {
	if s.overDrawer(q) {
		if w := s.at(q); w != nil && w.wheel != nil {
			w.wheel(s, dy)
		} else if list := s.drawer.scroller(); list != nil {
			list.by(dy * 40)
		}
		s.stale = true
		return
	}
	switch {
	case s.wheelField(q, dy):
	case s.overRail(q):
		s.rail.by(dy * 40)
		s.stale = true
	case s.layout.LeftRail.Contains(q):
		s.leftRail.by(dy * 40)
		s.stale = true
	}
}

// activate is a click, Enter or a tap.
func (s *Scene) activate(w *Widget) {
	s.stale = true
	if w.command != "" {
		s.emit(w.command)
	}
	if w.act != nil {
		w.act(s)
	}
}

// Press activates the widget with that id as a click in its middle would. It
// reports whether there is such a widget and it can be used.
func (s *Scene) Press(id string) bool {
	w := s.find(id)
	if w == nil || w.Disabled != "" || w.draggable() {
		return false
	}
	s.activate(w)
	return true
}

// scrubSteps is how many presses of an arrow lead from one end of the timeline to
// the other.
const scrubSteps = 240

// cancel is Esc: give up a drag, or close what is open.
func (s *Scene) cancel(now time.Duration) {
	s.stale = true
	switch {
	case s.drag.id != "":
		s.sendDrag(s.drag.old, now)
		s.drag, s.pressed = drag{}, ""
	case s.drawer.grip.on:
		s.cancelGrip()
	case s.help:
		s.help = false
	case s.picked.kind != pickNone:
		s.unpick()
	case s.sheet != "":
		s.sheet = ""
	case s.drawer.snap != drawerClosed:
		s.setDrawer(drawerClosed)
	default:
		s.focus, s.byKey = "", false
	}
}

// Key is a key press: the key's name as KeyboardEvent.key has it ("a", " ",
// "ArrowLeft", "?"). It reports whether the key means something here.
func (s *Scene) Key(key string, shift bool, snap *sim.Snapshot, now time.Duration) bool {
	if s.entry.id != "" && s.entryKey(key) || s.finder.open && s.finderKey(key, now) {
		return true
	}
	focused := s.find(s.focus)
	if focused != nil && focused.draggable() && s.valueKey(focused, key) {
		return true
	}
	if focused != nil && focused.keys != nil && focused.keys(s, key) {
		s.stale = true
		return true
	}
	if s.fieldKey(key, shift, now) {
		return true
	}
	switch key {
	case "Tab":
		s.moveFocus(shift)
		return true
	case "Escape":
		s.cancel(now)
		return true
	case "Enter":
		if focused != nil {
			s.activate(focused)
		}
		return true
	case "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown":
		return true // nothing to move, and the page must not scroll
	}
	return s.shortcut(key, shift, snap)
}

// shortcut runs the keys that do not depend on the focus.
func (s *Scene) shortcut(key string, shift bool, snap *sim.Snapshot) bool {
	set := &snap.Settings
	switch key {
	case " ":
		if w := s.find(s.focus); s.byKey && w != nil && w.Kind != Reader && s.Press(s.focus) {
			return true
		}
		s.emit(map[bool]string{true: "pause", false: "play"}[snap.Playing])
	case ".":
		s.emit("step")
	case ",":
		s.emit("back")
	case ">", ":": // Shift and the full stop, on different keyboards
		s.emit("next")
	case "<", ";":
		s.emit("previous")
	case "Home":
		s.emit("goto 0s")
	case "End":
		s.emit("end")
	case "[", "]":
		d := dialOf("slider.speed")
		steps := map[string]int{"[": -4, "]": 4}[key]
		s.emit(d.command(d.step(d.read(snap), steps)))
	case "1":
		s.emit(envelopesCommand(set))
	case "2":
		s.flip(skipUnsampled(set))
	case "3":
		s.flip(noRoots(set))
	case "4":
		s.flip(option{title: "Sieve on gRPC headers", idle: sieveIdle(set), command: sieveCommand(set)})
	case "5":
		s.emit(nextCosts(snap))
	case "s", "S":
		s.emit(map[bool]string{true: "burst 50", false: "send"}[shift])
	case "r", "R":
		s.emit("seed " + nextSeed(snap.Seed))
	case "d", "D":
		if shift {
			s.toggleFull()
		} else {
			s.toggleDrawer()
		}
	case "l", "L":
		s.toggleTheme()
	case "?":
		s.toggleHelp()
	default:
		return false
	}
	return true
}

// moveFocus goes to the next widget in reading order that can be used.
func (s *Scene) moveFocus(back bool) {
	s.stale, s.byKey = true, true
	n := len(s.widgets)
	at := -1
	for i := range s.widgets {
		if s.widgets[i].ID == s.focus {
			at = i
		}
	}
	for range n {
		if back {
			at = (max(at, 0) - 1 + n) % n
		} else {
			at = (at + 1) % n
		}
		if w := &s.widgets[at]; w.Kind != Area && w.Disabled == "" {
			s.focus = w.ID
			s.reveal(w)
			s.announceFocus(w)
			return
		}
	}
}

// reveal scrolls what w is in so that all of it can be seen.
func (s *Scene) reveal(w *Widget) {
	if w.scroll == nil {
		return
	}
	const edge = 8
	if over := w.window.Y + edge - w.whole.Y; over > 0 {
		w.scroll.by(-over)
	} else if over := w.whole.Bottom() + edge - w.window.Bottom(); over > 0 {
		w.scroll.by(over)
	}
}
