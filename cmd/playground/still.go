//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"strings"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/sim"
)

// stillOptions are the flags of a picture that is taken without a session.
type stillOptions struct {
	path  string // "" if none is to be taken
	do    []string
	acts  []stillAct
	at    time.Duration
	timed bool // at was given
	scale int

	caption *scene.Caption // nil for none
}

// stillAct is something that is done to the interface before a picture, as a person
// would: a widget pressed, or the field looked at.
type stillAct struct {
	press string // id of a widget
	look  string // line, see scene.Scene.Look
}

const stillLatest = 24 * time.Hour

func (o *stillOptions) register(flags *flag.FlagSet) {
	flags.StringVar(&o.path, "screenshot", "", "write a picture of the world to this `file`, a PNG, and end")
	flags.Func("do", "`command` to run before the picture; may be repeated", func(line string) error {
		o.do = append(o.do, line)
		return nil
	})
	flags.Func("at", "virtual `time` of the picture, up to 24h; without it, where the commands lead", func(text string) error {
		at, err := time.ParseDuration(text)
		if err != nil || at < 0 || at > stillLatest {
			return errors.New("want a time from 0s to 24h, such as 12.5s")
		}
		o.at, o.timed = at, true
		return nil
	})
	flags.Func("press", "`id` of a widget to press before the picture; may be repeated", func(id string) error {
		o.acts = append(o.acts, stillAct{press: id})
		return nil
	})
	flags.Func("look", "`line` about how the field is looked at, such as \"zoom 3\" or \"follow #1\"; may be repeated", func(line string) error {
		o.acts = append(o.acts, stillAct{look: line})
		return nil
	})
	flags.Func("caption", "`text` of a strip below the picture: a title, and behind a | what stands below that; without them, those of the world", func(text string) error {
		title, about, _ := strings.Cut(text, "|")
		o.caption = &scene.Caption{Title: strings.TrimSpace(title), About: strings.TrimSpace(about)}
		return nil
	})
	flags.IntVar(&o.scale, "scale", 1, "the picture's `px` to one of -size: 1, 2 or 3")
}

// check finds what is wrong with a picture before anything is run.
func (o *windowOptions) check() error {
	still := &o.still
	switch {
	case o.stdio:
		return errors.New("-screenshot does not go with -stdio")
	case still.scale < 1 || still.scale > 3:
		return fmt.Errorf("-scale is %d, want 1, 2 or 3", still.scale)
	case max(o.size.width, o.size.height)*still.scale > sizeMax:
		return fmt.Errorf("a picture of %v at -scale %d has more than %d px one way", &o.size, still.scale, sizeMax)
	}
	// Whether a command makes sense does not depend on the ones before it, but for a second
	// history, which has to be there.
	p, err := sim.NewPlayer(o.model)
	if err != nil {
		return err
	}
	trial := timed.New(p, timed.Machine{})
	for _, line := range still.do {
		if err == nil && line != timed.Measure {
			err = trial.Do(line)
		} else if err == nil {
			err = p.Do(line)
		}
	}
	return err
}

// restFor is how long the interface is given to come to rest: more than any of
// its motions takes.
const restFor = time.Second

// takeStill plays the history and draws its picture. The interface is given a
// separate clock, so that the picture does not depend on how fast the machine is.
func takeStill(player *sim.Player, opts *windowOptions) error {
	if noDisplay() {
		return errNoDisplay
	}
	var now time.Duration
	clock := func() time.Duration { return now }
	clocked := timed.New(player, timed.Machine{Now: clock})
	c := render.Config{Player: clocked, Pictures: pictures.All(), Now: clock, Light: opts.light, Share: func() {}, Choose: stays}
	save := newSaver(clocked, "")
	c.Export, c.Compared = save.offer, save.compared
	lessons := withLessons(&c, clocked, opts.language.chosen)
	if opts.frame.on {
		c.Framed, c.Offered = true, func() []string { return opts.frame.offered }
	} else {
		c.Chapters = lessons
		if err := opts.chapter.open(lessons); err != nil {
			return err
		}
	}
	lessons.Settle()
	for _, line := range append(opts.still.do, opts.still.stop()...) {
		if err := clocked.Do(line); err != nil {
			return err
		}
		clocked.Finish()
	}
	game, err := render.New(c)
	if err != nil {
		return err
	}
	save.game = game
	game.LookLater(opts.looks)
	t := teach(game, lessons)
	ebiten.SetWindowTitle("Fan-out")
	ebiten.SetWindowSize(sizeMin, sizeMin) // the picture has its own size
	rest := time.Duration(0)
	var acts error
	tick := func() bool {
		now += time.Second / 60
		if lessons.Settle() || clocked.Answering() {
			rest = now
		}
		t.follow()
		if now <= rest+restFor {
			return true
		}
		if len(opts.still.acts) == 0 || acts != nil {
			return false
		}
		acts, rest = opts.still.acts[0].on(game), now // what it opens can be pressed once it is there
		opts.still.acts = opts.still.acts[1:]
		return true
	}
	still := &still{take: func() error {
		picture := game.Still(opts.size.width, opts.size.height, float64(opts.still.scale), opts.still.caption, tick)
		if acts != nil {
			return acts
		}
		pixels := image.NewRGBA(picture.Bounds())
		picture.ReadPixels(pixels.Pix)
		picture.Deallocate()
		return writePNG(opts.still.path, pixels, "")
	}}
	if err := ebiten.RunGameWithOptions(still, &ebiten.RunGameOptions{InitUnfocused: true, SkipTaskbar: true}); err != nil {
		return err
	}
	return still.err
}

// on does the act.
func (a stillAct) on(game *render.Game) error {
	if a.look != "" {
		return game.Look(a.look)
	}
	if !game.Press(a.press) {
		return fmt.Errorf("press: there is no %q that can be pressed in this picture", a.press)
	}
	return nil
}

// stop are the commands that end where the picture is taken.
func (o *stillOptions) stop() []string {
	if !o.timed {
		return []string{"pause"}
	}
	return []string{"goto " + o.at.String(), "pause"}
}

// still is a game that ends when it has taken a picture.
type still struct {
	take func() error
	err  error
}

// Update takes the picture: what is drawn can be read from here on.
func (s *still) Update() error {
	s.err = s.take()
	return ebiten.Termination
}

// Draw draws nothing: the picture is not the screen's.
func (s *still) Draw(*ebiten.Image) {}

// Layout implements ebiten.Game.
func (s *still) Layout(int, int) (int, int) { return sizeMin, sizeMin }

// stays is the choice of another model in a picture: it is of one.
func stays(string) ([]string, error) {
	return nil, errors.New("a picture is of one world; -model names it")
}
