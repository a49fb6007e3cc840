package worldmap

import (
	"fanout/render/ui"
)

// Card is one world on the map.
type Card struct {
	Name   string                           // that [Map.Chosen] returns
	Title  string                           // at most 28 characters
	Text   string                           // one sentence
	Count  string                           // how much there is in it, such as "19 scenarios"
	Places []Place                          // that it is about, from left to right
	Draw   func(p *ui.Painter, box ui.Rect) // a miniature of its picture; nil for none
}

// at is the column that the card begins at, and how many it is wide.
func (c *Card) at() (column, columns int) {
	if len(c.Places) == 0 {
		return 0, 1
	}
	first, last := c.Places[0], c.Places[len(c.Places)-1]
	return int(first), int(last-first) + 1
}

func (c *Card) passes(p Place) bool {
	for _, q := range c.Places {
		if q == p {
			return true
		}
	}
	return false
}

// words are what a card says, its places apart.
const (
	hereText = "You are here"
	openText = "Open"
)

// card draws a card that fills r.
func (m *Map) card(v *ui.View, c *Card, r ui.Rect) {
	t, here := v.Theme, c.Name == m.Here
	value := openText
	if here {
		value = hereText
	}
	state := v.Place(ui.Widget{ID: m.id(c), Kind: ui.Button, Rect: r, Label: c.Title + ". " + c.Text, Value: value,
		Act: func() { m.choose(c.Name) }})
	fill, line := t.Bg1.Mix(t.Bg2, .6), t.Line2
	switch {
	case here:
		fill, line = t.Bg2.Mix(t.AccDim, .5), t.Acc
	case state.Pressed:
		fill, line = t.Bg4, t.Acc
	case state.Hover:
		fill, line = t.Bg3, t.T3
	}
	v.FocusRing(r, 10, state)
	v.Panel(r, 10, fill, line)
	miniature, text := r.Inset(12), r.Inset(16)
	if m.list {
		miniature.W = min(168, r.W*.36)
		text.X = miniature.Right() + 16
		text.W = r.Right() - 16 - text.X
	} else {
		miniature.H = r.H - 12 - 98
		text.Y = miniature.Bottom() + 12
		text.H = r.Bottom() - 12 - text.Y
	}
	m.miniature(v, c, miniature)
	m.words(v, c, text, value)
}

func (m *Map) miniature(v *ui.View, c *Card, r ui.Rect) {
	v.Panel(r, 6, v.Theme.FieldBg, v.Theme.Line)
	if c.Draw != nil {
		v.Clipped(r.Inset(1), func() { c.Draw(&v.Painter, r) })
	}
}

// words are the title, the sentence, the places and what a click does.
func (m *Map) words(v *ui.View, c *Card, r ui.Rect, value string) {
	t := v.Theme
	y := r.Y + 8
	end := v.Text(r.X, y, ui.Section, t.T1, c.Title)
	if end+12 <= r.Right()-v.Width(ui.Label, c.Count) {
		v.TextRight(r.Right(), y, ui.Label, t.T2, c.Count)
	}
	bottom := r.Bottom() - 8
	for _, line := range v.Wrap(ui.Label, c.Text, r.W) {
		if y += 20; y > bottom-14 {
			break
		}
		v.Text(r.X, y, ui.Label, t.T2, line)
	}
	m.strip(v, r.X, bottom, c)
	ink := t.T2
	if c.Name == m.Here {
		ink = t.Acc
	}
	v.TextRight(r.Right(), bottom, ui.LabelStrong, ink, value)
}

// strip is a short row of all places, those that a card passes through lit.
func (m *Map) strip(v *ui.View, x, y float64, c *Card) {
	for p := range numPlaces {
		ink := v.Theme.Bg4
		if c.passes(p) {
			ink = v.Theme.Acc
		}
		v.Fill(ui.Box(x+11*float64(p), y-2, 9, 4), 2, ink)
	}
}
