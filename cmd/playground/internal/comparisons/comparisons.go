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

-a and -b take settings as -set does, lines of the command grammar, or a link. A
semicolon separates several of them, and the flag may be repeated. A side that says
nothing is what both begin with: the defaults, -set, -link, or the link of the other
side. A -link to two histories side by side, as Share copies it in A/B, has both.

    no.roots=off                 'set members 100000; toggle no.roots off'
    'at 2s send'                 'https://…/?seed=7&sieve=parse'

Exit status: 0, 1 if the result could not be written, 2 if the command line makes no
sense, in which case nothing was run and no file has changed.

`

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

// given is the flags that say what both histories begin with, as they stand there.
type given struct {
	lines func() (m *sim.Model, named bool, lines []string, err error)
	base  *string
	seed  func() uint64
	named map[string]bool // those that were given
}

func parse(words []string, stdout io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("playground compare", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	o.a.register(flags, "a")
	o.b.register(flags, "b")
	g := given{
		lines: link.Flags(flags),
		base:  flags.String("link", "", "`link` to the history that both begin with, instead of -model, -seed and -set"),
		seed: func() uint64 {
			n, _ := strconv.ParseUint(flags.Lookup("seed").Value.String(), 10, 64) // it is a number
			return n
		},
	}
	length := args.Length(flags, "virtual `time` to run each history, up to 24h; a link may lead to another one")
	metrics := args.List(flags, "metric", "`name` of a metric to print, as playground run -h lists them, several with commas, or all (default those that matter most in a table, and all elsewhere)")
	n, procs := seeds.Flag(flags), seeds.Procs(flags)
	o.Register(flags)
	others, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		args.Help(stdout, flags, usage, "compare -a no.roots=off -b no.roots=on -n 20")
	}
	if err != nil {
		return o, err
	}
	if len(others) > 0 {
		return o, fmt.Errorf("unexpected argument %q; expected -a and -b with what differs", others[0])
	}
	g.named = args.Given(flags)
	o.length, o.metrics, o.seeds, o.procs = *length, *metrics, *n, *procs
	if err = o.read(&g); err == nil {
		err = o.check()
	}
	return o, err
}

// read makes the two histories of what the flags say.
func (o *options) read(g *given) error {
	m, _, lines, err := g.lines()
	if err != nil {
		return err
	}
	p, err := sim.NewPlayer(m, lines...)
	if err != nil {
		return err
	}
	a, b, err := o.from(link.Origin{History: p.History()}, *g.base)
	if err != nil {
		return err
	}
	linked := *g.base != "" || o.a.linked() || o.b.linked()
	for _, name := range []string{"model", "seed", "set"} {
		if linked && g.named[name] {
			return fmt.Errorf("-%s goes without a link, which has a model, a seed and settings", name)
		}
	}
	if !g.named["for"] {
		if err := o.endOf(&a, &b); err != nil {
			return err
		}
	}
	if err := o.begin(a.History, b.History); err != nil {
		return err
	}
	o.first = seeds.First(g.named["seed"], g.seed(), o.seeds)
	if linked {
		o.first = o.of[0].Seed
	}
	return nil
}

// endOf takes over the time that links lead to.
func (o *options) endOf(a, b *link.Origin) error {
	switch {
	case a.Ends && b.Ends && a.Until != b.Until:
		return fmt.Errorf("the link of A leads to %v and that of B to %v; expected one time, or -for", a.Until, b.Until)
	case a.Ends:
		o.length = a.Until
	case b.Ends:
		o.length = b.Until
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
	if err := args.CheckLength(o.length); err != nil {
		return err
	}
	if err := seeds.Check(o.first, o.seeds); err != nil {
		return err
	}
	var err error
	if o.procs, err = seeds.CheckProcs(o.procs); err != nil {
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
	_, err = compare.NewTable(o.of[0].Model).Only(o.metrics)
	return err
}
