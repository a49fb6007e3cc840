package render

import (
	"runtime"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
)

// input reads Ebitengine's state once per update and tells the scene what has
// changed. One pointer acts at a time: the first finger, or else the mouse.
type input struct {
	touch    ebiten.TouchID
	touching bool
	hand     bool // the cursor's shape
	at       ui.Point
	runes    []rune
	pressed  []ebiten.Key
	repeats  repeats
	touches  []ebiten.TouchID
	second   ebiten.TouchID // the other finger of a pinch
	pinching bool
}

func (in *input) feed(s *scene.Scene, snap *sim.Snapshot, scale float64, now time.Duration) {
	if !in.feedTouch(s, scale, now) {
		in.feedMouse(s, scale, now)
	}
	in.feedKeys(s, snap, now)
}

// feedTouch follows the first finger and reports whether one is or was down.
func (in *input) feedTouch(s *scene.Scene, scale float64, now time.Duration) bool {
	if !in.touching {
		in.touches = inpututil.AppendJustPressedTouchIDs(in.touches[:0])
		if len(in.touches) == 0 {
			return false
		}
		in.touch, in.touching = in.touches[0], true
		in.at = toCSS(ebiten.TouchPosition(in.touch))(scale)
		s.PointerDown(in.at, now)
		return true
	}
	if inpututil.IsTouchJustReleased(in.touch) {
		in.touching = false
		if in.pinching {
			in.pinching = false
			s.PinchEnd(now)
			return true
		}
		s.PointerUp(in.at, now)
		s.PointerLeave()
		return true
	}
	in.at = toCSS(ebiten.TouchPosition(in.touch))(scale)
	if in.feedPinch(s, scale, now) {
		return true
	}
	s.PointerMove(in.at, now)
	return true
}

// feedPinch follows a second finger, if there is one. When it leaves, the first one
// does nothing more until it leaves as well.
func (in *input) feedPinch(s *scene.Scene, scale float64, now time.Duration) bool {
	if !in.pinching {
		in.touches = ebiten.AppendTouchIDs(in.touches[:0])
		for _, id := range in.touches {
			if id != in.touch {
				in.second, in.pinching = id, true
			}
		}
		if !in.pinching {
			return false
		}
	}
	if inpututil.IsTouchJustReleased(in.second) {
		s.PinchEnd(now)
		return true
	}
	if inpututil.TouchPressDuration(in.second) > 0 {
		s.Pinch(in.at, toCSS(ebiten.TouchPosition(in.second))(scale), now)
	}
	return true
}

func (in *input) feedMouse(s *scene.Scene, scale float64, now time.Duration) {
	at := toCSS(ebiten.CursorPosition())(scale)
	moved := at != in.at
	in.at = at
	if moved || ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) {
		s.PointerMove(at, now)
	}
	// Both are true for a click that was shorter than a frame.
	if inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft) {
		s.PointerDown(at, now)
	}
	if inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft) {
		s.PointerUp(at, now)
	}
	in.shape(s.Pointing())
	if _, dy := ebiten.Wheel(); dy != 0 {
		s.Wheel(at, -dy/wheelNotch)
	}
}

// wheelNotch is what Ebitengine reports for one notch of a wheel: browsers count px.
var wheelNotch = map[bool]float64{true: 100, false: 1}[runtime.GOOS == "js"]

// shape shows a hand over what can be pressed.
func (in *input) shape(hand bool) {
	if in.hand == hand {
		return
	}
	in.hand = hand
	ebiten.SetCursorShape(map[bool]ebiten.CursorShapeType{true: ebiten.CursorShapePointer, false: ebiten.CursorShapeDefault}[hand])
}

// toCSS turns device px into CSS px.
func toCSS(x, y int) func(scale float64) ui.Point {
	return func(scale float64) ui.Point { return ui.Point{X: float64(x) / scale, Y: float64(y) / scale} }
}

// namedKeys are the keys that type no character, by their KeyboardEvent.key.
var namedKeys = map[ebiten.Key]string{
	ebiten.KeyTab: "Tab", ebiten.KeyEscape: "Escape", ebiten.KeyEnter: "Enter", ebiten.KeyNumpadEnter: "Enter",
	ebiten.KeyArrowLeft: "ArrowLeft", ebiten.KeyArrowRight: "ArrowRight",
	ebiten.KeyArrowUp: "ArrowUp", ebiten.KeyArrowDown: "ArrowDown",
	ebiten.KeyHome: "Home", ebiten.KeyEnd: "End", ebiten.KeyBackspace: "Backspace", ebiten.KeyDelete: "Delete",
	ebiten.KeyPageUp: "PageUp", ebiten.KeyPageDown: "PageDown",
}

// feedKeys takes named keys by their state, with repeats, and everything else as
// the characters that were typed, so that every keyboard layout works.
func (in *input) feedKeys(s *scene.Scene, snap *sim.Snapshot, now time.Duration) {
	if in.feedUndo(s, snap, now) {
		return
	}
	if ebiten.IsKeyPressed(ebiten.KeyControl) || ebiten.IsKeyPressed(ebiten.KeyMeta) || ebiten.IsKeyPressed(ebiten.KeyAlt) {
		return // the browser's and the desktop's own
	}
	shift := ebiten.IsKeyPressed(ebiten.KeyShift)
	in.pressed = inpututil.AppendPressedKeys(in.pressed[:0])
	in.runes = ebiten.AppendInputChars(in.runes[:0])
	// Nobody says in which order they came in a frame that took long. What is typed
	// into a box comes before the Enter that ends it, and before the Tab that leaves it;
	// else Tab leads to what is typed at next.
	if s.Typing() {
		in.feedRunes(s, shift, snap, now)
	}
	for _, key := range in.pressed {
		name, ok := namedKeys[key]
		if !ok {
			continue
		}
		for range in.repeats.acts(name, inpututil.IsKeyJustPressed(key), now) {
			if name == "Enter" {
				in.feedRunes(s, shift, snap, now)
			}
			s.Key(name, shift, snap, now)
		}
	}
	in.repeats.told = nil // of keys that are up again
	in.feedRunes(s, shift, snap, now)
}

// feedUndo takes the keys that every program has for undo and redo. In a page they come by
// another way: a browser does not say that Z is up again while Cmd is down.
func (in *input) feedUndo(s *scene.Scene, snap *sim.Snapshot, now time.Duration) bool {
	if runtime.GOOS == "js" || s.Typing() || ebiten.IsKeyPressed(ebiten.KeyAlt) ||
		!ebiten.IsKeyPressed(ebiten.KeyControl) && !ebiten.IsKeyPressed(ebiten.KeyMeta) {
		return false
	}
	in.pressed = inpututil.AppendJustPressedKeys(in.pressed[:0])
	for _, key := range in.pressed {
		switch shift := ebiten.IsKeyPressed(ebiten.KeyShift); ebiten.KeyName(key) {
		case "z":
			return s.Key(map[bool]string{false: "z", true: "Z"}[shift], shift, snap, now)
		case "y":
			return s.Key("Z", true, snap, now)
		}
	}
	return false
}

// feedRunes tells the scene what was typed and has not been told yet.
func (in *input) feedRunes(s *scene.Scene, shift bool, snap *sim.Snapshot, now time.Duration) {
	for _, r := range in.runes {
		s.Key(string(r), shift, snap, now)
	}
	in.runes = in.runes[:0]
}
