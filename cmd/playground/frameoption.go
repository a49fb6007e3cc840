//go:build !js

package main

import (
	"errors"
	"strings"

	"fanout/cmd/playground/internal/embed"
	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/sim"
)

// frameOption is the picture as a frame of another page has it.
type frameOption struct {
	on      bool
	chosen  []string // names of controls
	offered []string // and of what comes with them
	entry   *scene.Entry
}

// String is what was chosen.
func (f *frameOption) String() string { return strings.Join(f.chosen, ",") }

// Set takes the names of controls.
func (f *frameOption) Set(text string) error {
	f.on, f.chosen = true, strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
	return nil
}

// check refuses names that stand for nothing.
func (f *frameOption) check(o *windowOptions) error {
	if !f.on {
		return nil
	}
	f.entry = entryOf(o.model)
	names, wrong := embed.Offered(f.entry, f.chosen)
	if wrong != "" {
		return errors.New("-frame: " + wrong)
	}
	f.offered = names
	return nil
}

// of offers what a chapter shows, unless something else was chosen.
func (f *frameOption) of(shown []string) {
	if len(f.chosen) == 0 {
		f.offered, _ = embed.Offered(f.entry, shown)
	}
}

// entryOf is the picture of a model.
func entryOf(m *sim.Model) *scene.Entry {
	for _, e := range pictures.All() {
		if e.Model == m {
			return &e
		}
	}
	panic("no picture of the model " + m.Name)
}
