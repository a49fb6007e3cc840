package scene

import "strings"

// option is a setting that is on or off.
type option struct {
	key   string // of the setting, and of the commands
	title string
	about string // one line: what it does
	on    bool
	idle  string // why it would make no difference now and cannot be used, "" if it can

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
		about, ink = o.idle, t.T3
		if v.snap.Changed == o.key {
			ink = t.T2 // the hint's ink is too dark on the fill
		}
	}
	v.text(r.X+50, r.Y+17, BodyStrong, ink, o.title)
	v.text(r.X+50, r.Y+36, Label, t.T2, about)
}

// toggleLine is the compact form: one line, 28 px high.
func (v *view) toggleLine(r Rect, o option) {
	look := v.placeToggle(r, o)
	v.rowBack(r, o.key, look)
	v.switchAt(o.key, r.X+8, r.Y+(r.H-18)/2, o.on, look)
	ink := v.theme.T1
	if o.idle != "" {
		ink = v.theme.T3
	}
	v.text(r.X+50, r.CenterY(), LabelMedium, ink, o.title)
	v.textRight(r.Right()-8, r.CenterY(), Tick, v.theme.T2, o.about)
}

// line is the command that flips the option.
func (o *option) line() string {
	switch {
	case o.command != "":
		return o.command
	case o.on:
		return "toggle " + o.key + " off"
	}
	return "toggle " + o.key + " on"
}

// flip is the option's key. One that cannot be used says why.
func (s *Scene) flip(o option) {
	if o.idle != "" {
		s.Tell(o.title+": "+o.idle, s.now)
		return
	}
	s.emit(o.line())
}

func (v *view) placeToggle(r Rect, o option) look {
	value := "off"
	if o.on {
		value = "on"
	}
	return v.place(Widget{ID: "toggle." + o.key, Kind: Toggle, Rect: r, Label: o.title, Value: value, Disabled: o.idle, command: o.line()})
}

// rowBack is the ground of a row: changed last, pressed, hovered or nothing.
func (v *view) rowBack(r Rect, key string, look look) {
	t := v.theme
	switch {
	case v.snap.Changed == key, key == "envelopes" && strings.HasPrefix(v.snap.Changed, "envelopes."):
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
	idle    string // why it cannot be used now, "" if it can
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
			Label: c.label, Value: value, Hint: c.tip, Disabled: c.idle, command: c.command,
		})
		style, ink := Label, t.T2
		switch {
		case look.disabled && c.on:
			v.border(box, 6, 1, t.Line2)
			ink = t.T3
		case look.disabled:
			ink = t.T3
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
