//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/sim"
)

// sizeMin and sizeMax bound the window's size in device-independent pixels.
const sizeMin, sizeMax = 320, 8192

// window opens the playground in a window and returns when it is closed.
func window(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground window", flag.ContinueOnError)
	flags.SetOutput(stderr)
	lines := link.Flags(flags)
	size := windowSize{1440, 900}
	flags.Var(&size, "size", "`width×height` of the window")
	stdio := flags.Bool("stdio", false, "take commands from standard input, answer each with a line of JSON")
	if err := flags.Parse(args); err != nil {
		return usageStatus(err)
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "playground window: unexpected argument %q\n", flags.Arg(0))
		return 2
	}
	player, err := sim.NewPlayer(lines()...)
	if err != nil {
		fmt.Fprintln(stderr, "playground window:", err)
		return 2
	}
	if err := open(player, size, *stdio); err != nil {
		fmt.Fprintln(stderr, "playground window:", err)
		return 1
	}
	return 0
}

func open(player *sim.Player, size windowSize, stdio bool) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no display to open a window on; \"playground run\" needs none")
	}
	game, err := render.New(render.Config{Player: timed.New(player, *thisMachine()), Now: stopwatch()})
	if err != nil {
		return err
	}
	ebiten.SetWindowTitle("Fan-out")
	ebiten.SetWindowSize(size.width, size.height)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(sizeMin, sizeMin, -1, -1)
	if stdio {
		return ebiten.RunGame(newRemote(player, game, os.Stdin, os.Stdout))
	}
	return ebiten.RunGame(game)
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
	if min(n.width, n.height) < sizeMin || max(n.width, n.height) > sizeMax {
		return fmt.Errorf("want from %d to %d either way", sizeMin, sizeMax)
	}
	*s = n
	return nil
}
