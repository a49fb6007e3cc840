package scene

import "fanout/sim"

// buttonSpec describes a button: an icon, a text or both.
type buttonSpec struct {
	id      string // after "button."
	label   string // for a screen reader, and drawn if text is set
	text    string
	icon    func(v *view, x, y float64, c Color)
	primary bool
	value   string
	hint    string
	command string
	act     func(*Scene)
}

// button draws a button that fills r.
func (v *view) button(r Rect, b buttonSpec) {
	t := v.theme
	look := v.place(Widget{
		ID: "button." + b.id, Kind: Button, Rect: r, Label: b.label, Value: b.value,
		Hint: b.hint, command: b.command, act: b.act,
	})
	fill, line, ink := t.Bg2, t.Line2, t.T1
	switch {
	case b.primary && look.pressed:
		fill, line, ink = t.Acc.Mix(t.Bg0, .25), t.Acc, t.OnAcc
	case b.primary && look.hover:
		fill, line, ink = t.Acc.Mix(t.T1, .18), t.Acc.Mix(t.T1, .18), t.OnAcc
	case b.primary:
		fill, line, ink = t.Acc, t.Acc, t.OnAcc
	case look.pressed:
		fill, line = t.Bg4, t.Acc
	case look.hover:
		fill, line = t.Bg3, t.T3
	}
	v.focusRing(r, 6, look)
	v.panel(r, 6, fill, line)
	switch {
	case b.icon != nil && b.text != "":
		w := 16 + 8 + v.width(LabelMedium, b.text)
		x := r.CenterX() - w/2
		b.icon(v, x+8, r.CenterY(), ink)
		v.text(x+24, r.CenterY(), LabelMedium, ink, b.text)
	case b.icon != nil:
		b.icon(v, r.CenterX(), r.CenterY(), ink)
	default:
		v.textCenter(r.CenterX(), r.CenterY(), LabelMedium, ink, b.text)
	}
}

// chip is a share from 0 to 100 %, 20 px high, filled from the left: drag it,
// or use the arrows by 10 %.
func (v *view) chip(r Rect, id, key, label string, value sim.PPM) {
	t := v.theme
	at := share(value)
	if v.s.drag.id == id {
		at = v.s.drag.value
	}
	shown := percent(ppm(at))
	look := v.place(Widget{
		ID: id, Kind: Chip, Rect: v.target(r, 6), Label: label, Value: shown,
		track: r, fixed: at, prefix: "set " + key + " ",
	})
	if look.dragging {
		v.fill(Rect{r.X + r.W*v.s.drag.old - 1, r.Y - 4, 2, r.H + 8}, 1, t.Ghost)
	}
	line := t.Line2
	if look.hover || look.dragging || v.snap.Changed == key {
		line = t.Acc
	}
	v.focusRing(r, 4, look)
	v.fill(r, 4, t.Bg2)
	if at > 0 {
		v.fill(Rect{r.X, r.Y, max(8, r.W*at), r.H}, 4, t.AccDim)
	}
	v.border(r, 4, 1, line)
	v.text(r.X+8, r.CenterY(), Tick, t.T2, label)
	v.textRight(r.Right()-8, r.CenterY(), TickStrong, t.T1, shown)
	v.entryField(id, r.Right()-8, r.CenterY(), 84)
}

// target is where a pointer meets a low control: so much more above and below it, or
// 44 px where fingers do.
func (v *view) target(r Rect, more float64) Rect {
	if v.l.touched() {
		more = (44 - r.H) / 2
	}
	return Rect{r.X, r.Y - more, r.W, r.H + 2*more}
}

// tag is one of the three sources of a number: POST, TAB, MODEL. It ends at x.
func (v *view) tag(right, cy float64, text string) {
	w := v.width(Tick, text) + 10
	r := Rect{right - w, cy - 8, w, 16}
	v.border(r, 4, 1, v.theme.Line2)
	v.text(r.X+5, cy, Tick, v.theme.T2, text)
}
