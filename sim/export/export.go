// Package export lists the forms in which a history leaves the program as a file. A form
// is one file of this package and one row of Formats: the command line has a flag for it,
// page and window offer it, and all of them write the same bytes of the same history.
//
// Spans lie at virtual times. Where a form wants a date, virtual time 0 is [span.Epoch],
// and the file says so where it has room.
package export

import (
	"fanout/sim/span"
	"io"

	"fanout/sim"
)

// Format is one form.
type Format struct {
	Name  string // one word: the name of the flag
	Title string // for those who choose, as short as a button's
	Doc   string // for the flag's help, with the word `file` in it
	For   string // who opens it, for those who choose
	New   func(w io.Writer) Exporter

	Extension string // of its files, without the point before it
	Type      string // its media type
	Binary    bool   // it is not text
	OfState   bool   // it is of the history as it stands, and of no span: there is no part of it
}

// Exporter writes one history in one form. It changes nothing about it. A writer's first
// failure stays: an exporter may leave it for the end.
type Exporter interface {
	// Span is told every span that is to be written, in the order in which they ended, and
	// which is not kept.
	Span(s *span.Span) error

	// Finish is called once, at the end, with the history as it stands then. It calls pause
	// now and then between two pieces of its work, after which the history may be another,
	// and gives up with the error that pause returns.
	Finish(p *sim.Player, pause func() error) error
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

// Straight is a pause for those who do not want any.
func Straight() error { return nil }

// atEnd is an Exporter that looks at nothing but the end.
type atEnd struct {
	out   io.Writer
	write func(w io.Writer, p *sim.Player) error
}

func (atEnd) Span(*span.Span) error                        { return nil }
func (e atEnd) Finish(p *sim.Player, _ func() error) error { return e.write(e.out, p) }
