package scene

import (
	"math"

	"fanout/render/ui"
)

// layout says where everything is, in CSS px. An empty Rect is not shown.
type layout struct {
	W, H float64
	Size ui.Breakpoint
	Low  bool // too low for lanes above counters: see low
	Flat bool // lanes are one line

	Top       ui.Rect
	TopX      float64 // where its part above the stage begins, whether the rail is there or not
	LeftRail  ui.Rect
	RightRail ui.Rect
	Stage     ui.Rect // between the rails, above the CPU strip
	Lanes     ui.Rect // API, wires, sieve, guild
	FieldHead ui.Rect
	Field     ui.Rect // a square
	Legend    ui.Rect
	Counters  ui.Rect
	Peek      ui.Rect // of a compact stage: room for the controls that move most
	CPU       ui.Rect
	Timeline  ui.Rect
	Tabs      ui.Rect

	Half, Full    float64 // heights of the drawer's body
	Folded        bool    // the stage is a strip: the drawer is fully open
	Covered       bool    // nor is there room for a strip: see low
	foldedToggles ui.Rect

	Rows int // of the CPU strip: all services, or the one that was changed last
}

// layoutFor lays out a canvas of w by h px; inset px of the window lie left of
// it and show the left rail themselves.
func layoutFor(w, h, inset float64) layout {
	l := layout{W: w, H: h, Rows: 4}
	switch total := w + inset; {
	case h < leastHeight && w >= leastLowWidth:
		l.low(total, inset > 0)
	case total >= 1200:
		l.wide(inset > 0)
	case total >= 1000:
		l.medium()
	case w >= 700:
		l.narrow()
	default:
		l.phone()
	}
	l.drawerPlaces()
	return l
}

// mostField is the largest side of the field. The design stops at 750; on a large screen
// that leaves half of the stage empty, and larger dots are what a projector needs.
const mostField = 1500

// wide is the layout of main-1440.png. Above 1440 the field grows in steps of
// 125 px and the lanes take the rest; below, the lanes shrink first.
func (l *layout) wide(railOutside bool) {
	l.Size = ui.Wide
	left := 264.
	if railOutside {
		left = 0
	}
	const right = 296.
	l.Top = ui.Box(0, 0, l.W, 48)
	l.bottomRows(44, 44)
	body := l.Timeline.Y - 48
	l.LeftRail, l.TopX = ui.Box(0, 48, left, body), left
	l.RightRail = ui.Box(l.W-right, 48, right, body)
	stageW := l.W - left - right
	cpu := 162.
	if l.H < 760 {
		cpu, l.Rows = 80, 1
	}
	l.CPU = ui.Box(left, l.Timeline.Y-cpu, stageW, cpu)
	l.Stage = ui.Box(left, 48, stageW, l.CPU.Y-48)

	side := 500.
	for side+125 <= min(l.Stage.H-102, stageW-48-332, mostField) {
		side += 125
	}
	if side > l.Stage.H-102 || side > stageW-48-232 {
		side = 375
	}
	lanes := stageW - 16 - 16 - 16 - side
	l.placeStage(lanes, side)
}

// placeStage puts lanes, field and counters into the stage.
func (l *layout) placeStage(lanes, side float64) {
	x, y := l.Stage.X+16, l.Stage.Y
	spare := math.Floor((l.Stage.H - 102 - side) / 2)
	l.Field = ui.Box(l.Stage.Right()-16-side, y+45+max(0, min(spare, 40)), side, side)
	l.FieldHead = ui.Box(l.Field.X, l.Field.Y-42, side, 36)
	l.Legend = ui.Box(l.Field.X, l.Field.Bottom()+10, side, 32)
	l.Lanes = ui.Box(x, y, lanes, l.Stage.H-countersH)
	l.Counters = ui.Box(x, l.Stage.Bottom()-countersH, lanes, countersH)
}

// bottomRows reserves the timeline and the tabs.
func (l *layout) bottomRows(timeline, tabs float64) {
	l.Tabs = ui.Box(0, l.H-tabs, l.W, tabs)
	l.Timeline = ui.Box(0, l.Tabs.Y-timeline, l.W, timeline)
}

// drawerPlaces says how high the drawer's body is: half open it leaves the field
// in sight unless the window is too low for both.
func (l *layout) drawerPlaces() {
	want := 206.
	if l.Size == ui.Phone {
		want = 260
	}
	l.Half = min(want, max(120, math.Floor(l.Timeline.Y-l.Field.Bottom()-6)))
	l.Full = max(l.Half+40, l.Timeline.Y-l.Top.Bottom()-foldedStage)
	if l.Low { // there is no room for a strip, nor below the field
		l.Full = l.Timeline.Y - l.Top.Bottom()
		l.Half = min(l.Full-24, want)
		if l.Size == ui.Phone { // the counters whole, or not at all
			l.Half = max(120, min(l.Half, l.Timeline.Y-l.Counters.Bottom()))
		}
	}
}

// touched reports whether the layout is one that fingers use: targets are 44 px high.
func (l *layout) touched() bool { return l.Size >= ui.Narrow }

// drawerRect is the drawer's body when it is h high. On phones the tabs stay below it.
func (l *layout) drawerRect(h float64) ui.Rect {
	bottom := l.H
	if l.Size == ui.Phone {
		bottom = l.Tabs.Y
	}
	return ui.Box(0, bottom-h, l.W, h)
}

// medium drops the left rail: the introduction opens as a sheet.
func (l *layout) medium() {
	l.Size = ui.Medium
	l.Top = ui.Box(0, 0, l.W, 48)
	l.bottomRows(44, 44)
	body := l.Timeline.Y - 48
	l.RightRail = ui.Box(l.W-296, 48, 296, body)
	stageW := l.W - 296
	cpu := 154.
	if l.H < 760 {
		cpu, l.Rows = 80, 1
	}
	l.CPU = ui.Box(0, l.Timeline.Y-cpu, stageW, cpu)
	l.Stage = ui.Box(0, 48, stageW, l.CPU.Y-48)
	l.placeStage(stageW-48-375, 375)
}

// narrow gives the whole width to the stage: both rails are sheets.
func (l *layout) narrow() {
	l.Size = ui.Narrow
	l.Top = ui.Box(0, 0, l.W, 48)
	l.bottomRows(44, 56)
	cpu := 154.
	switch {
	case l.H < 800:
		cpu, l.Rows = 80, 1
	case l.H >= 960:
		cpu = 176
	}
	l.CPU = ui.Box(0, l.Timeline.Y-cpu, l.W, cpu)
	l.Stage = ui.Box(0, 48, l.W, l.CPU.Y-48)
	side := 500.
	if side > l.W-48-200 || side > l.Stage.H-102 {
		side = 375
	}
	l.placeStage(l.W-48-side, side)
}

// phone runs the lanes from top to bottom.
func (l *layout) phone() {
	l.Size, l.Flat = ui.Phone, true
	l.Rows = 1
	l.Top = ui.Box(0, 0, l.W, 52)
	l.Tabs = ui.Box(0, l.H-56, l.W, 56)
	l.Timeline = ui.Box(0, l.Tabs.Y-56, l.W, 56)
	l.CPU = ui.Box(0, l.Timeline.Y-82, l.W, 82)
	side := 375.
	for side > 125 && (side > l.W-14 || 128+side+39 > l.CPU.Y) {
		side -= 125
	}
	l.Lanes = ui.Box(0, 52, l.W, 75)
	l.Field = ui.Box(math.Floor((l.W-side)/2), 128, side, side)
	l.Counters = ui.Box(0, l.Field.Bottom(), l.W, 39)
	l.Peek = ui.Box(0, l.Counters.Bottom(), l.W, l.CPU.Y-l.Counters.Bottom())
	l.Stage = ui.Box(0, 52, l.W, l.CPU.Y-52)
}

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
