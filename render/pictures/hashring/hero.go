package ringpicture

import (
	"math"
	"strconv"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// numbers are those of machines as text.
var numbers = func() (n [hashring.MostNodes + 1]string) {
	for i := range n {
		n[i] = strconv.Itoa(i)
	}
	return n
}()

// hero is what stands in the middle of the circle, in words that are made once for a
// change.
type hero struct {
	of       *story
	number   string
	what     []string // the line below it, longest first
	expected []string
	by       []string // the other placement
	byNumber string
}

// tell makes the words.
func (h *hero) tell(s *story) {
	if h.of == s {
		return
	}
	c := s.change
	*h = hero{of: s}
	if s.none {
		h.number = ui.Count(hashring.Keys)
		h.what = []string{"keys on " + ui.Plural(len(c.New.Nodes), "node")}
		h.expected = []string{"a fair share is " + hundredths(1/float64(len(c.New.Nodes))) + " %"}
		if c.New.Placement == hashring.PlaceRing {
			h.by, h.byNumber = []string{"points on the circle", "points"}, ui.Count(int64(c.New.Points()))
			if c.New.Points() == 1 {
				h.by = []string{"point on the circle", "point"}
			}
		}
		return
	}
	h.number = ui.Count(int64(c.Moved))
	all := ui.Count(hashring.Keys)
	h.what = []string{"of " + all + " keys moved", "keys moved"}
	ran := ui.Decimal(s.shareMoved()*100, 1) + " %"
	if s.expected >= 0 {
		want := ui.Decimal(s.expected*100, 1) + " %"
		h.expected = []string{want + " expected, " + ran + " moved", ran + " moved", ran}
	} else {
		h.expected = []string{ran + " of all", ran}
	}
	if c.Old.Placement == c.New.Placement && c.New.Placement == hashring.PlaceRing && len(s.joined)+len(s.left) > 0 {
		h.by, h.byNumber = []string{"modulo would move", "modulo"}, ui.Count(int64(c.Modulo))
	} else if s.expectedRing >= 0 {
		h.by, h.byNumber = []string{"a ring would move about", "a ring"}, ui.Decimal(s.expectedRing*100, 1)+" %"
	}
}

// drawHero draws the number that matters: how many keys moved.
func (v *view) drawHero() {
	pic, t := v.pic, v.Theme
	h := &pic.plate
	h.tell(v.story)
	inner := pic.circle.inner
	v.Place(ui.Widget{ID: "moved", Kind: ui.Area, Rect: v.heroBox(inner), Label: "Keys", Value: h.spoken()})
	if !v.l.hero.Empty() {
		r := v.l.hero
		cy := r.CenterY() - 24
		v.Text(r.X, cy, ui.Hero, t.T1, h.number)
		v.Text(r.X, cy+26, ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, r.W, h.what...))
		v.Text(r.X, cy+45, ui.Label, t.T2, v.Fit(ui.Label, r.W, h.expected...))
		v.Text(r.X, cy+63, ui.Tick, t.T3, v.Fit(ui.Tick, r.W, h.both()...))
		return
	}
	x, y, w := v.l.middle.X, v.l.middle.Y, inner*1.56
	if pic.place.Shared() { // in its half
		x += math.Copysign(inner*.46, pic.place.Seen.CenterX()-x)
		inner = min(inner*.46, 57)
		w = inner * 1.56
	}
	switch {
	case inner >= 104:
		v.TextCenter(x, y-50, ui.Hero, t.T1, h.number)
		v.TextCenter(x, y-22, ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, w, h.what...))
		v.TextCenter(x, y, ui.Label, t.T2, v.Fit(ui.Label, w, h.expected...))
		if h.byNumber != "" {
			v.HLine(x-70, y+18, 140, t.Line2)
			v.TextCenter(x, y+35, ui.Label, t.T3, v.Fit(ui.Label, w*.9, h.by...))
			v.TextCenter(x, y+55, ui.Section, t.T2, h.byNumber)
		}
	case inner >= 58:
		v.TextCenter(x, y-32, ui.Hero, t.T1, h.number)
		v.TextCenter(x, y-8, ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, w, h.what...))
		v.TextCenter(x, y+10, ui.Label, t.T2, v.Fit(ui.Label, w*.97, h.expected...))
		if h.byNumber != "" {
			v.HLine(x-w*.36, y+22, w*.72, t.Line2)
			v.TextCenter(x, y+36, ui.Tick, t.T2, v.Fit(ui.Tick, w*.86, h.both()...))
		}
	case inner >= 34:
		v.TextCenter(x, y-8, ui.Section, t.T1, h.number)
		v.TextCenter(x, y+10, ui.Tick, t.T2, v.Fit(ui.Tick, w, h.what[len(h.what)-1], "moved"))
	}
}

// both is what the other placement would do, in one line.
func (h *hero) both() []string {
	if h.byNumber == "" {
		return []string{""}
	}
	lines := make([]string, 0, len(h.by)+1)
	for _, by := range h.by {
		if h.of.none {
			lines = append(lines, h.byNumber+" "+by)
			continue
		}
		lines = append(lines, by+": "+h.byNumber)
	}
	return append(lines, h.byNumber)
}

// spoken is all of it in one sentence.
func (h *hero) spoken() string {
	text := h.number + " " + h.what[0] + ", " + h.expected[0]
	if h.byNumber != "" {
		text += ", " + h.both()[0]
	}
	return text
}

// heroBox is the box that the words in the middle lie in.
func (v *view) heroBox(inner float64) ui.Rect {
	if !v.l.hero.Empty() {
		return v.l.hero
	}
	return ui.Around(v.l.middle.X, v.l.middle.Y, inner*.7)
}

// drawHead is the headline above the circle.
func (v *view) drawHead() {
	t, r := v.Theme, v.l.head
	if r.Empty() {
		return
	}
	y := r.Y + 22
	dot := "1 dot = " + ui.Count(int64(v.pic.circle.perDot)) + " keys"
	rule, points := "Ring", ui.Plural(v.story.change.New.Points(), "point")
	if v.story.change.New.Placement == hashring.PlaceModulo {
		rule, points = "Modulo", "no points"
	}
	if v.l.columns {
		v.Text(r.X+16, y, ui.LabelStrong, t.T1, points)
		v.TextRight(r.Right()-16, y, ui.Tick, t.T3, dot)
		return
	}
	iconRing(&v.Painter, r.X+24, y, t.Acc)
	x := v.Text(r.X+40, y, ui.Section, t.T1, rule)
	x = v.Text(x+9, y, ui.Section, t.T1, points)
	v.Text(x+12, y, ui.Label, t.T3, v.Fit(ui.Label, r.Right()-x-20, dot, ""))
}

// iconRing is the sign of the ring.
func iconRing(p *ui.Painter, x, y float64, c ui.Color) {
	p.Ring(x, y, 6, 2, c.Mix(p.Theme.Bg0, .45))
	p.Arc(x, y, 6, .3, 2, c)
	p.Disc(x+5, y-2, 2, p.Theme.T1)
}

// callout says what joined or left, and points at an arc that changed hands.
func (v *view) callout() {
	t, s := v.Theme, v.story
	if s.none || s.change.Moved == 0 {
		return
	}
	number, joined := s.only()
	word, title := "changed", "The points changed"
	switch {
	case s.change.Old.Placement == s.change.New.Placement:
	case s.change.New.Placement == hashring.PlaceModulo:
		title = "Now by modulo"
	default:
		title = "Now by the ring"
	}
	switch {
	case number > 0 && joined:
		word, title = "joined", names[number]+" joined"
	case number > 0:
		word, title = "left", names[number]+" left"
	case len(s.joined) > 0 && len(s.left) == 0:
		word = strconv.Itoa(len(s.joined)) + " joined"
		title = word
	case len(s.left) > 0 && len(s.joined) == 0:
		word = strconv.Itoa(len(s.left)) + " left"
		title = word
	}
	r, m, out := v.l.room, v.l.middle, v.l.r+4
	x, y := r.X+16, r.Y+8
	// free is the width beside the circle at a height.
	free := func(bottom float64) float64 {
		dy := m.Y - bottom
		if dy >= out {
			return r.Right() - x - 16
		}
		return m.X - sqrt(out*out-dy*dy) - x
	}
	lead := 0.
	if number > 0 {
		lead = 30
	}
	var from ui.Point
	const hint = "lit = changed hands"
	w := max(lead+v.Width(ui.LabelStrong, title), v.Width(ui.Tick, hint)) + 20
	switch {
	case w <= free(y+46):
		box := ui.Box(x, y, w, 46)
		v.Panel(box, 6, t.Bg2, t.Line2)
		if number > 0 {
			tag(&v.Painter, x+10, y+15, 16, number)
		}
		v.Text(x+10+lead, y+15, ui.LabelStrong, t.T1, title)
		v.Text(x+10, y+34, ui.Tick, t.T2, hint)
		from = ui.Pt(box.Right(), box.Bottom()-10)
	case max(lead+v.Width(ui.LabelStrong, word), v.Width(ui.Tick, "lit = changed")) <= free(y+46):
		if number > 0 {
			tag(&v.Painter, x, y+8, 16, number)
		}
		v.Text(x+lead, y+8, ui.LabelStrong, t.T1, word)
		v.Text(x, y+26, ui.Tick, t.T2, "lit = changed")
		v.Text(x, y+40, ui.Tick, t.T2, "hands")
		from = ui.Pt(x+v.Width(ui.Tick, "hands")+6, y+42)
	case lead+v.Width(ui.LabelStrong, word) <= free(y+18):
		if number > 0 {
			tag(&v.Painter, x, y+8, 16, number)
		}
		v.Text(x+lead, y+8, ui.LabelStrong, t.T1, word)
		from = ui.Pt(x+12, y+18)
	default:
		return
	}
	if turn, ok := widest(s.change, .8, .93); ok {
		to := onRim(m, turn, v.pic.circle.outer-4)
		if to.X > from.X && to.Y > from.Y-30 {
			v.Line(from.X, from.Y, to.X, to.Y, 1, t.T2)
			v.Disc(to.X, to.Y, 2.5, t.T1)
		}
	}
}
