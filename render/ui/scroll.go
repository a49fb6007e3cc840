package ui

// Scroll is how far a list is moved up behind its edge. Its zero value is a list
// that stands at its top. It is the Keyed of a widget that a list is read in.
type Scroll struct {
	At   float64 // px out of sight above
	Over float64 // px that do not fit, as the last Fit found
	Row  float64 // px that an arrow moves by; 0 is 20

	room float64
}

// Scroller makes a type that embeds a Scroll one that scrolls.
func (sc *Scroll) Scroller() *Scroll { return sc }

// By moves by so many px, down if positive, as far as it goes.
func (sc *Scroll) By(px float64) { sc.To(sc.At + px) }

// To moves to px from the top, as far as it goes.
func (sc *Scroll) To(px float64) { sc.At = min(max(0, px), sc.Over) }

// Fit tells how high the list is and how much of it can be seen, both px.
func (sc *Scroll) Fit(content, room float64) {
	sc.Over, sc.room = max(0, content-room), room
	sc.To(sc.At)
}

// Key moves by a row, a page or to an end; false for keys that do neither.
func (sc *Scroll) Key(key string) bool {
	row := sc.Row
	if row == 0 {
		row = 20
	}
	switch key {
	case "ArrowDown", "ArrowRight":
		sc.By(row)
	case "ArrowUp", "ArrowLeft":
		sc.By(-row)
	case "PageDown":
		sc.By(sc.room - row)
	case "PageUp":
		sc.By(row - sc.room)
	case "Home":
		sc.To(0)
	case "End":
		sc.To(sc.Over)
	default:
		return false
	}
	return true
}

// ScrollBar shows at the right edge of r how much is out of sight, if anything.
func (p *Painter) ScrollBar(r Rect, sc *Scroll) {
	if sc.Over <= 0 {
		return
	}
	h := max(16, r.H*r.H/(r.H+sc.Over))
	p.Fill(Rect{r.Right() - 5, r.Y + (r.H-h)*sc.At/sc.Over, 3, h}, 1.5, p.Theme.Line2)
}
