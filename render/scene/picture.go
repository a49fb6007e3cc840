package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/row"
	"fanout/sim/span"
)

// A Picture shows one model: what is on the stage, its controls, and what is known of a
// thing on it. The shell around it has the rest: top bar, guide, timeline, drawer, help.
//
// A picture lives in one Scene. It keeps what a person has done to it; everything else
// comes with each snapshot. Its methods are called between two frames only.
type Picture interface {
	// Place tells where the picture is to be drawn from now on. It returns what the
	// shell has to know of the picture's own layout.
	Place(p Place) Room

	// Moving is called first for every frame. It reports whether something is on its way
	// by the clock of the wall, so that frames are wanted though the world stands still.
	Moving(s *sim.Snapshot, now time.Duration) bool

	// Base draws what numbers and people change, at most ten times a second: everything
	// on the stage that does not move with virtual time, and its widgets. Neither Base
	// nor Live is called while nothing of the stage is in sight.
	Base(v *View)

	// Live draws what moves with virtual time. It is called for every frame, and not at
	// all while the stage is folded.
	Live(v *View)

	// Over draws what lies over the stage: boxes to type into, and with [Shell.Tip] a
	// tooltip. It is called whenever Base is due.
	Over(v *View)

	// Field is the part of the picture that a shader draws, brought up to date; nil for
	// none. It is called for every frame. all says that Base was built again. moved
	// reports whether it has changed.
	Field(v *View, all bool) (f *Field, moved bool)

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
	// now, Watching is the same for the page, which adds its last two fields itself.
	Look(line string, now time.Duration) error
	Looks() []string
	Watching() Watching
}

// PastMarker is a Picture with figures to put into the charts of CPU over time.
type PastMarker interface {
	// MarkPast draws them on the chart of a service, whose top stands for that share.
	MarkPast(v *View, service row.Service, plot ui.Rect, top float64)
}

// Filler is a Picture that at times fills the canvas between the top bar and the timeline,
// rails and all. While it does, none of its stage is in sight, and a pointer and fingers
// meet its widgets only.
type Filler interface {
	// Full reports whether it does.
	Full() bool

	// Fill draws that view into area, like Base.
	Fill(v *View, area ui.Rect)

	// About says what is in it, for people who do not see it.
	About() []string
}

// Paster is a Picture that takes a text from the clipboard.
type Paster interface {
	// Paste takes it. The error is one sentence: why it cannot.
	Paste(text string) error
}

// SpanLeader is a Picture that can show where a span was recorded.
type SpanLeader interface {
	// LeadTo picks what recorded the newest span of a row of the table of spans, or the
	// message that it was recorded for. The error is one sentence: why it cannot.
	LeadTo(row *span.ByName, s *sim.Snapshot, now time.Duration) error
}

// Tabber is a Picture that adds tabs to the drawer.
type Tabber interface {
	// Tabs makes them, once.
	Tabs() []Tab
}

// Tab is a tab of the drawer that a picture adds. It keeps its own state. One that scrolls
// embeds a ui.Scroll and tells it with Fit how long it is.
type Tab interface {
	// Title is its id behind "tab.", its title, and a shorter one for phones.
	Title() (id, title, brief string)

	// Count is what stands behind the title, "" for nothing: six characters at most.
	Count(*sim.Snapshot) string

	// Draw fills the body of the drawer, to which drawing is clipped.
	Draw(v *View, body ui.Rect)
}

// Place is where a picture is drawn.
type Place struct {
	Stage  ui.Rect // between the rails, above the timeline; a strip if Folded
	Size   ui.Breakpoint
	Low    bool    // the window is too low for much above each other
	Folded bool    // the drawer is fully open: the stage is a strip below the top bar
	Alone  bool    // nothing else is on the canvas, see Landing: no controls and no numbers, and nothing can be pressed
	Veiled bool    // neither counts nor what was traced may be seen yet: they answer a question that is open
	Half   bool    // of a picture alone: it is one of two side by side, with the same numbers to compare
	Seen   ui.Rect // of one of two that stand at one place: the part of it that is seen; empty for all
	Drawer float64 // how much of the stage's bottom the drawer covers where it comes to rest half open
	Scale  float64 // device px per CSS px

	// Of a low stage: the side of the square that it has room for beside a column at
	// the left, 16 px from its right edge and 12 px from the column. On a phone on its
	// side the timeline has Taken the bottom of that column.
	Square float64
	Taken  ui.Rect
}

// Shared reports whether two pictures stand at one place, a part of each being seen.
func (p *Place) Shared() bool { return p.Seen != (ui.Rect{}) }

// Room is what the shell has to know of a picture's layout.
type Room struct {
	Main  ui.Rect // stays in sight: above a half open drawer, and above what is inspected
	Whole ui.Rect // is seen as a whole or not at all, such as a row of numbers; may be empty
	Floor float64 // the y above which messages to a person are shown
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
	half  *half // of two side by side; nil for the picture that has the stage
}

// Now is the time of the frame.
func (s *Shell) Now() time.Duration { return s.scene.now }

// Snap is the world as the last frame showed it, nil before the first one.
func (s *Shell) Snap() *sim.Snapshot {
	if s.half != nil {
		return s.half.snap
	}
	return s.scene.lists.views[0].Snap
}

// In is the interaction of the scene: what is hovered, focused, dragged. A picture may
// set its Intercept and Missed.
func (s *Shell) In() *ui.Interaction {
	if s.half != nil {
		return &s.half.in
	}
	return &s.scene.in
}

// Say tells people who do not see the canvas.
func (s *Shell) Say(text string) { s.scene.speech.say(text) }

// Tell shows a sentence on the canvas for some seconds: why something cannot be done.
func (s *Shell) Tell(sentence string) { s.scene.Tell(sentence, s.scene.now) }

// Flip is a key that flips an option: one that cannot be used says why.
func (s *Shell) Flip(o ui.Option) {
	if o.Disabled != "" {
		s.Tell(o.Title + ": " + o.Disabled)
		return
	}
	s.scene.in.Emit(FlipCommand(&o))
}

// Reduced reports whether a person wants no motion of the interface.
func (s *Shell) Reduced() bool { return s.scene.motion.Reduced }

// Here is the tag of what was measured where the program runs: "TAB" or "HERE".
func (s *Shell) Here() string { return s.scene.here }

// TimelineY is the top of the timeline, which an open drawer pushes up over the stage.
func (s *Shell) TimelineY() float64 { return s.scene.drawer.timelineY() }

// Covered reports whether a sheet lies over the stage, or has the controls that the stage would
// have room for. A chapter below the stage does neither.
func (s *Shell) Covered() bool {
	sheet := s.scene.rails.sheet
	return sheet != "" && (sheet != "intro" || s.scene.layout.Reading.Empty())
}

// Inspect shows what the picture has just picked; its words are told as well.
func (s *Shell) Inspect() { s.scene.rails.inspect() }

// Pointed tells that a person has picked a thing: its kind, such as "message", and its name,
// as chapters that ask for one have them.
func (s *Shell) Pointed(kind, thing string) { s.scene.story.point(kind, thing) }

// Unpicked tells that nothing is picked any more.
func (s *Shell) Unpicked() { s.scene.rails.unpicked() }

// Inspecting reports whether what is picked is shown.
func (s *Shell) Inspecting() bool { return s.scene.rails.inspecting }

// Emit asks for a line to be run, like the Command of a widget.
func (s *Shell) Emit(line string) { s.scene.in.Emit(line) }

// AskPaste asks for what is on the clipboard, which comes by Paste. It reports whether
// there is anybody to ask.
func (s *Shell) AskPaste() bool {
	s.scene.sharing.pasting = s.scene.sharing.canPaste
	return s.scene.sharing.canPaste
}

// OpenTab shows a tab of the drawer, by the id that it has after "tab."; one that the open
// chapter hides gets a sentence.
func (s *Shell) OpenTab(id string) { s.scene.drawer.show(id) }

// Tip is a tooltip beside target, to be drawn over everything. It is for Picture.Over.
func (s *Shell) Tip(target ui.Rect, lines []ui.TipLine) { s.scene.tip = tip{target, lines} }

// tip is the tooltip of the picture.
type tip struct {
	target ui.Rect
	lines  []ui.TipLine
}
