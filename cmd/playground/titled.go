//go:build !js

package main

import "github.com/hajimehoshi/ebiten/v2"

// openingTitle is the window's title until it has drawn, windowTitle from then on: who
// waits for a window by its title finds one that listens.
const openingTitle, windowTitle = "Opening Fan-out", "Fan-out"

// titled is a game that says in the window's title that it is there, and sleeps when nothing
// moves.
type titled struct {
	taught
	sleeper
	save *saver
	told bool
}

// Update does the game's, one tick after the first one changing the title.
func (t *titled) Update() error {
	if !t.told && len(t.Widgets()) > 0 {
		t.told = true
		ebiten.SetWindowTitle(windowTitle)
	}
	err := t.taught.Update()
	t.sleep(t.told && t.Resting() && !t.lessons.Busy() && !t.save.busy())
	return err
}
