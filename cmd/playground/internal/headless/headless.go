// Package headless runs the world without a window and prints the result:
// `playground run`.
package headless

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"time"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
)

// longest is the most virtual time that one call runs.
const longest = 24 * time.Hour

// slice is how often the player may ask whether to stop before progress is
// reported: it asks every few hundred messages.
const slice = 500

// options are the command line of `playground run`, read and checked.
type options struct {
	length time.Duration
	asJSON bool
	model  *sim.Model
	named  bool     // the model was given
	lines  []string // seed and settings, as commands
	files  []string // scenarios to run instead
	seeds  int      // how many; more than 1 prints the spread of the figures
	seed   uint64   // the least of them, if there are several or it was given
	seeded bool     // the seed was given
	observers
}

// Main runs the world as the arguments say and returns the exit status: 0, 1 if
// the result could not be written, 2 if the arguments make no sense, in which
// case nothing was run. It reports its progress to progress, unless that is nil, and
// the real time spent by the clock of here, unless that is nil.
func Main(args []string, stdout, stderr io.Writer, progress func(done, total time.Duration), here *timed.Machine) int {
	opts, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 2
	}
	if len(opts.files) > 0 {
		return runScenarios(&opts, stdout, stderr, progress)
	}
	player, err := sim.NewPlayer(opts.model, opts.lines...)
	if err == nil {
		err = opts.open(opts.length)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 2
	}
	if opts.seeds > 1 {
		if err := runSeeds(&opts, stdout, progress); err != nil {
			fmt.Fprintln(stderr, "playground run:", err)
			return 1
		}
		return 0
	}
	opts.attach(player)
	if err := play(clocked(player, here), opts.length, progress); err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 1
	}
	err = write(stdout, player, opts.asJSON)
	if err = errors.Join(err, opts.report(stdout, player)); err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 1
	}
	return 0
}

func parse(words []string, stderr io.Writer) (options, error) {
	var opts options
	flags := flag.NewFlagSet("playground run", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // one sentence is enough; -h prints the rest
	lines := link.Flags(flags)
	flags.DurationVar(&opts.length, "for", 10*time.Second, "virtual `time` to run, up to 24h")
	opts.register(flags)
	flags.BoolVar(&opts.asJSON, "json", false, "print JSON instead of tables")
	n := seeds.Flag(flags)
	var err error
	opts.files, err = args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		m, _, _, failed := lines()
		if failed != nil {
			return opts, failed
		}
		fmt.Fprint(stderr, usage)
		flags.SetOutput(stderr)
		flags.PrintDefaults()
		fmt.Fprint(stderr, "\nexample: playground run -seed 7 -for 10s -set members=100000 -set no.roots=off\n")
		fmt.Fprintln(stderr, "\nscenarios:")
		for _, s := range m.Scenarios() {
			fmt.Fprintf(stderr, "  %-22s %s\n", s.Name, s.Title)
		}
		fmt.Fprintln(stderr, "\nsettings, for -set:")
		for _, k := range m.Settings {
			fmt.Fprintf(stderr, "  %-22s %s: %s\n", k.Key, k.Doc, k.Expect)
		}
		printMetrics(stderr, m)
	}
	if err != nil {
		return opts, err
	}
	opts.seeds, opts.seed = *n, 1
	flags.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "seed":
			opts.seeded = true
			opts.seed, _ = strconv.ParseUint(f.Value.String(), 10, 64) // it is a number
		case "for":
			if len(opts.files) > 0 {
				err = errors.New("-for does not go with scenarios: they say how long they run")
			}
		}
	})
	if err == nil {
		opts.model, opts.named, opts.lines, err = lines()
	}
	if err == nil {
		err = seeds.Check(opts.seeds)
	}
	if err == nil {
		err = opts.check(opts.asJSON, len(opts.files), opts.seeds)
	}
	if err != nil {
		return opts, err
	}
	if opts.length <= 0 || opts.length > longest {
		return opts, fmt.Errorf("-for is %v, want more than 0 and at most %v", opts.length, longest)
	}
	return opts, nil
}

const usage = `usage: playground run [flags] [scenario...]

Runs the world without a window and prints its counts, its CPU and its history's
hash. With scenarios, which are files or names of those that come with the program,
it plays them and prints what they did and whether their expectations were met;
-seed then takes the place of the seed in the file. With -n it does so for that many
seeds, 1 and up or -seed and up, and prints how far the figures spread.

Exit status: 0, 1 if an expectation was not met or an output could not be written,
2 if the command line or a file makes no sense, in which case nothing was run.

`

// runner is a Player, with a clock or without.
type runner interface {
	Do(line string) error
	Frame(elapsed time.Duration, over func() bool)
	Busy() bool
	Snapshot(*sim.Snapshot)
}

// clocked gives the player the clock of here, and that machine's proportions to
// share out the real time by. A player without a clock does not know any.
func clocked(player *sim.Player, here *timed.Machine) runner {
	if here == nil {
		return player
	}
	p := timed.New(player, *here)
	p.Calibrate()
	return p
}

// play runs the player for that much virtual time, in slices if someone is
// watching the progress. The history does not depend on the slices.
func play(player runner, length time.Duration, progress func(done, total time.Duration)) error {
	if err := player.Do("run " + length.String()); err != nil {
		return err
	}
	var s sim.Snapshot
	for player.Busy() && progress != nil {
		asked := 0
		player.Frame(0, func() bool { asked++; return asked > slice })
		player.Snapshot(&s)
		progress(time.Duration(s.Now), length)
	}
	player.Frame(0, nil) // to the end, the preview of the bars included
	return nil
}

func write(w io.Writer, player *sim.Player, asJSON bool) error {
	var s sim.Snapshot
	player.Snapshot(&s)
	if !asJSON {
		return report.Table(w, &s)
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(report.From(&s))
}

// printMetrics lists what a scenario can expect, by the time that a figure is of.
func printMetrics(w io.Writer, m *sim.Model) {
	for _, recent := range []bool{false, true} {
		heading := "of the whole history, or of the moment"
		if recent {
			heading = "of the stretch since the last change of a setting"
		}
		fmt.Fprintf(w, "\nmetrics that a scenario can expect, %s:", heading)
		listed := 0
		for _, metric := range m.AllMetrics() {
			if metric.Recent() != recent {
				continue
			}
			if listed%3 == 0 {
				fmt.Fprint(w, "\n ")
			}
			fmt.Fprintf(w, " %-30s", metric.Name)
			listed++
		}
		fmt.Fprintln(w)
	}
}
