package worldmap

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/ui"
)

var cards = []Card{
	{Name: "guild", Title: "The guild", Text: "One message to a million sessions.", Count: "8 scenarios", Places: []Place{Clients, Gateway, Guilds, DataServices}},
	{Name: "ring", Title: "The ring", Text: "One key in eleven moves.", Count: "5 scenarios", Places: []Place{Gateway, Guilds, DataServices, Store}},
}

// measure is text of which every letter is half as wide as it is high.
type measure struct{}

func (measure) Advance(s ui.Style, text string) float64 {
	return float64(len(text)) * s.Spec().Size / 2
}

func draw(m *Map, w, h float64) (*ui.List, *ui.Interaction) {
	list, in := &ui.List{}, &ui.Interaction{}
	in.Begin()
	size := ui.Wide
	if w < 500 {
		size = ui.Phone
	}
	v := &ui.View{Painter: ui.Painter{List: list, Theme: ui.Dark(), Measure: measure{}}, In: in, Motion: &ui.Motion{}, Size: size, W: w, H: h}
	m.Draw(v, ui.Box(0, 48, w, h-48), true)
	return list, in
}

// Cards hang in turn above and below the places that they are about, and never over each
// other.
func TestCardsHangByTheirPlaces(t *testing.T) {
	all, _, ok := spots(cards)
	assert.True(t, ok)
	assert.Equal(t, []bool{true, false}, []bool{all[0].above, all[1].above})
	third := append(cards[:2:2], Card{Name: "disks", Places: []Place{Disks}})
	all, _, ok = spots(third)
	assert.True(t, ok)
	assert.True(t, all[2].above)
	_, _, ok = spots(append(third, cards[0]))
	assert.False(t, ok, "there is no room left at those places: the cards become a list")
}

// At every size every card is there to be pressed, inside the window, and no two of them
// overlap.
func TestEveryCardCanBePressed(t *testing.T) {
	for _, size := range [][2]float64{{1440, 900}, {1176, 900}, {1100, 740}, {2560, 1440}, {3840, 2160}, {768, 1024}, {390, 844}, {844, 390}, {320, 320}} {
		m := &Map{Cards: cards, Here: "guild"}
		_, in := draw(m, size[0], size[1])
		var boxes []ui.Rect
		for _, c := range cards {
			w := in.Find("map." + c.Name)
			if assert.NotNil(t, w, "%s at %v", c.Name, size) && !w.Rect.Empty() {
				boxes = append(boxes, w.Rect)
				assert.Equal(t, w.Rect, w.Rect.Intersect(ui.Box(0, 48, size[0], size[1]-48)), "%s at %v", c.Name, size)
			}
		}
		for i, a := range boxes {
			for _, b := range boxes[:i] {
				assert.True(t, a.Intersect(b).Empty(), "%v and %v at %v", a, b, size)
			}
		}
	}
}

// Arrow keys go round the cards; a card that is pressed is chosen once, unless one is
// there already.
func TestChoosing(t *testing.T) {
	m := &Map{Cards: cards, Here: "guild"}
	_, in := draw(m, 1440, 900)
	m.Toggle(in)
	assert.Equal(t, "map.guild", in.Focus)
	for _, step := range []struct{ key, at string }{{"ArrowRight", "map.ring"}, {"ArrowDown", "map.guild"}, {"ArrowLeft", "map.ring"}, {"ArrowUp", "map.guild"}} {
		assert.True(t, m.Key(step.key, in))
		assert.Equal(t, step.at, in.Focus)
	}
	assert.False(t, m.Key("x", in))
	assert.True(t, in.Press("map.guild"))
	assert.Empty(t, m.Chosen(), "one is there")
	assert.False(t, m.Open())
	m.Toggle(in)
	assert.True(t, in.Press("map.ring"))
	assert.Equal(t, "ring", m.Chosen())
	assert.Empty(t, m.Chosen())
	assert.False(t, m.Close(in), "it is closed")
}
