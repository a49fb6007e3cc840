package guide

import "fanout/render/ui"

// waysHeight is how high the buttons below a chapter are.
func (v *drawing) waysHeight() float64 { return 12 + v.Tall(32) + 8 + v.Tall(28) + 12 }

// ways are the buttons below a chapter: back and on, the other chapters, and free play.
func (v *drawing) ways(r ui.Rect) {
	t, g, c := v.Theme, v.g, v.g.view.Open
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W-1, t.Line)
	x, y, w, h := v.x-8, r.Y+12, v.w+16, v.Tall(32)
	const back = 76.
	busy := ""
	if c.Busy {
		busy = "the world runs"
	}
	first := busy
	if c.Step == 1 && !c.Closing {
		first = "this is the first step"
	}
	v.Button(ui.Box(x, y, back, h), ui.ButtonSpec{ID: "guide.back", Label: "Back", Text: "Back", Hint: "The step before", Disabled: first, Act: func() { g.act("back", "", "") }})
	v.onward(ui.Box(x+back+8, y, w-back-8, h), c, busy)
	y, h = y+h+8, v.Tall(28)
	half := (w - 8) / 2
	list := "All chapters"
	if g.listing {
		list = "This chapter"
	}
	v.Button(ui.Box(x, y, half, h), ui.ButtonSpec{ID: "guide.list", Label: list, Text: list, Act: func() {
		g.listing = !g.listing
		g.Update()
	}})
	v.Button(ui.Box(x+half+8, y, half, h), ui.ButtonSpec{ID: "guide.leave", Label: "Free play", Text: "Free play",
		Hint: "Back to where you left free play", Act: func() { g.act("leave", "", "") }})
}

// onward leads to the next step, from the last one to the next chapter, and after the last
// chapter to free play.
func (v *drawing) onward(r ui.Rect, c *Opened, busy string) {
	g := v.g
	if !c.Closing {
		why := busy
		if p := c.Predict; why == "" && p != nil && p.State == "open" {
			why = "the question is open"
		}
		v.Button(r, ui.ButtonSpec{ID: "guide.next", Label: "Next", Text: "Next", Primary: why == "" && (c.Task == nil || c.Task.Done), Hint: "The next step", Disabled: why, Act: func() { g.act("next", "", "") }})
		return
	}
	following := g.following(c)
	if following == nil {
		v.Button(r, ui.ButtonSpec{ID: "guide.play", Label: "Play on your own", Text: "Play on your own", Primary: true, Hint: "Back to where you left free play", Act: func() { g.act("leave", "", "") }})
		return
	}
	text := v.Fit(ui.LabelMedium, r.W-16, "Next: "+following.Title, "Next chapter")
	v.Button(r, ui.ButtonSpec{ID: "guide.next", Label: "Next: " + following.Title, Text: text, Primary: true, Act: func() { g.open(following.Number) }})
}

// following is the chapter after the one that is open, nil if there is none.
func (g *Guide) following(c *Opened) *Entry {
	for i := range g.view.Chapters {
		if e := &g.view.Chapters[i]; c.File == "" && e.Number == c.Number+1 {
			return e
		}
	}
	return nil
}

// inviteHeight is how high the invitation is.
func (v *drawing) inviteHeight() float64 { return 12 + v.Tall(32) + 12 }

// Front draws the rail of free play into r: what text draws from (x, y) down and returns the
// end of, below it the list of chapters, and at the bottom the way into the first one that
// has not been read.
func (g *Guide) Front(view *ui.View, r, reach ui.Rect, sc *ui.Scroll, text func(x, y, w float64) float64) {
	v := &drawing{View: view, g: g, x: r.X + side, w: min(r.W-2*side, 400)}
	invite := v.inviteHeight()
	body := ui.Box(r.X, r.Y, r.W, max(0, r.H-invite))
	reach.H = min(reach.H, body.Bottom()-reach.Y)
	view.Scrolled(body, reach, sc, func(top float64) float64 {
		v.y = text(v.x, top+20, v.w) + 24
		v.contents()
		return v.y + 16
	})
	v.invite(ui.Box(r.X, r.Bottom()-invite, r.W, invite))
}

// invite leads into the first chapter that has not been read.
func (v *drawing) invite(r ui.Rect) {
	t, g := v.Theme, v.g
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	next := &g.view.Chapters[0]
	for i := range g.view.Chapters {
		if next = &g.view.Chapters[i]; !next.Finished {
			break
		}
	}
	label := "Go on: " + next.Title
	if next.Number == g.view.Chapters[0].Number || next.Finished {
		next, label = &g.view.Chapters[0], "Begin the story"
	}
	b := ui.Box(v.x-8, r.Y+12, v.w+16, v.Tall(32))
	v.Button(b, ui.ButtonSpec{ID: "guide.begin", Label: label, Text: v.Fit(ui.LabelMedium, b.W-16, label, "Go on with chapter "+number(next.Number)),
		Primary: true, Act: func() { g.open(next.Number) }})
}
