package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Lay lays a scenario's last history onto the timeline: what was done in those before it
// only counts for the settings that it leaves behind. The player stands at time 0 then,
// paused, with everything still to come. A scenario that goes on by anything but run has
// no times to lay it out by; the error names the line, and nothing has changed.
func (p *Player) Lay(s *Scenario) error {
	lines, err := s.laid()
	if err != nil {
		return err
	}
	for _, line := range lines {
		if _, err := s.model.parse(line); err != nil {
			return err
		}
	}
	for _, line := range lines {
		must(p.Do(line)) // they were parsed just now
	}
	return nil
}

func (s *Scenario) laid() ([]string, error) {
	var settings, later, playback []string // settings are those that the history begins with
	seed := fmt.Sprint("seed ", DefaultSeed)
	now := time.Duration(0)
	for i := range s.lines {
		l := &s.lines[i]
		if l.mark != "" || l.expect != nil || l.forModel {
			continue
		}
		verb, args, _ := strings.Cut(l.text, " ")
		c, _, _ := s.model.parseCommand(l.text) // it was parsed before
		switch {
		case c.kind == changes:
			later = append(later, fmt.Sprintf("at %v %s", now, l.text))
		case verb == "at":
			later = append(later, l.text)
		case verb == "seed":
			settings, later, seed, now = s.model.folded(append(settings, settled(later)...)), nil, l.text, 0
		case verb == "reset":
			settings, later, now = nil, nil, 0
		case verb == "run":
			d, _ := time.ParseDuration(args)
			now += d
		case verb == "speed":
			playback = append(playback, l.text)
		case verb != "play" && verb != "pause":
			return nil, fmt.Errorf("line %d: a scenario with %q has no times to lay it out by; expected run", l.number, verb)
		}
	}
	lines := append([]string{"reset"}, settings...)
	lines = append(append(lines, seed, "pause"), later...)
	return append(lines, playback...), nil
}

// folded are settings without those that later ones replace: each of them takes its time.
func (m *Model) folded(lines []string) (last []string) {
	seen := make(map[string]bool)
	for _, line := range slices.Backward(lines) {
		f := strings.Fields(line)
		what := "set " + f[1]
		switch f[0] {
		case "costs":
			what = "costs"
		case "cost":
			what = "cost " + f[1]
		}
		if seen[what] || f[0] == "cost" && seen["costs"] { // a price list replaces all edits
			continue
		}
		seen[what] = f[0] != "toggle" || len(f) > 2 // one that turns a switch goes on from how it is
		last = append(last, line)
	}
	slices.Reverse(last)
	return last
}

// settled are the settings among later, as plain commands: they are what a new history
// begins with.
func settled(later []string) (lines []string) {
	for _, d := range later {
		_, rest, _ := strings.Cut(d, " ")
		_, line, _ := strings.Cut(rest, " ")
		switch verb, _, _ := strings.Cut(line, " "); verb {
		case "set", "toggle", "costs", "cost":
			lines = append(lines, line)
		}
	}
	return lines
}
