package headless

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"fanout/cmd/playground/internal/report"
	"fanout/sim"
	"fanout/sim/otlp"
	"fanout/sim/readout"
	"fanout/sim/span"
)

// observers are what looks at a run besides the tables: exports and reports. They
// change nothing about the history.
type observers struct {
	spansPath  string
	endpoint   string
	foldedPath string
	top, query bool

	exporters []exporter
	folded    *output
}

// exporter takes spans as they are recorded. After a failure it ignores them, and
// Close tells what it was.
type exporter interface {
	Add(*span.Span)
	Close() (exported int, err error)
}

func (o *observers) register(flags *flag.FlagSet) {
	flags.StringVar(&o.spansPath, "spans", "", "write every recorded span to this `file` as OTLP JSON lines; virtual time 0 is "+span.Epoch().Format(time.RFC3339))
	flags.StringVar(&o.foldedPath, "profile", "", "write where the time went to this `file` as folded stacks, in virtual nanoseconds, for flamegraph.pl or speedscope")
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
		return errors.New("-spans, -otlp-endpoint, -profile, -top and -query go with one seed at a time: each is a separate history")
	}
	if scenarios > 0 && asJSON && o.any() {
		return errors.New("-spans, -otlp-endpoint and -profile go with the log of a scenario, not with its JSON")
	}
	if scenarios > 1 && o.any() {
		return errors.New("-spans, -otlp-endpoint, -profile, -top and -query go with one scenario at a time: each is a separate history")
	}
	return nil
}

func (o *observers) any() bool {
	return o.spansPath != "" || o.foldedPath != "" || o.endpoint != "" || o.top || o.query
}

// open opens all outputs before anything runs, so that a path that cannot be written
// costs no one a long run. length is the virtual time that the run will take.
func (o *observers) open(length time.Duration) error {
	if o.spansPath != "" {
		out, err := create(o.spansPath)
		if err != nil {
			return fmt.Errorf("-spans: %w", err)
		}
		o.exporters = append(o.exporters, &spanFile{output: out})
	}
	if o.foldedPath != "" {
		var err error
		if o.folded, err = create(o.foldedPath); err != nil {
			return fmt.Errorf("-profile: %w", err)
		}
	}
	if o.endpoint != "" {
		e, err := openNetwork(o.endpoint, length)
		if err != nil {
			return fmt.Errorf("-otlp-endpoint: %w", err)
		}
		o.exporters = append(o.exporters, e)
	}
	return nil
}

// attach begins to observe a player that has not run yet.
func (o *observers) attach(p *sim.Player) {
	if len(o.exporters) > 0 {
		p.Export(func(s *span.Span) {
			for _, e := range o.exporters {
				e.Add(s)
			}
		})
	}
}

// report closes the outputs and prints the tables that were asked for. Every failure
// is in the error.
func (o *observers) report(w io.Writer, p *sim.Player) (err error) {
	p.Export(nil)
	for _, e := range o.exporters {
		_, failed := e.Close()
		err = errors.Join(err, failed)
	}
	if o.folded != nil {
		if failed := o.writeFolded(p.Stacks()); failed != nil {
			err = errors.Join(err, fmt.Errorf("-profile: %w", failed))
		}
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

func (o *observers) writeFolded(stacks []readout.StackTime) error {
	if err := report.Folded(o.folded, stacks); err != nil {
		return errors.Join(err, o.folded.file.Close())
	}
	return o.folded.close()
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

// spanFile writes spans as OTLP JSON lines.
type spanFile struct {
	*output
	batch   []span.Span
	line    []byte
	written int
}

// spansPerLine is how many spans one line of the file holds at most.
const spansPerLine = 512

func (f *spanFile) Add(s *span.Span) {
	if f.batch = append(f.batch, *s); len(f.batch) == spansPerLine {
		f.flush()
	}
}

func (f *spanFile) flush() {
	f.line = otlp.AppendLine(f.line[:0], f.batch, span.Epoch())
	if _, err := f.Write(f.line); err == nil { // otherwise Close tells
		f.written += len(f.batch)
	}
	f.batch = f.batch[:0]
}

func (f *spanFile) Close() (int, error) {
	f.flush()
	if err := f.close(); err != nil {
		return f.written, fmt.Errorf("-spans: %w", err)
	}
	return f.written, nil
}
