package scene

// actions are what buttons do to the interface, bound once: a method value that is
// made where a button is placed would be memory for every building.
type actions struct {
	toggleTheme, toggleHelp, share     func()
	export                             func()
	toggleMap                          func()
	intro, controls                    func()
	backToControls, closeInspector     func()
	toggleDrawer, toggleFull, nextSnap func()
	showTrace                          func()
}

func newActions(s *Scene) actions {
	return actions{
		toggleTheme: func() { s.SetTheme(s.theme.Dark) }, toggleHelp: s.toggleHelp, toggleMap: s.worlds.toggle, share: s.sharing.ask,
		export: func() { s.sharing.exporting = true },
		intro:  func() { s.rails.open("intro") }, controls: func() { s.rails.open("controls") }, backToControls: s.rails.backToControls,
		closeInspector: func() { s.pic.Escape() },
		toggleDrawer:   s.drawer.toggle, toggleFull: s.drawer.toggleFull, nextSnap: s.drawer.nextSnap,
		showTrace: s.drawer.showPickedTrace,
	}
}
