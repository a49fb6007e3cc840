// Package scenarios finds, shows and checks scenarios: `playground scenarios`.
package scenarios

import (
	"flag"
	"io"
	"time"

	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
	"fanout/cmd/playground/internal/textfiles"
	"fanout/sim"
)

const usage = `usage: playground scenarios [list]
       playground scenarios show NAME...
       playground scenarios check [flags] [NAME|FILE...]

list tells what there is and what each scenario reproduces, show prints the files.
check plays scenarios, all of them if none is named, and prints each expectation
with the figure that was found. It exits with 1 if any is not met. A name may be
cut short: 01 will do.

flags of check:
`

// Progress is told how much of how much virtual time has passed; it may be nil.
type Progress func(done, total time.Duration)

// Kind is what scenarios are as files.
func Kind() *textfiles.Kind[*sim.Scenario] {
	return &textfiles.Kind[*sim.Scenario]{
		Word: "scenario", Longest: sim.LongestScenario,
		All:   func() []*sim.Scenario { return models.Scenarios(models.All()...) },
		Name:  func(s *sim.Scenario) string { return s.Name },
		Text:  func(s *sim.Scenario) string { return s.Text },
		Parse: func(m *sim.Model, name, text string) (*sim.Scenario, error) { return m.ParseScenario(name, text) },
	}
}

// Main does what the arguments say and returns the exit status, see [textfiles.Command].
func Main(words []string, stdout, stderr io.Writer, progress Progress) int {
	var n *int
	var asJSON *bool
	c := textfiles.Command[*sim.Scenario]{
		Kind: *Kind(), Usage: usage, Example: "scenarios check -n 20 01", List: list,
		Flags: func(flags *flag.FlagSet) {
			n = seeds.Flag(flags)
			asJSON = flags.Bool("json", false, "print JSON instead of tables")
		},
		Valid: func() error { return seeds.Check(1, *n) },
		Check: func(w io.Writer, all []*sim.Scenario) (int, error) {
			return Check(all, CheckOptions{First: 1, Seeds: *n, JSON: *asJSON, Progress: progress}, w)
		},
	}
	return c.Main("scenarios", words, stdout, stderr)
}

func list(w io.Writer, all []*sim.Scenario) error {
	rows := [][]string{{"name", "shows", "", ""}}
	for _, s := range all {
		rows = append(rows, []string{s.Name, s.Title})
		for _, p := range s.Published() {
			rows = append(rows, []string{"", "  " + p.Figure + ": " + p.Text + " (" + p.Source + ")"})
		}
	}
	_, err := io.WriteString(w, report.Rows(1, rows))
	return err
}

// CheckOptions say how scenarios are checked.
type CheckOptions struct {
	First    uint64   // the least seed, if there is more than one
	Seeds    int      // 1: as the scenario says
	Lines    []string // what each world begins with, before the scenario's own lines
	JSON     bool
	Progress Progress
	Stop     func() error // an error of it ends the check; it may be nil
}

// Check plays scenarios and writes what they found. It returns how many expectations
// were not met, or not with every seed.
func Check(all []*sim.Scenario, o CheckOptions, w io.Writer) (unmet int, err error) {
	var total, before time.Duration
	for _, s := range all {
		total += s.Length() * time.Duration(o.Seeds)
	}
	tell := func(done time.Duration) {
		if o.Progress != nil {
			o.Progress(min(done, total), total)
		}
	}
	var results []Result
	var many []*Many
	for _, s := range all {
		if o.Seeds == 1 {
			player, err := sim.NewPlayer(s.Model(), o.Lines...)
			if err != nil {
				return unmet, err
			}
			r, err := Play(s, player, func(now time.Duration) error { tell(before + now); return stopped(o.Stop) })
			if err != nil {
				return unmet, err
			}
			unmet += r.Unmet
			if results = append(results, r); !o.JSON {
				err = r.print(w)
			}
			if err != nil {
				return unmet, err
			}
		} else {
			m, err := PlayMany(s, o.First, o.Seeds, o.Lines, func(n int) { tell(before + time.Duration(n)*s.Length()) }, o.Stop)
			if err != nil {
				return unmet, err
			}
			unmet += m.Unmet
			if many = append(many, m); !o.JSON {
				err = m.Print(w)
			}
			if err != nil {
				return unmet, err
			}
		}
		before += s.Length() * time.Duration(o.Seeds)
	}
	switch {
	case !o.JSON:
		return unmet, nil
	case o.Seeds == 1:
		return unmet, WriteJSON(w, results)
	}
	return unmet, WriteJSON(w, many)
}
