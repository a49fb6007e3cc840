package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim/readout"
)

// Player is a fresh player at the beginning of the history. It takes no longer than the one
// world does: what leads to its settings is not played.
func (h *History) Player() (*Player, error) {
	p, err := assembled(h.Model, h.Setup)
	if err != nil {
		return nil, err
	}
	seed := fmt.Sprint("seed ", h.Seed)
	do, err := h.Model.parse(seed)
	must(err) // any number is a seed
	do(p)
	p.log.insert(readout.LogEntry{Command: true, Text: seed})
	for _, c := range h.Commands {
		if err := p.Do(fmt.Sprintf("at %v %s", time.Duration(c.At), c.Text)); err != nil {
			return nil, err
		}
	}
	for _, b := range h.Branches {
		if err := adopt(p, &b); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// adopt adds a branch that has a number.
func adopt(p *Player, b *Branch) error {
	own := make([]entry, 0, len(b.Commands))
	for _, c := range b.Commands {
		e, err := parsePlanned(p.model, "keep", fmt.Sprint(time.Duration(c.At), " ", c.Text))
		if err != nil {
			return err
		}
		own = append(own, e)
	}
	restoreBranch(p, b.Number, b.Common, actor.Time(b.Until), own)
	return nil
}

// assembled is a player without a world, with a setup that lines make of the defaults. All
// that it can do is to begin a history with it.
func assembled(m *Model, lines []string) (*Player, error) {
	p := worldless(m)
	p.k = &Kernel{model: m, settings: m.Default, costs: m.defaultCosts()}
	for _, line := range lines {
		c, do, err := m.parseCommand(line)
		if err != nil {
			return nil, err
		}
		if !c.settles() {
			return nil, fmt.Errorf("%s is no setting; expected set, toggle, costs or cost", c.Verb)
		}
		do(p)
	}
	return p, nil
}

// settles reports whether the command is one for a setting or a price.
func (c *Command) settles() bool {
	return slices.ContainsFunc(settles, func(s Command) bool { return s.Verb == c.Verb })
}

// With is the history with other lines as well: settings and prices are in force from its
// beginning, behind those that it has, and what else changes a history happens at time 0, or
// when the verb at says. The error is one sentence; a line that begins a history or is about
// how one is played is refused.
func (h *History) With(lines ...string) (History, error) {
	setup := slices.Clone(h.Setup)
	next := *h
	next.Commands, next.Branches = slices.Clone(h.Commands), slices.Clone(h.Branches)
	for _, line := range lines {
		c, _, err := h.Model.parseCommand(line)
		switch {
		case err != nil:
			return History{}, err
		case c.settles():
			setup = append(setup, line)
		case c.kind == changes:
			next.add(readout.LogEntry{Command: true, Text: tidy(line)})
		case c.kind == plans:
			next.add(planned(line))
		default:
			return History{}, fmt.Errorf("%s is no part of what a history begins with; expected a command that changes it, such as set, toggle, send or at", c.Verb)
		}
	}
	p, err := assembled(h.Model, setup)
	if err != nil {
		return History{}, err
	}
	next.Setup = h.Model.lines(p.k.setup())
	return next, nil
}

// add puts a command behind all others of its time, in the branches as well.
func (h *History) add(c readout.LogEntry) {
	var i int
	h.Commands, i = inserted(h.Commands, c)
	for n := range h.Branches {
		if b := &h.Branches[n]; i <= b.Common {
			b.Common++
		} else {
			b.Commands, _ = inserted(slices.Clone(b.Commands), c)
		}
	}
}

// inserted are commands with one more behind all others of its time, and its index.
func inserted(list []readout.LogEntry, c readout.LogEntry) ([]readout.LogEntry, int) {
	i := len(list)
	for i > 0 && list[i-1].At > c.At {
		i--
	}
	return slices.Insert(list, i, c), i
}

// planned is the command of a line with the verb at, which has been checked.
func planned(line string) readout.LogEntry {
	_, when, _ := strings.Cut(tidy(line), " ")
	when, text, _ := strings.Cut(when, " ")
	at, err := parseTime("at", when)
	must(err)
	return readout.LogEntry{At: int64(at), Command: true, Text: text}
}
