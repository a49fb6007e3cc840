package compare

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/readout"
)

// Otherwise is a history in which settings and prices are others from its beginning to its
// end: they begin with what the lines say, and the commands of the history that change the
// same ones are left out. It has no branches. What the lines with the verb at have happen is added. The error is
// one sentence; a line that does neither is refused.
func Otherwise(h *sim.History, lines ...string) (sim.History, error) {
	next := *h
	next.Commands, next.Branches = slices.Clone(h.Commands), nil
	for _, line := range lines {
		name := Changes(line)
		if name == "" {
			if verb, _, _ := strings.Cut(strings.TrimSpace(line), " "); verb != "at" {
				if _, err := h.With(line); err != nil {
					return sim.History{}, err
				}
				return sim.History{}, fmt.Errorf("%s happens in A and in B; expected a setting or a price, in which they differ", sim.Clip(line))
			}
			continue
		}
		next.Commands = slices.DeleteFunc(next.Commands, func(c readout.LogEntry) bool { return Changes(c.Text) == name })
	}
	return next.With(lines...)
}

// Changes is the name of the setting or the price that a line of the grammar changes, as
// [Difference] has it; "" if it is about something else.
func Changes(line string) string {
	words := strings.Fields(line)
	switch {
	case len(words) > 0 && words[0] == "costs":
		return "costs"
	case len(words) < 2:
	case words[0] == "cost":
		return "cost." + words[1]
	case words[0] == "set" || words[0] == "toggle":
		return words[1]
	}
	return ""
}

// Apart are the lines that make b of a, see [Otherwise]: first the settings and prices, then
// what only b has done in it.
func Apart(a, b *sim.History) ([]string, error) {
	differ, err := Differences(&sim.History{Model: a.Model, Seed: a.Seed, Setup: a.Setup}, &sim.History{Model: b.Model, Seed: b.Seed, Setup: b.Setup})
	if err != nil {
		return nil, err
	}
	own := make(map[string]bool)
	var lines []string
	add := func(name, value string) {
		if !own[name] {
			own[name] = true
			lines = append(lines, a.Model.Assign(name, value))
		}
	}
	for _, d := range differ {
		add(d.Name, d.B)
	}
	for _, c := range without(a.Commands, b.Commands) { // it is left out of b, which has what it began with
		if name := Changes(c.Text); name != "" {
			value, err := beginsWith(b, name)
			if err != nil {
				return nil, err
			}
			add(name, value)
		}
	}
	for _, c := range b.Commands {
		if own[Changes(c.Text)] || slices.Contains(without(b.Commands, a.Commands), c) {
			lines = append(lines, fmt.Sprintf("at %v %s", time.Duration(c.At), c.Text))
		}
	}
	return lines, nil
}

// beginsWith is the value of a setting or a price at the beginning of a history.
func beginsWith(h *sim.History, name string) (string, error) {
	p, err := (&sim.History{Model: h.Model, Seed: h.Seed, Setup: h.Setup}).Player()
	if err != nil {
		return "", err
	}
	var s sim.Snapshot
	p.Snapshot(&s)
	if k := h.Model.Setting(name); k != nil {
		return k.Text(s.Settings), nil
	}
	for _, price := range s.Costs.Prices {
		if name == "cost."+price.Key {
			return time.Duration(price.Ns).String(), nil
		}
	}
	return s.Costs.Profile, nil
}
