package scene

// knobReach is how near to its middle a knob is taken without jumping there.
const knobReach = 10

// grabbed reports whether a pointer at q takes the knob, and how far from its middle
// along the track. Elsewhere on the track the knob jumps to the pointer.
func (w *Widget) grabbed(q Point) (off float64, ok bool) {
	reach := float64(knobReach)
	switch w.Kind {
	case Slider:
		off = q.X - (w.track.X + w.dial.place(w.current())*w.track.W)
	case Handle: // all of its target is the knob
		off, reach = q.Y-curvePlot{w.track}.y(w.current()), 44
	default:
		return 0, false
	}
	if off < -reach || off > reach {
		return 0, false
	}
	return off, true
}

// holds reports whether the value stays where it is with the pointer at q: a knob
// that was taken has to be moved first, so that a press alone changes nothing.
func (d *drag) holds(q Point) bool {
	d.held = d.held && max(q.X-d.from.X, d.from.X-q.X, q.Y-d.from.Y, d.from.Y-q.Y) < 2
	return d.held
}

// valueKey is what a key does to the focused value: arrows by a step, Page by more,
// Home and End to its ends, Enter and a figure open it for typing. The playhead has
// keys of its own for its ends, and cannot be typed.
func (s *Scene) valueKey(w *Widget, key string) bool {
	var v float64
	switch key {
	case "ArrowRight", "ArrowUp":
		v = w.stepped(1)
	case "ArrowLeft", "ArrowDown":
		v = w.stepped(-1)
	case "PageUp":
		v = w.stepped(w.page())
	case "PageDown":
		v = w.stepped(-w.page())
	default:
		if w.Kind == Scrubber {
			return false
		}
		return s.endKey(w, key)
	}
	if v != w.current() {
		s.emit(w.commandFor(v))
	}
	return true
}

// endKey is a key that leads to an end of the value, or to typing it.
func (s *Scene) endKey(w *Widget, key string) bool {
	end := 0
	switch {
	case key == "Home":
	case key == "End":
		end = 1
	case key == "Enter":
		s.openEntry(w, "")
		return true
	case len(key) == 1 && key[0] >= '0' && key[0] <= '9' && s.byKey:
		s.openEntry(w, key)
		return true
	default:
		return false
	}
	if v := w.ends()[end]; v != w.current() {
		s.emit(w.commandFor(v))
	}
	return true
}

// stepped is the value so many steps away.
func (w *Widget) stepped(steps int) float64 {
	v := w.current()
	switch w.Kind {
	case Slider:
		return w.dial.step(v, steps)
	case Chip:
		return min(max(roundTo(v, .1)+.1*float64(steps), 0), 1)
	case Scrubber:
		return min(max(v+float64(steps)*float64(w.span)/scrubSteps, 0), float64(w.span))
	default: // Handle
		return rateAt(1 + (logRate(v)+.05*float64(steps))/curveDecadesY)
	}
}

// page is how many steps Page makes: a decade, half of a chip, a tenth of the timeline.
func (w *Widget) page() int {
	switch w.Kind {
	case Chip:
		return 5
	case Scrubber:
		return scrubSteps / 10
	}
	return 20
}

// ends are the least and the greatest value that the pointer reaches.
func (w *Widget) ends() [2]float64 {
	switch w.Kind {
	case Slider:
		return [2]float64{w.dial.lo, w.dial.hi}
	case Chip:
		return [2]float64{0, 1}
	default: // Handle
		return [2]float64{rateAt(0), 1}
	}
}
