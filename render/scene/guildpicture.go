package scene

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// guildPicture is the picture of the guild on the stage: API nodes, guild and sieve,
// the field of sessions, the numbers below, and the inspector. The shell draws the
// rest. What it asks of the shell goes through s.
type guildPicture struct {
	s *Scene // the shell

	field  Field
	grid   grid
	near   closeup // the part of it that a zoomed camera sees
	cam    camera
	plane  plane
	echoes echoes
	hits   []hit // messages on the canvas, where they were drawn

	picked    picked
	cursor    int // session of the cell cursor, -1 if it has not been moved yet
	dot       int // under the pointer, -1 if none is
	finder    finder
	clicked   time.Duration // the field, last
	clickedAt ui.Point

	do pictureActions
}

// pictureActions are what buttons of the picture do, bound once like actions.
type pictureActions struct {
	zoomIn, zoomOut, zoomFit, pickGuild, unpick func()
}

// init puts the picture into its shell.
func (pic *guildPicture) init(s *Scene) {
	pic.s, pic.plane.pic = s, pic
	pic.dot, pic.cursor = -1, -1
	pic.do = pictureActions{
		zoomIn: func() { pic.zoomBy(1, s.now) }, zoomOut: func() { pic.zoomBy(-1, s.now) },
		zoomFit:   func() { pic.zoomTo(0, ui.Point{}, s.now) },
		pickGuild: func() { pic.pick(picked{kind: pickGuild}) },
		unpick:    pic.unpick,
	}
}

// guildView is one building of a part of the picture. Its parts are types that embed
// it, a file or a few files each.
type guildView struct {
	*ui.View
	pic  *guildPicture
	snap *sim.Snapshot
	l    *layout
}

// stage draws the lanes and the field, or cards with what is left of the lanes.
func (v *guildView) stage() {
	if v.pic.folded() {
		fieldFrame{v}.draw()
		cardStrip{v}.draw()
		return
	}
	lanes{v}.draw()
	fieldFrame{v}.draw()
}

// numbers draws the counters, where cards leave room for them.
func (v *guildView) numbers() {
	if !v.pic.folded() {
		counters{v}.draw()
	}
}

// above draws what lies over the stage.
func (v *guildView) above() {
	fieldFrame{v}.fitButton()
	fieldFrame{v}.finder()
}

// live draws what moves with virtual time.
func (v *guildView) live() { moving{v}.draw() }

// The parts of the picture.
type (
	lanes      struct{ *guildView } // API nodes, wires, sieve, and the guild's place
	guildCard  struct{ *guildView } // the guild's actor
	counters   struct{ *guildView } // the numbers below the lanes
	fieldFrame struct{ *guildView } // the ground of the field, its headline and buttons
	cards      struct{ *guildView } // sessions, one card each
	cardStrip  struct{ *guildView } // what is left of the lanes beside cards
	moving     struct{ *guildView } // tokens, echoes, the wave's front
	nearby     struct{ *guildView } // the wave between cards
	following  struct{ *guildView } // marks of what is followed, and the cell cursor
	dotTip     struct{ *guildView } // the tooltip of a dot
)
