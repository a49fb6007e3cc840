// Package sweeps plays a history for every value of a setting, or of two, and says what
// some metrics become: `playground sweep`.
package sweeps

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/output"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
	"fanout/sim/sweep"
)

const usage = `usage: playground sweep [flags]
       playground sweep merge [flags] FILE...

Plays a history for every value of a setting, or for every pair of values of two, each
with the same seeds, and prints what the metrics are in the end: their mean, its 95 %
interval by Student's t, how far they spread, the least and the most.

-set takes a value, which all have; a list of values, 1%,5%,20%; or a range of so many
steps, 0.1%..10%:5, at equal distances on the scale that the setting's slider has, which
mostly is a logarithmic one. It takes prices as well: cost.forward=10us..100us. playground
run -h lists settings and metrics.

-shard 2/7 does the second of seven parts and writes it for merge, so that xargs -P or
the job runner of a cluster can share the work out:

    seq 7 | xargs -P 7 -I{} playground sweep … -n 10000 -shard {}/7 -o part{}
    playground sweep merge part? -o sweep.csv

The merged result has the same bytes as that of one process.

Exit status: 0, 1 if the result could not be written, 2 if the command line or a part
makes no sense, in which case nothing was run and no file has changed.

`

// Env is what a command has around it.
type Env struct {
	Progress func(done, total time.Duration) // is told how far the runs are; nil if nobody is
	Watch    interrupt.Watch                 // asks whether to stop; nil if it never is
	Program  string                          // its version: parts of two versions are not merged
}

// options are the command line, read and checked.
type options struct {
	output.Output
	sweep     *sweep.Sweep
	shard, of int // from 0; of is 0 for the whole
	procs     int
	note      string // what a link says that means nothing here
}

// Main does what the arguments say and returns the exit status: 0, 1 if the result could
// not be written, 2 if the arguments make no sense, or that of the signal that ended it.
func Main(words []string, stdout, stderr io.Writer, env Env) int {
	tell := func(err error) { fmt.Fprintln(stderr, "playground sweep:", err) }
	if len(words) > 0 && words[0] == "merge" {
		return merge(words[1:], stdout, tell)
	}
	o, err := parse(words, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = o.Open()
	}
	if err != nil {
		tell(err)
		return 2
	}
	defer o.Discard()
	if o.note != "" {
		tell(errors.New(o.note))
	}
	if env.Watch == nil {
		env.Watch = interrupt.Never
	}
	asked, stop := env.Watch()
	defer stop()
	r, err := o.play(env.Progress, asked)
	switch {
	case err != nil:
	case o.of > 0:
		err = o.With(stdout, func(w io.Writer) error { return writePart(w, r, o.shard, o.of, env.Program) })
	default:
		err = o.Write(stdout, result{r})
	}
	return interrupt.Status(err, tell)
}

// given is the flags of a sweep as they stand there.
type given struct {
	model       func() (*sim.Model, bool, error)
	seed        *uint64
	set         [][2]string
	base, shard *string
	length      *time.Duration
	metrics     *[]string
	n, procs    *int
	named       map[string]bool // those that were given
	note        string          // what the link says that means nothing here
}

func parse(words []string, stdout io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("playground sweep", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	g := given{
		model:   models.Flag(flags),
		seed:    flags.Uint64("seed", sim.DefaultSeed, "`number` of the first seed; with -n it is 1 unless it is given"),
		base:    flags.String("link", "", "`link` to the history that all begin with, instead of -model and -seed"),
		length:  args.Length(flags, "virtual `time` to run each history, up to 24h; a link may lead to another one"),
		metrics: args.List(flags, "metric", "`name` of a metric, as playground run -h lists them; several with commas, or the flag again"),
		n:       seeds.Flag(flags),
		procs:   seeds.Procs(flags),
		shard:   flags.String("shard", "", "`part` of the work to do, such as 2/7; writes it for merge"),
	}
	flags.Func("set", "`name=value` of a setting, or name=value,value or name=from..to:steps of one to vary; may be repeated", func(text string) error {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return errors.New("want name=values, such as head.rate=0.1%..10%:5")
		}
		g.set = append(g.set, [2]string{name, value})
		return nil
	})
	o.Register(flags)
	others, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		args.Help(stdout, flags, usage, "sweep -set head.rate=0.1%..100%:4 -metric sessions.cpu,traces.whole -n 20")
	}
	if err != nil {
		return o, err
	}
	if len(others) > 0 {
		return o, fmt.Errorf("unexpected argument %q; expected -set and -metric, or the word merge in front", others[0])
	}
	g.named = args.Given(flags)
	err = o.read(&g)
	o.note = g.note
	return o, err
}

// read makes the sweep of what the flags say.
func (o *options) read(g *given) (err error) {
	if o.shard, o.of, err = parseShard(*g.shard); err != nil {
		return err
	}
	if o.of > 0 && g.named["format"] {
		return errors.New("-format goes without -shard, which writes a part for merge; merge takes -format")
	}
	if err = o.Check(); err != nil {
		return err
	}
	if o.procs, err = seeds.CheckProcs(*g.procs); err != nil {
		return err
	}
	p, err := g.plan()
	if err != nil {
		return err
	}
	if err = seeds.Check(p.First, p.Seeds); err != nil {
		return err
	}
	if err = args.CheckLength(p.Length); err != nil {
		return err
	}
	if len(p.Axes) == 0 {
		return errors.New("no -set has several values; expected one, such as -set head.rate=0.1%..10%:5, or two")
	}
	if len(p.Metrics) == 0 {
		return errors.New("-metric is missing; expected one or more, such as -metric sessions.cpu")
	}
	o.sweep, err = sweep.New(p)
	return err
}

// plan is what is to be played.
func (g *given) plan() (p sweep.Plan, err error) {
	p = sweep.Plan{Metrics: *g.metrics, Seeds: *g.n, Length: *g.length}
	if *g.base != "" {
		err = g.follow(&p)
	} else {
		err = g.begin(&p)
	}
	if err != nil {
		return p, err
	}
	var lines []string
	seen := make(map[string]bool)
	for _, s := range g.set {
		name, value := s[0], s[1]
		if seen[name] {
			return p, fmt.Errorf("-set: %s comes twice; expected each setting once", sim.Clip(name))
		}
		seen[name] = true
		line, err := link.Setting(p.Base.Model, name, value)
		switch {
		case err != nil:
			return p, fmt.Errorf("-set: %w", err)
		case !severalValues(name, value):
			lines = append(lines, line)
			continue
		}
		a, err := sweep.ParseAxis(p.Base.Model, name, value)
		if err != nil {
			return p, fmt.Errorf("-set: %w", err)
		}
		p.Axes = append(p.Axes, a)
	}
	if p.Base, err = p.Base.With(lines...); err != nil {
		return p, fmt.Errorf("-set: %w", err)
	}
	return p, nil
}

// severalValues reports whether a setting is to be varied. A price list may come with prices
// behind its name, and those with dots.
func severalValues(name, value string) bool {
	if name == "costs" && strings.Contains(value, " ") {
		return false
	}
	return strings.Contains(value, ",") || strings.Contains(value, "..")
}

// begin has all histories begin with the defaults of a model.
func (g *given) begin(p *sweep.Plan) error {
	m, _, err := g.model()
	if err != nil {
		return err
	}
	player, err := sim.NewPlayer(m)
	if err != nil {
		return err
	}
	p.Base, p.First = player.History(), seeds.First(g.named["seed"], *g.seed, *g.n)
	return nil
}

// follow has all histories begin as a link says.
func (g *given) follow(p *sweep.Plan) error {
	for _, name := range []string{"model", "seed"} {
		if g.named[name] {
			return fmt.Errorf("-%s goes without -link, which has a model and a seed", name)
		}
	}
	l, err := link.ReadOrigin(*g.base)
	if err != nil {
		return fmt.Errorf("-link: %w", err)
	}
	p.Base, p.First, g.note = l.History, l.Seed, l.Note
	if l.Ends && !g.named["for"] {
		p.Length = l.Until
	}
	return nil
}

// parseShard reads "2/7" as the second of seven, counted from 0.
func parseShard(text string) (shard, of int, err error) {
	if text == "" {
		return 0, 0, nil
	}
	one, all, _ := strings.Cut(text, "/")
	shard, err = strconv.Atoi(one)
	if err == nil {
		of, err = strconv.Atoi(all)
	}
	if err != nil || of < 1 || of > mostShards || shard < 1 || shard > of {
		return 0, 0, fmt.Errorf("-shard is %q, want a part of so many, such as 2/7, of at most %d", text, mostShards)
	}
	return shard - 1, of, nil
}

// mostShards is more than any cluster runs at a time.
const mostShards = 10_000
