package guide

import "fanout/render/ui"

// contents is the list of chapters, with what has been read.
func (v *drawing) contents() {
	t, g := v.Theme, v.g
	if !g.Any() {
		return
	}
	finished := 0
	for i := range g.view.Chapters {
		if g.view.Chapters[i].Finished {
			finished++
		}
	}
	v.Text(v.x, v.y+10, ui.Section, t.T1, "The story in "+ui.InWords(len(g.view.Chapters))+" chapters")
	v.y += 28
	read := number(finished) + " read"
	if finished == 0 {
		read = "You guess, the world runs, and you see why."
	}
	v.y = v.Paragraph(v.x, v.y, v.w, ui.Label, ui.Label, t.T2, t.T2, read) + 8
	for i := range g.view.Chapters {
		v.entry(&g.view.Chapters[i])
	}
	if finished == 0 {
		return
	}
	v.y += 8
	v.Button(ui.Box(v.x, v.y, min(v.w, 200), v.Tall(28)), ui.ButtonSpec{ID: "guide.forget", Label: "Forget what I have read", Text: "Forget what I have read",
		Act: func() { g.done(g.Reader.SetProgress("")) }})
	v.y += v.Tall(28)
}

// entry is a chapter of the list: number, title, how long it takes, and what it leaves one
// with.
func (v *drawing) entry(e *Entry) {
	t, g := v.Theme, v.g
	const sign = 28.
	label := number(e.Number) + " · " + e.Title
	title := v.Wrap(ui.BodyStrong, e.Title, v.w-sign-44)
	beat := v.Wrap(ui.Label, e.Beat+".", v.w-sign)
	h := max(v.Tall(0), 12+18*float64(len(title))+16*float64(len(beat)))
	r := ui.Box(v.x-8, v.y, v.w+16, h)
	here := g.view.Open != nil && g.view.Open.File == "" && g.view.Open.Number == e.Number
	spec := ui.Widget{ID: "chapter." + number(e.Number), Kind: ui.Button, Rect: r, Label: label, Value: number(e.Minutes) + " min", Act: func() { g.open(e.Number) }}
	if e.Finished {
		spec.Value += ", read"
	}
	state := v.Place(spec)
	switch {
	case state.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case here:
		v.Panel(r, 6, t.AccDim, t.Acc)
	case state.Hover:
		v.Fill(r, 6, t.Bg2)
	}
	v.FocusRing(r.Inset(2), 5, state)
	cx, cy := v.x+8, v.y+15
	if e.Finished {
		v.Disc(cx, cy, 8, t.Acc)
		tick(&v.Painter, cx, cy, t.OnAcc)
	} else {
		v.Ring(cx, cy, 8, 1, t.Line2)
		v.TextCenter(cx, cy, ui.Tick, t.T2, number(e.Number))
	}
	v.TextRight(v.x+v.w, cy, ui.Tick, t.T3, number(e.Minutes)+" min")
	for _, line := range title {
		v.Text(v.x+sign, cy, ui.BodyStrong, t.T1, line)
		cy += 18
	}
	for _, line := range beat {
		v.Text(v.x+sign, cy-1, ui.Label, t.T2, line)
		cy += 16
	}
	v.y += h
}

// tick is a small tick in a disc.
func tick(p *ui.Painter, x, y float64, c ui.Color) {
	p.Line(x-3.4, y+.3, x-1, y+2.7, 1.5, c)
	p.Line(x-1, y+2.7, x+3.6, y-2.6, 1.5, c)
}
