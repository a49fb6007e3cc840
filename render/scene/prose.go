package scene

import "fanout/render/ui"

// Prose is a text with a title, paragraphs and something to try. Words between
// asterisks are set stronger.
type Prose struct {
	Title      string
	Paragraphs []string
	Try        string
}

// prose sets a whole text into a column and returns the y below it.
func (v leftRail) prose(x, y, w float64, p *Prose) float64 {
	t := v.Theme
	y = v.Paragraph(x, y, w, ui.Title, ui.Title, t.T1, t.T1, p.Title) + 8
	for _, text := range p.Paragraphs {
		y = v.Paragraph(x, y, w, ui.Body, ui.BodyStrong, t.T2, t.T1, text) + 10
	}
	if p.Try == "" {
		return y
	}
	y += 8
	v.Text(x, y+8, ui.BodyStrong, t.T1, "Now try")
	return v.Paragraph(x, y+22, w, ui.Body, ui.BodyStrong, t.T2, t.T1, p.Try)
}

// draw shows the chapter that is open or the introduction, where there is a rail.
func (v leftRail) draw() {
	r := v.l.LeftRail
	if r.Empty() {
		return
	}
	v.Fill(r, 0, v.Theme.Bg1)
	v.VLine(r.Right()-1, r.Y, r.H, v.Theme.Line)
	if v.s.drawer.h > 0 {
		r.H = min(r.H, v.s.drawer.timelineY()-r.Y)
	}
	if v.s.story.Any() {
		v.chapters(ui.Box(r.X, r.Y, r.W-1, r.H), v.l.LeftRail, &v.s.rails.left)
		return
	}
	sc, p := &v.s.rails.left, v.s.words.introduction(v.Snap.Model)
	v.In.AddRegion(v.l.LeftRail, sc)
	v.Clipped(r, func() { sc.Fit(v.prose(r.X+20, r.Y+20-sc.At, 224, p)+16+sc.At-r.Y, r.H) })
	v.ScrollBar(ui.Box(r.X, r.Y, r.W-1, r.H), sc)
	if sc.Over > 0 {
		state := v.Place(ui.Widget{ID: "guide", Kind: ui.Reader, Rect: r, Label: p.Title,
			Takes: sc})
		v.FocusRing(r.Inset(6), 4, state)
	}
}

// chapters draws the chapter that is open into r, or the introduction with the list of all.
func (v leftRail) chapters(r, reach ui.Rect, sc *ui.Scroll) {
	y := &v.s.story
	if y.Open() {
		y.Controls = v.s.rails.opener()
		y.Draw(&v.View.View, r, reach)
		return
	}
	y.Front(&v.View.View, r, reach, sc, func(x, y, w float64) float64 {
		return v.prose(x, y, w, v.s.words.introduction(v.Snap.Model))
	})
}
