package main

import (
	"fmt"
	"log"
	"runtime/debug"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/contest"
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
	page := window.Get("playground") // made by loader.js

	// The page has chosen the language, see web/language.js; of one that it does not know
	// there is none to be had here either.
	reader, _ := language.Of(window.Get("document").Get("documentElement").Get("lang").String())
	player, looks, note := openLink(window.Get("location"))
	clocked := timed.New(player, bounded(*thisMachine(), memoryMost))
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
	}
	lessons := withLessons(&c, clocked, reader)
	worlds := worlds{watch: observer{player: clocked}, leave: lessons.Leave}
	c.Choose = func(model string) (looks []string, err error) { return worlds.choose(model, game) }
	game, err := render.New(c)
	if err != nil {
		log.Fatal(err)
	}
	game.LookLater(looks)
	followGuide(window, game)
	expose(page, clocked, game, reader)
	exposeLessons(page, lessons)
	challenges := contest.New(clocked, lessons, stopwatch(), thisMachine().Date)
	exposeContest(page, challenges)
	land := exposeLanding(page, game)
	shots := exposeExports(page, clocked, game)
	stream := exposeStream(page, clocked)
	if note != "" {
		page.Call("notice", note)
	}
	if err := ebiten.RunGame(&announced{taught: teach(game, lessons), contest: challenges, land: land, shots: shots, stream: stream, page: page, gcPercent: percent}); err != nil {
		log.Fatal(err)
	}
}

// openLink starts the history that the page's address asks for. If any part of
// it makes no sense, it starts the default history and says what was wrong:
// half a link would show something that nobody meant. looks is for the game, once it
// has drawn.
func openLink(location js.Value) (player *sim.Player, looks []string, note string) {
	l, problem := link.ReadParts(location.Get("search").String(), location.Get("hash").String())
	if problem == nil {
		if player, problem = sim.NewPlayer(l.Model, l.Commands...); problem == nil {
			return player, l.Look, l.Note()
		}
	}
	player, err := sim.NewPlayer(models.Default())
	if err != nil {
		log.Fatal(err)
	}
	return player, nil, "The settings in this address were left aside: " + problem.Error()
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
}

// Update does the game's, one tick after the first one telling the page.
func (a *announced) Update() error {
	if !a.told && a.Game.Costs().Updates > 0 {
		a.told = true
		debug.SetGCPercent(a.gcPercent)
		a.page.Call("started")
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
