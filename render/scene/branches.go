package scene

import (
	"math"
	"strconv"

	"fanout/render/ui"
	"fanout/sim/readout"
)

// branchMark is a place of the timeline at which other futures part from the one that is
// played: those that are too near to be told apart are one mark.
type branchMark struct {
	x    float64
	list []*readout.Branch // the newest first
}

// branchApart is the least between two marks, px: a pointer, or a finger, has to tell them
// apart.
func (v timelineRow) branchApart() float64 {
	if v.Size.Touch() {
		return 44
	}
	return 24
}

// branchMarks are the marks of a plot, from left to right.
func (v timelineRow) branchMarks(p *timePlot) (marks []branchMark) {
	all := v.Snap.Timeline.Branches
	for i := len(all) - 1; i >= 0; i-- {
		b := &all[i]
		x := math.Round(p.at(b.At))
		near := -1
		for m := range marks {
			if math.Abs(marks[m].x-x) < v.branchApart() {
				near = m
			}
		}
		if near < 0 {
			marks, near = append(marks, branchMark{x: x}), len(marks)
		}
		marks[near].list = append(marks[near].list, b)
	}
	return marks
}

// branches draws the other futures: each is a line that leaves the timeline's foot where it
// parts and reaches as far as it was computed. Pressing its mark goes back to it, or shows
// which there are.
func (v timelineRow) branches(p *timePlot) {
	for i, m := range v.branchMarks(p) {
		v.branchMark(p, m, p.Bottom()-12-float64(i%2)*6)
	}
}

// branchMark draws a mark whose lines are at y.
func (v timelineRow) branchMark(p *timePlot, m branchMark, y float64) {
	s, b := v.s, m.list[0]
	side := v.branchApart()
	w := ui.Widget{ID: "button.branch." + strconv.Itoa(b.Number), Kind: ui.Button, Rect: ui.Box(m.x-side/2+6, p.Bottom()+6-side, side, side),
		Label: "Branch " + strconv.Itoa(b.Number), Value: v.branchText(b), Hint: "Another future, " + v.branchText(b) + ". Press to go back to it",
		Command: "branch " + strconv.Itoa(b.Number)}
	if len(m.list) > 1 {
		rows := v.branchRows(m.list)
		of, first := w.ID, rows[0].widget.ID
		w.Label, w.Value = "Branches", strconv.Itoa(len(m.list))
		w.Hint, w.Command, w.Act = strconv.Itoa(len(m.list))+" other futures. Press to choose one", "", func() { s.drawer.menu.toggle(of, first) }
		defer func() { s.drawer.menu.place(of, w.Rect, rows) }()
	}
	state := v.Place(w)
	ink := v.Theme.T1
	if state.Hover || state.Pressed || state.Focus {
		ink = v.Theme.Acc
	}
	x := m.x + 10
	for _, one := range m.list {
		if end := math.Round(p.at(one.Until)); end > x+8 {
			v.Fill(ui.Box(x, y-.5, end-x, 1), 0, ink.Alpha(.7))
			v.Fill(ui.Box(end-1, y-3, 1, 6), 0, ink.Alpha(.7))
		}
	}
	v.Curve(ui.Pt(m.x, p.Bottom()), ui.Pt(m.x, y+4), ui.Pt(m.x+2, y), ui.Pt(x, y), 1.5, ink)
	v.Disc(m.x, p.Bottom()-1, 2.5, ink)
	v.Disc(x, y, 6, v.Theme.Bg1)
	v.Ring(x, y, 4.5, 1.5, ink)
	if len(m.list) > 1 {
		v.Fill(ui.Box(x+7, y-6, v.Width(ui.Tick, strconv.Itoa(len(m.list)))+4, 12), 3, v.Theme.Bg1)
		v.Text(x+9, y, ui.Tick, ink, strconv.Itoa(len(m.list)))
	} else {
		v.Disc(x, y, 1.5, ink)
	}
	v.FocusRing(ui.Around(m.x+6, y+4, 12), 4, state)
}

// branchRows are the rows of the list of a mark with more than one.
func (v timelineRow) branchRows(list []*readout.Branch) (rows []menuRow) {
	for _, b := range list {
		line := "branch " + strconv.Itoa(b.Number)
		rows = append(rows, menuRow{note: v.branchText(b), widget: ui.Widget{
			ID: "row.branch." + strconv.Itoa(b.Number), Kind: ui.Button, Label: "Branch " + strconv.Itoa(b.Number), Value: v.branchText(b),
			Act: func() { v.s.in.Emit(line) }}})
	}
	return rows
}

// branchText is what sets a branch apart: what is done in it first, or how far it goes.
func (v timelineRow) branchText(b *readout.Branch) string {
	if b.First == "" {
		return "as it was, to " + ui.Clock(b.Until)
	}
	return ui.Clock(b.At) + ", " + v.s.words.flagText(v.Snap.Model, b.First)
}
