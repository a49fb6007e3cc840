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
	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
)

// slice is how often the player may ask whether to stop before progress is
// reported: it asks every few hundred messages.
const slice = 500

// options are the command line of `playground run`, read and checked.
type options struct {
	length time.Duration
	linked bool // the lines lead to that time
	model  *sim.Model
	named  bool     // the model was given
	lines  []string // seed and settings, or what a link says, as commands
	files  []string // scenarios to run instead
	seeds  int      // how many; more than 1 prints the spread of the figures
	seed   uint64   // the least of them, if there are several or it was given
	seeded bool     // the seed was given
	observers
}

// Env is what a run has around it.
type Env struct {
	Progress func(done, total time.Duration) // is told how far the run is; nil if nobody is
	Here     *timed.Machine                  // whose clock measures the real time spent; nil for none
	Watch    interrupt.Watch                 // asks whether the run is to stop; nil if it never is
}

// Main runs the world as the arguments say and returns the exit status: 0, 1 if
// the result could not be written, 2 if the arguments make no sense, in which
// case nothing was run and no file has changed. A run that is asked to stop does so
// between two messages; what it has computed until then is written as usual, and the
// status is that of the signal.
func Main(args []string, stdout, stderr io.Writer, env Env) int {
	opts, err := parse(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return fail(stderr, err, 2)
	}
	if env.Watch == nil {
		env.Watch = interrupt.Never
	}
	if len(opts.files) > 0 {
		return runScenarios(&opts, stdout, stderr, env)
	}
	player, err := sim.NewPlayer(opts.model, opts.lines...)
	if err == nil {
		err = opts.open(opts.length)
	}
	if err != nil {
		return fail(stderr, err, 2)
	}
	asked, stop := env.Watch()
	defer stop()
	if opts.seeds > 1 {
		return fail(stderr, runSeeds(&opts, stdout, env.Progress, asked), 1)
	}
	opts.attach(player)
	if err := play(clocked(player, env.Here), &opts, env.Progress, asked); err != nil {
		opts.discard()
		return fail(stderr, err, 1)
	}
	var cut error
	if s := asked(); s != nil && now(player) < opts.length {
		cut = cutShort(player, s, opts.length)
	}
	return fail(stderr, errors.Join(opts.finish(stdout, player, cut, func(run *report.Run) error {
		return write(stdout, player, opts.asJSON, run)
	}), cut), 1)
}

// fail tells an error, if there is one, and returns the exit status: that of the signal
// if one ended the run, or else the given one.
func fail(stderr io.Writer, err error, status int) int {
	var s *interrupt.Signal
	switch {
	case err == nil:
		return 0
	case errors.As(err, &s):
		if status = s.Status; s.Quiet {
			return status
		}
	}
	fmt.Fprintln(stderr, "playground run:", err)
	return status
}

// cutShort is the error of a run that was asked to stop before its end.
func cutShort(player *sim.Player, s *interrupt.Signal, length time.Duration) error {
	return fmt.Errorf("%w at %v of %v: the report and the files are of that much", s, now(player), length)
}

// now is the virtual time that a player has reached.
func now(player runner) time.Duration {
	var s sim.Snapshot
	player.Snapshot(&s)
	return time.Duration(s.Now)
}

func parse(words []string, stdout io.Writer) (options, error) {
	var opts options
	flags := flag.NewFlagSet("playground run", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // one sentence is enough; -h prints the rest
	lines := link.Flags(flags)
	from := flags.String("link", "", "`link` to a history, as Share copies it, instead of -model, -seed and -set; it runs to the moment that it leads to, or for -for")
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
		args.Help(stdout, flags, usage, "run -seed 7 -for 10s -set members=100000 -set no.roots=off")
		fmt.Fprintln(stdout, "\nscenarios:")
		for _, s := range m.Scenarios() {
			fmt.Fprintf(stdout, "  %-22s %s\n", s.Name, s.Title)
		}
		fmt.Fprintln(stdout, "\nsettings, for -set:")
		for _, k := range m.Settings {
			fmt.Fprintf(stdout, "  %-22s %s: %s\n", k.Key, k.Doc, k.Expect)
		}
		printMetrics(stdout, m)
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
	if err == nil && *from != "" {
		err = opts.follow(*from, flags)
	}
	if err == nil {
		err = seeds.Check(opts.seed, opts.seeds)
	}
	if err == nil {
		err = opts.check(opts.asJSON, opts.files, opts.seeds)
	}
	if err != nil {
		return opts, err
	}
	return opts, args.CheckLength(opts.length)
}

const usage = `usage: playground run [flags] [scenario...]

Runs the world without a window and prints its counts, its CPU and its history's
hash. With scenarios, which are files or names of those that come with the program,
it plays them and prints what they did and whether their expectations were met;
-seed then takes the place of the seed in the file. With -n it does so for that many
seeds, 1 and up or -seed and up, and prints how far the figures spread.

Exit status: 0, 1 if an expectation was not met or an output could not be written,
2 if the command line or a file makes no sense, in which case nothing was run and no
file has changed. A file gets its name when it is complete. After SIGINT, SIGTERM or
SIGHUP what was computed until then is reported and written; the status is 130, 143
or 129.

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

// play runs the player for that much virtual time, or until it is asked to stop, in
// slices if anyone is told the progress. The history does not depend on the slices.
func play(player runner, opts *options, progress func(done, total time.Duration), asked func() *interrupt.Signal) error {
	if !opts.linked {
		if err := player.Do("run " + opts.length.String()); err != nil {
			return err
		}
	}
	for player.Busy() && asked() == nil {
		polls := 0
		player.Frame(0, func() bool { polls++; return polls > slice || asked() != nil })
		if progress != nil {
			progress(now(player), opts.length)
		}
	}
	if player.Busy() {
		if err := player.Do("pause"); err != nil {
			return err
		}
	}
	player.Frame(0, nil) // for the preview of the bars
	return nil
}

func write(w io.Writer, player *sim.Player, asJSON bool, run *report.Run) error {
	var s sim.Snapshot
	player.Snapshot(&s)
	if !asJSON {
		return report.Table(w, &s)
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	state := report.From(&s)
	state.Run = run
	return out.Encode(state)
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
