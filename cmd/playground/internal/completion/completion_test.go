package completion_test

import (
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/cmd/playground/internal/completion"
)

func TestFlagsIn(t *testing.T) {
	flags := flag.NewFlagSet("f", flag.ContinueOnError)
	var help strings.Builder
	flags.SetOutput(&help)
	flags.Int("n", 1, "`number` of it")
	flags.Bool("v", false, "say more")
	flags.String("out", "", "a `file` to write,\nif any")
	flags.Bool("json", false, "print JSON")
	flags.PrintDefaults()
	assert.Equal(t, []completion.Flag{
		{Name: "json", Doc: "print JSON"},
		{Name: "n", Value: "number", Doc: "of it (default 1)"},
		{Name: "out", Value: "file", Doc: "a file to write, if any"},
		{Name: "v", Doc: "say more"},
	}, completion.FlagsIn("usage: -h\n\n"+strings.ReplaceAll(help.String(), "number of it", "of it")+"\nexample\n"))
}
