package chapter

import (
	"fmt"
	"slices"
	"strings"

	"fanout/sim"
)

// Shown is a name behind show, and where it stands.
type Shown struct {
	Name         string
	Line, Column int // of the file, from 1
}

// Names reports whether a name behind show stands for the control of that id: it is the id, or
// its beginning up to a dot.
func Names(name, id string) bool {
	rest, ok := strings.CutPrefix(id, name)
	return ok && (rest == "" || rest[0] == '.')
}

// Shown are the names behind show up to a step, from 0, in their order.
func (c *Chapter) Shown(step int) []string {
	names := []string{}
	add := func(of *Scene) {
		for _, s := range of.Show {
			names = append(names, s.Name)
		}
	}
	add(&c.Scene)
	for i := range step + 1 {
		add(&c.Steps[i].Scene)
	}
	return names
}

// Shown are the names of the controls that there are on the page that is read, see Names. The slice is
// the same until another page is read, and must not be changed.
func (s *Session) Shown() []string {
	if s.shown.names == nil || s.shown.step != s.step {
		s.shown = shown{s.step, s.c.Shown(s.step)}
	}
	return s.shown.names
}

// Named are those of the names that a step, from 0, has itself: the first has the chapter's, too.
func (c *Chapter) Named(step int) []string {
	names := c.Shown(step)
	if step == 0 {
		return names
	}
	return names[len(c.Shown(step-1)):]
}

// shown are the names of a step.
type shown struct {
	step  int
	names []string
}

// CheckShown tells the names behind show that stand for nothing of what the picture of the
// chapter's model offers: ids are those of its controls and readings.
func CheckShown(c *Chapter, ids []string) (problems []Problem) {
	look := func(of *Scene) {
		for _, s := range of.Show {
			if slices.ContainsFunc(ids, func(id string) bool { return Names(s.Name, id) }) {
				continue
			}
			problems = append(problems, Problem{Line: s.Line, Column: s.Column,
				Text: "show: " + NoControl(c.Model, s.Name, ids)})
		}
	}
	look(&c.Scene)
	for i := range c.Steps {
		look(&c.Steps[i].Scene)
	}
	return problems
}

// NoControl is the sentence about a name that stands for none of the controls of a model's
// picture: ids are theirs.
func NoControl(m *sim.Model, name string, ids []string) string {
	return fmt.Sprintf("%q is no control of the model %s; the nearest are %s", sim.Clip(name), m.Name, strings.Join(nearest(name, ids), ", "))
}

// mostNear is how many names are told in the place of a wrong one.
const mostNear = 3

// nearest are the ids that a name is the least changes away from, the nearest first.
func nearest(name string, ids []string) []string {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	slices.SortStableFunc(sorted, func(a, b string) int { return changes(name, a) - changes(name, b) })
	return sorted[:min(mostNear, len(sorted))]
}

// changes is how many letters have to be put in, left out or exchanged to make one text of another.
func changes(from, to string) int {
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(from) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(to) {
			exchanged := corner
			if from[i] != to[j] {
				exchanged++
			}
			corner = row[j+1]
			row[j+1] = min(exchanged, corner+1, row[j]+1)
		}
	}
	return row[len(to)]
}
