package guide

import "fanout/render/ui"

// waysPlaces are where the buttons below a chapter stand, as high as those places are together.
type waysPlaces struct {
	back, onward, list, leave ui.Rect
	high                      float64
}

// Least widths of the buttons below a chapter.
const (
	backWidth   = 68.
	onwardWidth = 84.
	mostOnward  = 320.
)

// placeWays places the buttons below a chapter into a column from the origin: in one row where
// they fit, else in two.
func (v *drawing) placeWays(w float64) (p waysPlaces) {
	h := v.Tall(32)
	list, leave := v.wayWidth("All chapters", "This chapter"), v.wayWidth("Free play")
	p.back = ui.Box(0, 0, backWidth, h)
	if room := w - backWidth - list - leave - 3*8; room >= onwardWidth {
		p.onward = ui.Box(backWidth+8, 0, min(room, mostOnward), h)
		p.leave = ui.Box(w-leave, 0, leave, h)
		p.list = ui.Box(p.leave.X-8-list, 0, list, h)
		p.high = h
		return p
	}
	p.onward = ui.Box(backWidth+8, 0, w-backWidth-8, h)
	second, half := v.Tall(28), (w-8)/2
	p.list = ui.Box(0, h+8, half, second)
	p.leave = ui.Box(half+8, h+8, half, second)
	p.high = p.list.Bottom()
	return p
}

// wayWidth is the width of a button that says one of the texts.
func (v *drawing) wayWidth(texts ...string) (w float64) {
	for _, text := range texts {
		w = max(w, v.Width(ui.LabelMedium, text)+16)
	}
	return w
}

// waysWidth is how wide they are together: both columns, if there are two.
func (v *drawing) waysWidth() float64 {
	if v.beside > 0 {
		return v.w*2 + columnGap + 16
	}
	return v.w + 16
}

// WaysHeight is how high the buttons below a chapter are that is drawn into r.
func (g *Guide) WaysHeight(view *ui.View, r ui.Rect) float64 {
	return newDrawing(view, g, r).waysHeight()
}

// waysHeight is how high the buttons below a chapter are.
func (v *drawing) waysHeight() float64 {
	return v.waysMargin() + v.placeWays(v.waysWidth()).high + v.waysMargin()
}

// waysMargin is the room above and below them: less where buttons are high and text is short of room.
func (v *drawing) waysMargin() float64 {
	if v.Size.Touch() {
		return 8
	}
	return 12
}

// ways are the buttons below a chapter: back and on, the other chapters, and free play.
func (v *drawing) ways(r ui.Rect) {
	t, g, c := v.Theme, v.g, v.g.view.Open
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W-1, t.Line)
	p := v.placeWays(v.waysWidth())
	at := func(place ui.Rect) ui.Rect { return place.Offset(r.X+side-8, r.Y+v.waysMargin()) }
	busy := ""
	if c.Busy {
		busy = "the world runs"
	}
	first := busy
	if c.Step == 1 && !c.Closing {
		first = "this is the first step"
	}
	v.Button(at(p.back), ui.ButtonSpec{ID: "guide.back", Label: "Back", Text: "Back", Hint: "The step before", Disabled: first, Act: func() { g.act("back", "", "") }})
	v.onward(at(p.onward), c, busy)
	list := "All chapters"
	if g.listing {
		list = "This chapter"
	}
	v.Button(at(p.list), ui.ButtonSpec{ID: "guide.list", Label: list, Text: list, Act: func() {
		g.listing = !g.listing
		g.Update()
	}})
	v.Button(at(p.leave), ui.ButtonSpec{ID: "guide.leave", Label: "Free play", Text: "Free play",
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
		v.Button(r, ui.ButtonSpec{ID: "guide.play", Label: "Play on your own", Text: v.Fit(ui.LabelMedium, r.W-16, "Play on your own", "Play"), Primary: true, Hint: "Back to where you left free play", Act: func() { g.act("leave", "", "") }})
		return
	}
	label := v.titled("Next", following)
	text := v.Fit(ui.LabelMedium, r.W-16, label, "Next chapter", "Next")
	v.Button(r, ui.ButtonSpec{ID: "guide.next", Label: label, Text: text, Primary: true, Act: func() { g.open(following.Number) }})
}

// titled is a word before the title of a chapter, both in the reader's language: the titles come
// in it.
func (v *drawing) titled(word string, e *Entry) string { return v.Said(word) + ": " + e.Title }

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
	label := v.titled("Go on", next)
	if next.Number == g.view.Chapters[0].Number || next.Finished {
		next, label = &g.view.Chapters[0], "Begin the story"
	}
	b := ui.Box(v.x-8, r.Y+12, v.w+16, v.Tall(32))
	v.Button(b, ui.ButtonSpec{ID: "guide.begin", Label: label, Text: v.Fit(ui.LabelMedium, b.W-16, label, "Go on with chapter "+number(next.Number)),
		Primary: true, Act: func() { g.open(next.Number) }})
}
