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
		return window(nil, stdout, stderr)
	}
	name, rest := args[0], args[1:]
	switch name {
	case "-version", "--version":
		name = "version"
	case "help":
		if len(rest) > 0 {
			return help(rest, stdout, stderr)
		}
		fallthrough
	case "-h", "-help", "--help":
		return written(stderr, "help", fprint(stdout, usage()))
	}
	for _, c := range subcommands() {
		if c.name == name {
			return c.main(rest, stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "playground: no command %q; there are %s\n", name, commandNames())
	return 2
}

// help prints what a command's -h does.
func help(names []string, stdout, stderr io.Writer) int {
	if len(names) > 1 {
		fmt.Fprintf(stderr, "playground help: unexpected argument %q; expected one command\n", names[1])
		return 2
	}
	for _, c := range subcommands() {
		if c.name == names[0] {
			return c.main([]string{"-h"}, stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "playground help: no command %q; there are %s\n", names[0], commandNames())
	return 2
}

func fprint(w io.Writer, text string) error {
	_, err := io.WriteString(w, text)
	return err
}

// written is the exit status of a command that only had to write something.
func written(stderr io.Writer, command string, err error) int {
	if err != nil {
		fmt.Fprintf(stderr, "playground %s: %v\n", command, err)
		return 1
	}
	return 0
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
			int(100*float64(done)/float64(total)), done, total, time.Since(start).Seconds())
	}
}
