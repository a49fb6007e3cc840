// Package args reads command lines in which flags may stand before, between and
// behind the other arguments.
package args

import "flag"

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
