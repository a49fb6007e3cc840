// Package args reads command lines in which flags may stand before, between and
// behind the other arguments.
package args

import (
	"errors"
	"flag"
	"strings"
)

// Parse reads args with flags and returns what is no flag. After "--" nothing is one.
func Parse(flags *flag.FlagSet, args []string) (others []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		rest := flags.Args()
		if k := len(args) - len(rest); len(rest) == 0 || k > 0 && args[k-1] == "--" {
			return append(others, rest...), nil
		}
		others, args = append(others, rest[0]), rest[1:]
	}
}

// List adds a flag that names several things: it may be repeated, and commas part what it
// names.
func List(flags *flag.FlagSet, name, doc string) *[]string {
	var all []string
	flags.Func(name, doc, func(text string) error {
		for one := range strings.SplitSeq(text, ",") {
			if one = strings.TrimSpace(one); one == "" {
				return errors.New("expected a name between commas")
			}
			all = append(all, one)
		}
		return nil
	})
	return &all
}
