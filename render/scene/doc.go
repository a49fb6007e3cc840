// Package scene is the interface of the playground without a screen: it turns a
// [sim.Snapshot] into draw lists, and pointer and key events into command lines.
// It imports no graphics library, so that its tests run anywhere, in node too,
// and its goldens are text.
//
// A [Scene] is built from each snapshot, in immediate mode: a function draws
// a component, registers its widget and asks how that stands (hovered, pressed,
// focused), all in one place. State that outlives a frame is only what a person
// did to the interface. Everything that changes the world leaves as a command
// line, see [Scene.Commands].
//
// Where things are is decided in layout.go, per breakpoint; colours, type and widgets
// are those of package ui; the files named after a part of the screen draw it.
//
// There is a shell, which would be the same for another simulated system: top bar,
// rails and sheets, timeline, drawer, bars, help. Its parts are the types of shell.go,
// each an embedded view. And there is the picture of the guild on the stage, which is
// guildPicture with the parts of guildpicture.go, each an embedded guildView. The two
// meet in few places: the shell calls the methods of guildView and passes input on,
// and the picture reaches the shell through guildPicture.s.
//
// The drawer's tabs are types with three methods, see drawerTab. A new one is that
// type, in its own file, and a line in newDrawerTabs:
//
//	type hashTab struct{}
//
//	func (hashTab) tab() (id, title, brief string) { return "hash", "History", "Hash" }
//	func (hashTab) count(*sim.Snapshot) string     { return "" }
//	func (hashTab) draw(v *view, body ui.Rect) {
//		v.Text(body.X+28, body.Y+20, ui.Mono, v.Theme.T1, strconv.FormatUint(v.Snap.Hash, 16))
//	}
//
// # Decisions
//
// The strip that the stage folds to is 140 px high, not 124: the field keeps its
// 125 dots a side, of one px each, and is not computed again when the drawer opens.
//
// CPU over time is the bars' past, not the load of each moment: at four messages a
// second the load is bursts with nothing in between, and a step of ten points would
// be lost in them. The timeline has the bursts.
//
// Two rates. Base and Over hold everything that numbers and people change and are
// built when that happens, at most ten times a second for numbers. Live holds
// what moves with virtual time and is built for every frame. A world that stands
// still under a pointer that rests is not built at all: see [Frame.Same].
//
// Waiting is bright, handled is dark. The ramp of the design is the age of a
// dot's oldest envelope. Sessions take a hundred times as long to handle a
// fan-out as the guild takes to send it, so by age alone a mailbox that waits
// would look like work that is done. A waiting dot therefore keeps to the bright
// end of the ramp and a handled one to the rest.
//
// No flashing. Above 2.5 waves per real second the field shows a mean over time
// instead of single waves, see calm.go: a change of brightness of a large surface
// more than three times a second is dangerous to some people.
//
// Tokens have echoes. A request is on the wire for a tenth of a millisecond, which
// at most speeds lies between two frames; an echo in real time shows that it has
// passed and what it carried, see echo.go.
package scene
