package main

import (
	"fmt"
	"log"
	"runtime/debug"
	"strconv"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/contest"
	"fanout/cmd/playground/internal/embed"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/live"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/render/language"
	"fanout/render/pictures"
	"fanout/sim"
)

// memoryLimit is where the collector starts to work harder rather than let the
// heap grow: wasm memory never shrinks. memoryMost is how much may be in use before time
// stops; beyond it is what a frame adds and what the collector has not got to. Together
// they keep the page below 1.5 GiB, whatever is done in it.
const memoryLimit, memoryMost = 640 << 20, 1000 << 20

// gcAtStart is the collector's pace until the first frame has been drawn: it rests,
// short of memoryLimit. The heap grows from nothing to what stays, so that each of
// the usual ten collections on the way would find next to nothing, on the only
// thread there is.
const gcAtStart = -1

// guideFrom is the window width in CSS px from which the page shows its guide
// beside the canvas, guideWidth what that takes. web/style.css has both as well.
const guideFrom, guideWidth = 1200, 264

// main runs the playground in the page that loaded it.
func main() {
	log.SetFlags(0)
	debug.SetMemoryLimit(memoryLimit)
	percent := debug.SetGCPercent(gcAtStart)
	window := js.Global()
	window.Get("performance").Call("mark", "main") // all packages are initialised
	page := window.Get("playground")               // made by loader.js

	// The page has chosen the language, see web/language.js; of one that it does not know
	// there is none to be had here either.
	reader, _ := language.Of(window.Get("document").Get("documentElement").Get("lang").String())
	framed := window.Get("document").Get("documentElement").Get("classList").Call("contains", "embed").Bool()
	o := openLink(window.Get("location"), framed)
	page.Set("refused", o.refused) // nothing of the address counts then
	clocked := timed.New(o.player, bounded(*thisMachine(), memoryMost))
	var game *render.Game
	c := render.Config{
		Player:        clocked,
		Pictures:      pictures.All(),
		Now:           stopwatch(),
		ReducedMotion: window.Call("matchMedia", "(prefers-reduced-motion: reduce)").Get("matches").Bool(),
		PageRepeats:   true,
		Share:         func() { page.Call("share") },
		Paste:         func() { page.Call("readClipboard") },
		Export:        func() { page.Call("openExport") },
		Compared:      func() { page.Call("saveComparison") },
	}
	lessons := withLessons(&c, clocked, reader)
	offered := c.Offered
	if o.frame != nil {
		offered = func() []string { return o.frame.Offered }
		c.Framed, c.Offered = true, offered
	}
	worlds := worlds{watch: observer{player: clocked, lessons: lessons}, leave: lessons.Leave}
	c.Lacks = func() string { return worlds.watch.lacks(game) }
	c.Choose = func(model string) (looks []string, err error) { return worlds.choose(model, game) }
	game, err := render.New(c)
	if err != nil {
		log.Fatal(err)
	}
	if o.asked.Chapter == "" {
		game.Arrive(o.asked.Look)
	} else if n, err := strconv.Atoi(o.asked.Chapter); err == nil { // the page opens it
		lessons.Toward(n, o.asked.Step, o.asked.Look)
	}
	if o.frame == nil {
		followGuide(window, game)
	}
	expose(page, clocked, game, lessons)
	exposeLessons(page, lessons, offered)
	exposeFrame(page, clocked, game, framed)
	challenges := contest.New(clocked, lessons, stopwatch(), thisMachine().Date)
	exposeContest(page, challenges)
	exposeHeard(page, game, lessons, challenges)
	land := exposeLanding(page, game)
	shots := exposeExports(page, clocked, game)
	stream := exposeStream(page, clocked)
	if o.note != "" {
		page.Call("notice", o.note)
	}
	if err := ebiten.RunGame(&announced{taught: teach(game, lessons), contest: challenges, land: land, shots: shots, stream: stream, page: page, gcPercent: percent}); err != nil {
		log.Fatal(err)
	}
}

// opened is what the page's address led to.
type opened struct {
	refused bool // the address made no sense
	player  *sim.Player
	asked   link.Link    // what it says, for the game, once it has drawn
	note    string       // what of the address was left aside, "" for nothing
	frame   *embed.Frame // of another page, nil for none
}

// openLink starts the history that the page's address asks for. If any part of
// it makes no sense, it starts the default history and says what was wrong:
// half a link would show something that nobody meant. framed says that the page is in a
// frame all the same.
func openLink(location js.Value, framed bool) opened {
	l, problem := link.ReadParts(location.Get("search").String(), location.Get("hash").String())
	if problem == nil {
		var o opened
		if o, problem = follow(l); problem == nil {
			return o
		}
	}
	player, err := sim.NewPlayer(models.Default())
	if err != nil {
		log.Fatal(err)
	}
	o := opened{player: player, refused: true, note: "The settings in this address were left aside: " + problem.Error()}
	if framed {
		o.frame = &embed.Frame{Offered: []string{}}
	}
	return o
}

// follow starts the history that a link asks for.
func follow(l link.Link) (o opened, err error) {
	if !l.Embed {
		o = opened{asked: l, note: l.Note()}
		o.player, err = sim.NewPlayer(l.Model, l.Commands...)
		return o, err
	}
	f, err := embed.Open(&l, pictures.All())
	if err != nil {
		return o, err
	}
	return opened{player: f.Player, asked: link.Link{Look: f.Looks}, note: f.Note, frame: f}, nil
}

// announced tells the page when the game has drawn its first frame: from then
// on there is something to see and to point at. It also tells it the theme, for
// the page around the picture is to have the same.
type announced struct {
	taught
	contest   *contest.Contest
	land      *landing
	shots     *shooter
	stream    *live.Stream
	page      js.Value
	gcPercent int // from then on
	told      bool
	light     bool // the page has been told so
	busy      bool // the chapter was, with the last frame
	rests     bool // the page has been told so, unless it has ended the rest
}

// Update does the game's, one tick after the first one telling the page.
func (a *announced) Update() error {
	if !a.told && a.Game.Costs().Updates > 0 {
		a.told = true
		debug.SetGCPercent(a.gcPercent)
		a.page.Call("started")
		return nil // the page goes on at once, and the world with the next frame
	}
	if light := a.Game.Light(); light != a.light {
		a.light = light
		a.page.Call("wear", map[bool]string{true: "light", false: "dark"}[light])
	}
	a.land.update(a.lessons.Answered())
	a.stream.Follow()
	err := a.taught.Update()
	a.contest.Frame()
	a.shots.update()
	if busy := a.lessons.Busy(); busy != a.busy {
		a.busy = busy
		a.page.Call("turned") // the page shows at once what the chapter has come to
	}
	if rests := a.Game.Resting() && !a.lessons.Busy() && !a.contest.Playing(); rests || a.rests {
		a.rests = rests
		a.page.Set("rests", rests) // the page itself ends it, see web/rest.js
	}
	return err
}

// followGuide keeps the game told whether the page's guide stands beside it.
func followGuide(window js.Value, game *render.Game) {
	beside := window.Call("matchMedia", fmt.Sprintf("(min-width: %dpx)", guideFrom))
	tell := func() {
		if beside.Get("matches").Bool() {
			game.SetLeftInset(guideWidth)
		} else {
			game.SetLeftInset(0)
		}
	}
	tell()
	beside.Call("addEventListener", "change", js.FuncOf(func(js.Value, []js.Value) any {
		tell()
		return nil
	}))
}
