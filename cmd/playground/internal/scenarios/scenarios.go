// Package scenarios finds, shows and checks scenarios: `playground scenarios`.
package scenarios

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
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

// Main does what the arguments say and returns the exit status: 0, 1 if an
// expectation was not met or the result could not be written, 2 if the arguments or
// the files make no sense, in which case nothing was played.
func Main(words []string, stdout, stderr io.Writer, progress Progress) int {
	verb := "list"
	if len(words) > 0 && !strings.HasPrefix(words[0], "-") {
		verb, words = words[0], words[1:]
	}
	flags := flag.NewFlagSet("playground scenarios", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	n := seeds.Flag(flags)
	asJSON := flags.Bool("json", false, "print JSON instead of tables")
	names, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, "\nexample: playground scenarios check -n 20 01\n")
		return 0
	}
	if err == nil {
		err = seeds.Check(1, *n)
	}
	if err == nil && verb != "check" && flags.NFlag() > 0 {
		err = fmt.Errorf("-n and -json go with check only, not with %s", verb)
	}
	var all []*sim.Scenario
	switch {
	case err != nil:
	case verb == "list" && len(names) > 0:
		err = fmt.Errorf("unexpected argument %q", names[0])
	case verb == "show" && len(names) == 0:
		err = errors.New("show: no name; expected one or more")
	case verb == "list" || verb == "check" && len(names) == 0:
		all = models.Scenarios(models.All()...)
	case verb == "show" || verb == "check":
		all, err = Find(names)
	default:
		err = fmt.Errorf("no command %q; there are list, show and check", verb)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground scenarios:", err)
		return 2
	}
	unmet := 0
	switch verb {
	case "list":
		err = list(stdout, all)
	case "show":
		err = show(stdout, all)
	case "check":
		unmet, err = Check(all, CheckOptions{First: 1, Seeds: *n, JSON: *asJSON, Progress: progress}, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground scenarios:", err)
	}
	if err != nil || unmet > 0 {
		return 1
	}
	return 0
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

func show(w io.Writer, all []*sim.Scenario) error {
	for i, s := range all {
		gap := ""
		if i > 0 {
			gap = "\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s\n", gap, strings.TrimRight(s.Text, "\n")); err != nil {
			return err
		}
	}
	return nil
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
