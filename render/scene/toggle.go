package scene

// option is a setting that is on or off.
type option struct {
	key   string // of the setting, and of the commands
	title string
	about string // one line: what it does
	on    bool
	idle  string // why it makes no difference now, "" if it does

	command string // to flip it, "" for "toggle KEY on|off"
}

// toggleRow is a switch with a title and the consequence below it. The row that
// was changed last is filled and outlined until something else changes.
func (v *view) toggleRow(r Rect, o option) {
	t := v.theme
	look := v.placeToggle(r, o)
	v.rowBack(r, o.key, look)
	v.switchAt(o.key, r.X+8, r.Y+9, o.on, look)
	about, ink := o.about, t.T1
	if o.idle != "" {
		about, ink = o.idle, t.T2
	}
	v.text(r.X+50, r.Y+17, BodyStrong, ink, o.title)
	v.text(r.X+50, r.Y+36, Label, t.T2, about)
}

// toggleLine is the compact form: one line, 28 px high.
func (v *view) toggleLine(r Rect, o option) {
	look := v.placeToggle(r, o)
	v.rowBack(r, o.key, look)
	v.switchAt(o.key, r.X+8, r.Y+(r.H-18)/2, o.on, look)
	v.text(r.X+50, r.CenterY(), LabelMedium, v.theme.T1, o.title)
	v.textRight(r.Right()-8, r.CenterY(), Tick, v.theme.T2, o.about)
}

func (v *view) placeToggle(r Rect, o option) look {
	value, next := "off", "on"
	if o.on {
		value, next = "on", "off"
	}
	command := o.command
	if command == "" {
		command = "toggle " + o.key + " " + next
	}
	return v.place(Widget{ID: "toggle." + o.key, Kind: Toggle, Rect: r, Label: o.title, Value: value, command: command})
}

// rowBack is the ground of a row: changed last, pressed, hovered or nothing.
func (v *view) rowBack(r Rect, key string, look look) {
	t := v.theme
	switch {
	case v.snap.Changed == key:
		v.panel(r, 8, t.AccDim, t.Acc)
	case look.pressed:
		v.panel(r, 8, t.Bg4, t.Acc)
	case look.hover:
		v.fill(r, 8, t.Bg2)
	}
}

// choice is one field of a segment.
type choice struct {
	id      string // the widget's id after "segment.<name>."
	label   string
	command string
	on      bool
	tip     string
}

// segment is a row of choices of which one is on.
func (v *view) segment(r Rect, name string, choices []choice) {
	t := v.theme
	v.panel(r, 6, t.Bg1, t.Line2)
	w := r.W / float64(len(choices))
	for i, c := range choices {
		box := Rect{r.X + float64(i)*w, r.Y, w, r.H}
		value := "off"
		if c.on {
			value = "on"
		}
		look := v.place(Widget{
			ID: "segment." + name + "." + c.id, Kind: Segment, Rect: box,
			Label: c.label, Value: value, Hint: c.tip, command: c.command,
		})
		style, ink := Label, t.T2
		switch {
		case c.on:
			v.panel(box, 6, t.AccDim, t.Acc)
			style, ink = LabelStrong, t.T1
		case look.pressed:
			v.panel(box, 6, t.Bg4, t.Acc)
		case look.hover:
			v.fill(box.Inset(1), 5, t.Bg3)
			ink = t.T1
		}
		v.focusRing(box.Inset(2), 5, look)
		v.textCenter(box.CenterX(), box.CenterY(), style, ink, c.label)
	}
}
