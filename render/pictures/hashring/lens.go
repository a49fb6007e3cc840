package ringpicture

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

const (
	lensParts   = 300  // the lens shows one of so many parts of the circle
	lensAtFirst = .352 // where it is before anybody has moved it
)

// lens is where on the circle the lens is. It follows the pointer, and keys while the
// circle has the focus.
type lens struct {
	pic  *Picture
	turn float64 // its middle, 0 … 1 clockwise from the top
	was  float64 // before a drag
	held bool    // a pointer has taken it from the circle
	say  bool    // where it is now is still to be told
}

// place puts the circle's widget where it can be pressed.
func (n *lens) place(v *view) {
	m, r := v.l.middle, v.l.r
	w := ui.Widget{ID: "circle", Kind: ui.Area, Rect: ui.Around(m.X, m.Y, r), Label: "Circle", Value: v.circleValue()}
	if !v.l.lens.Empty() {
		w.Kind, w.Takes = ui.Plane, n
		w.Value += ", " + n.words(v.ring.Change)
	}
	state := v.Place(w)
	if state.Focus {
		v.Ring(m.X, m.Y, r+4, 2, v.Theme.Acc)
	}
	if n.say {
		n.say = false
		v.pic.host.Say(n.words(v.ring.Change))
	}
}

// circleValue says what the circle shows.
func (v *view) circleValue() string {
	c := v.ring.Change
	points := ui.Plural(c.New.Points(), "point")
	if c.New.Placement == hashring.PlaceModulo {
		points = "no points"
	}
	text := points + " of " + ui.Plural(len(c.New.Nodes), "node")
	if !v.story.none {
		text += ", " + ui.Count(int64(c.Moved)) + " keys changed hands"
	}
	return text
}

// words say where the lens is and whose keys it shows.
func (n *lens) words(c *hashring.Change) string {
	text := "lens at " + ui.Decimal(n.turn, 3) + ": "
	if c.New.Placement != hashring.PlaceRing {
		return text + "by modulo, neighbours have different owners"
	}
	from, to := n.ends()
	seen := ""
	for _, a := range arcsOf(c, from, to) {
		seen += " " + names[a.owner]
	}
	return text + strings.TrimSpace(seen)
}

// ends are the hashes from which and to which the lens shows the circle. It does not
// pass the top: there it stays on one side.
func (n *lens) ends() (from, to uint64) {
	const wide = math.MaxUint64 / lensParts
	middle := hashAt(n.turn)
	from = middle - min(middle, wide/2)
	if from > math.MaxUint64-wide {
		from = math.MaxUint64 - wide
	}
	return from, from + wide
}

// to moves the lens to a turn.
func (n *lens) to(turn float64) {
	n.turn = turn - math.Floor(turn)
	n.pic.host.In().Stale = true
}

// at moves the lens to where a point is about the middle of the circle.
func (n *lens) at(q ui.Point) {
	m := n.pic.l.middle
	if q != m {
		n.to(math.Atan2(q.X-m.X, m.Y-q.Y) / (2 * math.Pi))
	}
}

// Take implements ui.Dragged. A press in the hole of the circle takes nothing.
func (n *lens) Take(q ui.Point, _ time.Duration) {
	m := n.pic.l.middle
	d := math.Hypot(q.X-m.X, q.Y-m.Y)
	n.was, n.held = n.turn, d > n.pic.circle.inner*.8 && d < n.pic.l.r+6
	if n.held {
		n.at(q)
	}
}

// Drag implements ui.Dragged.
func (n *lens) Drag(q ui.Point, _ time.Duration) bool {
	if n.held {
		n.at(q)
	}
	return n.held
}

// Drop implements ui.Dragged.
func (n *lens) Drop(ui.Point, time.Duration) { n.held, n.say = false, n.held }

// Cancel implements ui.Dragged.
func (n *lens) Cancel() bool {
	if n.held {
		n.held = false
		n.to(n.was)
	}
	return true
}

// Key implements ui.Keyed: an arrow moves by a lens, Page by a sixteenth of the circle.
func (n *lens) Key(key string) bool {
	step := 0.
	switch key {
	case "ArrowRight", "ArrowDown":
		step = 1. / lensParts
	case "ArrowLeft", "ArrowUp":
		step = -1. / lensParts
	case "PageDown":
		step = 1. / 16
	case "PageUp":
		step = -1. / 16
	case "Home":
		step = -n.turn
	default:
		return false
	}
	n.to(n.turn + step)
	n.say = true
	return true
}

// mark shows on the circle where the lens is, and leads to it.
func (n *lens) mark(v *view) {
	if v.l.lens.Empty() {
		return
	}
	t, c, m, r := v.Theme, &v.pic.circle, v.l.middle, v.l.r
	from, to := n.ends()
	turn := turnOf(from/2 + to/2)
	a, b := onRim(m, turn, c.inner-10), onRim(m, turn, r)
	v.Line(a.X, a.Y, b.X, b.Y, 4, t.Bg0.Alpha(.7))
	v.Line(a.X, a.Y, b.X, b.Y, 2, t.Acc)
	v.Disc(a.X, a.Y, 3, t.Acc)
	x, y := math.Round(b.X), math.Round(b.Y)
	if y < m.Y { // above its middle the leader passes beside the circle
		edge := math.Round(m.X + r + 8)
		if x < m.X {
			edge = math.Round(m.X - r - 8)
		}
		v.Pattern(ui.Box(min(x, edge), y, math.Abs(edge-x), 1), ui.Dashes, min(x, edge), t.Acc)
		x = edge
	}
	v.Pattern(ui.Box(x, y, 1, v.l.lens.Y-y), ui.Dashes, x, t.Acc)
}

// lensText is the position as a line of Look has it.
func (n *lens) lensText() string { return "lens " + strconv.FormatFloat(n.turn, 'f', 4, 64) }
