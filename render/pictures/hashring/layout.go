package ringpicture

import (
	"math"

	"fanout/render/scene"
	"fanout/render/ui"
)

// layout says where the parts of the picture are. An empty Rect is not shown.
type layout struct {
	head    ui.Rect // the headline above the circle
	room    ui.Rect // of the circle, its callout and its leader
	middle  ui.Point
	r       float64 // of the circle with all its dots
	lens    ui.Rect
	shares  ui.Rect
	columns bool // machines are columns instead of rows
	storm   ui.Rect
	one     bool // only the chosen way of a storm has a bar
	stepper ui.Rect
	hero    ui.Rect // where the number of moved keys is, if not in the circle
}

const (
	stormHigh   = 162. // of three bars
	stormLow    = 98.  // of one
	lensHigh    = 124.
	headHigh    = 40.
	columnsHigh = 142.
	stepperHigh = 60.
)

// layoutOf lays the picture out.
func layoutOf(p scene.Place) (l layout) {
	s := p.Stage
	switch {
	case p.Folded:
		l.folded(s)
	case p.Half:
		l.half(&p)
	case s.W >= 640 && s.H >= 440:
		l.beside(s, p.Size)
	case s.W >= 520 && s.W > s.H:
		l.low(&p)
	default:
		l.stacked(s, p.Size)
	}
	return l
}

// stormOf is the height of a storm with one bar.
func stormOf(size ui.Breakpoint) float64 {
	if size.Touch() {
		return stormLow + 16 // its segment is as high as a finger needs
	}
	return stormLow
}

// beside has the circle and its lens at the left, the machines at the right, the storm
// below both.
func (l *layout) beside(s ui.Rect, size ui.Breakpoint) {
	storm := stormHigh
	if s.H < 620 {
		storm, l.one = stormOf(size), true
	}
	upper := s.H - storm
	right := min(max(math.Floor(s.W*.345), 290), 420)
	l.storm = ui.Box(s.X, s.Y+upper, s.W, storm)
	l.shares = ui.Box(s.Right()-right, s.Y, right, upper)
	l.head = ui.Box(s.X, s.Y, s.W-right, headHigh)
	l.lens = ui.Box(s.X+8, s.Y+upper-lensHigh-8, s.W-right-16, lensHigh)
	l.circleIn(ui.Box(s.X, s.Y+headHigh, s.W-right, upper-headHigh-lensHigh-8), 8)
}

// low has the circle beside everything else: at the left, or on a phone on its side at the
// right, where the timeline is not.
func (l *layout) low(p *scene.Place) {
	s, size := p.Stage, p.Size
	if !p.Taken.Empty() {
		x := p.Taken.Right()
		l.circleIn(ui.Box(x, s.Y, s.Right()-x, s.H), 8)
		l.columns, l.one = true, true
		l.storm = ui.Box(s.X, p.Taken.Y-stormOf(size), x-s.X, stormOf(size))
		l.shares = ui.Box(s.X, s.Y, x-s.X, l.storm.Y-s.Y)
		return
	}
	side := math.Floor(min(s.H, s.W*.44))
	l.head = ui.Box(s.X, s.Y, side+24, headHigh)
	l.circleIn(ui.Box(s.X, s.Y, side+24, s.H), 10)
	if s.H > side+70 { // the headline has room above the circle
		l.circleIn(ui.Box(s.X, s.Y+headHigh, side+24, s.H-headHigh), 10)
	} else {
		l.head = ui.Rect{}
	}
	x := s.X + side + 24
	l.columns, l.one = true, true
	l.storm = ui.Box(x, s.Bottom()-stormOf(size), s.Right()-x, stormOf(size))
	l.shares = ui.Box(x, s.Y, s.Right()-x, l.storm.Y-s.Y)
}

// stacked has everything below each other.
func (l *layout) stacked(s ui.Rect, size ui.Breakpoint) {
	l.columns, l.one = true, true
	bottom := s.Bottom()
	if size == ui.Phone && s.H >= 560 {
		l.stepper = ui.Box(s.X, bottom-stepperHigh, s.W, stepperHigh)
		bottom -= stepperHigh
	}
	l.storm = ui.Box(s.X, bottom-stormOf(size), s.W, stormOf(size))
	l.shares = ui.Box(s.X, l.storm.Y-columnsHigh, s.W, columnsHigh)
	l.head = ui.Box(s.X, s.Y, s.W, headHigh)
	room := ui.Box(s.X, s.Y+30, s.W, l.shares.Y-s.Y-30)
	if spare := room.H - room.W; spare > lensHigh { // a tall one has room for the lens
		l.lens = ui.Box(s.X+8, l.shares.Y-lensHigh-8, s.W-16, lensHigh)
		room.H -= lensHigh + 8
	}
	l.circleIn(room, 13)
}

// folded is a strip: a small circle, the number that matters, the machines as columns.
func (l *layout) folded(s ui.Rect) {
	l.circleIn(ui.Box(s.X+4, s.Y, s.H, s.H), 6)
	l.columns = true
	l.hero = ui.Box(s.X+s.H+16, s.Y, min(190, s.W-s.H-32), s.H)
	x := l.hero.Right() + 12
	if s.Right()-x >= 240 {
		l.shares = ui.Box(x, s.Y, min(s.Right()-x, 760), s.H)
	}
}

// half is one of two side by side: the circle, and below it the machines as columns where
// there is room for both and the two do not share one place.
func (l *layout) half(p *scene.Place) {
	s := p.Stage
	l.columns, l.one = true, true
	l.head = ui.Box(s.X, s.Y, s.W, headHigh)
	room := ui.Box(s.X, s.Y+headHigh-10, s.W, s.H-headHigh+10)
	if !p.Shared() && room.H >= 300 {
		l.shares = ui.Box(s.X, s.Bottom()-columnsHigh, s.W, columnsHigh)
		room.H -= columnsHigh
	}
	if p.Shared() {
		l.head = ui.Rect{}
	}
	l.circleIn(room, 8)
}

// circleIn puts the circle into the middle of a room, so far from its edges.
func (l *layout) circleIn(room ui.Rect, edge float64) {
	l.room = room
	l.middle = ui.Pt(math.Round(room.CenterX()), math.Round(room.CenterY()))
	l.r = max(24, math.Floor(min(room.W, room.H)/2-edge))
}
