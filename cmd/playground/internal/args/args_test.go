package args_test

import (
	"flag"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/cmd/playground/internal/args"
)

func TestParse(t *testing.T) {
	for line, want := range map[string]string{
		"":                     "n=1 others=",
		"a b":                  "n=1 others=a b",
		"-n 3 a":               "n=3 others=a",
		"a -n 3 b":             "n=3 others=a b",
		"a b -n 3 -n=4":        "n=4 others=a b",
		"a -- -n 3":            "n=1 others=a -n 3",
		"-n 2 -- -- -n":        "n=2 others=-- -n",
		"a -x":                 "flag provided but not defined: -x",
		"a -n":                 "flag needs an argument: -n",
		"a -n two and no more": `invalid value "two" for flag -n: parse error`,
	} {
		flags := flag.NewFlagSet("f", flag.ContinueOnError)
		flags.SetOutput(io.Discard)
		n := flags.String("n", "1", "")
		if strings.Contains(want, "parse error") {
			flags = flag.NewFlagSet("f", flag.ContinueOnError)
			flags.SetOutput(io.Discard)
			flags.Int("n", 1, "")
		}
		others, err := args.Parse(flags, strings.Fields(line))
		got := "n=" + *n + " others=" + strings.Join(others, " ")
		if err != nil {
			got = err.Error()
		}
		assert.Equal(t, want, got, line)
	}
}

// A list may be separated by commas, by more than one flag, or both; a name between commas that
// is not there is refused.
func TestList(t *testing.T) {
	for line, want := range map[string][]string{"": nil, "-metric a": {"a"}, "-metric a,b -metric c": {"a", "b", "c"}} {
		flags := flag.NewFlagSet("f", flag.ContinueOnError)
		list := args.List(flags, "metric", "")
		_, err := args.Parse(flags, strings.Fields(line))
		assert.NoError(t, err)
		assert.Equal(t, want, *list, line)
		assert.Equal(t, line != "", args.Given(flags)["metric"], line)
	}
	flags := flag.NewFlagSet("f", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	args.List(flags, "metric", "")
	_, err := args.Parse(flags, []string{"-metric", "a,,b"})
	assert.ErrorContains(t, err, "expected a name between commas")
}
