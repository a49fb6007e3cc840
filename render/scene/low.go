package scene

import "fanout/render/ui"

const (
	// leastHeight is the height of a window below which not much fits one above another.
	leastHeight = 690.

	// leastLowWidth is the width from which there is room for a column beside a square.
	leastLowWidth = 560.

	// leastColumn is the least width of that column.
	leastColumn = 300.
)

// low is the layout of a window that is wide but not high: a phone on its side, or a
// laptop's browser under its own bars. What a phone shows from top to bottom stands in
// a column, and beside it a square has the whole height of the stage. Rails are where
// they would be in a higher window of the same total width.
func (l *layout) low(total float64, railOutside bool) {
	l.Low = true
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
	l.Square = 125.
	for l.Square+125 <= min(l.Stage.H-8, l.Stage.W-leastColumn-16, 750) {
		l.Square += 125
	}
	if l.Size == ui.Phone { // below the column, not below the square
		l.Timeline = ui.Box(left, bottom-56, right-28-l.Square-left, 56)
	}
}
