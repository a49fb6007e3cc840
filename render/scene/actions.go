package scene

import "fanout/render/ui"

// actions are what buttons do to the interface, bound once: a method value that is
// made where a button is placed would be memory for every building.
type actions struct {
	toggleTheme, toggleHelp, share             func()
	intro, controls, backToControls            func()
	toggleDrawer, toggleFull, nextSnap, unpick func()
	zoomIn, zoomOut, zoomFit, pickGuild        func()
}

func (s *Scene) actions() actions {
	return actions{
		toggleTheme: s.toggleTheme, toggleHelp: s.toggleHelp, share: func() { s.share.asked = true },
		intro: func() { s.openSheet("intro") }, controls: func() { s.openSheet("controls") }, backToControls: s.backToControls,
		toggleDrawer: s.toggleDrawer, toggleFull: s.toggleFull, nextSnap: s.nextSnap, unpick: s.unpick,
		zoomIn: func() { s.zoomBy(1, s.now) }, zoomOut: func() { s.zoomBy(-1, s.now) },
		zoomFit:   func() { s.zoomTo(0, ui.Point{}, s.now) },
		pickGuild: func() { s.pick(picked{kind: pickGuild}) },
	}
}
