package challenge

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"fanout/sim"
)

// Challenge is a parsed challenge. Nothing in it changes.
type Challenge struct {
	Name   string // by which a link asks for it: of the file, or the date of a daily one
	Number int    // in the order of difficulty, from 1; 0 for a daily one
	Title  string
	Brief  []string      // paragraphs
	For    time.Duration // virtual time of a run
	Model  *sim.Model
	File   string // the whole text

	Start  []string // lines that make the starting state
	Events []Event  // what happens, whatever is done, in the order of time
	Allow  []string // keys of the settings that may be changed
	Rules  []Rule
	Pass   []Event // one way to do it, for [Check]
	Fail   []Event // a way that breaks a rule

	bill sim.Quantity
}

// Event is a command at a time.
type Event struct {
	At   time.Duration
	Line string
}

// Rule is what has to hold.
type Rule struct {
	Always bool // at every moment that is looked at, otherwise at the end
	Text   string
	Expect *sim.Expectation
}

// Bill is the name of the metric that is paid for.
func (c *Challenge) Bill() string { return c.bill.String() }

// Of lists the challenges that come with a model, the easiest first. It panics if one of
// them is wrong, which a test of the model finds out.
func Of(m *sim.Model) []*Challenge {
	if m.Files == nil {
		return nil
	}
	files, err := fs.Glob(m.Files, "challenges/[0-9]*.txt")
	must(err)
	var all []*Challenge
	for _, f := range files {
		text, err := fs.ReadFile(m.Files, f)
		must(err)
		c, err := Parse(m, strings.TrimSuffix(path.Base(f), ".txt"), string(text))
		must(err)
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b *Challenge) int { return a.Number - b.Number })
	return all
}

func must(err error) {
	if err != nil {
		panic("challenge: " + err.Error())
	}
}
