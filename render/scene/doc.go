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
// The scene is a shell, the same for every simulated system: top bar, rails and sheets,
// timeline, drawer, help. Its parts are the types of shell.go, each an embedded view.
// What is simulated is shown by a [Picture], which fills the stage and the right rail; the
// pictures are in render/pictures, a folder each, and their list is there. What the shell
// says of a model comes from the model's tables, or from the picture's [Words].
//
// Where things are is decided in layout.go, per breakpoint; colours, type and widgets
// are those of package ui; the files named after a part of the screen draw it. [Bars] are
// the bars of the model's services, which a picture may place; [View.Setting] is the
// control of a setting as its row in the model says.
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
// CPU over time is the bars' past, not the load of each moment: at four messages a
// second the load is bursts with nothing in between, and a step of ten points would
// be lost in them. The timeline has the bursts.
//
// Two rates. Base and Over hold everything that numbers and people change and are
// built when that happens, at most ten times a second for numbers, and five where
// nothing else moves; only then is a snapshot made whole, see Config.Complete. Live
// holds what moves with virtual time and is built for every frame. A world that
// stands still under a pointer that rests is not built at all: see [Frame.Same].
package scene
