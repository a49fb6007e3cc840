package scene

import (
	"slices"
	"strings"
	"time"

	"fanout/render/guide"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// refresh is the time between two updates of the numbers: faster than ten times
// a second they cannot be read. While nothing moves beside them they are read no faster than five
// times a second.
const refresh, refreshAlone = 100 * time.Millisecond, 200 * time.Millisecond

// Config is what a Scene needs to begin.
type Config struct {
	Model         *sim.Model               // that is shown; required
	Picture       func(*Shell) Picture     // makes its picture; required
	Complete      func(*sim.Snapshot)      // fills a frame's snapshot with what numbers show, if they are brought up to date; nil if it has that
	Words         *Words                   // of its picture; nil for those of the model's tables
	Measure       ui.Measurer              // required
	Light         bool                     // false is the dark theme
	ReducedMotion bool                     // no motion of the interface itself
	Here          string                   // tag of what was measured where this runs: "TAB" in a page, "HERE" in a window
	Worlds        []Entry                  // that can be chosen on the map; nil leaves the map out
	Chapters      guide.Reader             // keeps the chapters that the left rail shows; nil leaves them out
	Pointed       func(kind, thing string) // is told what a person picks, see Shell.Pointed; nil for nobody
	Offered       func() []string          // what the open chapter offers, see ui.Offer; nil, or to return nil, offers all
	Named         func() []string          // what of that the step that is read names itself: keys change no other setting; nil, or to return nil, is all
	Veiled        func() bool              // whether counts may not be seen yet, see Place; nil never
	Share         bool                     // the program can copy a link, see Sharing
	Lacks         func() string            // what such a link could not hold now, in a sentence; nil, or to return "", for nothing
	Language      ui.Translator            // of the reader; nil for English
	Paste         bool                     // the program can read the clipboard, see Pasting
	Export        bool                     // the program can write files, see Exporting
	Framed        bool                     // in a frame of another page: the picture, its time line, and the controls that are offered
	LeftInset     float64                  // CSS px of the window left of the canvas, where the page shows the left rail; 0 draws it
}

// Scene is the interface on the canvas: it keeps what the pointer and the keys
// have done to it, turns snapshots into frames and input into commands. It reads
// no clock: every method that needs the time takes it, counted from any start.
//
// What is simulated is shown by its picture; the rest is the shell around it.
type Scene struct {
	measure     ui.Measurer
	theme       *ui.Theme // dark or light
	dark, light *ui.Theme
	here        string
	inset       float64
	scale       float64
	layout      layout
	now         time.Duration // of the last frame

	in     ui.Interaction
	motion ui.Motion
	lists  lists
	frames frames
	do     actions

	shown
	sharing
	dials  dials
	story  story
	rails  rails
	drawer drawer
	menus
	time   timeValue
	worlds worlds
	speech speech
	toast  toast
}

// menus are what lies over everything while it is open.
type menus struct {
	help helped
	menu *Menu // nil while there is none
}

// shown is the picture, and what is known of it.
type shown struct {
	arriving
	pic     Picture
	shell   Shell // what it has of the scene
	words   *Words
	room    Room     // of its layout
	landing *Landing // nil for the whole interface
	framed  bool     // in a frame of another page
	field   *Field
	split   split // of two histories
	tip     tip
}

// lists are what a frame is painted from.
type lists struct {
	base, live, over ui.List
	liveWas          ui.List // of the frame before

	views [3]view // through which they are built: kept, so that a frame takes no memory
}

// frames is how far the lists are in step with the world.
type frames struct {
	began  bool
	behind bool          // the base is older than the world
	built  time.Duration // when the base was built
	moving bool          // something has moved since that is no number
	seen   seen
	notes  int // of the log, that have been told

	complete func(*sim.Snapshot) // see Config.Complete
}

// due reports whether the numbers are to be brought up to date.
func (f *frames) due(now time.Duration) bool {
	every := refreshAlone
	if f.moving {
		every = refresh
	}
	return f.behind && now-f.built >= every
}

// seen is what the last frame showed of the world, to tell whether a paused
// world has changed.
type seen struct {
	now      int64
	playing  bool
	log      int
	seed     uint64
	speed    exact.PPM
	settings any
	changed  string
	cpu      [row.MaxServices]readout.StageCost // becomes finer while the world stands still
	latest   int64
	target   int64
	travels  int64
	probed   [2]int // batches done, parts known
}

func seenOf(snap *sim.Snapshot) seen {
	at := seen{snap.Now, snap.Playing, len(snap.Log.Entries) + snap.Log.Dropped, snap.Seed, snap.Speed,
		snap.Settings, snap.Changed, [row.MaxServices]readout.StageCost{},
		snap.Timeline.Latest, snap.Timeline.Target, snap.Travels, [2]int{}}
	if p := snap.Real.Probed; p != nil {
		at.probed = [2]int{p.Done, len(p.Parts)}
	}
	for s := range snap.Services {
		at.cpu[s] = snap.Services[s].CPU
	}
	return at
}

// New makes a scene. Resize must be called before the first Frame.
func New(c Config) *Scene {
	s := &Scene{measure: c.Measure, here: c.Here, sharing: sharing{can: c.Share, canPaste: c.Paste, canExport: c.Export}, inset: c.LeftInset, scale: 1, frames: frames{complete: c.Complete}}
	s.dark, s.light = named(ui.Dark(), c.Model), named(ui.Light(), c.Model)
	s.SetTheme(c.Light)
	s.motion.Reduced, s.in.Words, s.speech.words = c.ReducedMotion, c.Language, c.Language
	s.in.Focused = func(w *ui.Widget) { s.speech.tell(w.Spoken(s.in.Words)) }
	s.framed = c.Framed
	s.rails.s = s
	s.drawer.s, s.drawer.grip.s, s.drawer.menu.s = s, s, s
	s.dials = newDials(c.Model)
	if s.words = c.Words; s.words == nil {
		s.words = &Words{}
	}
	s.worlds = worldsOf(c.Worlds, c.Model)
	s.worlds.s = s
	s.story.begin(s, &c)
	s.sharing.s, s.sharing.lacks = s, c.Lacks
	s.arriving.s = s
	s.do = newActions(s)
	s.shell.scene = s
	s.pic = c.Picture(&s.shell)
	s.split.init(s, c.Picture)
	s.drawer.tabs = newDrawerTabs(c.Model, s.words, s.pic)
	return s
}

// named gives the colours of a theme the names of the services and stages.
func named(t *ui.Theme, m *sim.Model) *ui.Theme {
	var services, stages []string
	for _, v := range m.Services {
		services = append(services, v.Name)
	}
	for _, st := range m.Stages {
		stages = append(stages, string(st.Letter))
	}
	return t.Named(services, stages)
}

// Resize lays the scene out for a canvas of w by h CSS px with scale device px
// per CSS px. The measurer may change with the scale. Doing it again with equal
// values costs nothing.
func (s *Scene) Resize(w, h, scale float64, m ui.Measurer) {
	if s.layout.W == w && s.layout.H == h && s.scale == scale && s.measure == m {
		return
	}
	s.measure, s.scale = m, scale
	s.layout.W, s.layout.H = w, h
	s.relayout()
}

// relayout places everything again, after the canvas or the drawer have changed.
func (s *Scene) relayout() {
	if s.alone() {
		land(s)
		return
	}
	if s.framed {
		s.layout = frameOf(s)
	} else {
		s.layout = layoutFor(s.layout.W, s.layout.H, s.inset)
	}
	if s.rails.reads() {
		s.layout.read()
	}
	if len(s.worlds.Cards) > 0 {
		s.layout.Picker = s.layout.pickerW(s.sharing.exportRoom(44))
	}
	s.room = s.pic.Place(s.layout.place(0, s.scale, s.story.veiled))
	s.layout.drawerPlaces(&s.room)
	switch s.drawer.snap {
	case drawerHalf:
		s.pic.Place(s.layout.place(s.layout.Half+s.layout.Stage.Bottom()-s.layout.Timeline.Y, s.scale, s.story.veiled))
	case drawerFull:
		s.layout.fold()
		s.pic.Place(s.layout.place(0, s.scale, s.story.veiled))
	}
	s.split.place()
	s.in.Stale = true
}

// SetLeftInset changes how much of the window lies left of the canvas.
func (s *Scene) SetLeftInset(px float64) {
	if s.inset != px {
		s.inset = px
		s.relayout()
	}
}

// Theme is the theme in force.
func (s *Scene) Theme() *ui.Theme { return s.theme }

// SetTheme changes the appearance.
func (s *Scene) SetTheme(light bool) {
	s.theme = s.dark
	if light {
		s.theme = s.light
	}
	s.in.Stale = true
}

// Widgets are the widgets of the last frame in focus order. The slice is valid
// until the next frame.
func (s *Scene) Widgets() []ui.Widget { return s.in.Widgets() }

// Commands returns the command lines that input has given since the last call.
func (s *Scene) Commands() []string { return s.split.addressed(s.in.Commands()) }

// Frame is everything that is to be painted, in order: Base, then the field,
// then its marks, then Live, then Over.
type Frame struct {
	Base  *ui.List // rails, cards, numbers: changes at most ten times a second
	Field *Field
	Other *Field   // of a second history, see Scene.Beside; nil for none
	Live  *ui.List // what moves with virtual time
	Over  *ui.List // tooltips, drawer, messages

	Same        bool // nothing at all has changed since the last frame
	Still       bool // and nothing is to change with nothing but time: no sentence goes, no word changes back
	BaseChanged bool // Base and Over were built again; otherwise both are as they were
}

// Frame builds the picture of snap at the given time of the wall clock.
func (s *Scene) Frame(snap *sim.Snapshot, now time.Duration) Frame {
	s.now = now
	s.arriving.follow(&snap.Timeline, snap.Now)
	f := Frame{Base: &s.lists.base, Field: s.field, Live: &s.lists.live, Over: &s.lists.over}
	s.story.follow(now)
	if !s.alone() && (s.rails.reads() == s.layout.Reading.Empty() || s.framed && s.layout.RightRail != frameOf(s).RightRail) {
		s.relayout()
	}
	moving := s.pic.Moving(snap, now)
	moving = s.split.moving(snap, now) || moving
	tellNotes(s, snap, now)
	at := seenOf(snap)
	moved := s.drawer.whatIf().moved() || s.split.moved() || at != s.frames.seen
	s.frames.behind = s.frames.behind || moved
	due := s.frames.due(now)
	tip := s.in.TooltipDue(now, s.frames.built) // the pointer has just rested long enough
	expired := s.toast.expired(now) || s.sharing.expired(now) || s.in.Offered.Expired(now)
	if s.frames.began && !moved && !due && !moving && !s.in.Stale && !s.motion.Moving && !tip && !expired {
		f.Same, f.Still = true, still(s)
		return f
	}
	commanded := at.settings != s.frames.seen.settings || at.playing != s.frames.seen.playing || at.speed != s.frames.seen.speed || at.seed != s.frames.seen.seed
	if !s.frames.began || s.in.Stale || s.motion.Moving || due || tip || expired || commanded {
		if s.frames.complete != nil {
			s.frames.complete(snap)
		}
		s.buildBase(snap, now)
		f.BaseChanged = true
	}
	moved = s.buildLive(snap, f.BaseChanged)
	s.frames.moving = (s.frames.moving || moved) && !f.BaseChanged
	f.Same = !moved && !f.BaseChanged
	f.Still = f.Same && still(s)
	f.Field, f.Other = s.field, s.split.otherField()
	s.frames.seen, s.frames.began = at, true
	return f
}

// tellNotes shows what the log has new that nobody commanded: a future that is gone, a
// sampled message that does not exist. A step that goes round by itself has nothing to tell.
func tellNotes(s *Scene, snap *sim.Snapshot, now time.Duration) {
	if !s.alone() && !s.story.veiled && snap.Log.Notes != s.frames.notes && s.frames.began && snap.Log.Note != "" {
		s.Note(strings.ToUpper(snap.Log.Note[:1])+snap.Log.Note[1:]+".", now)
	}
	s.frames.notes = snap.Log.Notes
}

// Exchanged tells that the next snapshot is of another history.
func (s *Scene) Exchanged() { s.frames.began = false }

// view is one building of a list: what ui needs to place and draw widgets, and what is
// looked at.
type view struct {
	View
	s *Scene
	l *layout
}

// begin empties a list and returns v for building it.
func (s *Scene) begin(v *view, list *ui.List, snap *sim.Snapshot) *view {
	list.Reset()
	*v = view{
		View: View{
			View: ui.View{
				Painter: ui.Painter{List: list, Theme: s.theme, Measure: s.measure, Words: s.in.Words},
				In:      &s.in, Motion: &s.motion, Size: s.layout.Size, W: s.layout.W, H: s.layout.H,
			},
			Snap: snap, Shell: &s.shell,
		},
		s: s, l: &s.layout,
	}
	return v
}

func (s *Scene) buildBase(snap *sim.Snapshot, now time.Duration) {
	s.frames.behind, s.frames.built = false, now
	s.in.Begin()
	s.motion.Begin(now)
	s.drawer.move()
	v := s.begin(&s.lists.views[0], &s.lists.base, snap)
	v.Fill(ui.Box(0, 0, s.layout.W, s.layout.H), 0, s.theme.Bg0)
	if s.alone() {
		buildAlone(v)
		return
	}
	if s.arriving.on {
		overlay{v}.arriving()
		s.lists.over.Reset()
		s.motion.End()
		return
	}
	if !s.framed {
		topBar{v}.draw()
	}
	switch {
	case s.worlds.Open():
		v.drawMap()
	case s.layout.Folded:
		foldedStrip{v}.draw()
		s.pic.Base(&v.View)
	case s.layout.Covered: // nothing of it is in sight
	case s.full(&s.layout):
		if s.story.Open() && !s.layout.LeftRail.Empty() { // what is to be done there stays in sight
			leftRail{v}.draw()
			s.pic.(Filler).Fill(&v.View, s.layout.filled(s.layout.LeftRail.Right()))
		} else {
			s.pic.(Filler).Fill(&v.View, s.layout.filled(0))
		}
	case s.split.on():
		if s.story.Open() {
			leftRail{v}.draw()
		}
		splitView{v}.draw()
	default:
		leftRail{v}.draw()
		s.pic.Base(&v.View)
		controls{v}.draw()
	}
	o := s.begin(&s.lists.views[1], &s.lists.over, snap)
	s.tip.lines = nil
	if !s.worlds.Open() {
		if !s.full(&s.layout) && !s.split.on() {
			s.pic.Over(&o.View)
		}
		if s.drawer.lifted() {
			drawerRows{o}.draw()
		} else {
			drawerRows{v}.draw()
		}
		reading{v}.draw()
		sheets{o}.draw()
	}
	if !s.full(&s.layout) { // all that is in it came with it
		s.in.Offered.Door = s.rails.door()
		o.MarkNew(v.List, o.List)
	}
	o.EntryRefusal()
	o.Tooltip()
	if s.tip.lines != nil {
		o.Tip(s.tip.target, s.tip.lines)
	}
	overlay{o}.toast()
	overlay{o}.menu()
	overlay{o}.help()
	overlay{o}.modal()
	if s.speech.telling && len(s.speech.about) > 0 {
		s.speech.telling = false
		s.speech.tell(strings.Join(s.speech.about, ". "))
	}
	s.motion.End()
}

// buildLive builds what moves with virtual time and reports whether any of it has
// moved. all is for marks, see Field.update.
func (s *Scene) buildLive(snap *sim.Snapshot, all bool) bool {
	s.lists.live, s.lists.liveWas = s.lists.liveWas, s.lists.live
	v := s.begin(&s.lists.views[2], &s.lists.live, snap)
	if s.split.shown() {
		return s.split.live(v, all) || !s.lists.live.Equal(&s.lists.liveWas)
	}
	if s.away() {
		s.field = nil
		return !s.lists.live.Equal(&s.lists.liveWas)
	}
	field, moved := s.pic.Field(&v.View, all)
	s.field = field
	if !s.layout.Folded && !s.layout.Covered {
		s.pic.Live(&v.View)
	}
	return moved || !s.lists.live.Equal(&s.lists.liveWas)
}

// SetAway tells whether the window's keys go elsewhere: then no focus is shown.
func (s *Scene) SetAway(away bool) { s.in.Away, s.in.Stale = away, true }

// Focus is the id of the widget that has the focus, "" if none has.
func (s *Scene) Focus() string { return s.in.Focus }

// Pointing reports whether the pointer is over something that can be pressed.
func (s *Scene) Pointing() bool { return s.in.Pointing() }

// full reports whether the picture fills the canvas and is in sight.
func (h *shown) full(l *layout) bool {
	f, ok := h.pic.(Filler)
	return ok && f.Full() && !h.hidden(l)
}

// hidden reports whether it fills the canvas below a drawer that is fully open.
func (h *shown) hidden(l *layout) bool {
	f, ok := h.pic.(Filler)
	return ok && f.Full() && (l.Folded || l.Covered)
}

// away reports whether nothing of the picture's stage is in sight.
func (s *Scene) away() bool {
	return s.arriving.on || s.worlds.Open() || s.full(&s.layout) || s.split.shown()
}

// Pinch tells where two fingers are. What is between them stays between them.
func (s *Scene) Pinch(a, b ui.Point, now time.Duration) {
	if !s.away() && !s.alone() {
		s.pic.Pinch(a, b, false, now)
	}
}

// PinchEnd tells that one of two fingers has left: the field goes to the nearest
// level of detail.
func (s *Scene) PinchEnd(now time.Duration) { s.pic.Pinch(ui.Point{}, ui.Point{}, true, now) }

// Watching says what is looked at.
func (s *Scene) Watching() Watching {
	w := s.pic.Watching()
	w.Meaning, w.Focus, w.About = ui.Said(s.in.Words, w.Meaning), s.in.Focus, s.speech.about
	w.Behind = s.frames.behind || s.in.Stale || s.motion.Moving
	if f, ok := s.pic.(Filler); ok && f.Full() {
		w.About = f.About()
	} else if said := s.drawer.about(); len(said) > 0 && !s.rails.inspecting {
		w.About = said
	}
	return w
}

// Home is the line that has Look give up all that a person looks at: nothing is picked or
// followed, no view is full, the drawer is closed, and the whole picture is in sight.
const Home = "home"

// Look does what a line says about how the field is looked at, and nothing to the
// world: [Home], "zoom in", "zoom out", "zoom fit", "zoom LEVEL", "zoom LEVEL SESSION", for
// which the nearest level will do that this canvas has, "follow SESSION",
// "follow #MESSAGE", "unfollow". A session is a number, or a row and a column. "trace
// #MESSAGE" shows the message's trace in the drawer, "trace ID" any, and "tab NAME" a tab,
// with "full" behind it over the whole window. "whatif SETTING METRIC,… SEEDS LENGTH" asks
// what these metrics would be with other values of a setting. "b LINE; …" has a second history beside the
// first, which is told so otherwise, and "b off" ends it. The error is one sentence.
func (s *Scene) Look(line string) error {
	if told, ok := strings.CutPrefix(line+" ", "b "); ok {
		s.split.look(told)
		return nil
	}
	if verb, rest, _ := strings.Cut(line, " "); slices.Contains(DrawerVerbs(), verb) {
		return s.drawer.look(verb, strings.TrimSpace(rest))
	}
	if line != Home {
		return s.pic.Look(line, s.now)
	}
	for s.pic.Escape() {
	}
	if s.drawer.snap != drawerClosed {
		s.drawer.set(drawerClosed)
	}
	s.in.Stale = true
	if s.pic.Watching().Level > 0 {
		return s.pic.Look("zoom fit", s.now)
	}
	return nil
}
