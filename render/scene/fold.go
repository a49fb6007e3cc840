package scene

import "fanout/render/ui"

// foldedStage is how high the stage is under a drawer that is fully open. The field
// keeps its 125 dots a side, of one px each, so that it is the same picture.
const (
	foldedStage = 140.
	foldedField = 125.
)

// fold lays the stage out as a strip below the top bar.
func (l *layout) fold() {
	l.LeftRail, l.RightRail = ui.Rect{}, ui.Rect{}
	if l.Low {
		l.Covered = true
		return
	}
	l.Folded = true
	l.Stage = ui.Box(0, l.Top.Bottom(), l.W, foldedStage)
	x := 12.
	if l.W >= 1000 {
		x = 176
	}
	l.Lanes = ui.Box(16, l.Stage.Y, x-16, foldedStage)
	l.Field = ui.Box(x, l.Stage.Y+(foldedStage-foldedField)/2, foldedField, foldedField)
	right := l.W - 16
	l.Counters = ui.Rect{}
	l.foldedToggles = ui.Rect{}
	if l.W >= 1150 {
		l.foldedToggles = ui.Box(right-300, l.Stage.Y, 300, foldedStage)
		right -= 324
	}
	if l.W >= 900 {
		l.Counters = ui.Box(right-196, l.Stage.Y, 196, foldedStage)
		right -= 220
	}
	l.CPU = ui.Box(l.Field.Right()+20, l.Stage.Y, right-l.Field.Right()-20, foldedStage)
}
