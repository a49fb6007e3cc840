package scene

import "fanout/render/ui"

// foldedStage is how high the stage is under a drawer that is fully open.
const foldedStage = 140.

// fold lays the stage out as a strip below the top bar.
func (l *layout) fold() {
	l.LeftRail, l.RightRail = ui.Rect{}, ui.Rect{}
	if l.Low {
		l.Covered = true
		return
	}
	l.Folded = true
	l.Stage = ui.Box(0, l.Top.Bottom(), l.W, foldedStage)
}

// draw is the ground of the folded stage.
func (v foldedStrip) draw() {
	v.Fill(v.l.Stage, 0, v.Theme.Bg1)
	v.HLine(v.l.Stage.X, v.l.Stage.Bottom()-1, v.l.Stage.W, v.Theme.Line)
}
