// Package chapters finds, shows and checks chapters: `playground chapters`.
package chapters

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"fanout/cmd/playground/internal/args"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/render/language"
	"fanout/sim/chapter"
)

const usage = `usage: playground chapters [list]
       playground chapters show [-lang LANGUAGE] NAME...
       playground chapters check [flags] [NAME|FILE...]

list tells what there is and what each chapter leaves one with, show prints the files, or
what stands in their place in another language where there is that: -lang de.
check walks chapters, all of them if none is named, and prints what each question was
answered with. It exits with 1 if anything is wrong with one: a check that holds at
once or that the right act does not make hold, a published figure that the run does
not make, a control that no picture has, too many words, and so on. It also reads the translations, in a folder beside
the chapter that is called like the language, and names what they lack. A name may be a
number, or cut short: 7 will do.

flags of check, and of show:
`

// Progress is told how many of all chapters have been walked, in their virtual times; it
// may be nil.
type Progress func(done, total time.Duration)

// Main does what the arguments say and returns the exit status: 0, 1 if anything is wrong
// with a chapter or the result could not be written, 2 if the arguments make no sense or a
// file is no chapter, in which case none was walked.
func Main(words []string, stdout, stderr io.Writer, progress Progress) int {
	verb := "list"
	if len(words) > 0 && !strings.HasPrefix(words[0], "-") {
		verb, words = words[0], words[1:]
	}
	flags := flag.NewFlagSet("playground chapters", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asJSON := flags.Bool("json", false, "print JSON instead of tables")
	in := inLanguage("en")
	flags.Var(&in, "lang", "`language` to show chapters in: "+strings.Join(language.Tags(), ", "))
	names, err := args.Parse(flags, words)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, "\nexample: playground chapters check my-chapter.txt\n")
		return 0
	}
	flags.Visit(func(f *flag.Flag) {
		if of := map[string]string{"json": "check", "lang": "show"}[f.Name]; err == nil && verb != of {
			err = fmt.Errorf("-%s goes with %s only, not with %s", f.Name, of, verb)
		}
	})
	var all []*chapter.Chapter
	switch {
	case err != nil:
	case verb == "list" && len(names) > 0:
		err = fmt.Errorf("unexpected argument %q", names[0])
	case verb == "show" && len(names) == 0:
		err = errors.New("show: no name; expected one or more")
	case verb == "list" || verb == "check" && len(names) == 0:
		all = All()
	case verb == "show" || verb == "check":
		all, err = Find(names)
	default:
		err = fmt.Errorf("no command %q; there are list, show and check", verb)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground chapters:", err)
		return 2
	}
	wrong := 0
	switch verb {
	case "list":
		err = list(stdout, all)
	case "show":
		err = show(stdout, all, string(in))
	case "check":
		wrong, err = check(stdout, all, *asJSON, progress)
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground chapters:", err)
	}
	if err != nil || wrong > 0 {
		return 1
	}
	return 0
}

func list(w io.Writer, all []*chapter.Chapter) error {
	rows := [][]string{{"name", "chapter", "", ""}}
	for _, c := range all {
		rows = append(rows, []string{c.Name, fmt.Sprintf("%d. %s (%v)", c.Number, c.Title, c.Time)}, []string{"", "   " + c.Beat})
	}
	_, err := io.WriteString(w, report.Rows(1, rows))
	return err
}

func show(w io.Writer, all []*chapter.Chapter, language string) error {
	for i, c := range all {
		text := c.File
		if t := c.TranslationOf(language); t != nil {
			text = t.File
		}
		gap := ""
		if i > 0 {
			gap = "\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s\n", gap, strings.TrimRight(text, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// check walks chapters and writes what was found. It returns how many things are wrong.
func check(w io.Writer, all []*chapter.Chapter, asJSON bool, progress Progress) (wrong int, err error) {
	var total, done time.Duration
	for _, c := range all {
		total += c.Time
	}
	var results []result
	for _, c := range all {
		r := result{chapter.Check(c, chapter.GlossaryOf(c.Model), nil), translationsOf(c)}
		r.Problems = append(chapter.CheckShown(c, models.Controls(c.Model)), r.Problems...)
		wrong += len(r.Problems)
		for _, t := range r.translations {
			wrong += len(t.problems)
		}
		if done += c.Time; progress != nil {
			progress(done, total)
		}
		if results = append(results, r); !asJSON {
			err = r.print(w)
		}
		if err != nil {
			return wrong, err
		}
	}
	if asJSON {
		err = writeJSON(w, results)
	}
	return wrong, err
}
