package textfiles

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"fanout/cmd/playground/internal/args"
)

// Command is a command about files of one kind: list, show, check, and what else there is.
type Command[T any] struct {
	Kind[T]
	Usage   string // up to where the flags of check are listed
	Example string
	Flags   func(*flag.FlagSet) // defines those of check; they are read when it is called
	Of      map[string]string   // flags of another verb than check: their names, and its own
	Valid   func() error        // says what is wrong with the flags, in one sentence; nil for nothing

	List  func(w io.Writer, all []T) error
	Check func(w io.Writer, all []T) (wrong int, err error)
	More  []Verb
}

// Verb is another thing that a command does. Its error is one sentence about the
// arguments; status is that of the program then and otherwise.
type Verb struct {
	Name string
	Main func(words []string, stdout io.Writer) (status int, err error)
}

// Main does what the arguments say and returns the exit status: 0, 1 if anything is wrong
// with a file or the result could not be written, 2 if the arguments or the files make no
// sense, in which case nothing was played. name is the command's.
func (c *Command[T]) Main(name string, words []string, stdout, stderr io.Writer) int {
	verb := "list"
	if len(words) > 0 && !strings.HasPrefix(words[0], "-") {
		verb, words = words[0], words[1:]
	}
	failed := func(status int, err error) int {
		fmt.Fprintf(stderr, "playground %s: %v\n", name, err)
		return status
	}
	for _, v := range c.More {
		if v.Name == verb && !slices.Contains(words, "-h") {
			status, err := v.Main(words, stdout)
			if err != nil {
				return failed(status, err)
			}
			return status
		}
	}
	flags := flag.NewFlagSet("playground "+name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	c.Flags(flags)
	names, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		args.Help(stdout, flags, c.Usage, c.Example)
		return 0
	}
	if err == nil && c.Valid != nil {
		err = c.Valid()
	}
	if err == nil {
		err = c.misplaced(verb, flags)
	}
	var all []T
	if err == nil {
		all, err = c.asked(verb, names)
	}
	if err != nil {
		return failed(2, err)
	}
	wrong := 0
	switch verb {
	case "list":
		err = c.List(stdout, all)
	case "show":
		err = c.show(stdout, all)
	case "check":
		wrong, err = c.Check(stdout, all)
	}
	if err != nil {
		return failed(1, err)
	}
	return min(wrong, 1)
}

// misplaced says which flag was given that does not go with a verb.
func (c *Command[T]) misplaced(verb string, flags *flag.FlagSet) (err error) {
	flags.Visit(func(f *flag.Flag) {
		of := "check"
		if other, ok := c.Of[f.Name]; ok {
			of = other
		}
		if err == nil && verb != of {
			err = fmt.Errorf("-%s goes with %s only, not with %s", f.Name, of, verb)
		}
	})
	return err
}

// asked is what a verb is about.
func (c *Command[T]) asked(verb string, names []string) ([]T, error) {
	switch {
	case verb == "list" && len(names) > 0:
		return nil, fmt.Errorf("unexpected argument %q", names[0])
	case verb == "show" && len(names) == 0:
		return nil, errors.New("show: no name; expected one or more")
	case verb == "list" || verb == "check" && len(names) == 0:
		return c.All(), nil
	case verb == "show" || verb == "check":
		return c.Named(names)
	}
	return nil, fmt.Errorf("no command %q; there are %s", verb, c.verbs())
}

func (c *Command[T]) verbs() string {
	list := "list, show"
	if len(c.More) == 0 {
		return list + " and check"
	}
	list += ", check"
	for i, v := range c.More {
		if i == len(c.More)-1 {
			return list + " and " + v.Name
		}
		list += ", " + v.Name
	}
	return list
}
