// Package models finds the models that the program has, by name.
package models

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/sim"
)

// All lists the models, the default first.
func All() (all []*sim.Model) {
	for _, e := range pictures.All() {
		all = append(all, e.Model)
	}
	return all
}

// View is how the picture of a model, and the drawer below it, can be looked at from outside.
func View(m *sim.Model) (view scene.ViewWords) {
	for _, e := range pictures.All() {
		if e.Model == m && e.Words != nil {
			view = e.Words.View
		}
	}
	view.Verbs = append(slices.Clone(view.Verbs), scene.DrawerVerbs()...)
	return view
}

// Controls are the ids of what the picture of a model offers, and of its readings: what the verb
// show of chapters can name.
func Controls(m *sim.Model) []string {
	for _, e := range pictures.All() {
		if e.Model == m {
			return e.Offers()
		}
	}
	return nil
}

// Default is the model of a command line or a link that names none.
func Default() *sim.Model { return All()[0] }

// Find returns the model of that name. The error is one sentence.
func Find(name string) (*sim.Model, error) {
	for _, m := range All() {
		if m.Name == name {
			return m, nil
		}
	}
	return nil, fmt.Errorf("model: %q is not a model; expected one of %s", sim.Clip(name), names())
}

// Flag adds -model to flags and returns a function that, once they are parsed, finds the
// model. named says that the flag was given.
func Flag(flags *flag.FlagSet) func() (m *sim.Model, named bool, err error) {
	name := flags.String("model", "", "`name` of the model: "+names()+" (default "+strconv.Quote(Default().Name)+")")
	return func() (*sim.Model, bool, error) {
		if *name == "" {
			return Default(), false, nil
		}
		m, err := Find(*name)
		return m, err == nil, err
	}
}

func names() string {
	var list []string
	for _, m := range All() {
		list = append(list, m.Name)
	}
	return strings.Join(list, ", ")
}

// Scenarios lists the scenarios of the models, model by model.
func Scenarios(of ...*sim.Model) (all []*sim.Scenario) {
	for _, m := range of {
		all = append(all, m.Scenarios()...)
	}
	return all
}
