package render

import (
	"errors"
	"math"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/render/guide"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
)

// Player is the world as a Game needs it. *sim.Player is the one; tests have
// others.
type Player interface {
	Model() *sim.Model
	Do(line string) error
	Lay(*sim.Scenario) error
	Frame(elapsed time.Duration, over func() bool)
	Busy() bool
	Snapshot(*sim.Snapshot)
}

// Sided is a Player that at times plays a second history beside its own.
type Sided interface {
	// Other fills what there is to show of it, and returns nil while there is none.
	Other(*scene.Other) *scene.Other
}

// Foreteller is a Player that tells what would be with other values of a setting.
type Foreteller interface {
	// WhatIf takes what is asked about the history of a snapshot, nil for nothing, and returns
	// what is known so far, see scene.Scene.Answer.
	WhatIf(q *scene.Question, now *sim.Snapshot) *scene.Answer
}

// Glancer is a Player that can leave out of a snapshot what is seen only when the numbers are
// brought up to date, see [sim.Glance].
type Glancer interface {
	Glance(*sim.Snapshot)
	Complete(*sim.Snapshot)
}

// Config is what a Game needs. Player, Now and Pictures are required.
type Config struct {
	Player Player

	// Pictures are those that there are. One of them is of the Player's model.
	Pictures []scene.Entry

	// Now is the real time since any fixed start. It never goes back.
	Now func() time.Duration

	Light         bool          // start in the light theme instead of the dark one
	ReducedMotion bool          // no motion of the interface itself
	Framed        bool          // in a frame of another page, see scene.Config
	LeftInset     float64       // CSS px left of the canvas where the page shows the introduction; 0 draws it
	Language      ui.Translator // of the reader; nil for English
	Zoom          float64       // to begin with, one of Zooms; 0 is 1
	PageRepeats   bool          // a held key acts again when Repeat says so, not by the clock
	Zooms         bool          // Ctrl or Cmd with + − 0 changes the zoom; in a page the browser does that

	// Choose exchanges the Player's history for one of another model, and returns lines
	// for Look. After an error nothing has changed. Nil leaves out the choice.
	Choose func(model string) (looks []string, err error)

	// Chapters keeps the chapters that the left rail shows. Nil leaves them out: in a page
	// they are HTML.
	Chapters guide.Reader

	// Offered tells which controls the open chapter offers, see ui.Offer. Nil, or to return nil, offers
	// all.
	Offered func() []string

	// Named are those of Offered that the step which is read names itself: keys change no other
	// setting. Nil, or to return nil, is all.
	Named func() []string

	// Veiled reports whether the picture keeps counts to itself, see scene.Place. Nil never does.
	Veiled func() bool

	// Pointed is told each thing that a person picks, see scene.Shell.Pointed. Nil is allowed.
	Pointed func(kind, thing string)

	// File is asked first about a file that is opened: whether it is something else than a
	// scenario, and was taken or refused. Nil is allowed.
	File func(name, text string) (other bool, err error)

	// Share copies a link to what is seen, and has Shared called when that is done. Nil
	// leaves out the button.
	Share func()

	// Lacks says what a link could not hold now, in one sentence, "" for nothing. Nil is
	// allowed.
	Lacks func() string

	// Export asks what is to be written as a file, and writes it. Nil leaves out the button.
	Export func()

	// Compared is asked to write the comparison of two histories as a file. Nil where there
	// is no Export.
	Compared func()

	// Paste reads the clipboard, and has Paste of the Game called with what is on it. Nil
	// where that is not possible.
	Paste func()

	// OnError is told every command that was refused, as one sentence. It is
	// shown on the canvas in any case. Nil is allowed.
	OnError func(sentence string)
}

func (c *Config) validate() error {
	if c.Player == nil {
		return errors.New("render: Config.Player is required")
	}
	if c.Now == nil {
		return errors.New("render: Config.Now is required")
	}
	if c.picture() == nil {
		return errors.New("render: Config.Pictures has none of the Player's model")
	}
	return nil
}

// ask asks those around the game for what a person wants of them.
func (c *Config) ask(s *scene.Scene) {
	if s.Sharing() {
		c.Share()
	}
	if s.Exporting() {
		c.Export()
	}
	if s.Comparing() && c.Compared != nil {
		c.Compared()
	}
	if s.Pasting() {
		c.Paste()
	}
}

// picture is that of the Player's model.
func (c *Config) picture() *scene.Entry {
	for i := range c.Pictures {
		if c.Pictures[i].Model == c.Player.Model() {
			return &c.Pictures[i]
		}
	}
	return nil
}

// Game shows a world and lets a person act on it. It implements ebiten.Game. New
// tells Ebitengine to keep the screen between frames, so that a picture that has
// not changed is not drawn again, and to update once per frame: a machine that
// draws slowly must not build twenty pictures for each one that it shows.
type Game struct {
	screen
	config   Config
	canvas   *canvas
	input    input
	snapshot sim.Snapshot
	other    scene.Other

	width, height float64 // CSS px
	scale         float64
	zoom, zoomed  float64 // as it is meant to be, and as it is
	last          time.Duration
	frame         scene.Frame
	fresh         bool     // frame has not been drawn yet
	later         []string // see LookLater
	costs         Costs
	held          bool // no time passes, see Hold
	share         share
	rest          rest
}

// Costs is what all frames since the start have cost: the real time spent, apart
// by what it was for. The time that Ebitengine takes to hand the draw calls over
// is not in it.
type Costs struct {
	Updates    int           // calls of Update
	Drawn      int           // of those, frames that changed the picture
	Simulation time.Duration // Player.Frame
	Build      time.Duration // snapshot and draw lists
	Draw       time.Duration // vertices and draw calls
}

// New makes the game. It compiles the shaders and reads the fonts, so that an
// error shows before a window does.
func New(c Config) (*Game, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	canvas, err := newCanvas()
	if err != nil {
		return nil, err
	}
	g := &Game{config: c, canvas: canvas, zoom: max(1, c.Zoom), input: input{repeats: repeats{byPage: c.PageRepeats}}}
	g.show()
	g.resize(1440, 900, 1)
	g.last = c.Now()
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	return g, nil
}

// glance brings the snapshot up to date, but for what is filled in when it is shown.
func (g *Game) glance() {
	if p, ok := g.config.Player.(Glancer); ok {
		p.Glance(&g.snapshot)
	} else {
		g.config.Player.Snapshot(&g.snapshot)
	}
}

// show makes the scene of the Player's model, and takes the first snapshot of its world: who asks
// before the next Update is told of nothing else.
func (g *Game) show() {
	c := &g.config
	g.snapshot = sim.Snapshot{}
	g.glance()
	p := c.picture()
	var complete func(*sim.Snapshot)
	if p, ok := c.Player.(Glancer); ok {
		complete = p.Complete
	}
	s := scene.Config{Complete: complete, Model: p.Model, Picture: p.New, Words: p.Words, Light: c.Light, Here: here(), ReducedMotion: c.ReducedMotion, Language: c.Language,
		Framed: c.Framed, LeftInset: c.LeftInset, Share: c.Share != nil, Lacks: c.Lacks, Paste: c.Paste != nil, Export: c.Export != nil, Chapters: c.Chapters, Offered: c.Offered, Named: c.Named, Veiled: c.Veiled, Pointed: c.Pointed}
	if c.Choose != nil && !c.Framed {
		s.Worlds = c.Pictures
	}
	g.screen = screen{scene.New(s), g.config.Now}
}

// Choose goes to another model, see Config.Choose. A refusal is shown, and returned.
func (g *Game) Choose(model string) error {
	err := g.ChooseQuietly(model)
	if err != nil {
		g.Tell(err.Error())
	}
	return err
}

// ChooseQuietly is Choose for a caller who shows a refusal himself.
func (g *Game) ChooseQuietly(model string) error {
	before := g.config.Player.Model()
	looks, err := g.config.Choose(model)
	if err != nil || g.config.Player.Model() == before {
		return err
	}
	g.config.Light = g.Light()
	g.other, g.fresh = scene.Other{}, false
	g.show()
	g.scene.Resize(g.width, g.height, g.scale, g.canvas.glyphs)
	g.Arrive(looks)
	return nil
}

// Do runs one line of the command grammar as a control would: a refusal is
// shown on the canvas, told to OnError and returned.
func (g *Game) Do(line string) error {
	err := g.config.Player.Do(line)
	if err != nil {
		g.scene.Tell(err.Error(), g.config.Now())
		if g.config.OnError != nil {
			g.config.OnError(err.Error())
		}
	}
	return err
}

// Widgets are the controls of the last frame in reading order, with their
// places in CSS px. The slice is valid until the next Update.
func (g *Game) Widgets() []ui.Widget { return g.scene.Widgets() }

// Press activates the widget with that id as a click would. It reports whether
// there is such a widget and it can be pressed.
func (g *Game) Press(id string) bool {
	ok := g.scene.Press(id)
	g.runCommands()
	g.config.ask(g.scene)
	return ok
}

// Look does what a line says about how the field is looked at, and nothing to the
// world, see scene.Scene.Look. A refusal is shown, and returned.
func (g *Game) Look(line string) error {
	err := g.LookQuietly(line)
	if err != nil {
		g.scene.Tell(err.Error(), g.config.Now())
	}
	return err
}

// LookQuietly is Look for a caller who shows a refusal himself.
func (g *Game) LookQuietly(line string) error {
	err := g.scene.Look(line)
	g.runCommands() // of a second history to look at
	return err
}

// Looks are the lines that have Look show what is shown now, or soon.
func (g *Game) Looks() []string {
	if g.later != nil {
		return g.later
	}
	return g.scene.Looks()
}

// LookLater does what Look does with each of the lines once there is a picture and the
// world has come to where it was asked to go: only then is it known what there is to see.
func (g *Game) LookLater(lines []string) { g.later = lines }

// Arrive is LookLater where a link, or another model, leads to a moment: until the world is
// there nothing of it is shown but how far it is.
func (g *Game) Arrive(lines []string) {
	g.LookLater(lines)
	g.scene.Arrive()
}

// lookNow does what was put off, if its time has come.
func (g *Game) lookNow() {
	if g.later == nil || g.snapshot.Timeline.Target >= 0 {
		return
	}
	lines := g.later
	g.later = nil
	for _, line := range lines {
		if err := g.Look(line); err != nil {
			return // it is shown, and the rest may depend on it
		}
	}
}

// Paste gives the picture a text from the clipboard. A refusal is shown, and returned.
func (g *Game) Paste(text string) error {
	err := g.scene.Paste(text)
	if err != nil {
		g.Tell(err.Error())
	}
	return err
}

// Snapshot is the world as the last Update left it, or as New or Choose found it, with the figures
// that were shown last. It is valid until the next Update.
func (g *Game) Snapshot() *sim.Snapshot { return &g.snapshot }

// Costs is what the frames have cost so far. A caller that wants a stretch of
// them takes a difference.
func (g *Game) Costs() Costs { return g.costs }

// SetLeftInset changes how much of the window lies left of the canvas, in CSS px.
func (g *Game) SetLeftInset(px float64) {
	g.config.LeftInset = px
	g.scene.SetLeftInset(px)
}

// Hold keeps time from passing, whether the world plays or not, while nobody sees it. What
// was commanded goes on.
func (g *Game) Hold(held bool) { g.held = held }

// Repeat tells that a held key acts again, by its KeyboardEvent.key. It needs
// Config.PageRepeats.
func (g *Game) Repeat(key string) { g.input.repeats.tell(key) }

// Update implements ebiten.Game: input, then the world, then the next picture.
func (g *Game) Update() error {
	start := g.config.Now()
	if g.costs.Updates == 0 || g.Resting() { // nothing was there to be seen going on
		g.last = start
	}
	g.input.feed(g.scene, &g.snapshot, g.scale, start)
	g.feedZoom()
	g.feedPaste()
	g.takeDropped()
	g.runCommands()
	g.config.ask(g.scene)
	if model := g.scene.Chosen(); model != "" {
		g.Choose(model) // a refusal is shown
	}
	g.advance(start)
	simulated := g.config.Now()
	still := g.picture(start)
	g.costs.Updates++
	g.share.took(simulated - start)
	g.costs.Simulation += simulated - start
	g.costs.Build += g.config.Now() - simulated
	g.rest.saw(start, still && g.idle())
	return nil
}

// picture builds the next picture of the world, and reports whether it is the last one for
// all that time alone can do.
func (g *Game) picture(now time.Duration) bool {
	g.glance()
	if p, ok := g.config.Player.(Sided); ok {
		g.scene.Beside(p.Other(&g.other))
	}
	if p, ok := g.config.Player.(Foreteller); ok {
		g.scene.Answer(p.WhatIf(g.scene.Asks(), &g.snapshot))
	}
	f := g.scene.Frame(&g.snapshot, now)
	g.lookNow()
	if f.Same {
		return f.Still
	}
	f.BaseChanged = f.BaseChanged || g.fresh && g.frame.BaseChanged
	g.frame, g.fresh = f, true
	return false
}

func (g *Game) runCommands() {
	for _, line := range g.scene.Commands() {
		g.Do(line) // a refusal is shown
	}
}

// Exchanged tells that the Player has another history of the same model: what the picture
// knows of the one before is not compared with it.
func (g *Game) Exchanged() { g.scene.Exchanged() }

// advance gives the world the real time that has passed, within the budget.
func (g *Game) advance(now time.Duration) {
	passed := now - g.last
	g.last = now
	elapsed := min(passed, longest)
	if g.held {
		elapsed = 0
	}
	deadline := now + g.share.next(elapsed, passed, g.config.Player.Busy())
	if g.scene.Arriving() {
		deadline = max(deadline, now+budgetArrive)
	}
	g.config.Player.Frame(elapsed, func() bool { return g.config.Now() >= deadline })
}

// Draw implements ebiten.Game. The screen still holds the last picture: nothing
// is drawn if that is still right.
func (g *Game) Draw(screen *ebiten.Image) {
	if !g.fresh {
		return
	}
	start := g.config.Now()
	if !g.canvas.draw(screen, &g.frame, g.scene.Theme()) {
		g.canvas.draw(screen, &g.frame, g.scene.Theme())
	}
	g.fresh, g.frame.BaseChanged = false, false
	g.costs.Drawn++
	g.costs.Draw += g.config.Now() - start
}

// LayoutF implements ebiten.LayoutFer: one px of the screen image is one px of
// the device.
func (g *Game) LayoutF(outsideWidth, outsideHeight float64) (float64, float64) {
	scale := 1.
	if m := ebiten.Monitor(); m != nil {
		scale = m.DeviceScaleFactor()
	}
	zoom := zoomIn(g.zoom, outsideWidth, outsideHeight, scale)
	g.zoomed = zoom
	g.resize(outsideWidth/zoom, outsideHeight/zoom, scale*zoom)
	return math.Ceil(outsideWidth * scale), math.Ceil(outsideHeight * scale)
}

// Layout implements ebiten.Game; LayoutF is used instead.
func (g *Game) Layout(outsideWidth, outsideHeight int) (int, int) {
	w, h := g.LayoutF(float64(outsideWidth), float64(outsideHeight))
	return int(w), int(h)
}

func (g *Game) resize(w, h, scale float64) {
	if g.width == w && g.height == h && g.scale == scale {
		return
	}
	g.width, g.height, g.scale = w, h, scale
	g.canvas.setScale(scale)
	g.scene.Resize(w, h, scale, g.canvas.glyphs)
}
