package link

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"fanout/sim"
)

// Flags adds -seed and -set to flags and returns a function that, once they are
// parsed, gives them as the command lines that start such a history.
func Flags(flags *flag.FlagSet) func() []string {
	seed := flags.Uint64("seed", sim.DefaultSeed, "`number` that the history starts from")
	var settings []string
	flags.Func("set", "`name=value` of a setting; may be repeated", func(pair string) error {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return errors.New("want name=value, such as head.rate=1%")
		}
		line, err := Command(name, value)
		settings = append(settings, line)
		return err
	})
	return func() []string {
		return Start(fmt.Sprintf("seed %d", *seed), settings)
	}
}
