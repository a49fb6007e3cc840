package scene

import "fanout/render/ui"

const (
	// leastHeight is the height of a window below which not much fits one above another.
	leastHeight = 690.

	// leastLowWidth is the width from which there is room for a column beside a square, and
	// leastFlatWidth that of a window in which nothing else has room: a phone on its side, with
	// the page's guide beside the picture.
	leastLowWidth  = 560.
	leastFlatWidth = 404.
	mostFlatHeight = 480.

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
	l.lowStage(l.LeftRail.Right(), bottom)
}

// lowStage gives the stage of a low window what lies right of x, down to bottom.
func (l *layout) lowStage(x, bottom float64) {
	right := l.W - l.RightRail.W
	l.Stage = ui.Box(x, l.Top.H, right-x, bottom-l.Top.H)
	l.Square = lowSquare(l.Stage)
	if l.Size == ui.Phone { // below the column, not below the square
		l.Timeline = ui.Box(x, bottom-56, right-28-l.Square-x, 56)
	}
}

// lowSquare is the side of the square of a low stage.
func lowSquare(stage ui.Rect) float64 {
	side := 125.
	for side+125 <= min(stage.H-8, stage.W-leastColumn-16, 750) {
		side += 125
	}
	return side
}
