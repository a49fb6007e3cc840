package headless

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"fanout/sim"
)

// runScenarios plays scenarios one after the other, each in a world of its own, and
// prints their logs. The status is 0 if all expectations were met, 1 if not, 2 if
// a name or a file makes no sense, in which case nothing was run.
func runScenarios(opts *options, stdout, stderr io.Writer, progress func(done, total time.Duration)) int {
	var all []*sim.Scenario
	for _, name := range opts.files {
		s, err := findScenario(name)
		if err != nil {
			fmt.Fprintln(stderr, "playground run:", err)
			return 2
		}
		all = append(all, s)
	}
	status := 0
	for _, s := range all {
		player, err := sim.NewPlayer(opts.lines...)
		if err == nil {
			err = opts.open(s.Length())
		}
		if err != nil {
			fmt.Fprintln(stderr, "playground run:", err)
			return 2
		}
		opts.attach(player)
		fmt.Fprintf(stdout, "%s: %s\n", s.Name, s.Title)
		total := s.Length()
		failed, err := s.Run(player, stdout, func(now time.Duration) {
			if progress != nil {
				progress(min(now, total), total)
			}
		})
		if err = errors.Join(err, opts.report(stdout, player)); err != nil {
			fmt.Fprintln(stderr, "playground run:", err)
			return 1
		}
		if failed > 0 {
			fmt.Fprintf(stdout, "%d of its expectations not met\n", failed)
			status = 1
		}
	}
	return status
}

// findScenario reads the file of that name, or else finds the built-in scenario
// whose name begins like that.
func findScenario(name string) (*sim.Scenario, error) {
	text, err := os.ReadFile(name)
	if err == nil {
		return sim.ParseScenario(name, string(text))
	}
	var known []string
	for _, s := range sim.Scenarios() {
		if strings.HasPrefix(s.Name, name) {
			return s, nil
		}
		known = append(known, s.Name)
	}
	return nil, fmt.Errorf("%q is neither a file that can be read nor a scenario; there are %s", name, strings.Join(known, ", "))
}
