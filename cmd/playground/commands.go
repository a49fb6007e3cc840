//go:build !js

package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"fanout/cmd/playground/internal/bench"
	"fanout/cmd/playground/internal/challenges"
	"fanout/cmd/playground/internal/chapters"
	"fanout/cmd/playground/internal/comparisons"
	"fanout/cmd/playground/internal/completion"
	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/published"
	"fanout/cmd/playground/internal/ringshare"
	"fanout/cmd/playground/internal/scenarios"
	"fanout/cmd/playground/internal/sweeps"
)

// subcommand is what the first word of a command line may name. Each answers to -h.
type subcommand struct {
	name, doc string
	main      func(args []string, stdout, stderr io.Writer) int
	verbs     []string        // words of which its first argument is one, if any
	takes     func() []string // names that its arguments may be, besides files; nil if they are something else
}

// names are those that the arguments may be.
func (c *subcommand) names() []string {
	if c.takes == nil {
		return nil
	}
	return c.takes()
}

func scenarioNames() []string { return scenarios.Kind().Names() }

func chapterNames() (names []string) {
	for _, c := range chapters.All() {
		names = append(names, c.Name)
	}
	return names
}

// subcommands lists them in the order of the help.
func subcommands() []subcommand {
	return []subcommand{{
		name: "window", doc: `open the playground in a window (what a bare "playground" does)`,
		main: window,
	}, {
		name: "serve", doc: "serve the playground's page on this machine", main: serve,
	}, {
		name: "run", doc: "run the world, or scenarios, without a window and print the result", takes: scenarioNames,
		main: func(args []string, stdout, stderr io.Writer) int {
			return headless.Main(args, stdout, stderr, headless.Env{Progress: progressOn(os.Stderr), Here: thisMachine(), Watch: interrupt.Signals})
		},
	}, {
		name: "compare", doc: "play two histories of the same seeds side by side and print what differs",
		main: func(args []string, stdout, stderr io.Writer) int {
			return comparisons.Main(args, stdout, stderr, comparisons.Env{Progress: progressOn(os.Stderr), Watch: interrupt.Signals})
		},
	}, {
		name: "sweep", doc: "play a history for every value of a setting and print what metrics become", verbs: []string{"merge"},
		main: func(args []string, stdout, stderr io.Writer) int {
			return sweeps.Main(args, stdout, stderr, sweeps.Env{Progress: progressOn(os.Stderr), Watch: interrupt.Signals, Program: programVersion()})
		},
	}, {
		name: "scenarios", doc: "list, show and check the scenarios", verbs: []string{"list", "show", "check"}, takes: scenarioNames,
		main: func(args []string, stdout, stderr io.Writer) int {
			return scenarios.Main(args, stdout, stderr, progressOn(os.Stderr))
		},
	}, {
		name: "chapters", doc: "list, show and check the chapters", verbs: []string{"list", "show", "check"}, takes: chapterNames,
		main: func(args []string, stdout, stderr io.Writer) int {
			return chapters.Main(args, stdout, stderr, progressOn(os.Stderr))
		},
	}, {
		name: "challenges", doc: "list, show, check and score the challenges", verbs: []string{"list", "show", "check", "score"},
		takes: func() []string { return challenges.Kind().Names() }, main: challenges.Main,
	}, {
		name: "models", doc: "list the systems that can be simulated", main: listModels,
	}, {
		name: "bench", doc: "measure what this machine's operations take, beside the published ratios",
		main: func(args []string, stdout, stderr io.Writer) int {
			return bench.Main(args, stdout, stderr, *thisMachine())
		},
	}, {
		name: "published", doc: "hold the world against every published figure", takes: scenarioNames,
		main: func(args []string, stdout, stderr io.Writer) int {
			return published.Main(args, stdout, stderr, progressOn(os.Stderr))
		},
	}, {
		name: "ring", doc: "place keys on nodes by consistent hashing, and add nodes", main: ringshare.Main,
	}, {
		name: "completion", doc: "print a script with which a shell completes command lines", main: complete, verbs: completion.Shells(),
	}, {
		name: "version", doc: "print the version, the commit and the Go that it was built with", main: printVersion,
	}}
}

// usage is the help.
func usage() string {
	var b strings.Builder
	b.WriteString("Fan-out: what tracing an actor system costs, from one recipient to a million.\n\nusage: playground [command] [flags]\n\n")
	for _, c := range subcommands() {
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, c.doc)
	}
	b.WriteString("\n\"playground <command> -h\" or \"playground help <command>\" tells a command's flags. The exit status is 0 for success, 1\nfor a failure, 2 for a command line that makes no sense.\n")
	return b.String()
}

// commandNames lists the subcommands as a sentence does.
func commandNames() string {
	var names []string
	for _, c := range subcommands() {
		names = append(names, c.name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
