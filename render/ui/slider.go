package ui

// SliderRow is a slider with its label and value above the track, which takes 44
// px. What r is higher belongs to the row as well: a hint below the track. changed
// says that it was changed last.
func (v *View) SliderRow(r Rect, d *Dial, value float64, changed bool) {
	ink := v.Theme.T1
	if d.Tracing {
		ink = v.Theme.TraceInk
	}
	v.Text(r.X, r.Y+10, Label, v.Theme.T2, d.Label)
	v.TextRight(r.Right(), r.Y+10, BodyStrong, ink, d.Text(v.In.Shown(d.ID, value)))
	hit := Rect{r.X - 4, r.Y + 12, r.W + 8, 32}
	if v.Size.Touch() {
		hit = Rect{r.X - 4, r.Y, r.W + 8, touchTarget}
	}
	v.Slider(d, value, Rect{r.X + 2, r.Y + 29, r.W - 4, 4}, hit)
	v.EntryTarget(d.ID, Rect{r.Right() - 108, r.Y, 112, 20})
	v.EntryField(d.ID, r.Right(), r.Y+10, 116)
	if changed {
		v.ChangedMark(Rect{r.X - 8, r.Y - 4, r.W + 16, r.H + 4})
	}
}

// Slider draws a track with its ticks and knob, and registers it. A pointer meets it
// at hit.
func (v *View) Slider(d *Dial, value float64, track, hit Rect) {
	t := v.Theme
	value = v.In.Shown(d.ID, value)
	at := v.In.dials.put(dialValue{d, value, track})
	var adjust Adjustable = at
	if d.Keep != nil {
		adjust = keptDial{at}
	}
	state := v.Place(Widget{ID: d.ID, Kind: Slider, Rect: hit, Label: d.Label, Value: d.Text(value), Adjust: adjust})
	color := t.Acc
	if d.Tracing {
		color = t.Trace
	}
	x := track.X + d.Place(value)*track.W
	v.Fill(track, 2, t.Bg4)
	v.Fill(Rect{track.X, track.Y, x - track.X, track.H}, 2, color)
	d.Ticks(func(at float64) { v.VLine(track.X+at*track.W, track.Bottom()+5, 3, t.Line2) })
	if _, old, ok := v.In.Dragged(d.ID); ok {
		v.Fill(Rect{track.X + d.Place(old)*track.W - 1, track.Y - 4, 2, 12}, 1, t.Ghost)
	}
	v.Knob(x, track.CenterY(), color, state)
}

// Knob is the part of a slider that a pointer takes.
func (v *View) Knob(x, y float64, color Color, state State) {
	radius := 7.
	if state.Dragging {
		radius = 8
	}
	if state.Hover || state.Dragging {
		v.Disc(x, y, radius+5, color.Alpha(.22))
	}
	if state.Focus {
		v.Ring(x, y, radius+4, 2, v.Theme.Acc)
	}
	v.Disc(x, y, radius, color)
	v.Disc(x, y, radius-2, v.Theme.Knob)
}
