// Package output is where commands put a result that people and programs read: as a table,
// as CSV or as JSON, on standard output or in a file.
package output

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fanout/cmd/playground/internal/outfile"
)

// Result can be written in every form.
type Result interface {
	WriteTable(io.Writer) error
	WriteCSV(io.Writer) error
	WriteJSON(io.Writer) error
}

// Output is the form of a result and where it goes, as flags say it.
type Output struct {
	Format string // table, csv or json, once Check has been called
	Path   string // "" for standard output
	file   *outfile.File
}

var formats = []string{"table", "csv", "json"}

// Register adds -format and -o to flags.
func (o *Output) Register(flags *flag.FlagSet) {
	flags.StringVar(&o.Format, "format", "", "`form` of the result: table, csv or json (default by the ending of -o, or else table)")
	flags.StringVar(&o.Path, "o", "", "write the result to this `file`, which gets its name when it is complete")
}

// Check refuses a form that does not exist, and finds the one that was not given.
func (o *Output) Check() error {
	if o.Format == "" {
		o.Format = "table"
		if ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(o.Path)), "."); slices.Contains(formats, ending) {
			o.Format = ending
		}
	}
	if !slices.Contains(formats, o.Format) {
		return fmt.Errorf("-format is %q, want one of %s", o.Format, strings.Join(formats, ", "))
	}
	return nil
}

// Open opens the file, if there is one, before anything runs: a path that cannot be written
// costs no one a long run. No file has changed yet, also after an error.
func (o *Output) Open() (err error) {
	if o.Path == "" {
		return nil
	}
	if o.file, err = outfile.Create(o.Path); err != nil {
		return fmt.Errorf("-o: %w", err)
	}
	return nil
}

// Discard gives the file up, unless it was written.
func (o *Output) Discard() {
	if o.file != nil {
		o.file.Discard()
	}
}

// Write writes a result in the form that was asked for.
func (o *Output) Write(stdout io.Writer, r Result) error {
	return o.With(stdout, map[string]func(io.Writer) error{"table": r.WriteTable, "csv": r.WriteCSV, "json": r.WriteJSON}[o.Format])
}

// With has something written to where the result goes.
func (o *Output) With(stdout io.Writer, write func(io.Writer) error) error {
	to := stdout
	if o.file != nil {
		to = o.file
	}
	buffered := bufio.NewWriterSize(to, 1<<16)
	err := write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil && o.file != nil {
		err = o.file.Commit()
	}
	if err != nil && o.file != nil {
		return fmt.Errorf("-o: %w", err)
	}
	return err
}

// JSON writes a value as all commands do: indented, and with signs as they are.
func JSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}
