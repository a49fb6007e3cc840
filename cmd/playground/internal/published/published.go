// Package published holds what the world does against what others have published
// about it, figure by figure: `playground published`.
package published

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/scenarios"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
)

const usage = `usage: playground published [flags] [SCENARIO...]

Plays the scenarios, all of them if none is named, and prints every published
figure that they reproduce beside what they found. With -n each scenario is also
played for that many seeds, and the spread is printed. What this world cannot show
is listed as published only. It exits with 1 if a figure is further off than its
scenario allows.

`

// Main does what the arguments say and returns the exit status: 0, 1 if a figure is
// off or the result could not be written, 2 if the arguments make no sense, in which
// case nothing was played.
func Main(words []string, stdout, stderr io.Writer, progress scenarios.Progress) int {
	flags := flag.NewFlagSet("playground published", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	n := seeds.Flag(flags)
	asJSON := flags.Bool("json", false, "print JSON instead of a table")
	names, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		args.Help(stdout, flags, usage, "published -n 20")
		return 0
	}
	if err == nil {
		err = seeds.Check(1, *n)
	}
	all := models.Scenarios(models.All()...)
	if err == nil && len(names) > 0 {
		all, err = scenarios.Find(names)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground published:", err)
		return 2
	}
	rows, err := play(all, *n, progress)
	if err == nil && len(names) == 0 {
		var more []Row
		more, err = worked(*n)
		rows = append(append(rows, more...), shown()...)
	}
	if err == nil && *asJSON {
		err = scenarios.WriteJSON(stdout, rows)
	} else if err == nil {
		err = table(stdout, rows, *n)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground published:", err)
		return 1
	}
	for _, r := range rows {
		if r.OK != nil && !*r.OK {
			return 1
		}
	}
	return 0
}

// Row is one published figure.
type Row struct {
	Figure     string  `json:"figure"`
	Published  string  `json:"published"`
	Source     string  `json:"source"`
	Run        string  `json:"run,omitempty"` // found with the scenario's own seed
	Difference string  `json:"difference,omitempty"`
	Spread     *Spread `json:"spread,omitempty"`
	OK         *bool   `json:"ok"`  // nil if it is published only
	How        string  `json:"how"` // the command that shows it, or why there is none
}

// Spread is how far a figure differs between seeds.
type Spread struct {
	Seeds  int    `json:"seeds"`
	Least  string `json:"least"`
	Median string `json:"median"`
	Most   string `json:"most"`
}

// play plays scenarios with their own seeds, and with n of them if n is more than 1,
// and returns what they reproduce.
func play(all []*sim.Scenario, n int, progress scenarios.Progress) (rows []Row, err error) {
	many := 0
	if n > 1 {
		many = n
	}
	var total, before time.Duration
	for _, s := range all {
		if len(s.Published()) > 0 {
			total += s.Length() * time.Duration(1+many)
		}
	}
	tell := func(done time.Duration) {
		if progress != nil {
			progress(min(done, total), total)
		}
	}
	for _, s := range all {
		if len(s.Published()) == 0 {
			continue
		}
		player, err := sim.NewPlayer(s.Model())
		if err != nil {
			return nil, err
		}
		own, err := scenarios.Play(s, player, func(now time.Duration) error { tell(before + now); return nil })
		if err != nil {
			return nil, err
		}
		before += s.Length()
		var spread []scenarios.Expected
		if many > 0 {
			m, err := scenarios.PlayMany(s, 1, many, nil, func(k int) { tell(before + time.Duration(k)*s.Length()) }, nil)
			if err != nil {
				return nil, err
			}
			spread = m.Expected
			before += s.Length() * time.Duration(many)
		}
		rows = append(rows, reproduced(s, own.Steps, spread)...)
	}
	return rows, nil
}

// reproduced is a row for each published line among the steps of a scenario. spread
// is what seeds found at its expectations, or empty.
func reproduced(s *sim.Scenario, steps []sim.Step, spread []scenarios.Expected) (rows []Row) {
	k := 0
	for _, step := range steps {
		f := step.Found
		if f == nil {
			continue
		}
		var e *scenarios.Expected
		if len(spread) > 0 {
			e = &spread[k]
		}
		k++
		p := f.Published()
		if p == nil {
			continue
		}
		ok := f.Met
		r := Row{Figure: p.Figure, Published: p.Text, Source: p.Source, Run: f.Text,
			Difference: difference(p, f.Figure), OK: &ok, How: "playground run " + s.Name}
		if e != nil {
			ok = ok && e.Met == len(e.All)
			r.Spread = &Spread{len(e.All), f.Spell(float64(e.Figures.Least)), f.Spell(float64(e.Figures.Median)), f.Spell(float64(e.Figures.Most))}
		}
		rows = append(rows, r)
	}
	return rows
}

// difference is how far a figure is from the published one: in points for shares,
// otherwise in percent of it.
func difference(p *sim.Published, found float64) string {
	switch {
	case p.Share:
		return fmt.Sprintf("%+.2f points", 100*(found-p.Value))
	case p.Value == 0:
		return fmt.Sprintf("%+g", found)
	}
	return fmt.Sprintf("%+.1f %%", 100*(found/p.Value-1))
}

func table(w io.Writer, rows []Row, n int) error {
	head := []string{"figure", "published", "source", "this run", "difference"}
	if n > 1 {
		head = append(head, "least", "median", "most")
	}
	lines := [][]string{append(head, "", "")}
	met, off := 0, 0
	var only [][]string
	for _, r := range rows {
		if r.OK == nil {
			only = append(only, []string{r.Figure, r.Published + "  " + r.Source + "; " + r.How})
			continue
		}
		line := []string{r.Figure, r.Published, r.Source, r.Run, r.Difference}
		if s := r.Spread; s != nil {
			line = append(line, s.Least, s.Median, s.Most)
		} else if n > 1 {
			line = append(line, "", "", "")
		}
		if *r.OK {
			met++
			line = append(line, "ok")
		} else {
			off++
			line = append(line, "OFF")
		}
		lines = append(lines, append(line, r.How))
	}
	_, err := fmt.Fprintf(w, "%s\n%d of %d within what their scenarios allow", report.Rows(len(head)+1, lines), met, met+off)
	if err == nil && n > 1 {
		_, err = fmt.Fprintf(w, ", with their own seed and with seeds 1 to %d", n)
	}
	if err == nil {
		_, err = fmt.Fprintln(w)
	}
	if err == nil && len(only) > 0 {
		_, err = fmt.Fprintf(w, "\npublished only, since this world cannot show them:\n%s", report.Rows(1, only))
	}
	return err
}
