package export_test

import (
	"bytes"
	"errors"
	"fanout/sim/span"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/guild"
)

// run exports a second of a small guild in a form.
func run(t *testing.T, f export.Format) string {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%", "set fanout none")
	require.NoError(t, err)
	var out bytes.Buffer
	e := f.New(&out)
	p.Export(func(s *span.Span) { require.NoError(t, e.Span(s)) })
	require.NoError(t, p.Do("run 1s"))
	p.Finish()
	require.NoError(t, e.Finish(p, export.Straight))
	return out.String()
}

// Every form has a name for a flag and a help text that names its argument; the same
// history gives the same bytes, lines of text, and not none.
func TestEveryForm(t *testing.T) {
	names := map[string]bool{}
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			assert.Regexp(t, `^[a-z]+$`, f.Name)
			assert.False(t, names[f.Name], "two forms have this name")
			names[f.Name] = true
			assert.Contains(t, f.Doc, "`file`")
			text := run(t, f)
			assert.Equal(t, text, run(t, f))
			assert.NotEmpty(t, text)
			assert.Equal(t, !f.Binary, strings.HasSuffix(text, "\n"))
		})
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// A writer's failure is told.
func TestAFailureIsTold(t *testing.T) {
	for _, f := range export.Formats() {
		p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%")
		require.NoError(t, err)
		e := f.New(broken{})
		var failed error
		p.Export(func(s *span.Span) { failed = errors.Join(failed, e.Span(s)) })
		require.NoError(t, p.Do("run 1s"))
		p.Finish()
		assert.ErrorContains(t, errors.Join(failed, e.Finish(p, export.Straight)), "the disk is full", f.Name)
	}
}
