package chapters

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"fanout/cmd/playground/internal/models"
	"fanout/sim"
	"fanout/sim/chapter"
)

// All lists the chapters that come with the program, model by model.
func All() (all []*chapter.Chapter) {
	for _, m := range models.All() {
		all = append(all, chapter.Of(m)...)
	}
	return all
}

// Find reads all that is named, each a file, or the number or the beginning of the name of
// a chapter that comes with the program. If anything is wrong with any of them it returns
// none, and an error that tells all of it, a line for each.
func Find(names []string) (all []*chapter.Chapter, err error) {
	for _, name := range names {
		c, problem := find(name)
		all = append(all, c)
		err = errors.Join(err, problem)
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

// FindOne is Find for one name. own says that the chapter comes with the program; numbered
// that only the number of one that does will do, as in an address.
func FindOne(name string, numbered bool) (c *chapter.Chapter, own bool, err error) {
	if !numbered {
		text, err := read(name)
		switch {
		case err == nil:
			c, err = Parse(name, text)
			return c, false, err
		case !errors.Is(err, fs.ErrNotExist):
			return nil, false, fmt.Errorf("%q cannot be read: %w", name, err)
		}
	}
	var known []string
	for _, c := range All() {
		if name == strconv.Itoa(c.Number) || name != "" && !numbered && strings.HasPrefix(c.Name, name) {
			return c, true, nil
		}
		known = append(known, c.Name)
	}
	if numbered {
		return nil, false, fmt.Errorf("chapter %q does not exist; expected a number from 0 to %d", sim.Clip(name), len(known)-1)
	}
	return nil, false, fmt.Errorf("%q is neither a file nor a chapter; there are %s", name, strings.Join(known, ", "))
}

func find(name string) (*chapter.Chapter, error) {
	c, _, err := FindOne(name, false)
	return c, err
}

// read reads a file, or a little more of it than a chapter can have.
func read(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, chapter.Longest+4))
	return string(text), err
}

// lineOf is the line, from 1, that names a model.
func lineOf(text, model string) int {
	before, _, _ := strings.Cut("\n"+text, "\nmodel "+model)
	return strings.Count(before, "\n") + 1
}

// Parse reads a chapter of the model that it says it is for, or else of the default one.
func Parse(name, text string) (*chapter.Chapter, error) {
	m := models.Default()
	if wanted := sim.ModelOf(text); wanted != "" {
		var err error
		if m, err = models.Find(wanted); err != nil {
			return nil, fmt.Errorf("%s:%d:7: %w", name, lineOf(text, wanted), err)
		}
	}
	return chapter.Parse(m, name, text)
}
