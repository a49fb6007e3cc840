package scene

// The parts of the shell, a file or a few files each.
type (
	topBar      struct{ *view } // transport, speed, seed, appearance
	leftRail    struct{ *view } // the introduction, or the chapter that is open
	controls    struct{ *view } // the right rail: the picture's controls, or what is picked
	timelineRow struct{ *view } // the history, with its playhead
	drawerRows  struct{ *view } // what the drawer moves: timeline, tabs and body
	foldedStrip struct{ *view } // the ground of what the stage folds to under a full drawer
	sheets      struct{ *view } // rails over the stage, where there is no room beside it
	reading     struct{ *view } // the chapter below the picture, where there is no rail
	overlay     struct{ *view } // messages and help
)
