package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// PointerMove tells where the pointer is.
func (s *Scene) PointerMove(q ui.Point, now time.Duration) {
	if !s.alone() && s.in.PointerMove(q, now) && !s.away() {
		s.pic.PointAt(q, false, now)
	}
}

// PointerLeave tells that a finger was lifted: nothing is pointed at any more.
func (s *Scene) PointerLeave() {
	s.in.PointerLeave()
	s.pic.PointAt(ui.Point{}, true, s.now)
}

// PointerDown presses the main button or a finger at q.
func (s *Scene) PointerDown(q ui.Point, now time.Duration) {
	if s.alone() {
		return
	}
	s.PointerMove(q, now)
	if s.time.traces.press(s, q) {
		return
	}
	if s.away() { // nothing of the picture's stage is in sight
		intercept, missed := s.in.Intercept, s.in.Missed
		s.in.Intercept, s.in.Missed = nil, nil
		defer func() { s.in.Intercept, s.in.Missed = intercept, missed }()
	}
	s.in.PointerDown(q, now)
}

// PointerUp releases it at q.
func (s *Scene) PointerUp(q ui.Point, now time.Duration) { s.in.PointerUp(q, now) }

// Wheel turns by dy notches, positive downwards: the picture under the pointer
// may take it, the rail or the list under it scrolls.
func (s *Scene) Wheel(q ui.Point, dy float64) {
	if !s.alone() {
		s.in.Wheel(q, dy)
	}
}

// Press activates the widget with that id as a click in its middle would. It
// reports whether there is such a widget and it can be used.
func (s *Scene) Press(id string) bool { return s.in.Press(id) }

// Typing reports whether characters go into a box: a value, or what is to be followed.
func (s *Scene) Typing() bool {
	return s.in.Typing() != "" || s.pic.Typing() || s.story.Typing(&s.in) || s.drawer.typing()
}

// cancel is Esc: give up a drag, or close what is open.
func (s *Scene) cancel(now time.Duration) {
	s.in.Stale = true
	switch {
	case s.in.Cancel(now):
	case s.closeMenu():
	case s.help.open:
		s.help.open = false
	case s.drawer.menu.of != "":
		s.drawer.menu.close()
	case !s.hidden(&s.layout) && s.pic.Escape():
	case s.rails.sheet != "":
		s.rails.sheet = ""
	case s.drawer.escape():
	case s.drawer.snap != drawerClosed:
		s.drawer.set(drawerClosed)
	default:
		s.in.Focus, s.in.ByKey = "", false
	}
}

// Key is a key press: the key's name as KeyboardEvent.key has it ("a", " ",
// "ArrowLeft", "?"). It reports whether the key means something here.
func (s *Scene) Key(key string, shift bool, snap *sim.Snapshot, now time.Duration) bool {
	switch {
	case s.alone():
		return false
	case s.arriving.on:
		return s.arriving.key(key)
	case s.worlds.Open():
		return s.worlds.key(key, shift, snap)
	case s.drawer.menu.key(key):
	case s.in.TypedKey(key), s.pic.Typing() && s.pic.Key(key, shift, snap, now):
	case s.in.FocusedKey(key), s.pic.Key(key, shift, snap, now), s.in.NavigationKey(key, shift):
	case key == "Escape":
		s.cancel(now)
	default:
		return s.shortcut(key, shift, snap)
	}
	return true
}

// shortcut runs the keys that do not depend on the focus.
func (s *Scene) shortcut(key string, shift bool, snap *sim.Snapshot) bool {
	switch key {
	case " ":
		if w := s.in.Find(s.in.Focus); s.in.ByKey && w != nil && w.Kind != ui.Reader && s.Press(s.in.Focus) {
			return true
		}
		s.in.Emit(map[bool]string{true: "pause", false: "play"}[snap.Playing])
	case ".":
		s.in.Emit("step")
	case ",":
		s.in.Emit("back")
	case ">", ":": // Shift and the full stop, on different keyboards
		s.in.Emit("next")
	case "<", ";":
		s.in.Emit("previous")
	case "Home":
		s.in.Emit("goto 0s")
	case "End":
		s.in.Emit("end")
	case "[", "]":
		d := &s.dials.speed
		steps := map[string]int{"[": -4, "]": 4}[key]
		s.in.Emit(d.Command(d.Step(Share(snap.Speed), steps)))
	case "a", "A":
		if !s.shell.Hides("A/B", "button.ab") {
			s.split.toggle()
		}
	case "r", "R":
		if !s.shell.Hides("Another seed", "button.seed.dice") {
			s.in.Emit("seed " + nextSeed(snap.Seed))
		}
	case "z":
		s.in.Emit("undo")
	case "Z":
		s.in.Emit("redo")
	case "d", "D":
		if shift {
			s.drawer.toggleFull()
		} else {
			s.drawer.toggle()
		}
	case "t", "T":
		s.drawer.showPickedTrace()
	case "w", "W":
		s.worlds.toggle()
	case "l", "L":
		s.do.toggleTheme()
	case "?":
		s.toggleHelp()
	default:
		return false
	}
	return true
}
