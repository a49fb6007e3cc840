// Package headless runs the world without a window and prints what came of it:
// `playground run`.
package headless

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/report"
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
	lines  []string // seed and settings, as commands
	files  []string // scenarios to run instead
	observers
}

// Main runs the world as the arguments say and returns the exit status: 0, 1 if
// the result could not be written, 2 if the arguments make no sense, in which
// case nothing was run. It reports its progress to progress, unless that is nil.
func Main(args []string, stdout, stderr io.Writer, progress func(done, total time.Duration)) int {
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
	player, err := sim.NewPlayer(opts.lines...)
	if err == nil {
		err = opts.open(opts.length)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 2
	}
	opts.attach(player)
	if err := play(player, opts.length, progress); err != nil {
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

func parse(args []string, stderr io.Writer) (options, error) {
	var opts options
	flags := flag.NewFlagSet("playground run", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // one sentence is enough; -h prints the rest
	lines := link.Flags(flags)
	flags.DurationVar(&opts.length, "for", 10*time.Second, "virtual `time` to run, up to 24h")
	opts.register(flags)
	flags.BoolVar(&opts.asJSON, "json", false, "print JSON instead of tables")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stderr, usage)
		flags.SetOutput(stderr)
		flags.PrintDefaults()
		fmt.Fprint(stderr, "\nexample: playground run -seed 7 -for 10s -set members=100000 -set no.roots=off\n")
		fmt.Fprintln(stderr, "\nscenarios:")
		for _, s := range sim.Scenarios() {
			fmt.Fprintf(stderr, "  %-22s %s\n", s.Name, s.Title)
		}
		fmt.Fprintln(stderr, "\nmetrics that a scenario can expect:")
		for _, m := range sim.Metrics() {
			fmt.Fprintln(stderr, "  "+m.Name)
		}
	}
	if err != nil {
		return opts, err
	}
	if opts.files = flags.Args(); len(opts.files) > 0 {
		if err := onlyForTables(flags); err != nil {
			return opts, err
		}
	}
	if err := opts.check(opts.asJSON, len(opts.files)); err != nil {
		return opts, err
	}
	if opts.length <= 0 || opts.length > longest {
		return opts, fmt.Errorf("-for is %v, want more than 0 and at most %v", opts.length, longest)
	}
	opts.lines = lines()
	return opts, nil
}

const usage = `usage: playground run [flags] [scenario...]

Runs the world without a window and prints its counts, its CPU and its history's
hash. With scenarios, which are files or names of those that come with the program,
it plays them and prints what they did and whether their expectations were met.

`

// onlyForTables refuses flags that a scenario leaves no room for.
func onlyForTables(flags *flag.FlagSet) (err error) {
	flags.Visit(func(f *flag.Flag) {
		if f.Name == "for" || f.Name == "json" {
			err = fmt.Errorf("-%s does not go with scenarios: they say how long they run, and print their log", f.Name)
		}
	})
	return err
}

// play runs the player for that much virtual time, in slices if someone is
// watching the progress. The history does not depend on the slices.
func play(player *sim.Player, length time.Duration, progress func(done, total time.Duration)) error {
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
