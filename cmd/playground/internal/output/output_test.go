package output_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/output"
)

// result writes the name of its form.
type result struct{ err error }

func (r result) write(w io.Writer, text string) error {
	if r.err != nil {
		return r.err
	}
	_, err := io.WriteString(w, text)
	return err
}

func (r result) WriteTable(w io.Writer) error { return r.write(w, "table") }
func (r result) WriteCSV(w io.Writer) error   { return r.write(w, "csv") }
func (r result) WriteJSON(w io.Writer) error  { return r.write(w, "json") }

func parse(t testing.TB, words ...string) *output.Output {
	t.Helper()
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	o := new(output.Output)
	o.Register(flags)
	require.NoError(t, flags.Parse(words))
	return o
}

// The form is the one that was given, or else that of the file's name.
func TestForm(t *testing.T) {
	for words, want := range map[string]string{
		"": "table", "-o x": "table", "-o x.txt": "table", "-o x.CSV": "csv", "-o a.csv/x": "table", "-o x.json": "json",
		"-format csv": "csv", "-o x.csv -format json": "json",
	} {
		o := parse(t, strings.Fields(words)...)
		require.NoError(t, o.Check(), words)
		assert.Equal(t, want, o.Format, words)
	}
	assert.EqualError(t, parse(t, "-format", "xml").Check(), `-format is "xml", want one of table, csv, json`)
}

// A file gets its name when all of it is there, and stays what it was otherwise.
func TestFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.csv")
	require.NoError(t, os.WriteFile(file, []byte("old"), 0o600))
	for _, c := range []struct {
		err  error
		want string
	}{{errors.New("no"), "old"}, {nil, "csv"}} {
		o := parse(t, "-o", file)
		require.NoError(t, o.Check())
		require.NoError(t, o.Open())
		var stdout strings.Builder
		err := o.Write(&stdout, result{c.err})
		assert.ErrorIs(t, err, c.err)
		o.Discard()
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, c.want, string(text))
		assert.Empty(t, stdout.String())
	}
	o := parse(t, "-o", filepath.Join(file, "y"))
	require.NoError(t, o.Check())
	assert.ErrorContains(t, o.Open(), "-o: ")
	var stdout strings.Builder
	o = parse(t)
	require.NoError(t, o.Check())
	require.NoError(t, o.Open())
	require.NoError(t, o.Write(&stdout, result{}))
	assert.Equal(t, "table", stdout.String())
}
