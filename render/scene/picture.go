package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// A Picture shows one model: what is on the stage, its controls, and what is known of a
// thing on it. The shell around it has the rest: top bar, guide, timeline, drawer, help.
//
// A picture lives in one Scene. It keeps what a person has done to it; everything else
// comes with each snapshot. Its methods are called between two frames only.
type Picture interface {
	// Place tells where the picture is to be drawn from now on.
	Place(p Place)

	// Base draws what numbers and people change, at most ten times a second: everything
	// on the stage that does not move with virtual time, and its widgets.
	Base(v *View)

	// Live draws what moves with virtual time. It is called for every frame, and not at
	// all while the stage is folded.
	Live(v *View)

	// Over draws what lies over everything but the sheets: tooltips, boxes to type into.
	Over(v *View)

	// Field is the part of the picture that a shader draws, brought up to date; nil for
	// none. all says that Base was built again. moved reports whether it has changed.
	Field(v *View, all bool) (f *Field, moved bool)

	// Moving reports whether something is on its way by the clock of the wall, so that
	// frames are wanted though the world stands still.
	Moving(s *sim.Snapshot, now time.Duration) bool

	// Controls draws the controls of the model's settings into a rail.
	Controls(v *View, c *ui.Column)

	// Inspect says all that is known of what is picked; Picked is its title, "" for
	// nothing.
	Inspect(v *View, f *ui.Facts)
	Picked() string

	// Key is a key that no widget has taken; it reports whether it means something.
	Key(key string, shift bool, s *sim.Snapshot, now time.Duration) bool

	// Typing reports whether a box of the picture takes what is typed: then Key is
	// asked first.
	Typing() bool

	// Escape gives up the last thing that a person has done to the picture, such as
	// picking something; it reports whether there was any.
	Escape() bool

	// PointAt tells where the pointer is, over no widget; off means that it has left.
	PointAt(q ui.Point, off bool, now time.Duration)

	// Pinch tells where two fingers are, and when one of them has left.
	Pinch(a, b ui.Point, ended bool, now time.Duration)

	// Look does what a line says about how the picture is looked at, and nothing to the
	// world. The error is one sentence. Looks are the lines that lead to what is seen
	// now, Watching is the same for the page.
	Look(line string, now time.Duration) error
	Looks() []string
	Watching() Watching
}

// Place is where a picture is drawn.
type Place struct {
	Stage  ui.Rect // between the rails, above the timeline; a strip if Folded
	Size   ui.Breakpoint
	Low    bool    // the window is too low for much above each other
	Folded bool    // the drawer is fully open: the stage is a strip below the top bar
	Drawer float64 // how much of the stage's bottom the drawer covers where it comes to rest
	Scale  float64 // device px per CSS px
}

// View is one building of a list, of the world as it is in Snap.
type View struct {
	ui.View
	Snap  *sim.Snapshot
	Shell *Shell
}

// Shell is what a picture may ask of the scene around it.
type Shell struct {
	scene *Scene
}

// Now is the time of the frame.
func (s *Shell) Now() time.Duration { return s.scene.now }

// In is the interaction of the scene: what is hovered, focused, dragged.
func (s *Shell) In() *ui.Interaction { return &s.scene.in }

// Say tells people who do not see the canvas.
func (s *Shell) Say(text string) { s.scene.speech.say(text) }

// Reduced reports whether a person wants no motion of the interface.
func (s *Shell) Reduced() bool { return s.scene.motion.Reduced }

// Here is the tag of what was measured where the program runs: "TAB" or "HERE".
func (s *Shell) Here() string { return s.scene.here }
