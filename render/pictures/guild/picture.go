// Package guildpicture is the picture of the guild: API nodes, guild and sieve, the field
// of sessions, the numbers below, the bars, the controls, and the inspector.
//
// A [scene.Scene] draws the rest. Where things are on the stage is decided in layout.go,
// per breakpoint; the files named after a part of the picture draw it, as a type that
// embeds a guildView.
//
// # Decisions
//
// The folded strip keeps the field's 125 dots a side, of one px each, so that it is the
// same picture.
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
package guildpicture

import (
	"time"

	"fanout/render/pictures/guild/micro"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/row"
)

// Picture is the picture of the guild.
type Picture struct{ stage stage }

var (
	_ scene.Picture    = (*Picture)(nil)
	_ scene.PastMarker = (*Picture)(nil)
	_ scene.Filler     = (*Picture)(nil)
	_ scene.Paster     = (*Picture)(nil)
	_ scene.Tabber     = (*Picture)(nil)
)

// New makes the picture for a scene.
func New(s *scene.Shell) scene.Picture { return newPicture(s) }

func newPicture(s *scene.Shell) *Picture {
	p := new(Picture)
	p.stage.init(s)
	return p
}

// stage is what the picture keeps: what a person has done to it, and what it remembers of
// the world so that a frame need not ask again. What it asks of the shell goes through s.
type stage struct {
	s     *scene.Shell
	place scene.Place
	l     layout
	views [numViews]guildView
	bars  scene.Bars
	curve curve

	field  field
	grid   grid
	near   closeup // the part of it that a zoomed camera sees
	cam    camera
	plane  plane
	echoes echoes
	hits   []hit // messages on the canvas, where they were drawn

	micro     micro.Microscope
	picked    picked
	cursor    int // session of the cell cursor, -1 if it has not been moved yet
	unveiling unveiling
	dot       int // under the pointer, -1 if none is
	finder    finder
	clicked   time.Duration // the field, last
	clickedAt ui.Point
	built     time.Duration // when Over was, last

	do actions
}

// actions are what buttons of the picture do, bound once: a function that is made where a
// button is placed would be memory for every building.
type actions struct {
	zoomIn, zoomOut, zoomFit         func()
	pickGuild, pickMailbox, pickSent func()
	openSpans, openMicro             func()
}

// init puts the picture into its shell.
func (pic *stage) init(s *scene.Shell) {
	pic.s, pic.plane.pic = s, pic
	pic.micro.Init(s)
	pic.dot, pic.cursor = -1, -1
	pic.do = actions{
		zoomIn: func() { pic.zoomBy(1, s.Now()) }, zoomOut: func() { pic.zoomBy(-1, s.Now()) },
		zoomFit:     func() { pic.zoomTo(0, ui.Point{}, s.Now()) },
		pickGuild:   func() { pic.pick(picked{kind: pickGuild}) },
		pickMailbox: func() { pickMailbox(pic) }, pickSent: func() { pickSent(pic) },
		openSpans: func() { s.OpenTab("spans") },
		openMicro: pic.micro.Toggle,
	}
	pic.bars.Marks, pic.bars.Sized, pic.bars.Remark = markAxis, sizedFor, pic.remarkOn
	pic.bars.Open = func(service row.Service, stage row.Stage) {
		pic.pick(picked{kind: pickCPU, service: service, stage: stage})
	}
	s.In().Intercept, s.In().Missed = pic.pickMoving, pic.clickOutside
}

// guildView is one building of a part of the picture. Its parts are types that embed
// it, a file or a few files each.
type guildView struct {
	*scene.View
	pic *stage
	l   *layout
}

// The parts of the picture are built through views that are kept, so that a frame takes
// no memory.
const (
	baseView = iota
	liveView
	overView
	railView
	numViews
)

func (pic *stage) view(which int, v *scene.View) *guildView {
	pic.views[which] = guildView{v, pic, &pic.l}
	return &pic.views[which]
}

// The parts of the picture.
type (
	lanes       struct{ *guildView } // API nodes, wires, sieve, and the guild's place
	guildCard   struct{ *guildView } // the guild's actor
	counters    struct{ *guildView } // the numbers below the lanes
	fieldFrame  struct{ *guildView } // the ground of the field, its headline and buttons
	cards       struct{ *guildView } // sessions, one card each
	cardStrip   struct{ *guildView } // what is left of the lanes beside cards
	moving      struct{ *guildView } // tokens, echoes, the wave's front
	nearby      struct{ *guildView } // the wave between cards
	following   struct{ *guildView } // marks of what is followed, and the cell cursor
	dotTip      struct{ *guildView } // the tooltip of a dot
	controls    struct{ *guildView } // every setting of the world
	curveEditor struct{ *guildView } // in it: the rate over the number of recipients
	landing     struct{ *guildView } // the picture alone
	half        struct{ *guildView } // the numbers of one of two side by side
	foldedStrip struct{ *guildView } // what the stage folds to under a full drawer
)

// Place implements scene.Picture.
func (p *Picture) Place(place scene.Place) scene.Room {
	pic := &p.stage
	if pic.place.Veiled && !place.Veiled {
		pic.unveiling.begin(pic.s.Now())
	}
	pic.place, pic.l = place, layoutFor(&place, partsOf(pic.s))
	pic.bars.Rect, pic.bars.One, pic.bars.Compact = pic.l.CPU, pic.l.Rows == 1, pic.l.compact()
	return scene.Room{Main: pic.l.Field, Whole: pic.l.Counters, Floor: pic.l.Stage.Bottom()}
}

// Moving implements scene.Picture.
func (p *Picture) Moving(s *sim.Snapshot, now time.Duration) bool {
	pic := &p.stage
	field := &guild.ViewOf(s).Field
	pic.aim(field.Members, field.Columns)
	if in := pic.s.In(); pic.tipOpen(now) && in.Dragging() == "" && pic.built-in.Since < ui.TooltipDelay {
		in.Stale = true
	}
	return !pic.s.Reduced() && (pic.unveiling.on || pic.echoes.follow(s, now))
}

// Base implements scene.Picture: the lanes and the field, or cards with what is left of
// the lanes; numbers and bars.
func (p *Picture) Base(view *scene.View) {
	v := p.stage.view(baseView, view)
	if _, moving := v.pic.cam.now(v.pic.s.Now()); moving {
		v.Motion.Moving = true
	}
	if v.l.Alone {
		landing{v}.draw()
		return
	}
	if v.l.Folded {
		foldedStrip{v}.draw()
		return
	}
	if v.pic.folded() {
		fieldFrame{v}.draw()
		cardStrip{v}.draw()
	} else {
		lanes{v}.draw()
		fieldFrame{v}.draw()
	}
	controls{v}.peek()
	if !v.pic.folded() {
		counters{v}.draw()
	}
	v.pic.bars.Draw(view)
}

// Live implements scene.Picture.
func (p *Picture) Live(view *scene.View) {
	v := p.stage.view(liveView, view)
	if v.l.Alone {
		landing{v}.progress()
		return
	}
	moving{v}.draw()
}

// Over implements scene.Picture.
func (p *Picture) Over(view *scene.View) {
	v := p.stage.view(overView, view)
	v.pic.built = v.pic.s.Now()
	fieldFrame{v}.fitButton()
	fieldFrame{v}.finder()
	dotTip{v}.draw()
}

// Field implements scene.Picture.
func (p *Picture) Field(v *scene.View, all bool) (f *scene.Field, moved bool) {
	pic := &p.stage
	now := pic.s.Now()
	all = all && pic.field.worn(v.Snap, pic.place.Veiled, now)
	moved = pic.field.update(pic, v.Snap, pic.unveiling.move(now) || all, now)
	return &pic.field.Field, moved
}

// Controls implements scene.Picture.
func (p *Picture) Controls(view *scene.View, c *ui.Column) {
	controls{p.stage.view(railView, view)}.draw(c)
}

// Picked implements scene.Picture.
func (p *Picture) Picked() string { return pickTitles[p.stage.picked.kind] }

// Key implements scene.Picture.
func (p *Picture) Key(key string, shift bool, s *sim.Snapshot, now time.Duration) bool {
	pic := &p.stage
	if pic.micro.Open() {
		return pic.micro.Key(key) || !pic.micro.Typing() && pic.settingKey(key, shift, s)
	}
	return pic.finder.open && pic.finderKey(key, now) || microKey(pic, key) || pic.fieldKey(key, shift, now) || pic.settingKey(key, shift, s)
}

// microKey opens the microscope, where it is offered.
func microKey(pic *stage, key string) bool {
	return (key == "m" || key == "M") && pic.s.Hides("Sieve microscope", microID) || pic.micro.OpenKey(key)
}

// Typing implements scene.Picture.
func (p *Picture) Typing() bool { return p.stage.finder.open || p.stage.micro.Typing() }

// Escape implements scene.Picture.
func (p *Picture) Escape() bool {
	if p.stage.micro.Open() {
		p.stage.micro.Close()
		return true
	}
	if p.stage.picked.kind == pickNone {
		return false
	}
	p.stage.unpick()
	return true
}

// PointAt implements scene.Picture.
func (p *Picture) PointAt(q ui.Point, off bool, now time.Duration) {
	pic := &p.stage
	if !off {
		pic.pointAt(q, now)
		return
	}
	if pic.dot >= 0 {
		pic.dot, pic.s.In().Stale = -1, true
	}
}

// Pinch implements scene.Picture: what is between two fingers stays between them, and
// when one leaves the field goes to the nearest level of detail.
func (p *Picture) Pinch(a, b ui.Point, ended bool, now time.Duration) {
	if ended {
		p.stage.pinchEnd(now)
		return
	}
	p.stage.pinch(a, b, now)
}

// Look implements scene.Picture.
func (p *Picture) Look(line string, now time.Duration) error { return p.stage.look(line, now) }

// Looks implements scene.Picture.
func (p *Picture) Looks() []string { return p.stage.looks() }

// Watching implements scene.Picture.
func (p *Picture) Watching() scene.Watching { return p.stage.watching() }

// Full implements scene.Filler: the microscope fills the canvas.
func (p *Picture) Full() bool { return p.stage.micro.Open() }

// Fill implements scene.Filler.
func (p *Picture) Fill(v *scene.View, area ui.Rect) { p.stage.micro.Fill(v, area) }

// About implements scene.Filler.
func (p *Picture) About() []string { return p.stage.micro.About() }

// Paste implements scene.Paster: a header is laid under the microscope, which opens.
func (p *Picture) Paste(text string) error { return p.stage.micro.Paste(text) }

// MarkPast implements scene.PastMarker.
func (p *Picture) MarkPast(v *scene.View, service row.Service, plot ui.Rect, top float64) {
	markPast(v, service, plot, top)
}
