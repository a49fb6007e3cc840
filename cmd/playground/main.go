//go:build !js

package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/ringshare"
)

const usage = `Fan-out: what tracing an actor system costs, from one recipient to a million.

usage: playground [command] [flags]

  window   open the playground in a window (what a bare "playground" does)
  serve    serve the playground's page on this machine
  run      run the world without a window and print what came of it
  ring     place keys on nodes by consistent hashing, and add nodes

"playground <command> -h" tells a command's flags.
`

func main() { os.Exit(command(os.Args[1:], os.Stdout, os.Stderr)) }

// command runs one command line and returns the exit status: 0 for success, 1
// for a failure, 2 for a command line that makes no sense.
func command(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return window(nil, stderr)
	}
	switch name, rest := args[0], args[1:]; name {
	case "window":
		return window(rest, stderr)
	case "serve":
		return serve(rest, stdout, stderr)
	case "run":
		return headless.Main(rest, stdout, stderr, progressOn(os.Stderr))
	case "ring":
		return ringshare.Main(rest, stdout, stderr)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage)
		return 0
	default:
		fmt.Fprintf(stderr, "playground: no command %q; there are window, serve, run and ring\n", name)
		return 2
	}
}

// progressOn returns a function that keeps one line about the progress of a run
// on f, or nil if f is no terminal. The line is gone when the run is done.
func progressOn(f *os.File) func(done, total time.Duration) {
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	start := time.Now()
	return func(done, total time.Duration) {
		const clearLine = "\r\x1b[K"
		if done >= total {
			fmt.Fprint(f, clearLine)
			return
		}
		fmt.Fprintf(f, "%s%3d %%  %v of %v virtual, %.1f s real", clearLine,
			100*done/total, done, total, time.Since(start).Seconds())
	}
}
