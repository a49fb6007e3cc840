//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/outfile"
	"fanout/cmd/playground/internal/pnglink"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/render/language"
	"fanout/render/pictures"
	"fanout/sim"
)

// sizeMin and sizeMax bound the window's size in device-independent pixels, and a
// picture's in those of the device.
const sizeMin, sizeMax = 320, 8192

// windowMemory is how much memory a window may use before time stops.
const windowMemory = 4 << 30

// windowOptions are the command line of `playground window`, read and checked.
type windowOptions struct {
	model    *sim.Model
	lines    []string // seed and settings, or what a link says, as commands
	looks    []string // of the link
	step     int      // of its chapter, 0 for the beginning
	note     string   // what of it was ignored
	chapter  chapterOption
	language languageOption
	size     windowSize
	sized    bool // the size was given
	light    bool
	stdio    bool
	out      string // folder for exports, "" to ask for one
	frame    frameOption
	still    stillOptions
}

// window opens the playground in a window and returns when it is closed, or takes
// a picture of it and returns when that is in its file.
func window(args []string, stdout, stderr io.Writer) int {
	opts, err := parseWindow(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground window:", err)
		return 2
	}
	if opts.note != "" {
		fmt.Fprintln(stderr, "playground window:", opts.note)
	}
	player, err := opts.player()
	picture := opts.still.path != ""
	if err == nil && picture {
		if err = opts.check(); err == nil {
			if err = outfile.Check(opts.still.path); err != nil { // nobody is to wait for one that cannot be kept
				err = fmt.Errorf("-screenshot: %w", err)
			}
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground window:", err)
		return 2
	}
	if picture {
		err = takeStill(player, &opts)
	} else {
		err = open(player, &opts)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground window:", err)
		return 1
	}
	return 0
}

// player begins the history that is shown.
func (o *windowOptions) player() (*sim.Player, error) {
	if o.frame.on && o.chapter.chapter != nil {
		p, shown, looks, err := lesson.World(o.chapter.chapter)
		o.frame.of(shown)
		o.looks = looks
		return p, err
	}
	return sim.NewPlayer(o.model, o.lines...)
}

func parseWindow(args []string, stdout io.Writer) (windowOptions, error) {
	opts := windowOptions{size: usualSize}
	flags := flag.NewFlagSet("playground window", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // one sentence is enough; -h prints the rest
	lines := link.Flags(flags)
	from := flags.String("link", "", "`link` to a history and its moment, as Share copies it, or a picture that was exported of it, instead of -seed and -set")
	flags.StringVar(&opts.chapter.name, "chapter", "", "`number or file` of a chapter to begin with")
	flags.Var(&opts.language, "lang", "`language`: "+strings.Join(language.Tags(), ", ")+"; without it that of LANG, and in a picture English")
	flags.Var(&opts.frame, "frame", "the picture as a frame of another page has it, with the controls of these `ids`, commas between them; with -chapter, the world of that")
	flags.Var(&opts.size, "size", "`width×height` of the window; without it, the size that the last one had")
	flags.BoolVar(&opts.stdio, "stdio", false, "take commands from standard input, answer each with a line of JSON")
	flags.StringVar(&opts.out, "out", "", "`folder` for what is exported; without it, you are asked for one when you export something")
	flags.Func("theme", "`dark or light`, to begin with (default dark)", func(name string) error {
		if opts.light = name == "light"; !opts.light && name != "dark" {
			return errors.New("want dark or light")
		}
		return nil
	})
	opts.still.register(flags)
	err := flags.Parse(args)
	if err == nil && opts.out != "" {
		err = opts.checkOut()
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, windowUsage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, windowExample)
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err != nil {
		return opts, err
	}
	if opts.model, _, opts.lines, err = lines(); err != nil {
		return opts, err
	}
	if *from != "" {
		if err = opts.follow(*from); err != nil {
			return opts, err
		}
	}
	if err = opts.chapter.read(&opts); err != nil {
		return opts, err
	}
	if err = opts.frame.check(&opts); err != nil {
		return opts, err
	}
	flags.Visit(func(f *flag.Flag) {
		if *from != "" && (f.Name == "seed" || f.Name == "set" || f.Name == "model") {
			err = fmt.Errorf("-%s goes without -link, which has a model, a seed and settings", f.Name)
		}
		opts.sized = opts.sized || f.Name == "size"
		if opts.still.path == "" && slices.Contains([]string{"at", "do", "press", "look", "scale", "frame", "caption"}, f.Name) {
			err = fmt.Errorf("-%s goes with -screenshot only", f.Name)
		}
	})
	return opts, err
}

// checkOut refuses a folder into which nothing can be written.
func (o *windowOptions) checkOut() (err error) {
	if o.still.path != "" {
		return errors.New("-out goes without -screenshot, which has a file")
	}
	info, err := os.Stat(o.out)
	switch {
	case err != nil:
		return fmt.Errorf("-out: %w", err)
	case !info.IsDir():
		return fmt.Errorf("-out: %s is no folder; expected one for exports", o.out)
	}
	if err := outfile.Check(filepath.Join(o.out, "export")); err != nil {
		return fmt.Errorf("-out: %w", err)
	}
	o.out, err = filepath.Abs(o.out)
	return err
}

// follow takes over what a link says: a page's whole address, or its part after the
// question mark or the hash.
// A picture that was exported has such a link in it.
func (o *windowOptions) follow(address string) error {
	if strings.HasSuffix(address, ".png") {
		picture, err := os.ReadFile(address)
		if err == nil {
			address, err = pnglink.Of(picture)
		}
		if err != nil {
			return fmt.Errorf("-link: %w", err)
		}
	}
	l, err := link.ReadAddress(address)
	if err != nil {
		return fmt.Errorf("-link: %w", err)
	}
	o.model, o.lines, o.looks, o.step, o.note = l.Model, l.Commands, l.Look, l.Step, l.Note()
	if o.chapter.name == "" && l.Chapter != "" {
		o.chapter = chapterOption{name: l.Chapter, linked: true}
	}
	return nil
}

const windowUsage = `usage: playground window [flags]

Opens the playground in a window, or takes a picture of it.

`

const windowExample = `
example: playground window -screenshot fanout.png -set members=1000000 -do send -do step -do "run 48ms"
`

// errNoDisplay says that there is nothing to open a window on.
var errNoDisplay = errors.New("there is no display to open a window on; \"playground run\" needs none")

// noDisplay reports whether it is sure that a window cannot be opened.
func noDisplay() bool {
	return runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}

func open(player *sim.Player, opts *windowOptions) error {
	if noDisplay() {
		return errNoDisplay
	}
	size, zoom := opts.size, 1.
	if !opts.stdio {
		last := size
		if last, zoom = lastSize(size); !opts.sized {
			size = last
		}
	}
	clocked := timed.New(player, bounded(*thisMachine(), windowMemory))
	var game *render.Game
	c := render.Config{
		Player: clocked, Pictures: pictures.All(), Now: stopwatch(), Light: opts.light,
		Zoom: zoom, Zooms: true,
	}
	lessons := withLessons(&c, clocked, opts.reader())
	worlds := worlds{watch: observer{player: clocked, lessons: lessons}, leave: lessons.Leave}
	c.Chapters = lessons
	dropped := pictured{worlds: &worlds, lessons: lessons, others: c.File}
	c.File = dropped.open
	c.Share = func() { share(game, &worlds.watch) }
	c.Lacks = func() string { return worlds.watch.lacks(game) }
	c.Paste = func() { paste(game) }
	save := newSaver(clocked, opts.out)
	save.watch.lessons = lessons
	c.Export, c.Compared = save.offer, save.compared
	c.Choose = func(model string) (looks []string, err error) { return worlds.choose(model, game) }
	var unread error
	if !opts.stdio {
		unread = rememberChapters(lessons)
	}
	game, err := render.New(c)
	if err != nil {
		return err
	}
	if unread != nil {
		game.Tell(unread.Error())
	}
	if opts.chapter.linked {
		lessons.Toward(opts.chapter.chapter.Number, opts.step, opts.looks)
	} else {
		game.Arrive(opts.looks)
	}
	save.game, dropped.game = game, game
	t := teach(game, lessons)
	t.after = save.update
	if err := opts.chapter.open(lessons); err != nil {
		return err
	}
	ebiten.SetWindowTitle(openingTitle)
	ebiten.SetWindowSize(size.width, size.height)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(sizeMin, sizeMin, -1, -1)
	if opts.stdio {
		return ebiten.RunGame(newRemote(clocked, t, save, os.Stdin, os.Stdout))
	}
	return ebiten.RunGame(newRemembered(t, save))
}

// windowSize is the value of the flag -size.
type windowSize struct{ width, height int }

// String writes the size as the flag takes it.
func (s *windowSize) String() string { return fmt.Sprintf("%dx%d", s.width, s.height) }

// Set reads a size such as 1440x900.
func (s *windowSize) Set(text string) error {
	var n windowSize
	if _, err := fmt.Sscanf(text, "%dx%d", &n.width, &n.height); err != nil || n.String() != text {
		return errors.New("want width x height, such as 1440x900")
	}
	if !n.possible() {
		return fmt.Errorf("want from %d to %d either way", sizeMin, sizeMax)
	}
	*s = n
	return nil
}

// usualSize is that of a window of which nothing else is known.
var usualSize = windowSize{1440, 900}

func (s *windowSize) possible() bool {
	return min(s.width, s.height) >= sizeMin && max(s.width, s.height) <= sizeMax
}
