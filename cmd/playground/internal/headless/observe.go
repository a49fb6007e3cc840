package headless

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"fanout/cmd/playground/internal/collector"
	"fanout/cmd/playground/internal/outfile"
	"fanout/cmd/playground/internal/report"
	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/span"
)

// observers are what looks at a run besides the tables: exports and reports. They
// change nothing about the history.
type observers struct {
	paths      []string // by row of export.Formats, "" for none
	endpoint   string
	part       part // which spans are exported
	top, query bool
	asJSON     bool // instead of tables

	files  []file
	sender sender // nil for none
}

// sender sends spans as they are recorded. After a failure it ignores them, and Close
// tells what it was.
type sender interface {
	Add(*span.Span)
	Close() (collector.Account, error)
}

func (o *observers) register(flags *flag.FlagSet) {
	formats := export.Formats()
	o.paths = make([]string, len(formats))
	for i, f := range formats {
		flags.StringVar(&o.paths[i], f.Name, "", f.Doc)
	}
	flags.BoolVar(&o.top, "top", false, "print where the time went, by service, actor, action, stage and operation")
	flags.BoolVar(&o.query, "query", false, "print which traces have spans from all services, and what the others lack")
	networkFlag(flags, &o.endpoint)
	o.part.register(flags)
}

// check refuses what does not go together.
func (o *observers) check(asJSON bool, files []string, seeds int) error {
	scenarios := len(files)
	if asJSON && (o.top || o.query) {
		return errors.New("-top and -query are tables, and -json prints none")
	}
	if seeds > 1 && o.any() {
		return fmt.Errorf("%s, -top and -query go with one seed at a time: each is a separate history", exports())
	}
	if scenarios > 0 && asJSON && o.any() {
		return fmt.Errorf("%s go with the log of a scenario, not with its JSON", exports())
	}
	if scenarios > 1 && o.any() {
		return fmt.Errorf("%s, -top and -query go with one scenario at a time: each is a separate history", exports())
	}
	if err := o.checkPart(); err != nil {
		return err
	}
	return o.checkNames(files)
}

// checkPart reads which part is to be exported, and refuses what has no parts.
func (o *observers) checkPart() error {
	if err := o.part.read(); err != nil {
		return err
	}
	spans := o.endpoint != ""
	for i, f := range export.Formats() {
		if o.paths[i] == "" {
			continue
		}
		if err := f.Refuse(o.part.Selection); err != nil {
			return fmt.Errorf("-%s: %w", f.Name, err)
		}
		spans = spans || !f.OfState
	}
	if o.part.Any() && !spans {
		return errors.New("-trace, -from and -to are about spans that are exported; expected a flag such as -spans or -jaeger with them")
	}
	return nil
}

// checkNames refuses two names for one file, of which nothing would be left but a mixture.
func (o *observers) checkNames(files []string) error {
	formats := export.Formats()
	for i, path := range o.paths {
		if path == "" {
			continue
		}
		for k, other := range o.paths[:i] {
			if other != "" && outfile.Same(path, other) {
				return fmt.Errorf("-%s %s is the same file as -%s %s; expected a file for each", formats[i].Name, path, formats[k].Name, other)
			}
		}
		for _, file := range files {
			if outfile.Same(path, file) {
				return fmt.Errorf("-%s %s would take the place of the scenario %s; expected another file", formats[i].Name, path, file)
			}
		}
	}
	return nil
}

// exports lists the flags of what leaves the program as a sentence does.
func exports() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		b.WriteString("-" + f.Name + ", ")
	}
	return b.String() + "-otlp-endpoint"
}

func (o *observers) any() bool {
	return slices.ContainsFunc(o.paths, func(path string) bool { return path != "" }) || o.endpoint != "" || o.top || o.query
}

// open opens all outputs before anything runs, so that a path that cannot be written
// costs no one a long run. No file has changed yet, also after an error. length is the
// virtual time that the run will take.
func (o *observers) open(length time.Duration) error {
	if o.endpoint != "" {
		e, err := openNetwork(o.endpoint, length)
		if err != nil {
			return fmt.Errorf("-otlp-endpoint: %w", err)
		}
		o.sender = e
	}
	formats := export.Formats()
	for _, direct := range []bool{true, false} { // a pipe may wait for its reader: nothing is to lie around then
		for i, f := range formats {
			if o.paths[i] == "" || outfile.Direct(o.paths[i]) != direct {
				continue
			}
			out, err := outfile.Create(o.paths[i])
			if err != nil {
				o.discard()
				return fmt.Errorf("-%s: %w", f.Name, err)
			}
			buffered := bufio.NewWriterSize(out, 1<<16)
			o.files = append(o.files, file{out, buffered, f.Name, f.OfState, f.New(buffered)})
		}
	}
	return nil
}

// discard gives all outputs up.
func (o *observers) discard() {
	for i := range o.files {
		o.files[i].out.Discard()
	}
}

// attach begins to observe a player that has not run yet.
func (o *observers) attach(p *sim.Player) {
	if len(o.files) == 0 && o.sender == nil {
		return
	}
	p.Export(func(s *span.Span) {
		if !o.part.note(s) {
			return
		}
		for i := range o.files {
			_ = o.files[i].exporter.Span(s) // the output remembers, and close tells
		}
		if o.sender != nil {
			o.sender.Add(s)
		}
	})
}

// finish closes the outputs, has the result of the run written, and prints the tables
// that were asked for, and what became of spans that were sent. Every failure is in the
// error. cut is why the run ended early, nil if it did not.
func (o *observers) finish(w io.Writer, p *sim.Player, cut error, result func(*report.Run) error) (err error) {
	p.Export(nil)
	for i := range o.files {
		err = errors.Join(err, o.files[i].finish(p, &o.part))
	}
	var run report.Run
	if cut != nil {
		run.CutShort = cut.Error()
	}
	if o.sender != nil {
		account, failed := o.sender.Close()
		run.OTLP, err = &account, errors.Join(err, failed)
	}
	shown := &run
	if run == (report.Run{}) {
		shown = nil
	}
	return errors.Join(result(shown), err, o.tables(w, p, &run))
}

// tables prints what is told of a run in words.
func (o *observers) tables(w io.Writer, p *sim.Player, run *report.Run) (err error) {
	var s sim.Snapshot
	p.Snapshot(&s)
	if o.top {
		err = errors.Join(err, report.Top(w, &s, p.Stacks()))
	}
	if o.query {
		err = errors.Join(err, report.Query(w, &s, p.Spans()))
	}
	if o.asJSON {
		return err
	}
	if run.OTLP != nil {
		_, failed := fmt.Fprintln(w, run.OTLP)
		err = errors.Join(err, failed)
	}
	if run.CutShort != "" {
		_, failed := fmt.Fprintln(w, run.CutShort)
		err = errors.Join(err, failed)
	}
	return err
}

// file is an export into a file.
type file struct {
	out      *outfile.File
	buffered *bufio.Writer // remembers the first failure
	flag     string
	ofState  bool
	exporter export.Exporter
}

// finish writes the rest, and gives the file its name if all of it is there, and anything.
func (f *file) finish(p *sim.Player, of *part) error {
	defer f.out.Discard()
	if of.seen.Selected == 0 && !f.ofState {
		return fmt.Errorf("-%s: %w; nothing was written", f.flag, of.None(&of.seen))
	}
	err := f.exporter.Finish(p, export.Straight)
	if failed := f.buffered.Flush(); failed != nil {
		err = failed // the first
	}
	if err == nil {
		err = f.out.Commit()
	}
	if err != nil {
		return fmt.Errorf("-%s: %w", f.flag, err)
	}
	return nil
}
