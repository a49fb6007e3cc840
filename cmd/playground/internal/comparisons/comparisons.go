// Package comparisons plays two histories of the same seeds that differ in chosen settings
// and says what that changes: `playground compare`.
package comparisons

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"time"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/output"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
	"fanout/sim/compare"
)

const usage = `usage: playground compare [flags]

Plays two histories, A and B, of the same seed and the same commands, which differ in
what -a and -b say, and prints what that changes: each metric in A, in B, and by how
much B is greater; = where nothing differs. Chance does the same in both, so that the
difference is that of the settings. With -n it does so for that many seeds and prints
the mean difference and its 95 % interval, by Student's t of the differences seed by
seed. Then come the first instant at which the two histories of the first seed part,
and where the CPU went.

-a and -b take settings as -set does, lines of the command grammar, several of them
parted by a semicolon or by more than one flag, or a link. A side that says nothing is
what both begin with: the defaults, -set, or -link; or the link of the other side.

    no.roots=off                 'set members 100000; toggle no.roots off'
    'at 2s send'                 'https://…/?seed=7&sieve=parse'

Exit status: 0, 1 if the result could not be written, 2 if the command line makes no
sense, in which case nothing was run and no file has changed.

`

// longest is the most virtual time that one history runs.
const longest = 24 * time.Hour

// options are the command line, read and checked.
type options struct {
	a, b    side
	metrics []string
	seeds   int
	procs   int
	output.Output

	first   uint64 // the least seed
	length  time.Duration
	of      [2]sim.History
	differs []compare.Difference
	notes   []string // what links say that means nothing here
}

// Env is what a command has around it.
type Env struct {
	Progress func(done, total time.Duration) // is told how far the runs are; nil if nobody is
	Watch    interrupt.Watch                 // asks whether to stop; nil if it never is
}

// Main does what the arguments say and returns the exit status: 0, 1 if the result could
// not be written, 2 if the arguments make no sense, or that of the signal that ended it.
func Main(words []string, stdout, stderr io.Writer, env Env) int {
	o, err := parse(words, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = o.Open()
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground compare:", err)
		return 2
	}
	defer o.Discard()
	for _, note := range o.notes {
		fmt.Fprintln(stderr, "playground compare:", note)
	}
	if env.Watch == nil {
		env.Watch = interrupt.Never
	}
	asked, stop := env.Watch()
	defer stop()
	r, err := o.play(env.Progress, asked)
	if err == nil {
		err = o.Write(stdout, r)
	}
	return interrupt.Status(err, func(err error) { fmt.Fprintln(stderr, "playground compare:", err) })
}

func parse(words []string, stdout io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("playground compare", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	o.a.name, o.b.name = "a", "b"
	repeated := func(list *[]string, name, doc string) {
		flags.Func(name, doc, func(text string) error { *list = append(*list, text); return nil })
	}
	repeated(&o.a.words, "a", "what A begins with or has done in it: `settings` or commands, or a link; may be repeated")
	repeated(&o.b.words, "b", "what B begins with or has done in it: `settings` or commands, or a link; may be repeated")
	lines := link.Flags(flags)
	base := flags.String("link", "", "`link` to the history that both begin with, instead of -model, -seed and -set")
	flags.DurationVar(&o.length, "for", 10*time.Second, "virtual `time` to run each history, up to 24h; a link may lead to another one")
	metrics := args.List(flags, "metric", "`name` of a metric to print, as playground run -h lists them, several with commas, or all (default those that matter most in a table, and all elsewhere)")
	n, procs := seeds.Flag(flags), seeds.Procs(flags)
	o.Register(flags)
	others, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, "\nexample: playground compare -a no.roots=off -b no.roots=on -n 20\n")
	}
	if err != nil {
		return o, err
	}
	if len(others) > 0 {
		return o, fmt.Errorf("unexpected argument %q; expected -a and -b with what differs", others[0])
	}
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	o.seeds, o.procs, o.metrics = *n, *procs, *metrics
	m, _, begin, err := lines()
	if err != nil {
		return o, err
	}
	p, err := sim.NewPlayer(m, begin...)
	if err != nil {
		return o, err
	}
	a, b, err := o.from(origin{history: p.History()}, *base)
	if err != nil {
		return o, err
	}
	linked := *base != "" || a.ends || b.ends || anyLink(o.a.words) || anyLink(o.b.words)
	for _, name := range []string{"model", "seed", "set"} {
		if linked && given[name] {
			return o, fmt.Errorf("-%s goes without a link, which has a model, a seed and settings", name)
		}
	}
	if !given["for"] {
		err = o.endOf(a, b)
	}
	if err == nil {
		err = o.begin(a.history, b.history)
	}
	if err == nil {
		seed, _ := strconv.ParseUint(flags.Lookup("seed").Value.String(), 10, 64) // it is a number
		if linked {
			seed = o.of[0].Seed
		}
		o.first = seeds.First(given["seed"] || linked, seed, o.seeds)
		err = o.check()
	}
	return o, err
}

func anyLink(words []string) bool {
	for _, w := range words {
		if isLink(w) {
			return true
		}
	}
	return false
}

// endOf takes over the time that links lead to.
func (o *options) endOf(a, b origin) error {
	switch {
	case a.ends && b.ends && a.until != b.until:
		return fmt.Errorf("the link of A leads to %v and that of B to %v; expected one time, or -for", a.until, b.until)
	case a.ends:
		o.length = a.until
	case b.ends:
		o.length = b.until
	}
	return nil
}

// begin makes the two histories of what each side begins with.
func (o *options) begin(a, b sim.History) (err error) {
	for i, s := range []*side{&o.a, &o.b} {
		base := []sim.History{a, b}[i]
		lines, err := s.lines(base.Model)
		if err != nil {
			return err
		}
		if o.of[i], err = base.With(lines...); err != nil {
			return fmt.Errorf("-%s: %w", s.name, err)
		}
	}
	if err = compare.Check(&o.of[0], &o.of[1]); err == nil {
		o.differs, err = compare.Differences(&o.of[0], &o.of[1])
	}
	return err
}

// check refuses the other flags that make no sense.
func (o *options) check() error {
	if o.length <= 0 || o.length > longest {
		return fmt.Errorf("-for is %v, want more than 0 and at most %v", o.length, longest)
	}
	if err := seeds.Check(o.first, o.seeds); err != nil {
		return err
	}
	if err := seeds.CheckProcs(o.procs); err != nil {
		return err
	}
	if err := o.Check(); err != nil {
		return err
	}
	if len(o.metrics) == 0 && o.Format == "table" {
		o.metrics = o.of[0].Model.Figures
	}
	if len(o.metrics) == 1 && o.metrics[0] == "all" {
		o.metrics = nil
	}
	_, err := compare.NewTable(o.of[0].Model).Only(o.metrics)
	return err
}
