package headless

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

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
	if l.Chapter != "" || l.Challenge != "" {
		return errors.New("-link: this one leads to a chapter or a challenge; expected one to a history in free play")
	}
	for _, line := range l.Commands {
		if at, ok := strings.CutPrefix(line, "goto "); ok {
			if o.length, err = time.ParseDuration(at); err != nil {
				return fmt.Errorf("-link: t is %q; expected a time such as 12.5s", at)
			}
			o.linked = true
		}
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
