package ui

import "time"

// Option is a setting that is on or off.
type Option struct {
	ID       string // of the widget, after "toggle."
	Title    string
	About    string // one line: what it does
	On       bool
	Disabled string // why it would make no difference now and cannot be used, "" if it can
	Command  string // flips it
	Changed  bool   // it was changed last
}

// ToggleRow is a switch with a title and the consequence below it, 50 px high. The row
// that was changed last is filled and outlined.
func (v *View) ToggleRow(r Rect, o Option) {
	t := v.Theme
	state := v.placeToggle(r, &o)
	v.toggleGround(r, o.Changed, state)
	v.Switch(o.ID, r.X+8, r.Y+9, o.On, state)
	about, ink := o.About, t.T1
	if o.Disabled != "" {
		about, ink = o.Disabled, t.T3
		if o.Changed {
			ink = t.T2 // the hint's ink is too dark on the fill
		}
	}
	v.Text(r.X+50, r.Y+17, BodyStrong, ink, o.Title)
	v.Text(r.X+50, r.Y+36, Label, t.T2, about)
}

// ToggleLine is the compact form: one line, 28 px high.
func (v *View) ToggleLine(r Rect, o Option) {
	state := v.placeToggle(r, &o)
	v.toggleGround(r, o.Changed, state)
	v.Switch(o.ID, r.X+8, r.Y+(r.H-18)/2, o.On, state)
	ink := v.Theme.T1
	if o.Disabled != "" {
		ink = v.Theme.T3
	}
	v.Text(r.X+50, r.CenterY(), LabelMedium, ink, o.Title)
	v.TextRight(r.Right()-8, r.CenterY(), Tick, v.Theme.T2, o.About)
}

func (v *View) placeToggle(r Rect, o *Option) State {
	return v.Place(Widget{ID: "toggle." + o.ID, Kind: Toggle, Rect: r, Label: o.Title, Value: onOff(o.On),
		Disabled: o.Disabled, Command: o.Command})
}

// onOff is the Value of what is on or off.
func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// toggleGround is the ground of a row: changed last, pressed, hovered or nothing.
func (v *View) toggleGround(r Rect, changed bool, state State) {
	t := v.Theme
	switch {
	case changed:
		v.Panel(r, 8, t.AccDim, t.Acc)
	case state.Pressed:
		v.Panel(r, 8, t.Bg4, t.Acc)
	case state.Hover:
		v.Fill(r, 8, t.Bg2)
	}
}

const switchTravel = 120 * time.Millisecond

// Switch draws the 32 x 18 switch of a toggle with its top left corner at
// (x, y): the sign in the knob says the state without colour. It moves under the
// name id.
func (v *View) Switch(id string, x, y float64, on bool, state State) {
	t := v.Theme
	target := 0.
	if on {
		target = 1
	}
	at := v.Glide("switch "+id, target, switchTravel)
	box := Rect{x, y, 32, 18}
	fill, knob, sign := t.Bg4, t.T3, t.Bg1
	if on {
		fill, knob, sign = t.Acc, t.OnAcc, t.Acc
	}
	if state.Disabled {
		fill, knob, sign = t.Bg3, t.Line2, t.Bg2
	}
	v.FocusRing(box, 9, state)
	v.Fill(box, 9, fill)
	if !on && !state.Disabled {
		v.Border(box, 9, 1, t.Line2)
	}
	cx, cy := x+9+14*at, y+9
	v.Disc(cx, cy, 6.5, knob)
	if on {
		v.Line(cx-2.8, cy+.2, cx-.8, cy+2.2, 1.5, sign)
		v.Line(cx-.8, cy+2.2, cx+2.9, cy-2, 1.5, sign)
		return
	}
	v.Line(cx-2.6, cy, cx+2.6, cy, 1.5, sign)
}
