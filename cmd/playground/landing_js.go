package main

import (
	"errors"
	"fmt"
	"syscall/js"

	"fanout/cmd/playground/internal/foreign"
	"fanout/render"
	"fanout/render/scene"
	"fanout/render/ui"
)

// landing is the part of the window in which the page has the picture alone, if it does.
type landing struct {
	game  *render.Game
	on    bool
	stage ui.Rect
}

// exposeLanding adds what the page needs of its landing, and begins with it if the page does.
func exposeLanding(page js.Value, game *render.Game) *landing {
	l := &landing{game: game}
	page.Set("land", js.FuncOf(func(_ js.Value, args []js.Value) any { return outcome(l.set(args)) }))
	page.Set("theme", js.FuncOf(func(_ js.Value, args []js.Value) any { return outcome(wear(game, args)) }))
	if lands := page.Get("lands"); lands.Truthy() {
		var args []js.Value
		for i := range lands.Length() {
			args = append(args, lands.Index(i))
		}
		if l.set(args) == nil {
			l.update(false)
		}
	}
	return l
}

// set takes the four numbers of a part of the window, or none for everything.
func (l *landing) set(args []js.Value) error {
	if len(args) == 0 {
		l.on = false
		return nil
	}
	if len(args) != 4 {
		return errors.New("land takes x, y, width and height in CSS px, or nothing")
	}
	var at [4]float64
	for i, arg := range args {
		if t, ok := foreign.TypeOf(arg); !ok || t != js.TypeNumber || !(arg.Float() >= 0 && arg.Float() < 1e5) {
			return errors.New("land: a side is no number of px; expected four, from 0 to 100,000")
		}
		at[i] = arg.Float()
	}
	l.on, l.stage = true, ui.Box(at[0], at[1], at[2], at[3])
	return nil
}

// update tells the game where the picture is, and whether the page's question is answered.
func (l *landing) update(answered bool) {
	if !l.on {
		l.game.SetLanding(nil)
		return
	}
	l.game.SetLanding(&scene.Landing{Stage: l.stage, Told: answered})
}

// wear changes the theme.
func wear(game *render.Game, args []js.Value) error {
	if len(args) != 1 {
		return errors.New("theme takes light or dark")
	}
	name, err := foreign.Text(args[0], "theme: the name", longestSentence)
	if err != nil {
		return err
	}
	if name != "light" && name != "dark" {
		return fmt.Errorf("theme: %q is none; expected light or dark", name)
	}
	game.SetTheme(name == "light")
	return nil
}
