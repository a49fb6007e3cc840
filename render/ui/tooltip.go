package ui

import "time"

// TooltipDelay is how long a pointer rests before a tooltip opens.
const TooltipDelay = 500 * time.Millisecond

// TooltipDue reports whether a tooltip has become due since the picture was built.
func (in *Interaction) TooltipDue(now, built time.Duration) bool {
	w := in.Rested(now, TooltipDelay)
	return w != nil && w.Hint != "" && built-in.Since < TooltipDelay
}

// Tooltip explains the widget that the pointer rests on, unless it has been pressed since it
// came there, or else the term that was tapped or has the focus. It belongs above all widgets.
func (v *View) Tooltip() {
	w := v.In.Rested(v.Motion.Now, TooltipDelay)
	if w == nil || w.Hint == "" {
		w = explained(v.In)
	}
	if w == nil || w.Hint == "" || v.In.Pressed != "" {
		return
	}
	var lines []TipLine
	if w.Tag != "" {
		lines = append(lines, TipLine{Style: LabelStrong, Ink: v.Theme.T1, Text: w.Label, Tag: w.Tag})
	}
	for _, line := range v.Wrap(Label, w.Hint, 216) {
		lines = append(lines, TipLine{Style: Label, Ink: v.Theme.T1, Text: line})
	}
	v.Tip(w.Rect, lines)
}

// TipLine is a line of a tooltip.
type TipLine struct {
	Style Style
	Ink   Color
	Text  string
	Sign  func(x, y float64) // drawn before it, nil for none
	Tag   string             // at its end, "" for none
}

// farTip is how far away from its target a tooltip may be before it outlines it.
const farTip = 22

// Tip is a box with an arrow that points at target, and never on it: below it, above it or
// beside it, where it covers the fewest of the other widgets. From far away it outlines the target.
func (v *View) Tip(target Rect, lines []TipLine) {
	t := v.Theme
	width := 0.
	for _, line := range lines {
		w := v.Width(line.Style, line.Text)
		if line.Sign != nil {
			w += 14
		}
		if line.Tag != "" {
			w += v.Width(Tick, line.Tag) + 22
		}
		width = max(width, w)
	}
	r, point := v.tipPlace(target, width+24, float64(len(lines))*18+14)
	if point.X == r.Right() && target.X > point.X+farTip { // a line to it would strike what lies between
		v.Border(target.Inset(-3), 5, 1.4, t.T2)
	}
	v.Diamond(point.X, point.Y, 7, t.Line2)
	v.Panel(r, 6, t.Bg3, t.Line2)
	v.Diamond(point.X, point.Y, 5.6, t.Bg3)
	for i, line := range lines {
		x, y := r.X+12, r.Y+16+18*float64(i)
		if line.Sign != nil {
			line.Sign(x+5, y)
			x += 14
		}
		v.Text(x, y, line.Style, line.Ink, line.Text)
		if line.Tag != "" {
			v.Tag(r.Right()-12, y, line.Tag)
		}
	}
}

// tipPlace is where a tooltip of that size lies, and the point at its edge where its arrow is.
func (v *View) tipPlace(target Rect, w, h float64) (best Rect, point Point) {
	const gap, edge = 12, 8
	x := min(max(edge, target.CenterX()-w/2), v.W-edge-w)
	y := min(max(edge, target.CenterY()-h/2), v.H-edge-h)
	least := -1
	places := [10]Rect{
		{x, target.Bottom() + gap, w, h}, {x, target.Y - gap - h, w, h}, {target.X - gap - w, y, w, h}, {target.Right() + gap, y, w, h},
		{target.Right() - w, target.Y - gap - h, w, h}, {target.Right() - w, target.Bottom() + gap, w, h},
	}
	for i := range 4 { // farther away, where a row of others is beside it
		places[6+i] = Rect{target.X - gap - w - 80*float64(i+1), y, w, h}
	}
	for _, r := range places {
		if r.X < edge || r.Y < edge || r.Right() > v.W-edge || r.Bottom() > v.H-edge {
			continue
		}
		if n := covered(v.In, r); least < 0 || n < least {
			least, best = n, r
		}
	}
	if least < 0 { // nowhere is room for all of it
		best = Rect{x, target.Bottom() + gap, w, h}
	}
	point = Pt(min(max(target.CenterX(), best.X+10), best.Right()-10), best.Y)
	switch {
	case best.Bottom() <= target.Y:
		point.Y = best.Bottom()
	case best.Right() <= target.X:
		point = Pt(best.Right(), min(max(target.CenterY(), best.Y+10), best.Bottom()-10))
	case best.X >= target.Right():
		point = Pt(best.X, min(max(target.CenterY(), best.Y+10), best.Bottom()-10))
	}
	return best, point
}

// covered is how many widgets that can be used lie under r.
func covered(in *Interaction, r Rect) (n int) {
	for i := range in.widgets {
		switch w := &in.widgets[i]; w.Kind {
		case Area, Plane, Reader, Term:
		default:
			if over := w.Rect.Intersect(r); over.W > 2 && over.H > 2 {
				n++
			}
		}
	}
	return n
}
