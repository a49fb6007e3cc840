//go:build !js

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
)

const modelsUsage = `usage: playground models [flags]

Lists the systems that can be simulated: the name that -model, ?model= and the line
"model NAME" of a scenario take, and what there is in each. The first is the default.

flags:
`

// listModels lists the models and returns the exit status: 0, 1 if the list could not be
// written, 2 if the arguments make no sense.
func listModels(words []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground models", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asJSON := flags.Bool("json", false, "print JSON, with every setting, instead of a table")
	rest, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		args.Help(stdout, flags, modelsUsage, "models")
		return 0
	}
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("unexpected argument %q", rest[0])
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground models:", err)
		return 2
	}
	if *asJSON {
		err = printModelsJSON(stdout)
	} else {
		err = printModels(stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground models:", err)
		return 1
	}
	return 0
}

func printModels(w io.Writer) error {
	rows := [][]string{{"name", "settings", "scenarios", "what it is"}}
	for _, m := range models.All() {
		rows = append(rows, []string{m.Name, strconv.Itoa(len(m.Settings)), strconv.Itoa(len(m.ScenarioNames())), m.Title + ": " + m.About})
	}
	_, err := io.WriteString(w, report.Rows(3, rows))
	return err
}

func printModelsJSON(w io.Writer) error {
	all := []report.Model{}
	for _, m := range models.All() {
		all = append(all, report.ModelOf(m))
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(all)
}
