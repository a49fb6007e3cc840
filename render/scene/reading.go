package scene

import (
	"math"

	"fanout/render/ui"
)

// Where there is no rail for it, a chapter stands below the picture: nothing that it speaks of
// is covered. style.css divides the page in the same way.

const (
	// leastReading is the height from which a window has room for both, one above the other. In
	// a lower one the chapter stands beside the picture, so wide.
	leastReading = 600
	besideWidth  = 296.

	// mostReading is the largest share of a window's height that a chapter takes.
	mostReading = .46

	// leastColumns is the width from which a chapter has two columns, and its own place: it
	// stays while a sheet or the drawer is open.
	leastColumns = 700
)

// readingHeight is how high a chapter is below the picture of a window of w by h px: the square
// of the field is as large as it can be while enough is left to read.
func readingHeight(w, h float64) float64 {
	around, least, last := 279., 260., 200. // a phone's bars, lanes, counters and tabs
	switch {
	case w >= 1000:
		around, least = 144, 240
	case w >= leastColumns:
		around, least = 116, 240
	}
	most := math.Round(mostReading * h)
	if left := h - leastHeight - 2; w >= leastColumns && left >= 300 { // the whole picture has room
		return min(most, left)
	}
	for _, side := range [...]float64{375, 250} {
		if left := h - side - around; left >= least {
			return min(most, left)
		}
	}
	return min(most, max(last, h-131-around))
}

// reads reports whether a chapter, or on a phone its controls, stands below the picture.
func (r *rails) reads() bool {
	l := &r.s.layout
	switch {
	case !r.s.story.Open() || r.s.framed || l.W >= leastWide:
		return false
	case l.W >= leastColumns:
		return !r.away && (l.H >= leastReading || r.s.drawer.snap != drawerFull)
	case l.H < leastReading:
		return false
	}
	of := r.sheet == "intro" || r.sheet == "controls"
	return of && !l.Low && r.s.drawer.snap == drawerClosed
}

// beneath reports whether what is open has its own place to be read in, and not a sheet.
func (r *rails) beneath() bool {
	l := &r.s.layout
	return r.s.story.Open() && !r.s.framed && l.W >= leastColumns && l.W < leastWide
}

// read makes room for a chapter: on a phone between the timeline and the tabs, in a low window
// left of the stage, else below all.
func (l *layout) read() {
	if l.W >= leastColumns && l.H < leastReading {
		l.readBeside()
		return
	}
	h := readingHeight(l.W, l.H)
	if l.W >= leastColumns {
		above := layoutFor(l.W, l.H-h, 0)
		above.H, above.Reading = l.H, ui.Box(0, l.H-h, l.W, h)
		*l = above
		return
	}
	short := *l
	short.H = l.H - h
	short.phone()
	l.Stage, l.Timeline = short.Stage, short.Timeline.Offset(0, short.Tabs.H)
	l.Stage.H += short.Tabs.H
	l.Reading = ui.Box(0, l.Timeline.Bottom(), l.W, l.Tabs.Y-l.Timeline.Bottom())
}

// readBeside takes the chapter's column from the stage of a low window. The controls get no rail
// as well: they open over the text.
func (l *layout) readBeside() {
	l.RightRail = ui.Rect{}
	l.Reading = ui.Box(0, l.Stage.Y, besideWidth, l.Stage.H)
	l.lowStage(l.Reading.Right(), l.Stage.Bottom())
}

// readsBeside reports whether the chapter stands beside the picture and not below it.
func (l *layout) readsBeside() bool { return !l.Reading.Empty() && l.Reading.W < l.W }

// draw draws the chapter into its own place.
func (v reading) draw() {
	r := v.l.Reading
	if r.Empty() || !v.s.rails.beneath() {
		return
	}
	if v.l.readsBeside() {
		if v.s.drawer.h > 0 {
			r.H = min(r.H, v.s.drawer.timelineY()-r.Y)
		}
		v.VLine(r.Right()-1, r.Y, r.H, v.Theme.Line)
		r.W--
	}
	v.Fill(r, 0, v.Theme.Bg1)
	v.HLine(r.X, r.Y, r.W, v.Theme.Line2)
	v.In.Add(ui.Widget{ID: "reading", Kind: ui.Area, Rect: r, Label: "Chapter"})
	leftRail(v).chapters(ui.Box(r.X, r.Y+1, r.W, r.H-1), r, &v.s.rails.left)
}
