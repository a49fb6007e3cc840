package scene

import "fanout/render/ui"

// rails are the columns beside the stage, or over it as sheets where there is no room.
type rails struct {
	s          *Scene
	left       ui.Scroll
	right      ui.Scroll // of the controls, the inspector, or the sheet that is open
	inspecting bool      // the right one shows what is picked
	sheet      string    // that is open: "", "intro", "controls" or "inspect"
	away       bool      // the chapter has been put away from below the picture, which has its room

	panel  panel     // of a frame
	column ui.Column // of the controls, kept so that a frame takes no memory
}

// backToControls shows the controls again; what is followed stays followed.
func (r *rails) backToControls() {
	r.inspecting, r.right.At, r.s.in.Stale = false, 0, true
	if r.sheet == "inspect" {
		r.sheet = "controls"
	}
}

// open opens a rail over the stage where there is no room beside it, or
// closes it.
func (r *rails) open(id string) {
	if id == "intro" && r.beneath() {
		r.away = !r.away
		r.s.relayout()
		return
	}
	if r.sheet == id {
		id = ""
	}
	r.s.drawer.set(drawerClosed)
	r.sheet, r.right.At, r.s.in.Stale = id, 0, true
}

// inspect shows what is picked, and leaves it to the next frame to tell it: the words
// need the world.
func (r *rails) inspect() {
	s := r.s
	r.inspecting, r.right.At, s.in.Stale, s.speech.telling = true, 0, true, true
	if s.layout.RightRail.Empty() {
		if s.drawer.snap != drawerClosed {
			s.drawer.set(drawerClosed)
		}
		if s.layout.RightRail.Empty() { // it was not the drawer that hid it
			r.sheet = "inspect"
		}
	}
}

// unpicked ends it.
func (r *rails) unpicked() {
	r.inspecting, r.s.speech.about, r.s.in.Stale = false, r.s.speech.about[:0], true
	if r.sheet == "inspect" {
		r.sheet = ""
	}
}

// door is the widget that opens the controls where they are not in sight, "" where they are.
func (r *rails) door() string {
	l := &r.s.layout
	switch {
	case r.s.framed || r.s.split.on() || r.sheet == "controls" || !l.RightRail.Empty() && !r.inspecting:
		return ""
	case !l.RightRail.Empty():
		return "tab.rail.controls"
	case l.Size == ui.Phone:
		return "tab.controls"
	}
	return "button.controls"
}

// opener opens the controls for a step of a chapter that offers some which are not in sight; nil
// for nothing.
func (r *rails) opener() func() {
	if r.door() == "" || !r.s.layout.RightRail.Empty() || !r.s.in.Offered.Controls() {
		return nil
	}
	return r.s.do.controls
}

// draw is the right rail: the controls, or what is picked.
func (v controls) draw() {
	r := v.l.RightRail
	if r.Empty() {
		return
	}
	if v.s.drawer.h > 0 {
		r.H = v.s.drawer.timelineY() - r.Y
	}
	v.Fill(r, 0, v.Theme.Bg1)
	if r.X > 0 {
		v.VLine(r.X, r.Y, r.H, v.Theme.Line)
	} else { // below the stage of a frame
		v.HLine(r.X, r.Y, r.W, v.Theme.Line)
	}
	v.Place(ui.Widget{ID: "controls", Kind: ui.Area, Rect: r, Label: "Controls"})
	if v.s.rails.inspecting {
		v.inspector(r, v.l.RightRail)
		return
	}
	v.settings(r, v.l.RightRail)
}

// settings draws all settings into r; what does not fit is reached by the wheel over
// reach.
func (v controls) settings(r, reach ui.Rect) {
	v.Scrolled(r, reach, &v.s.rails.right, func(top float64) float64 {
		c := &v.s.rails.column
		*c = ui.Column{X: r.X + 16, Y: top + 10, W: r.W - 32}
		narrow, all := v.l.Size >= ui.Narrow, v.In.Offered.All()
		if narrow && all { // no room in the top bar
			v.speed(c)
			topBar(v).seed(c.X+c.W, c.Take(v.Tall(32)+8).CenterY())
		}
		homeless := !v.l.Framed && !topBar(v).abHasRoom() && v.Offers("button.ab") // the button of A/B
		if homeless && narrow {
			c.Y += 8
			topBar(v).abButton(c.Take(v.Tall(32)))
			c.Y += 8
		}
		begin := c.Y
		v.s.pic.Controls(v.s.split.controlled(&v.View), c)
		if v.l.Framed && c.Y == begin { // and nothing else is there
			v.s.rails.measure(0)
			return c.Y
		}
		if narrow && !all && !v.l.Framed { // what the chapter has named comes first
			c.Y += 8
			v.speed(c)
		}
		if !all && !v.l.Framed {
			v.hidden(c)
		}
		if homeless && !narrow { // below what people come for
			c.Y += 8
			topBar(v).abButton(c.Take(32))
		}
		c.Y += 6
		if !v.Offers("button.reset") {
			v.s.rails.measure(c.Y - top)
			return c.Y
		}
		v.Button(c.Take(v.Tall(28)), ui.ButtonSpec{ID: "reset", Label: "Reset to defaults", Text: "Reset to defaults", Command: "reset"})
		v.s.rails.measure(c.Y + 6 - top)
		return c.Y + 6
	})
}

// speed is the slider of the speed as a row.
func (v controls) speed(c *ui.Column) {
	v.SliderRow(c.Take(44), &v.s.dials.speed, Share(v.Snap.Speed), v.Snap.Changed == "speed")
}

// inspector says everything that is known about what is picked, in r; what does not
// fit is reached by the wheel over reach.
func (v controls) inspector(r, reach ui.Rect) {
	v.Scrolled(r, reach, &v.s.rails.right, func(top float64) float64 {
		f := &ui.Facts{View: &v.View.View, X: r.X + 16, Y: top + 14, W: min(r.W-32, 736), About: v.s.speech.about[:0]}
		v.inspectorTabs(f)
		v.traceButton(f)
		v.s.pic.Inspect(&v.View, f)
		v.s.speech.about = f.About
		return f.Y + 12
	})
}

// traceButton leads to the trace of what is picked, if one is held.
func (v controls) traceButton(f *ui.Facts) {
	pic, ok := v.s.pic.(TracePicker)
	if !ok || !v.s.drawer.hasTab("trace") {
		return
	}
	if _, _, ok = pic.PickedTrace(); !ok {
		return
	}
	h := f.Tall(28)
	f.Button(ui.Box(f.X, f.Y, f.W, h), ui.ButtonSpec{ID: "trace.show", Label: "Show its trace", Text: "Show its trace", Act: v.s.do.showTrace,
		Icon: func(p *ui.Painter, x, y float64, _ ui.Color) { p.Diamond(x, y, 4.2, p.Theme.Trace) }, Hint: "The trace of which it kept a span, in the drawer (T)"})
	f.Y += h + 14
}

// inspectorTabs lead back to the controls, and close.
func (v controls) inspectorTabs(f *ui.Facts) {
	t := f.Theme
	h := f.Tall(30)
	r := ui.Box(f.X, f.Y, f.W-h-8, h)
	f.Panel(r, 6, t.Bg1, t.Line2)
	w := r.W / 2
	one := ui.Box(r.X, r.Y, w, r.H)
	state := f.Place(ui.Widget{ID: "tab.rail.controls", Kind: ui.Segment, Rect: one, Label: "Controls", Value: "off", Act: v.s.do.backToControls})
	if state.Hover {
		f.Fill(one.Inset(1), 5, t.Bg3)
	}
	f.FocusRing(one.Inset(2), 5, state)
	f.TextCenter(one.CenterX(), one.CenterY(), ui.Label, t.T2, "Controls")
	two := ui.Box(one.Right(), r.Y, w, r.H)
	f.Panel(two, 6, t.AccDim, t.Acc)
	f.TextCenter(two.CenterX(), two.CenterY(), ui.LabelStrong, t.T1, v.s.pic.Picked())
	f.Button(ui.Box(r.Right()+8, r.Y, h, h), ui.ButtonSpec{ID: "inspect.close", Label: "Close", Icon: ui.IconClose, Act: v.s.do.closeInspector, Hint: "Close (Esc)"})
	f.Y += h + 16
}
