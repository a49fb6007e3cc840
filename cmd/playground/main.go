//go:build !js

package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

func main() { os.Exit(command(os.Args[1:], os.Stdout, os.Stderr)) }

// command runs one command line and returns the exit status: 0 for success, 1
// for a failure, 2 for a command line that makes no sense.
func command(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return window(nil, stderr)
	}
	name, rest := args[0], args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage())
		return 0
	}
	for _, c := range subcommands() {
		if c.name == name {
			return c.main(rest, stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "playground: no command %q; there are %s\n", name, commandNames())
	return 2
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
