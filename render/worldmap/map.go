package worldmap

import (
	"fmt"

	"fanout/render/ui"
)

// Map is the map, and what a person does on it. The zero value is closed and has no
// cards.
type Map struct {
	Cards []Card // in reading order
	Here  string // Name of the card of the world that one is in

	open   bool
	chosen string
	list   bool // the cards are a list
	scroll ui.Scroll
}

// Open reports whether the map is seen.
func (m *Map) Open() bool { return m.open }

// Card is the card of the world that one is in.
func (m *Map) Card() *Card {
	for i := range m.Cards {
		if m.Cards[i].Name == m.Here {
			return &m.Cards[i]
		}
	}
	return &Card{Name: m.Here, Title: m.Here}
}

// Toggle opens or closes it.
func (m *Map) Toggle(in *ui.Interaction) {
	m.open = !m.open
	in.Stale = true
	if m.open {
		in.Focus = "map." + m.Here
	}
}

// Close closes it, and reports whether it was open.
func (m *Map) Close(in *ui.Interaction) bool {
	if !m.open {
		return false
	}
	m.Toggle(in)
	return true
}

// Chosen is the world that was chosen since the last call, "" for none.
func (m *Map) Chosen() string {
	name := m.chosen
	m.chosen = ""
	return name
}

func (m *Map) choose(name string) {
	m.open = false
	if name != m.Here {
		m.chosen = name
	}
}

func (m *Map) id(c *Card) string { return "map." + c.Name }

// Key moves from card to card. It reports whether the key means something here.
func (m *Map) Key(key string, in *ui.Interaction) bool {
	step, ok := map[string]int{"ArrowLeft": -1, "ArrowUp": -1, "ArrowRight": 1, "ArrowDown": 1}[key]
	if !ok || !m.open || len(m.Cards) == 0 {
		return false
	}
	at := 0
	for i := range m.Cards {
		if in.Focus == m.id(&m.Cards[i]) {
			at = (i + step + len(m.Cards)) % len(m.Cards)
		}
	}
	in.Focus, in.ByKey, in.Stale = m.id(&m.Cards[at]), true, true
	return true
}

// Draw draws the map into area. running says that the simulation goes on meanwhile.
func (m *Map) Draw(v *ui.View, area ui.Rect, running bool) {
	v.Fill(area, 0, v.Theme.Bg0)
	v.In.Add(ui.Widget{ID: "map", Kind: ui.Area, Rect: area, Label: "Map"})
	p, wide := planFor(area)
	all, sides, fits := spots(m.Cards)
	m.list = !wide || !fits
	if m.list {
		m.drawList(v, area, running)
		return
	}
	m.header(v, p.left(0), area.Y+34, area.Right()-p.left(0), true)
	m.drawSpine(v, &p)
	for _, s := range all {
		m.connect(v, &p, &s)
	}
	for _, s := range all {
		m.card(v, s.card, p.box(s.above, s.column, s.columns))
	}
	m.drawLegend(v, &p, sides, running)
}

// header is the title, and the way back.
func (m *Map) header(v *ui.View, x, y, right float64, long bool) {
	t := v.Theme
	end := v.Text(x, y, ui.Title, t.T1, "One message, the whole stack")
	if long {
		v.Text(end+14, y, ui.Body, t.T2, v.Fit(ui.Body, right-end-14-90,
			"Every place below is a part of Discord; every card is a world that runs. Choose one and you are inside.",
			"Every card is a world that runs. Choose one and you are inside.", ""))
	}
	w, h := 56., v.Tall(30)
	v.Button(ui.Box(right-w, y-h/2, w, h), ui.ButtonSpec{ID: "map.close", Label: "Back to the world", Text: "Esc", Hint: "Back (Esc)",
		Act: func() { m.open = false }})
}

// drawList is the map of a small window.
func (m *Map) drawList(v *ui.View, area ui.Rect, running bool) {
	const side = 16.
	t := v.Theme
	wide := min(area.W-2*side, 820)
	m.header(v, area.X+side, area.Y+30, area.X+side+wide, false)
	body := ui.Box(area.X, area.Y+60, area.W, area.H-60)
	v.Scrolled(body, body, &m.scroll, func(top float64) float64 {
		y := top
		for i := range m.Cards {
			m.card(v, &m.Cards[i], ui.Box(area.X+side, y, wide, 148))
			y += 148 + 12
		}
		for _, line := range v.Wrap(ui.Label, keysText(v, running), wide) {
			v.Text(area.X+side, y+12, ui.Label, t.T3, line)
			y += 18
		}
		return y + 12
	})
}

func keysText(v *ui.View, running bool) string {
	text := "Arrow keys move, Enter opens, Esc goes back."
	if v.Size.Touch() {
		text = "Tap a world to enter it."
	}
	if running {
		text += " The simulation keeps running."
	}
	return text
}

// countText says how many there are of something.
func countText(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprint("1 ", one)
	}
	return fmt.Sprint(n, " ", many)
}
