// Package textfiles is what the commands about scenarios, chapters and challenges have in
// common: each lists, shows and checks text files, of which some come with the program.
package textfiles

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

// Kind is a kind of text file.
type Kind[T any] struct {
	Word    string         // what one is called
	All     func() []T     // those that come with the program
	Name    func(T) string // by which one is asked for
	Text    func(T) string // the whole file
	Longest int            // bytes that one can have

	// Parse reads one of the given model.
	Parse func(m *sim.Model, name, text string) (T, error)

	// Find finds one by another name than the beginning of its name; nil, or an error, if
	// that is none.
	Find func(name string) (T, error)
}

// Named reads all that is named, each a file, or the beginning of the name of one that
// comes with the program. If anything is wrong with any of them it returns none, and an
// error that tells all of it, a line for each.
func (k *Kind[T]) Named(names []string) (all []T, err error) {
	for _, name := range names {
		one, _, problem := k.One(name)
		all = append(all, one)
		err = errors.Join(err, problem)
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

// One is Named for one name. own says that it comes with the program.
func (k *Kind[T]) One(name string) (one T, own bool, err error) {
	text, err := k.ReadFile(name)
	switch {
	case err == nil:
		one, err = k.Read(name, text)
		return one, false, err
	case !errors.Is(err, fs.ErrNotExist):
		return one, false, fmt.Errorf("%q cannot be read: %w", name, err)
	}
	var known []string
	for _, one := range k.All() {
		if name != "" && strings.HasPrefix(k.Name(one), name) {
			return one, true, nil
		}
		known = append(known, k.Name(one))
	}
	if k.Find != nil {
		if one, err := k.Find(name); err == nil {
			return one, true, nil
		}
	}
	return one, false, fmt.Errorf("%q is neither a file nor a %s; there are %s", name, k.Word, strings.Join(known, ", "))
}

// ReadFile reads a file, or a little more of it than one can have.
func (k *Kind[T]) ReadFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, int64(k.Longest)+4))
	return string(text), err
}

// Read reads the text of one, of the model that it says it is for, or else of the default
// one.
func (k *Kind[T]) Read(name, text string) (none T, err error) {
	m := models.Default()
	if wanted := sim.ModelOf(text); wanted != "" {
		if m, err = models.Find(wanted); err != nil {
			return none, fmt.Errorf("%s:%d:7: %w", name, lineOf(text, wanted), err)
		}
	}
	return k.Parse(m, name, text)
}

// lineOf is the line, from 1, that names a model.
func lineOf(text, model string) int {
	before, _, _ := strings.Cut("\n"+text, "\nmodel "+model)
	return strings.Count(before, "\n") + 1
}

// Names are those that come with the program.
func (k *Kind[T]) Names() (names []string) {
	for _, one := range k.All() {
		names = append(names, k.Name(one))
	}
	return names
}

// show writes files, an empty line between them.
func (k *Kind[T]) show(w io.Writer, all []T) error {
	for i, one := range all {
		gap := ""
		if i > 0 {
			gap = "\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s\n", gap, strings.TrimRight(k.Text(one), "\n")); err != nil {
			return err
		}
	}
	return nil
}
