package ui

// ButtonSpec describes a button: an icon, a text or both.
type ButtonSpec struct {
	ID       string // of the widget, after "button."
	Label    string // for a screen reader
	Text     string // drawn, "" for none
	Icon     Icon   // drawn, nil for none
	Primary  bool
	Value    string
	Hint     string
	Disabled string // why it cannot be used now, "" if it can
	Command  string
	Act      func()
}

// Button draws a button that fills r.
func (v *View) Button(r Rect, b ButtonSpec) {
	t := v.Theme
	w := Widget{
		ID: "button." + b.ID, Kind: Button, Rect: r, Label: b.Label, Value: b.Value,
		Hint: b.Hint, Command: b.Command, Act: b.Act,
	}
	if b.Disabled != "" {
		w.Disabled, w.Hint = b.Disabled, b.Hint+": "+b.Disabled
	}
	state := v.Place(w)
	fill, line, ink := t.Bg2, t.Line2, t.T1
	switch {
	case state.Disabled:
		fill, line, ink = t.Bg1, t.Line, t.T3
	case b.Primary && state.Pressed:
		fill, line, ink = t.Acc.Mix(t.Bg0, .25), t.Acc, t.OnAcc
	case b.Primary && state.Hover:
		fill, line, ink = t.Acc.Mix(t.T1, .18), t.Acc.Mix(t.T1, .18), t.OnAcc
	case b.Primary:
		fill, line, ink = t.Acc, t.Acc, t.OnAcc
	case state.Pressed:
		fill, line = t.Bg4, t.Acc
	case state.Hover:
		fill, line = t.Bg3, t.T3
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, fill, line)
	switch {
	case b.Icon != nil && b.Text != "":
		w := 16 + 8 + v.Width(LabelMedium, b.Text)
		x := r.CenterX() - w/2
		b.Icon(&v.Painter, x+8, r.CenterY(), ink)
		v.Text(x+24, r.CenterY(), LabelMedium, ink, b.Text)
	case b.Icon != nil:
		b.Icon(&v.Painter, r.CenterX(), r.CenterY(), ink)
	default:
		v.TextCenter(r.CenterX(), r.CenterY(), LabelMedium, ink, b.Text)
	}
}
