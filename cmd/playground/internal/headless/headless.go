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
	player, err := sim.NewPlayer(opts.lines...)
	if err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 2
	}
	if err := play(player, opts.length, progress); err != nil {
		fmt.Fprintln(stderr, "playground run:", err)
		return 1
	}
	if err := write(stdout, player, opts.asJSON); err != nil {
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
	flags.BoolVar(&opts.asJSON, "json", false, "print JSON instead of tables")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stderr, "usage: playground run [flags]\n\nRuns the world without a window and prints its counts, its CPU and its history's hash.\n\n")
		flags.SetOutput(stderr)
		flags.PrintDefaults()
		fmt.Fprint(stderr, "\nexample: playground run -seed 7 -for 10s -set members=100000 -set no.roots=off\n")
	}
	if err != nil {
		return opts, err
	}
	if flags.NArg() > 0 {
		return opts, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if opts.length <= 0 || opts.length > longest {
		return opts, fmt.Errorf("-for is %v, want more than 0 and at most %v", opts.length, longest)
	}
	opts.lines = lines()
	return opts, nil
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
