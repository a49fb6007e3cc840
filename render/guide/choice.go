package guide

import "fanout/render/ui"

// choice is a guess that is picked: a row for each option. Where room is short, those that were
// neither guessed nor ran leave it to the answer.
func (v *asking) choice() {
	for i := range v.p.Options {
		o := &v.p.Options[i]
		if v.short() && answered(v.p) && o.Label != v.p.Guess && o.Label != v.p.Answer {
			continue
		}
		v.option(i)
	}
	v.y += 6
}

// option is one of the rows: to be picked, picked, the run's answer, or neither.
func (v *asking) option(i int) {
	t, g, o := v.Theme, v.g, &v.p.Options[i]
	const sign = 36.
	open := v.p.State == "open"
	mine := open && g.draft.made && int(g.draft.value) == i || v.p.Guess == o.Label
	right := answered(v.p) && v.p.Answer == o.Label
	about := v.abouts(o, v.w-sign-8)
	h := max(v.Tall(36), 20+16*float64(max(1, len(about)+1)))
	if len(about) == 0 {
		h = v.Tall(36)
	}
	r := ui.Box(v.x, v.y, v.w, h)
	w := ui.Widget{ID: "guess." + number(i+1), Kind: ui.Segment, Rect: r, Label: o.Label, Value: "off", Act: func() { g.draft = draft{true, float64(i)} }}
	if o.About != "" {
		w.Label += ", " + o.About
	}
	if mine {
		w.Value = "on"
	}
	var state ui.State
	if open {
		w.Takes = &options{g, v.In, len(v.p.Options), i}
		state = v.Place(w)
	} else {
		w.Kind, w.Act = ui.Area, nil
		v.In.Add(w)
	}
	ink, line, fill := t.T1, t.Line2, t.Bg2
	switch {
	case right:
		line, fill = t.T1, t.Bg1
	case mine:
		line, fill = t.Acc, t.AccDim
	case !open:
		ink, line, fill = t.T3, t.Line, t.Bg1
	case state.Pressed:
		line, fill = t.Acc, t.Bg4
	case state.Hover:
		line, fill = t.T3, t.Bg3
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, fill, line)
	cy := r.Y + h/2
	if len(about) > 0 {
		cy = r.Y + 18
	}
	v.optionSign(v.x+18, cy, mine, right)
	v.Text(v.x+sign, cy, ui.BodyStrong, ink, o.Label)
	for k, text := range about {
		v.Text(v.x+sign, cy+17+16*float64(k), ui.Label, map[bool]ui.Color{true: t.T2, false: t.T3}[open || mine || right], text)
	}
	switch {
	case right:
		v.TextRight(r.Right()-10, cy, ui.Label, t.T1, map[bool]string{true: "as you guessed", false: "result"}[mine])
	case mine && v.p.State == "locked":
		v.TextRight(r.Right()-10, cy, ui.Label, t.T1, "locked")
	case mine && !open:
		v.TextRight(r.Right()-10, cy, ui.Label, t.Acc, "you")
	}
	v.y += h + 6
}

// abouts is what an option says besides its label, in lines.
func (v *asking) abouts(o *Option, w float64) []string {
	if o.About == "" {
		return nil
	}
	return v.Wrap(ui.Label, o.About, w)
}

// optionSign says how an option stands: a circle to pick, the pencil of the guess, or the
// tick of the run.
func (v *asking) optionSign(x, y float64, mine, right bool) {
	t := v.Theme
	switch {
	case right:
		v.Disc(x, y, 8, t.T1)
		tick(&v.Painter, x, y, t.Bg1)
	case mine && v.p.State == "open":
		v.Ring(x, y, 8, 1.4, t.Acc)
		v.Disc(x, y, 4, t.Acc)
	case mine:
		v.disc(x, y, v.p.State == "locked")
	default:
		v.Ring(x, y, 8, 1.2, map[bool]ui.Color{true: t.T2, false: t.Line2}[v.p.State == "open"])
	}
}

// options moves the focus from one option to the next with arrows, and picks with Space.
type options struct {
	g    *Guide
	in   *ui.Interaction
	n, i int
}

// Key implements ui.Keyed.
func (o *options) Key(key string) bool {
	switch key {
	case "ArrowDown", "ArrowRight":
		o.to(o.i + 1)
	case "ArrowUp", "ArrowLeft":
		o.to(o.i - 1)
	case " ":
		o.g.draft = draft{true, float64(o.i)}
	default:
		return false
	}
	return true
}

// to picks another option, as the arrows of a choice do everywhere.
func (o *options) to(i int) {
	i = (i + o.n) % o.n
	o.in.Focus, o.in.ByKey = "guess."+number(i+1), true
	o.g.draft = draft{true, float64(i)}
}
