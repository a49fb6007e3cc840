package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"fanout/sim"
)

// Find reads all that is named, each a file or the beginning of the name of a
// scenario that comes with the program. If anything is wrong with any of them it
// returns none, and an error that tells all of it, a line for each.
func Find(names []string) (all []*sim.Scenario, err error) {
	for _, name := range names {
		s, problem := find(name)
		all = append(all, s)
		err = errors.Join(err, problem)
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

func find(name string) (*sim.Scenario, error) {
	text, err := os.ReadFile(name)
	switch {
	case err == nil:
		return sim.ParseScenario(name, string(text))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%q cannot be read: %w", name, err)
	}
	var known []string
	for _, s := range sim.Scenarios() {
		if name != "" && strings.HasPrefix(s.Name, name) {
			return s, nil
		}
		known = append(known, s.Name)
	}
	return nil, fmt.Errorf("%q is neither a file nor a scenario; there are %s", name, strings.Join(known, ", "))
}
