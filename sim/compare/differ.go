package compare

import (
	"fmt"
	"slices"
	"time"

	"fanout/sim"
	"fanout/sim/readout"
)

// Difference is one thing that A and B begin with, or have done in them, and that differs.
type Difference struct {
	Name string `json:"name"` // a setting, a price or the price list; or when a command is done
	A    string `json:"a"`    // "" for a command that only the other has
	B    string `json:"b"`
}

// Differences lists what A and B were told to do differently: settings and prices in the
// order of the model, then commands.
func Differences(a, b *sim.History) ([]Difference, error) {
	p, err := begin(&sim.History{Model: a.Model, Seed: a.Seed, Setup: a.Setup}, &sim.History{Model: b.Model, Seed: b.Seed, Setup: b.Setup})
	if err != nil {
		return nil, err
	}
	var of [2]sim.Snapshot
	p.A.Snapshot(&of[0])
	p.B.Snapshot(&of[1])
	list := slices.Concat(settings(&of[0], &of[1]), prices(&of[0].Costs, &of[1].Costs))
	return append(list, commands(a.Commands, b.Commands)...), nil
}

func settings(a, b *sim.Snapshot) (list []Difference) {
	for i := range a.Model.Settings {
		k := &a.Model.Settings[i]
		if of, other := k.Text(a.Settings), k.Text(b.Settings); of != other {
			list = append(list, Difference{k.Key, of, other})
		}
	}
	return list
}

// prices are those of two price lists, or of one that was edited: of two lists the names
// say enough.
func prices(a, b *readout.Costs) (list []Difference) {
	if a.Profile != b.Profile {
		return []Difference{{"costs", a.Profile, b.Profile}}
	}
	for i := range a.Prices {
		if of, other := a.Prices[i].Ns, b.Prices[i].Ns; of != other {
			list = append(list, Difference{"cost." + a.Prices[i].Key, time.Duration(of).String(), time.Duration(other).String()})
		}
	}
	return list
}

// commands are those that only one of the two has: those of A, then those of B.
func commands(a, b []readout.LogEntry) (list []Difference) {
	for _, c := range without(a, b) {
		list = append(list, Difference{Name: at(c), A: c.Text})
	}
	for _, c := range without(b, a) {
		list = append(list, Difference{Name: at(c), B: c.Text})
	}
	return list
}

func at(c readout.LogEntry) string { return fmt.Sprint("at ", time.Duration(c.At)) }

// without is what a list has more than another one.
func without(list, other []readout.LogEntry) []readout.LogEntry {
	other = slices.Clone(other)
	return slices.DeleteFunc(slices.Clone(list), func(c readout.LogEntry) bool {
		i := slices.Index(other, c)
		if i >= 0 {
			other = slices.Delete(other, i, i+1)
		}
		return i >= 0
	})
}
