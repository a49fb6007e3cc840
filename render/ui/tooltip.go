package ui

import "time"

// TooltipDelay is how long a pointer rests before a tooltip opens.
const TooltipDelay = 500 * time.Millisecond

// TooltipDue reports whether a tooltip has become due since the picture was built.
func (in *Interaction) TooltipDue(now, built time.Duration) bool {
	w := in.Rested(now, TooltipDelay)
	return w != nil && w.Hint != "" && built-in.Since < TooltipDelay
}

// Tooltip explains the widget that the pointer rests on, or else the term that was tapped or
// has the focus. It belongs above all widgets.
func (v *View) Tooltip() {
	w := v.In.Rested(v.Motion.Now, TooltipDelay)
	if w == nil || w.Hint == "" {
		w = explained(v.In)
	}
	if w == nil || w.Hint == "" || v.In.Pressed != "" {
		return
	}
	var lines []TipLine
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
}

// Tip is a box with an arrow that points at target: below it, or above where
// there is no room below, and never on it.
func (v *View) Tip(target Rect, lines []TipLine) {
	t := v.Theme
	width := 0.
	for _, line := range lines {
		w := v.Width(line.Style, line.Text)
		if line.Sign != nil {
			w += 14
		}
		width = max(width, w)
	}
	r := Rect{target.CenterX() - width/2 - 12, target.Bottom() + 12, width + 24, float64(len(lines))*18 + 14}
	edge := r.Y
	if r.Bottom() > v.H-8 {
		r.Y = target.Y - 12 - r.H
		edge = r.Bottom()
	}
	r.X = min(max(8, r.X), v.W-8-r.W)
	point := min(max(target.CenterX(), r.X+10), r.Right()-10)
	v.Diamond(point, edge, 7, t.Line2)
	v.Panel(r, 6, t.Bg3, t.Line2)
	v.Diamond(point, edge, 5.6, t.Bg3)
	for i, line := range lines {
		x, y := r.X+12, r.Y+16+18*float64(i)
		if line.Sign != nil {
			line.Sign(x+5, y)
			x += 14
		}
		v.Text(x, y, line.Style, line.Ink, line.Text)
	}
}
