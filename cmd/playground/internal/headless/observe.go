package headless

import (
	"bufio"
	"errors"
	"fanout/sim/span"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"fanout/cmd/playground/internal/report"
	"fanout/sim"
	"fanout/sim/export"
)

// observers are what looks at a run besides the tables: exports and reports. They
// change nothing about the history.
type observers struct {
	paths      []string // by row of export.Formats, "" for none
	endpoint   string
	top, query bool

	files  []file
	sender sender // nil for none
}

// sender sends spans as they are recorded. After a failure it ignores them, and Close
// tells what it was.
type sender interface {
	Add(*span.Span)
	Close() (exported int, err error)
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
}

// check refuses what does not go together.
func (o *observers) check(asJSON bool, scenarios, seeds int) error {
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
// costs no one a long run. length is the virtual time that the run will take.
func (o *observers) open(length time.Duration) error {
	for i, f := range export.Formats() {
		if o.paths[i] == "" {
			continue
		}
		out, err := create(o.paths[i])
		if err != nil {
			return fmt.Errorf("-%s: %w", f.Name, err)
		}
		o.files = append(o.files, file{output: out, flag: f.Name, exporter: f.New(out)})
	}
	if o.endpoint != "" {
		e, err := openNetwork(o.endpoint, length)
		if err != nil {
			return fmt.Errorf("-otlp-endpoint: %w", err)
		}
		o.sender = e
	}
	return nil
}

// attach begins to observe a player that has not run yet.
func (o *observers) attach(p *sim.Player) {
	if len(o.files) == 0 && o.sender == nil {
		return
	}
	p.Export(func(s *span.Span) {
		for i := range o.files {
			_ = o.files[i].exporter.Span(s) // the output remembers, and close tells
		}
		if o.sender != nil {
			o.sender.Add(s)
		}
	})
}

// report closes the outputs and prints the tables that were asked for. Every failure
// is in the error.
func (o *observers) report(w io.Writer, p *sim.Player) (err error) {
	p.Export(nil)
	for i := range o.files {
		err = errors.Join(err, o.files[i].finish(p))
	}
	if o.sender != nil {
		_, failed := o.sender.Close()
		err = errors.Join(err, failed)
	}
	var s sim.Snapshot
	p.Snapshot(&s)
	if o.top {
		err = errors.Join(err, report.Top(w, &s, p.Stacks()))
	}
	if o.query {
		err = errors.Join(err, report.Query(w, &s, p.Spans()))
	}
	return err
}

// file is an export into a file.
type file struct {
	*output
	flag     string
	exporter export.Exporter
}

// finish writes the rest and closes the file.
func (f *file) finish(p *sim.Player) error {
	err := f.exporter.Finish(p)
	if failed := f.close(); err == nil {
		err = failed
	}
	if err != nil {
		return fmt.Errorf("-%s: %w", f.flag, err)
	}
	return nil
}

// output is a file that is being written. It remembers the first failure.
type output struct {
	*bufio.Writer
	file *os.File
}

func create(path string) (*output, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &output{bufio.NewWriterSize(f, 1<<16), f}, nil
}

// close returns the first failure of all.
func (o *output) close() error {
	failed := o.Flush()
	if err := o.file.Close(); failed == nil {
		failed = err
	}
	return failed
}
