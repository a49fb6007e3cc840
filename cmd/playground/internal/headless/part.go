package headless

import (
	"flag"

	"fanout/sim/export"
	"fanout/sim/span"
)

// part is which of the spans are exported, as the flags say it.
type part struct {
	export.Selection
	trace, from, to string
	seen            export.Seen
}

func (p *part) register(flags *flag.FlagSet) {
	flags.StringVar(&p.trace, "trace", "", "export only the spans of the trace with this `id`, 32 hexadecimal digits")
	flags.StringVar(&p.from, "from", "", "export only spans that began at this virtual `time` or later, such as 1.5s")
	flags.StringVar(&p.to, "to", "", "export only spans that began before this virtual `time`")
}

func (p *part) read() (err error) {
	p.Selection, err = export.Select(p.trace, p.from, p.to)
	return err
}

// note counts a span, and reports whether it is to be exported.
func (p *part) note(s *span.Span) bool {
	has := p.Has(s)
	p.seen.Note(s, has)
	return has
}
