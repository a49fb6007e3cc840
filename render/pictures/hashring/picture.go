package ringpicture

import (
	"math"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/hashring"
)

// host is what the picture asks of the shell around it.
type host interface {
	In() *ui.Interaction
	Say(text string)
	Tell(sentence string)
	Hides(title string, ids ...string) bool
	Here() string
	TimelineY() float64
	Inspect()
	Unpicked()
}

// Picture is the picture of the hash ring.
type Picture struct {
	host  host
	place scene.Place
	l     layout

	lens   lens
	key    followed
	box    keyBox
	picked int // number of a machine, 0 for none

	story  *story // of the last snapshot that was drawn
	circle circle
	close  closeup
	plate  hero
	storm  stormText
	dials  []dial

	travels int64 // of the world, when it was drawn last
	do      actions
}

// actions are what buttons of the picture do to it, bound once.
type actions struct {
	pick            [hashring.MostNodes + 1]func()
	unpick, typeKey func()
	forget          func()
}

var _ scene.Picture = (*Picture)(nil)

// New makes the picture for a scene whose model is the hash ring.
func New(shell *scene.Shell) scene.Picture { return newPicture(shell) }

func newPicture(h host) *Picture {
	pic := &Picture{host: h, lens: lens{turn: lensAtFirst}}
	pic.lens.pic = pic
	pic.dials = newDials()
	for n := range pic.do.pick {
		pic.do.pick[n] = func() { pic.pick(n) }
	}
	pic.do.unpick = func() { pic.pick(0) }
	pic.do.typeKey = func() { pic.openBox(boxInRail) }
	pic.do.forget = pic.unfollow
	h.In().Missed = pic.clickOutside
	return pic
}

// view is one building of a part of the picture.
type view struct {
	*scene.View
	pic   *Picture
	ring  *hashring.View
	set   hashring.Settings
	story *story
	l     *layout
}

// The parts of the picture that are types.
type (
	stormStrip struct{ *view } // how long it takes until all sessions have found their guilds
	controls   struct{ *view } // of the model's settings
)

// see reads what a snapshot says of the ring.
func (pic *Picture) see(v *scene.View) view {
	ring := hashring.ViewOf(v.Snap)
	if pic.story == nil || pic.story.change != ring.Change {
		first := pic.story == nil
		pic.story = tell(ring.Change)
		if !first && !pic.story.none && pic.travels == v.Snap.Travels {
			v.Motion.Set(litGlide, 0) // what changed hands lights up
		}
	}
	pic.travels = v.Snap.Travels
	return view{View: v, pic: pic, ring: ring, set: hashring.SettingsOf(v.Snap), story: pic.story, l: &pic.l}
}

// Place implements scene.Picture.
func (pic *Picture) Place(p scene.Place) scene.Room {
	if p.Scale == 0 {
		p.Scale = 1
	}
	pic.place, pic.l = p, layoutOf(p)
	main := ui.Around(pic.l.middle.X, pic.l.middle.Y, pic.l.r)
	if lens := pic.l.lens; !lens.Empty() {
		main.H = lens.Bottom() - main.Y
	}
	room := scene.Room{Main: main, Whole: pic.l.shares, Floor: p.Stage.Bottom()}
	if p.Size == ui.Narrow {
		room.Whole = ui.Rect{} // a list, which may lose its end
	}
	return room
}

// Base implements scene.Picture.
func (pic *Picture) Base(sv *scene.View) {
	pic.leaveBox()
	v := pic.see(sv)
	v.drawCircle()
	v.drawHero()
	if pic.place.Folded {
		v.drawColumns()
		return
	}
	v.drawHead()
	v.drawLens()
	v.drawShares()
	stormStrip{&v}.draw()
	v.drawStepper()
}

// Live implements scene.Picture.
func (pic *Picture) Live(sv *scene.View) {
	if pic.place.Folded || pic.story == nil {
		return
	}
	v := view{View: sv, pic: pic, ring: hashring.ViewOf(sv.Snap), set: hashring.SettingsOf(sv.Snap), story: pic.story, l: &pic.l}
	stormStrip{&v}.live()
}

// Over implements scene.Picture.
func (pic *Picture) Over(sv *scene.View) {
	if !pic.place.Folded {
		v := pic.see(sv)
		v.overBox()
	}
}

// Field implements scene.Picture: there is none.
func (pic *Picture) Field(*scene.View, bool) (*scene.Field, bool) { return nil, false }

// Moving implements scene.Picture. What moves by the clock of the wall does so by the
// motion of the view.
func (pic *Picture) Moving(*sim.Snapshot, time.Duration) bool { return false }

// PointAt implements scene.Picture.
func (pic *Picture) PointAt(ui.Point, bool, time.Duration) {}

// Pinch implements scene.Picture: the ring has one size.
func (pic *Picture) Pinch(a, b ui.Point, ended bool, now time.Duration) {}

// covered reports whether the drawer lies over r.
func (pic *Picture) covered(r ui.Rect) bool { return r.Bottom() > pic.host.TimelineY()+1 }

// hundredths is a share in percent with two decimals: 9.32.
func hundredths(share float64) string { return ui.Decimal(share*100, 2) }

// times writes a multiple with two decimals: 0.86×.
func times(f float64) string { return ui.Decimal(f, 2) + "×" }

// onRim is the point at a turn and a distance from the middle of a circle.
func onRim(m ui.Point, turn, r float64) ui.Point {
	sin, cos := math.Sincos(turn * 2 * math.Pi)
	return ui.Pt(m.X+r*sin, m.Y-r*cos)
}
