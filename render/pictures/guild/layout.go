package guildpicture

import (
	"math"

	"fanout/render/scene"
	"fanout/render/ui"
)

// layout says where everything is on the stage, in CSS px. An empty Rect is not shown.
type layout struct {
	Size   ui.Breakpoint
	Low    bool // too low for lanes above counters: see low
	Flat   bool // lanes are one line
	Short  bool // too short for a field below them: see short
	Folded bool // the stage is a strip
	Alone  bool // there is nothing else on the canvas: see alone
	Half   bool // of that: it is one of two, see half
	parts

	Stage     ui.Rect // above the bars
	Lanes     ui.Rect // API, wires, sieve, guild
	FieldHead ui.Rect
	Field     ui.Rect // a square
	Legend    ui.Rect
	Counters  ui.Rect
	Peek      ui.Rect // of a compact stage: room for the controls that move most
	CPU       ui.Rect
	Toggles   ui.Rect // of a folded stage

	Rows int // of the bars: all services, or the one that was changed last
}

// layoutFor lays out the place of the picture.
func layoutFor(p *scene.Place, shown parts) layout {
	l := layout{Size: p.Size, Low: p.Low, Folded: p.Folded, Stage: p.Stage, Rows: 4, parts: shown}
	switch {
	case p.Alone:
		l.Half = p.Half
		l.alone(p.Scale, p.Shared())
	case p.Folded:
		l.fold()
	case p.Low:
		l.low(p)
	case p.Size == ui.Wide:
		l.wide()
	case p.Size == ui.Medium:
		l.medium()
	case p.Size == ui.Narrow:
		l.narrow()
	default:
		l.phone()
	}
	return l
}

// barsBelow takes the bars from the bottom of the stage: h px, or one row of them where
// the stage is lower than least. What they leave is the lanes' and the field's, without bars all.
func (l *layout) barsBelow(h, least float64) {
	switch {
	case !l.Bars:
		h = 0
	case l.Stage.H < least:
		h, l.Rows = 80, 1
	}
	l.Stage.H -= h
	l.CPU = ui.Box(l.Stage.X, l.Stage.Bottom(), l.Stage.W, h)
}

// mostField is the largest side of the field. The design stops at 750; on a large screen
// that leaves half of the stage empty, and larger dots are what a projector needs.
const mostField = 1500

// wide is the layout of main-1440.png. Above 1440 the field grows in steps of
// 125 px and the lanes take the rest; below, the lanes shrink first.
func (l *layout) wide() {
	l.barsBelow(162, 624)
	side := 500.
	for side+125 <= min(l.Stage.H-102, l.Stage.W-48-332, mostField) {
		side += 125
	}
	if side > l.Stage.H-102 || side > l.Stage.W-48-232 {
		side = 375
	}
	l.placeStage(l.Stage.W-16-16-16-side, side)
}

// placeStage puts lanes, field and counters into the stage.
func (l *layout) placeStage(lanes, side float64) {
	x, y := l.Stage.X+16, l.Stage.Y
	spare, most := math.Floor((l.Stage.H-102-side)/2), 40.
	if !l.Bars { // the middle of a stage that goes down to the timeline
		most = spare
	}
	head := 45.
	if l.Size == ui.Narrow { // its buttons are high
		head = 49
	}
	l.Field = ui.Box(l.Stage.Right()-16-side, y+head+max(0, min(spare, most)), side, side)
	l.FieldHead = ui.Box(l.Field.X, l.Field.Y-42, side, 36)
	l.Legend = ui.Box(l.Field.X, l.Field.Bottom()+10, side, 32)
	h := room(l.Numbers, countersH)
	l.Lanes = ui.Box(x, y, lanes, l.Stage.H-h)
	l.Counters = ui.Box(x, l.Stage.Bottom()-h, lanes, h)
}

// medium has the smallest field.
func (l *layout) medium() {
	l.barsBelow(154, 624)
	l.placeStage(l.Stage.W-48-375, 375)
}

// narrow has it where the whole is no wider or higher than that.
func (l *layout) narrow() {
	bars := 154.
	if l.Stage.H >= 812 {
		bars = 176
	}
	l.barsBelow(bars, 652)
	side := 500.
	if side > l.Stage.W-48-200 || side > l.Stage.H-102 {
		side = 375
	}
	l.placeStage(l.Stage.W-48-side, side)
}

// phone runs the lanes from top to bottom.
func (l *layout) phone() {
	l.Flat = true
	l.barsBelow(82, 0)
	l.Rows = 1
	s := l.Stage
	side, line := 375., room(l.Numbers, 39)
	for side > 125 && (side > s.W-14 || s.Y+76+side+line > l.CPU.Y) {
		side -= 125
	}
	if s.Y+76+side+line > l.CPU.Y && s.W >= leastShort {
		l.short()
		return
	}
	l.Lanes = ui.Box(s.X, s.Y, s.W, 75)
	l.Field = ui.Box(s.X+math.Floor((s.W-side)/2), s.Y+76, side, side)
	l.Counters = ui.Box(s.X, l.Field.Bottom(), s.W, line)
	y := l.Counters.Bottom()
	if !l.Numbers { // what stands there would touch the field
		y += 8
	}
	l.Peek = ui.Box(s.X, y, s.W, l.CPU.Y-y)
}

// leastShort is the width from which a field and a line of lanes have room beside each other.
const leastShort = 340

// short is the layout of a phone's stage that is not high enough for the smallest field below
// the lanes: it stands beside them, as in a low window.
func (l *layout) short() {
	const side = 125
	s, line := l.Stage, room(l.Numbers, 39)
	l.Short = true
	l.Counters = ui.Box(s.X, s.Bottom()-line, s.W, line)
	l.Field = ui.Box(s.Right()-8-side, s.Y+math.Floor(max(0, l.Counters.Y-s.Y-side)/2), side, side)
	l.Lanes = ui.Box(s.X, max(s.Y, l.Field.CenterY()-38), l.Field.X-12-s.X, 75)
	l.Peek = ui.Box(s.X, l.Lanes.Bottom(), l.Lanes.W, 0)
}

// foldedField is the side of the field in a folded stage: its 125 dots, of one px each.
const foldedField = 125.

// fold lays the strip out.
func (l *layout) fold() {
	s := l.Stage
	x := s.X + 12
	if s.W >= 1000 {
		x = s.X + 176
	}
	l.Lanes = ui.Box(s.X+16, s.Y, x-s.X-16, s.H)
	l.Field = ui.Box(x, s.Y+(s.H-foldedField)/2, foldedField, foldedField)
	if l.Size != ui.Phone { // it has one when it is not folded
		l.FieldHead = ui.Box(l.Field.X, l.Field.Y, l.Field.W, 1)
	}
	right := s.Right() - 16
	if s.W >= 1150 {
		l.Toggles = ui.Box(right-300, s.Y, 300, s.H)
		right -= 324
	}
	if s.W >= 900 && l.Numbers {
		l.Counters = ui.Box(right-196, s.Y, 196, s.H)
		right -= 220
	}
	l.CPU = rectOf(l.Bars, ui.Box(l.Field.Right()+20, s.Y, right-l.Field.Right()-20, s.H))
}

// low is the layout of a window that is wide but not high: lanes, numbers and one bar in
// a column, and beside it the field as high as the stage.
func (l *layout) low(p *scene.Place) {
	l.Flat, l.Rows = true, 1
	side, x := p.Square, l.Stage.Right()-16-p.Square
	if spare := l.Stage.H - side; spare >= lowHead+4 {
		l.Field = ui.Box(x, l.Stage.Y+lowHead+math.Floor((spare-lowHead)/3), side, side)
		l.FieldHead = ui.Box(x, l.Field.Y-42, side, 36)
	} else {
		l.Field = ui.Box(x, l.Stage.Y+math.Floor(spare/2), side, side)
	}
	if !l.FieldHead.Empty() && side >= 375 && l.Stage.Bottom()-l.Field.Bottom() >= 42 {
		l.Legend = ui.Box(x, l.Field.Bottom()+10, side, 32)
	}
	l.lowColumn(ui.Box(l.Stage.X, l.Stage.Y, x-12-l.Stage.X, l.Stage.H-p.Taken.H))
}

// lowColumn puts counters, lanes and the one bar into the column r, lanes as near to the
// middle of the field as they can be.
func (l *layout) lowColumn(r ui.Rect) {
	const lanes = 75
	bar, line, numbers := room(l.Bars, 82), room(l.Numbers, 39), room(l.Numbers, countersH)
	l.CPU = ui.Box(r.X, r.Bottom()-bar, r.W, bar)
	if !l.FieldHead.Empty() && r.H >= lowHead+guildH+line+bar+16 { // lanes as ever, above all in a line
		l.Flat = false
		l.Counters = ui.Box(r.X, l.CPU.Y-line, r.W, line)
		l.Lanes = ui.Box(r.X+16, r.Y, r.W-32, l.Counters.Y-r.Y)
		return
	}
	l.Counters = ui.Box(r.X, r.Y, r.W, line)
	if r.H >= 8+countersH+lanes+bar {
		l.Counters = ui.Box(r.X+16, r.Y+8, r.W-16, numbers)
	}
	y := min(max(l.Field.CenterY()-28, l.Counters.Bottom()), l.CPU.Y-lanes)
	l.Lanes = ui.Box(r.X, math.Floor(y), r.W, lanes)
	if l.Size == ui.Phone {
		l.Peek = ui.Box(r.X, l.Lanes.Bottom(), r.W, l.CPU.Y-l.Lanes.Bottom())
	}
}

// lowHead is the room that the line above the field takes.
const lowHead = 45.

// compact reports whether counters and bars are in the short form of a phone.
func (l *layout) compact() bool { return l.Size == ui.Phone || l.Low }

// turned reports whether lanes run from top to bottom, so that waves do too.
func (l *layout) turned() bool { return l.Size == ui.Phone && !l.Low && !l.Short }

// cardFrame is where sessions are shown as cards, as many whole ones as fit: all of
// the stage above bottom but a strip at the left, or on a phone the field's own place.
func (l *layout) cardFrame(bottom, scale float64) ui.Rect {
	w, h := math.Round(cardPitchX*scale)/scale, math.Round(cardPitchY*scale)/scale
	room := l.Field
	if !l.compact() {
		room = ui.Box(l.Stage.X+stripW, l.Field.Y, l.Stage.W-stripW-8, bottom-l.Field.Y)
		if l.Size == ui.Narrow { // below it what is inspected is shown
			room.H = l.Field.H
		}
	} else { // below them is the way back to the whole field
		room.H -= cardFoot
	}
	columns, rows := math.Floor((room.W+cardGap)/w), math.Floor((room.H+cardGap)/h)
	r := ui.Box(0, 0, max(1, columns)*w-cardGap, max(1, rows)*h-cardGap)
	r.X = room.X + math.Floor((room.W-r.W)/2*scale)/scale
	r.Y = room.Y + 4
	if !l.compact() {
		r.Y = room.Y + math.Floor((room.H-r.H)/2*scale)/scale
	}
	return r
}

// cardFoot is what a phone keeps free below cards.
const cardFoot = 52

// stripW is the width of what is left of the lanes beside cards.
const stripW = 112
