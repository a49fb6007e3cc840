package worldmap

import (
	"math"

	"fanout/render/ui"
)

// drawSpine draws the eight places, and the line of tracing under all of them.
func (m *Map) drawSpine(v *ui.View, p *plan) {
	t := v.Theme
	y := p.spine + spineH + lineY
	v.Fill(ui.Box(p.left(0), y-1, p.left(int(numPlaces)-1)+p.width-p.left(0), 2), 0, t.Trace)
	for i := range numPlaces {
		r := ui.Box(p.left(int(i)), p.spine, math.Round(p.width), spineH)
		at := &places[i]
		v.Panel(r, 8, t.Bg1, t.Line)
		at.sign(&v.Painter, t, r.CenterX(), r.Y+34)
		v.Text(r.X+14, r.Y+78, ui.LabelStrong, t.T1, at.name)
		v.Text(r.X+14, r.Y+97, ui.Label, t.T2, v.Fit(ui.Label, r.W-20, at.text, ""))
		v.Fill(ui.Box(r.CenterX()-1, r.Bottom(), 2, lineY), 0, t.Trace.Alpha(.7))
		v.Diamond(r.CenterX(), y, 5, t.Trace)
		if i+1 < numPlaces {
			v.Line(r.Right()+4, r.Y+60, r.Right()+12, r.Y+60, 1.2, t.Acc)
			v.Arrowhead(r.Right()+9, r.Y+60, 5, 3, t.Acc)
		}
	}
}

// connect draws a line from a card to each of its places.
func (m *Map) connect(v *ui.View, p *plan, s *spot) {
	ink := v.Theme.Acc.Alpha(.8)
	box := p.box(s.above, s.column, s.columns)
	for _, place := range s.card.Places {
		x := p.left(int(place)) + math.Round(p.width/2)
		if s.above {
			v.Fill(ui.Box(x-.75, box.Bottom(), 1.5, p.spine-box.Bottom()-3), 0, ink)
			v.Ring(x, p.spine, 3, 1.3, v.Theme.Acc)
			continue
		}
		x += 32 // beside the way down to the line of tracing
		bottom := p.spine + spineH
		v.Fill(ui.Box(x-3, bottom+lineY-1, 6, 2), 0, v.Theme.Bg0)
		v.Fill(ui.Box(x-.75, bottom+3, 1.5, box.Y-bottom-3), 0, ink)
		v.Ring(x, bottom, 3, 1.3, v.Theme.Acc)
	}
}

// drawLegend says how to read the map, beside the cards where there is room.
func (m *Map) drawLegend(v *ui.View, p *plan, sides [2]side, running bool) {
	above := true
	column, columns := sides[0].rest()
	if c, n := sides[1].rest(); n > columns {
		above, column, columns = false, c, n
	}
	if columns < 2 {
		return
	}
	t, r := v.Theme, p.box(above, column, columns)
	x := r.X + 32
	if columns < 3 {
		x = r.X
	}
	v.Text(x, r.Y+20, ui.Section, t.T1, "How to read the map")
	words := x + 112
	y := r.Y + 52
	v.Diamond(x+5, y, 4, t.Trace)
	v.Text(words, y, ui.Body, t.TraceInk, v.Fit(ui.Body, r.Right()-words, "amber is tracing: one context goes through all of it", "amber is tracing"))
	y += 26
	m.strip(v, x, y, &Card{Places: []Place{Gateway, Guilds}})
	v.Text(words, y, ui.Body, t.T2, v.Fit(ui.Body, r.Right()-words, "the places a world passes through, left to right", "the places of a world"))
	y += 26
	v.Border(ui.Box(x, y-8, 28, 16), 4, 1.5, t.Acc)
	v.Text(words, y, ui.Body, t.T2, "the world you are in")
	y += 30
	v.HLine(x, y, r.Right()-x, t.Line)
	y += 30
	v.Text(x, y, ui.BodyStrong, t.T1, countText(len(m.Cards), "world to enter", "worlds to enter"))
	y += 26
	for _, line := range v.Wrap(ui.Label, keysText(v, running), r.Right()-x) {
		v.Text(x, y, ui.Label, t.T3, line)
		y += 18
	}
}
