package scene

import (
	"math"

	"fanout/render/ui"
)

// layout says where everything of the shell is, in CSS px. An empty Rect is not shown.
type layout struct {
	W, H float64
	Size ui.Breakpoint
	Low  bool // too low for much above each other: see low

	Top       ui.Rect
	TopX      float64 // where its part above the stage begins, whether the rail is there or not
	Picker    float64 // width of the button that opens the map, 0 without one
	LeftRail  ui.Rect
	RightRail ui.Rect
	Stage     ui.Rect // the picture's: between the rails, above the timeline
	Timeline  ui.Rect
	Tabs      ui.Rect

	Reading    ui.Rect // of a chapter where there is no rail: the picture stays above it
	Square     float64 // of a low stage, see Place
	Half, Full float64 // heights of the drawer's body
	Folded     bool    // the stage is a strip: the drawer is fully open
	Covered    bool    // nor is there room for a strip: see low
	Framed     bool    // in a frame of another page: see framed
}

// leastWide is the width from which there is a rail left and right of the stage.
const leastWide = 1200

// layoutFor lays out a canvas of w by h px; inset px of the window lie left of
// it and show the left rail themselves.
func layoutFor(w, h, inset float64) layout {
	l := layout{W: w, H: h}
	switch total := w + inset; {
	case h < leastHeight && w >= leastLowWidth, h < mostFlatHeight && w >= leastFlatWidth:
		l.low(total, inset > 0)
	case total >= leastWide:
		l.wide(inset > 0)
	case total >= 1000:
		l.medium()
	case w >= 700:
		l.narrow()
	default:
		l.phone()
	}
	return l
}

// stageBetween gives the stage what is left between rails, top bar and timeline.
func (l *layout) stageBetween() {
	x := l.LeftRail.W
	l.Stage = ui.Box(x, l.Top.Bottom(), l.W-x-l.RightRail.W, l.Timeline.Y-l.Top.Bottom())
}

// wide is the layout of main-1440.png.
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
	l.stageBetween()
}

// bottomRows reserves the timeline and the tabs.
func (l *layout) bottomRows(timeline, tabs float64) {
	l.Tabs = ui.Box(0, l.H-tabs, l.W, tabs)
	l.Timeline = ui.Box(0, l.Tabs.Y-timeline, l.W, timeline)
}

// drawerPlaces says how high the drawer's body is: half open it leaves in sight what the
// picture wants to be, unless the window is too low for both.
func (l *layout) drawerPlaces(room *Room) {
	want := 206.
	if l.Size == ui.Phone {
		want = 260
	}
	l.Half = min(want, max(120, math.Floor(l.Timeline.Y-room.Main.Bottom()-6)))
	l.Full = max(l.Half+40, l.Timeline.Y-l.Top.Bottom()-foldedStage)
	if l.Low { // there is no room for a strip, nor below the picture
		l.Full = l.Timeline.Y - l.Top.Bottom()
		l.Half = min(l.Full-24, want)
		if l.Size == ui.Phone {
			l.Half = max(120, min(l.Half, l.Timeline.Y-room.Whole.Bottom()))
		}
	}
}

// drawerRect is the drawer's body when it is h high. On phones the tabs stay below it.
func (l *layout) drawerRect(h float64) ui.Rect {
	bottom := l.Tabs.Bottom()
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
	l.RightRail = ui.Box(l.W-296, 48, 296, l.Timeline.Y-48)
	l.stageBetween()
}

// narrow gives the whole width to the stage: both rails are sheets.
func (l *layout) narrow() {
	l.Size = ui.Narrow
	l.Top = ui.Box(0, 0, l.W, 48)
	l.bottomRows(44, 56)
	l.stageBetween()
}

// phone has everything one below the other.
func (l *layout) phone() {
	l.Size = ui.Phone
	l.Top = ui.Box(0, 0, l.W, 52)
	l.bottomRows(56, 56)
	l.stageBetween()
}

// filled is where a picture is that fills the canvas from x on.
func (l *layout) filled(x float64) ui.Rect {
	bottom := l.Timeline.Y
	if l.timelineInColumn() {
		bottom = l.Tabs.Y
	}
	return ui.Box(x, l.Top.Bottom(), l.W-x, bottom-l.Top.Bottom())
}

// timelineInColumn reports whether the timeline is no row, but stands in a column beside
// the picture's square.
func (l *layout) timelineInColumn() bool { return l.Low && l.Size == ui.Phone && !l.Framed }

// place is where the picture is drawn, with the drawer covering so much of the stage's
// bottom.
func (l *layout) place(drawer, scale float64, veiled bool) Place {
	p := Place{Stage: l.Stage, Size: l.Size, Low: l.Low, Folded: l.Folded, Veiled: veiled, Drawer: drawer, Scale: scale, Square: l.Square}
	if l.timelineInColumn() {
		p.Taken = l.Timeline
	}
	return p
}
