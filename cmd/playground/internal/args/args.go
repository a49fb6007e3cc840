// Package args reads command lines in which flags may stand before, between and
// behind the other arguments.
package args

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
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

// Help writes what a command does, its flags, and an example without the program's name.
func Help(w io.Writer, flags *flag.FlagSet, usage, example string) {
	fmt.Fprint(w, usage)
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprintf(w, "\nexample: playground %s\n", example)
}

// List adds a flag that names several things: it may be repeated, and commas separate what
// it names.
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

// longest is the most virtual time that one history runs.
const longest = 24 * time.Hour

// Length adds -for to flags: how long a history runs.
func Length(flags *flag.FlagSet, doc string) *time.Duration {
	return flags.Duration("for", 10*time.Second, doc)
}

// CheckLength refuses a length that no history has.
func CheckLength(length time.Duration) error {
	if length <= 0 || length > longest {
		return fmt.Errorf("-for is %v, want more than 0 and at most %v", length, longest)
	}
	return nil
}

// Given are the names of the flags that the command line had.
func Given(flags *flag.FlagSet) map[string]bool {
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	return given
}
