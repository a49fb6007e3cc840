package challenge

import (
	"fmt"
	"slices"
	"strings"

	"fanout/sim"
)

// Refuse says why a line of the grammar may not be given while the challenge runs, in one
// sentence; nil if it may. What does not change the history always may.
func (c *Challenge) Refuse(line string) error {
	if c.allows(line) {
		return nil
	}
	return c.refusal(line)
}

func (c *Challenge) allows(line string) bool {
	f := strings.Fields(line)
	switch {
	case len(f) == 0 || !alters(c.Model, line):
		return true
	case f[0] == "set" || f[0] == "toggle":
		return len(f) > 1 && slices.Contains(c.Allow, f[1])
	case f[0] == "at" && len(f) > 2: // when it happens makes no difference
		return c.allows(strings.Join(f[2:], " "))
	}
	return false
}

func (c *Challenge) refusal(line string) error {
	named := c.Allow
	if more := len(named) - mostNamed; more > 1 {
		named = append(slices.Clone(named[:mostNamed]), fmt.Sprintf("or %d others", more))
	}
	return fmt.Errorf("%q is not yours to do in this challenge; expected a change of one of %s", sim.Clip(line), strings.Join(named, ", "))
}

// mostNamed is how many settings a sentence names.
const mostNamed = 4

// alters reports whether a line changes the history, now or later.
func alters(m *sim.Model, line string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return verb == "at" || slices.ContainsFunc(m.Grammar(), func(c sim.Command) bool { return c.Verb == verb && c.Alters() })
}
