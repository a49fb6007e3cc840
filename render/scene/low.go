package scene

import (
	"math"

	"fanout/render/ui"
)

const (
	// leastHeight is the height of a window below which a guild with its mailbox does
	// not fit between the bars.
	leastHeight = 690.

	// leastLowWidth is the width from which there is room for a column beside the field.
	leastLowWidth = 560.

	// leastColumn is the least width of that column.
	leastColumn = 300.
)

// low is the layout of a window that is wide but not high: a phone on its side, or a
// laptop's browser under its own bars. What a phone shows from top to bottom stands in
// a column, and the field beside it has the whole height of the stage. Rails are where
// they would be in a higher window of the same total width.
func (l *layout) low(total float64, railOutside bool) {
	l.Low, l.Flat, l.Rows = true, true, 1
	l.Size = ui.Phone
	l.Top = ui.Box(0, 0, l.W, 52)
	l.Tabs = ui.Box(0, l.H-56, l.W, 56)
	bottom := l.Tabs.Y // of the stage
	if total >= 1000 {
		l.Size = ui.Medium
		l.Top.H = 48
		l.bottomRows(44, 44)
		bottom = l.Timeline.Y
		body := bottom - l.Top.H
		l.RightRail = ui.Box(l.W-296, l.Top.H, 296, body)
		if total >= 1200 {
			l.Size = ui.Wide
			if !railOutside {
				l.LeftRail, l.TopX = ui.Box(0, l.Top.H, 264, body), 264
			}
		}
	}
	left, right := l.LeftRail.Right(), l.W-l.RightRail.W
	l.Stage = ui.Box(left, l.Top.H, right-left, bottom-l.Top.H)

	side := 125.
	for side+125 <= min(l.Stage.H-8, l.Stage.W-leastColumn-16, 750) {
		side += 125
	}
	x := right - 16 - side
	if spare := l.Stage.H - side; spare >= lowHead+4 {
		l.Field = ui.Box(x, l.Stage.Y+lowHead+math.Floor((spare-lowHead)/3), side, side)
		l.FieldHead = ui.Box(x, l.Field.Y-42, side, 36)
	} else {
		l.Field = ui.Box(x, l.Stage.Y+math.Floor(spare/2), side, side)
	}
	if !l.FieldHead.Empty() && side >= 375 && l.Stage.Bottom()-l.Field.Bottom() >= 42 {
		l.Legend = ui.Box(x, l.Field.Bottom()+10, side, 32)
	}
	l.lowColumn(ui.Box(left, l.Stage.Y, x-12-left, l.Stage.H))
}

// lowColumn puts counters, lanes and the one bar into the column r, lanes as near to the
// middle of the field as they can be.
func (l *layout) lowColumn(r ui.Rect) {
	if l.Size == ui.Phone {
		l.Timeline = ui.Box(r.X, r.Bottom()-56, r.W, 56)
		r.H -= 56
	}
	const lanes, bar, line = 75, 82, 39
	l.CPU = ui.Box(r.X, r.Bottom()-bar, r.W, bar)
	if !l.FieldHead.Empty() && r.H >= lowHead+guildH+line+bar+16 { // lanes as ever, above all in a line
		l.Flat = false
		l.Counters = ui.Box(r.X, l.CPU.Y-line, r.W, line)
		l.Lanes = ui.Box(r.X+16, r.Y, r.W-32, l.Counters.Y-r.Y)
		return
	}
	l.Counters = ui.Box(r.X, r.Y, r.W, 39)
	if r.H >= 8+countersH+lanes+bar {
		l.Counters = ui.Box(r.X+16, r.Y+8, r.W-16, countersH)
	}
	y := min(max(l.Field.CenterY()-28, l.Counters.Bottom()), l.CPU.Y-lanes)
	l.Lanes = ui.Box(r.X, math.Floor(y), r.W, lanes)
	if l.RightRail.Empty() {
		l.Peek = ui.Box(r.X, l.Lanes.Bottom(), r.W, l.CPU.Y-l.Lanes.Bottom())
	}
}

// lowHead is the room that the line above the field takes.
const lowHead = 45.

// compact reports whether counters and bars are in the short form of a phone.
func (l *layout) compact() bool { return l.Size == ui.Phone || l.Low }

// turned reports whether lanes run from top to bottom, so that waves do too.
func (l *layout) turned() bool { return l.Size == ui.Phone && !l.Low }
