//go:build !js

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"fanout/cmd/playground/internal/completion"
	"fanout/cmd/playground/internal/models"
	"fanout/sim/setting"
)

const completionUsage = `usage: playground completion bash|zsh|fish

Prints a script with which the shell completes the playground's commands, flags,
settings and scenarios.

example: source <(playground completion bash)
`

// complete prints the completion script of a shell.
func complete(args []string, stdout, stderr io.Writer) int {
	shells := completion.Shells()
	switch {
	case len(args) == 1 && slices.Contains([]string{"-h", "-help", "--help"}, args[0]):
		fmt.Fprint(stdout, completionUsage)
		return 0
	case len(args) != 1 || !slices.Contains(shells, args[0]):
		fmt.Fprintf(stderr, "playground completion: %q is no shell that there is a script for; expected one of %s\n",
			strings.Join(args, " "), strings.Join(shells, ", "))
		return 2
	}
	if err := completion.Write(stdout, args[0], completed()); err != nil {
		fmt.Fprintln(stderr, "playground completion:", err)
		return 1
	}
	return 0
}

// completed is what there is to complete. The flags are read from the help of each
// command, so that no second list of them can be out of date.
func completed() *completion.Program {
	p := &completion.Program{Name: "playground"}
	for _, c := range subcommands() {
		var help strings.Builder
		c.main([]string{"-h"}, &help, io.Discard)
		p.Commands = append(p.Commands, completion.Command{
			Name: c.name, Doc: c.doc, Verbs: c.verbs, Names: c.names(), Flags: completion.FlagsIn(help.String()),
		})
	}
	for _, m := range models.All() {
		for _, k := range m.Settings {
			s := completion.Setting{Name: k.Key, Values: k.Choices}
			if k.Kind == setting.KindSwitch {
				s.Values = []string{"on", "off"}
			}
			p.Settings = append(p.Settings, s)
		}
		for _, metric := range m.AllMetrics() {
			if !slices.Contains(p.Metrics, metric.Name) {
				p.Metrics = append(p.Metrics, metric.Name)
			}
		}
	}
	return p
}
