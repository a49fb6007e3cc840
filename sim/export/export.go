// Package export lists the forms in which a history leaves the program as a file. A form
// is one file of this package and one row of Formats: the command line has a flag for it,
// and a program that writes files finds it by its name.
package export

import (
	"fanout/sim/span"
	"io"

	"fanout/sim"
)

// Format is one form.
type Format struct {
	Name string // one word: the name of the flag
	Doc  string // for the flag's help, with the word `file` in it
	New  func(w io.Writer) Exporter

	Binary bool // it is not text
}

// Exporter writes one history in one form. It changes nothing about it. A writer's first
// failure stays: an exporter may leave it for the end.
type Exporter interface {
	// Span is told every span that is recorded, in order, which is not kept.
	Span(s *span.Span) error

	// Finish is called once, at the end, with the history as it stands then.
	Finish(p *sim.Player) error
}

// Formats lists them in the order of the help.
func Formats() []Format {
	return []Format{
		spans,
		jaeger,
		chrome,
		profile,
		pprof,
		metrics,
	}
}

// atEnd is an Exporter that looks at nothing but the end.
type atEnd struct {
	out   io.Writer
	write func(w io.Writer, p *sim.Player) error
}

func (atEnd) Span(*span.Span) error        { return nil }
func (e atEnd) Finish(p *sim.Player) error { return e.write(e.out, p) }
