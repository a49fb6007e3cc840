package headless

import (
	"errors"
	"flag"
	"fmt"

	"fanout/cmd/playground/internal/link"
)

// follow takes over what a link says: a page's whole address, or its part after the
// question mark or the hash. The run ends at the moment to which the link leads, if it
// says one.
func (o *options) follow(address string, flags *flag.FlagSet) error {
	if len(o.files) > 0 || o.seeds > 1 {
		return errors.New("-link is one history; expected neither scenarios nor several seeds with it")
	}
	l, err := link.ReadAddress(address)
	if err != nil {
		return fmt.Errorf("-link: %w", err)
	}
	if err = l.FreePlay(); err != nil {
		return fmt.Errorf("-link: %w", err)
	}
	at, ok, err := l.Until()
	if err != nil {
		return fmt.Errorf("-link: %w", err)
	}
	if ok {
		o.length, o.linked = at, true
	}
	flags.Visit(func(f *flag.Flag) {
		switch {
		case f.Name == "seed" || f.Name == "set" || f.Name == "model":
			err = fmt.Errorf("-%s goes without -link, which has a model, a seed and settings", f.Name)
		case f.Name == "for" && o.linked:
			err = errors.New("-for goes without this -link, which says how long it runs")
		}
	})
	o.model, o.lines = l.Model, l.Commands
	return err
}
