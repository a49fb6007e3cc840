package scene

// scroll is how far a list is moved up behind its edge.
type scroll struct {
	at   float64 // px out of sight above
	over float64 // px that do not fit, as the last drawing found
}

// scroller makes a tab that embeds a scroll one that scrolls.
func (sc *scroll) scroller() *scroll { return sc }

// by moves by so many px, as far as it goes.
func (sc *scroll) by(px float64) { sc.to(sc.at + px) }

func (sc *scroll) to(px float64) { sc.at = min(max(0, px), sc.over) }

// fit tells how high the list is and how much of it can be seen.
func (sc *scroll) fit(content, room float64) {
	sc.over = max(0, content-room)
	sc.to(sc.at)
}

// key is what a key does to a list of rows of that height in a body of that
// height; false for keys that do nothing to it.
func (sc *scroll) key(key string, row, body float64) bool {
	switch key {
	case "ArrowDown", "ArrowRight":
		sc.by(row)
	case "ArrowUp", "ArrowLeft":
		sc.by(-row)
	case "PageDown":
		sc.by(body - row)
	case "PageUp":
		sc.by(row - body)
	case "Home":
		sc.to(0)
	case "End":
		sc.to(sc.over)
	default:
		return false
	}
	return true
}

// scrollBar shows at the right edge how much is out of sight, if anything.
func (v *view) scrollBar(r Rect, sc *scroll) {
	if sc.over <= 0 {
		return
	}
	h := max(16, r.H*r.H/(r.H+sc.over))
	v.fill(Rect{r.Right() - 5, r.Y + (r.H-h)*sc.at/sc.over, 3, h}, 1.5, v.theme.Line2)
}
