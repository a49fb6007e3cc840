package scene

import (
	"fmt"
	"strings"

	"fanout/render/ui"
	"fanout/render/worldmap"
	"fanout/sim"
)

// worlds is the map as the scene has it.
type worlds struct {
	worldmap.Map
	s *Scene
}

// worldsOf makes the map of the models that can be chosen, m being the present one. It is
// empty where there is no choice.
func worldsOf(all []Entry, m *sim.Model) worlds {
	at := worlds{Map: worldmap.Map{Here: m.Name}}
	if len(all) < 2 {
		return at
	}
	for _, e := range all {
		at.Cards = append(at.Cards, worldmap.Card{Name: e.Model.Name, Title: e.Model.Title, Text: e.Model.About,
			Count: countText(len(e.Model.ScenarioNames()), "scenario"), Places: e.Places, Draw: e.Miniature})
	}
	return at
}

func countText(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// Chosen is the name of the model that was chosen on the map since the last call, "" for
// none.
func (s *Scene) Chosen() string { return s.worlds.Chosen() }

// toggle opens the map, or closes it.
func (w *worlds) toggle() {
	if len(w.Cards) == 0 {
		return
	}
	w.Toggle(&w.s.in)
	if w.Open() {
		w.s.speech.say(countText(len(w.Cards), "world") + " to enter. Arrow keys move, Enter opens, Escape goes back.")
	}
}

// key is a key while the map is open: nothing of the world has the focus then.
func (w *worlds) key(key string, shift bool, snap *sim.Snapshot) bool {
	s := w.s
	switch {
	case s.in.TypedKey(key), w.Key(key, &s.in), s.in.FocusedKey(key), s.in.NavigationKey(key, shift):
	case key == "Escape" && !s.help.open:
		w.Close(&s.in)
	case key == "Escape":
		s.toggleHelp()
	case key == " ", key == "l", key == "L", key == "w", key == "W", key == "?":
		return s.shortcut(key, shift, snap)
	default:
		return false
	}
	return true
}

// drawMap draws the map in the place of everything below the top bar.
func (v *view) drawMap() {
	top := v.l.Top.Bottom()
	v.s.worlds.Draw(&v.View.View, ui.Box(0, top, v.l.W, v.l.H-top), v.Snap.Playing)
}

// pickerW is how wide the button that opens the map is where it stands in the place of the
// title.
// taken is what other buttons than the usual two take on phones.
func (l *layout) pickerW(taken float64) float64 {
	if l.Size == ui.Phone {
		return min(220, l.W-46-112-taken)
	}
	if l.Size == ui.Narrow { // what the other buttons leave
		return min(140, l.W-594)
	}
	return 140
}

// shortTitle is what follows the colon of a title.
func shortTitle(title string) string {
	_, short, ok := strings.Cut(title, ": ")
	if !ok {
		return title
	}
	return strings.ToUpper(short[:1]) + short[1:]
}

// picker opens the map: it has the name of the world that one is in. It fills r.
func (v topBar) picker(r ui.Rect) {
	t, m := v.Theme, &v.s.worlds
	card := m.Card()
	spec := ui.Widget{ID: "button.worlds", Kind: ui.Button, Rect: r, Label: "World: " + card.Title, Hint: "The map: other worlds (W)", Act: v.s.do.toggleMap}
	if spec.Value = "closed"; m.Open() {
		spec.Value = "open"
	}
	state := v.Place(spec)
	fill, line := t.Bg2, t.Line2
	switch {
	case m.Open(), state.Pressed:
		fill, line = t.AccDim, t.Acc
	case state.Hover:
		fill, line = t.Bg3, t.T3
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, fill, line)
	v.Text(r.X+12, r.CenterY(), ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, r.W-12-26, card.Title, shortTitle(card.Title), card.Name))
	v.Chevron(r.Right()-14, r.CenterY(), m.Open(), t.T2)
}
