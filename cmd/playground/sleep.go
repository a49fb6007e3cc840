//go:build !js

package main

import "github.com/hajimehoshi/ebiten/v2"

// sleeper has a window ask for no frame while nothing moves: its loop then waits for an event
// of the screen, or for [wake]. The zero value asks for frames.
//
// Ebitengine advises against the mode in which a loop waits, and has no other way to save a
// still window's frames: to skip drawing still runs the loop 60 times a second.
type sleeper struct{ asleep bool }

// sleep says after an update whether the next one can wait.
func (s *sleeper) sleep(can bool) {
	if can == s.asleep {
		return
	}
	s.asleep = can
	//lint:ignore SA1019 see above
	mode := ebiten.FPSModeVsyncOn
	if can {
		mode = ebiten.FPSModeVsyncOffMinimum //lint:ignore SA1019 see above
	}
	//lint:ignore SA1019 see above
	ebiten.SetFPSMode(mode)
}

// wake has a loop that waits do an update. Any goroutine may call it.
func wake() {
	//lint:ignore SA1019 see above
	ebiten.ScheduleFrame()
}
