package ui

import "cmp"

// CheckSpec describes a check: something that is on or off, as a short word in a row of
// others.
type CheckSpec struct {
	ID    string // of the widget, after "toggle."
	Label string // for a screen reader
	Text  string // drawn, "" for none
	Icon  Icon   // drawn in place of a text, nil for none
	On    bool
	Hint  string
	Idle  string // why it makes no difference now, "" if it does; it can be used all the same
	Act   func()
}

// CheckWidth is how wide a check with that text is.
func (p *Painter) CheckWidth(text string) float64 { return p.Width(LabelMedium, text) + 40 }

// Check draws a check that fills r: a tick says that it is on, a dash that it is off.
func (v *View) Check(r Rect, c CheckSpec) {
	t := v.Theme
	w := Widget{ID: "toggle." + c.ID, Kind: Toggle, Rect: v.Target(r, 2), Label: c.Label, Value: onOff(c.On), Hint: cmp.Or(c.Idle, c.Hint), Act: c.Act}
	state := v.Place(w)
	fill, line, ink := t.Bg1, t.Line2, t.T2
	switch {
	case state.Pressed:
		fill, line, ink = t.Bg4, t.Acc, t.T1
	case c.Idle != "" && !state.Hover:
		line, ink = t.Line, t.T3
	case c.On:
		fill, line, ink = t.AccDim, t.Acc, t.T1
	case state.Hover:
		fill, ink = t.Bg3, t.T1
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, fill, line)
	x := r.X + 17
	if c.Icon != nil {
		c.Icon(&v.Painter, r.CenterX()+6, r.CenterY(), ink)
		x = r.X + 13
	}
	sign := ink
	if c.On && c.Idle == "" {
		sign = t.Acc
	}
	if c.On {
		v.Line(x-4, r.CenterY()+.5, x-1, r.CenterY()+3.5, 1.5, sign)
		v.Line(x-1, r.CenterY()+3.5, x+4.5, r.CenterY()-3, 1.5, sign)
	} else {
		v.Line(x-4, r.CenterY(), x+4, r.CenterY(), 1.5, sign)
	}
	if c.Icon == nil {
		v.Text(r.X+28, r.CenterY(), LabelMedium, ink, c.Text)
	}
}
