package scenarios

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"fanout/cmd/playground/internal/models"
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
	text, err := read(name)
	switch {
	case err == nil:
		return Parse(name, text)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%q cannot be read: %w", name, err)
	}
	var known []string
	for _, s := range models.Scenarios(models.All()...) {
		if name != "" && strings.HasPrefix(s.Name, name) {
			return s, nil
		}
		known = append(known, s.Name)
	}
	return nil, fmt.Errorf("%q is neither a file nor a scenario; there are %s", name, strings.Join(known, ", "))
}

// read reads a file, or one byte more of it than a scenario can have besides a byte order
// mark.
func read(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, sim.LongestScenario+4))
	return string(text), err
}

// Parse reads a scenario of the model that it says it is for, or else of the default one.
func Parse(name, text string) (*sim.Scenario, error) {
	m := models.Default()
	if wanted := sim.ModelOf(text); wanted != "" {
		var err error
		if m, err = models.Find(wanted); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return m.ParseScenario(name, text)
}
