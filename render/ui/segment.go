package ui

// Choice is one field of a segment.
type Choice struct {
	ID       string // of the widget, after "segment.<name>."
	Label    string
	Command  string
	Act      func() // what it does to the interface, nil for nothing
	On       bool
	Hint     string
	Disabled string // why it cannot be used now, "" if it can
}

// Segment is a row of choices of which one is on; it fills r. Of choices that are not offered
// only the one that is on is shown, and cannot be pressed.
func (v *View) Segment(r Rect, name string, choices []Choice) {
	t := v.Theme
	choices = v.offeredChoices(name, choices)
	v.Panel(r, 6, t.Bg1, t.Line2)
	w := r.W / float64(len(choices))
	for i, c := range choices {
		box := Rect{r.X + float64(i)*w, r.Y, w, r.H}
		state := v.Place(Widget{
			ID: "segment." + name + "." + c.ID, Kind: Segment, Rect: box,
			Label: c.Label, Value: onOff(c.On), Hint: c.Hint, Disabled: c.Disabled, Command: c.Command, Act: c.Act,
		})
		style, ink := Label, t.T2
		switch {
		case state.Disabled && c.On:
			v.Border(box, 6, 1, t.Line2)
			ink = t.T3
		case state.Disabled:
			ink = t.T3
		case c.On:
			v.Panel(box, 6, t.AccDim, t.Acc)
			style, ink = LabelStrong, t.T1
		case state.Pressed:
			v.Panel(box, 6, t.Bg4, t.Acc)
		case state.Hover:
			v.Fill(box.Inset(1), 5, t.Bg3)
			ink = t.T1
		}
		v.FocusRing(box.Inset(2), 5, state)
		v.TextCenter(box.CenterX(), box.CenterY(), style, ink, c.Label)
	}
}

// offeredChoices are those that a person is offered, and the one that is on.
func (v *View) offeredChoices(name string, choices []Choice) []Choice {
	if v.In.Offered.All() {
		return choices
	}
	var offered []Choice
	for _, c := range choices {
		has := c.Act != nil || v.Offers("segment."+name+"."+c.ID) // how something is looked at is always there
		if !has {
			c.Command = ""
		}
		if has || c.On {
			offered = append(offered, c)
		}
	}
	return offered
}
