package scene

import "time"

// sliderRow is a slider with its label and value above the track, which takes 44
// px. What r is higher belongs to the row as well: a hint below the track.
func (v *view) sliderRow(r Rect, d *dial) {
	value := d.read(v.snap)
	ink := v.theme.T1
	if d.tracing {
		ink = v.theme.TraceInk
	}
	v.text(r.X, r.Y+10, Label, v.theme.T2, d.label)
	if v.s.drag.id == d.id {
		value = v.s.drag.value
	}
	v.textRight(r.Right(), r.Y+10, BodyStrong, ink, d.show(value))
	hit := Rect{r.X - 4, r.Y + 12, r.W + 8, 32}
	if v.l.touched() {
		hit = Rect{r.X - 4, r.Y, r.W + 8, 44}
	}
	v.slider(d, Rect{r.X + 2, r.Y + 29, r.W - 4, 4}, hit)
	v.exactTarget(d.id, Rect{r.Right() - 108, r.Y, 112, 20})
	v.entryField(d.id, r.Right(), r.Y+10, 116)
	if v.snap.Changed == d.key {
		v.changedMark(Rect{r.X - 8, r.Y - 4, r.W + 16, r.H + 4})
	}
}

// exactTarget is where a press opens a value for typing: on the value itself. It is
// for pointers only; keys have Enter and the figures.
func (v *view) exactTarget(id string, r Rect) {
	v.s.widgets = append(v.s.widgets, Widget{ID: "exact." + id, Kind: Area, Rect: r, Label: "Type a value",
		act: func(s *Scene) {
			if w := s.find(id); w != nil {
				s.openEntry(w, "")
			}
		}})
}

// changedMark outlines the control that was changed last.
func (v *view) changedMark(r Rect) { v.border(r, 8, 1, v.theme.Acc) }

// slider draws a logarithmic track with ticks at the decades and registers it.
func (v *view) slider(d *dial, track, hit Rect) {
	t := v.theme
	value := d.read(v.snap)
	if v.s.drag.id == d.id {
		value = v.s.drag.value
	}
	look := v.place(Widget{
		ID: d.id, Kind: Slider, Rect: hit, Label: d.label, Value: d.show(value),
		track: track, dial: d, fixed: value,
	})
	color := t.Acc
	if d.tracing {
		color = t.Trace
	}
	x := track.X + d.place(value)*track.W
	v.fill(track, 2, t.Bg4)
	v.fill(Rect{track.X, track.Y, x - track.X, track.H}, 2, color)
	for _, at := range d.decades() {
		v.vline(track.X+at*track.W, track.Bottom()+5, 3, t.Line2)
	}
	if look.dragging {
		v.fill(Rect{track.X + d.place(v.s.drag.old)*track.W - 1, track.Y - 4, 2, 12}, 1, t.Ghost)
	}
	v.knob(x, track.CenterY(), color, look)
}

func (v *view) knob(x, y float64, color Color, look look) {
	radius := 7.
	if look.dragging {
		radius = 8
	}
	if look.hover || look.dragging {
		v.disc(x, y, radius+5, color.Alpha(.22))
	}
	if look.focus {
		v.ring(x, y, radius+4, 2, v.theme.Acc)
	}
	v.disc(x, y, radius, color)
	v.disc(x, y, radius-2, v.theme.Knob)
}

const knobTravel = 120 * time.Millisecond

// switchAt draws the 32 x 18 switch of a toggle with its top left corner at
// (x, y): the sign in the knob says the state without colour.
func (v *view) switchAt(id string, x, y float64, on bool, look look) {
	t := v.theme
	target := 0.
	if on {
		target = 1
	}
	at := v.s.glideTo("switch "+id, target, knobTravel)
	box := Rect{x, y, 32, 18}
	fill, knob, sign := t.Bg4, t.T3, t.Bg1
	if on {
		fill, knob, sign = t.Acc, t.OnAcc, t.Acc
	}
	if look.disabled {
		fill, knob, sign = t.Bg3, t.Line2, t.Bg2
	}
	v.focusRing(box, 9, look)
	v.fill(box, 9, fill)
	if !on && !look.disabled {
		v.border(box, 9, 1, t.Line2)
	}
	cx, cy := x+9+14*at, y+9
	v.disc(cx, cy, 6.5, knob)
	if on {
		v.line(cx-2.8, cy+.2, cx-.8, cy+2.2, 1.5, sign)
		v.line(cx-.8, cy+2.2, cx+2.9, cy-2, 1.5, sign)
		return
	}
	v.line(cx-2.6, cy, cx+2.6, cy, 1.5, sign)
}
