// Package chapters finds, shows and checks chapters: `playground chapters`.
package chapters

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/textfiles"
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
not make, a control that no picture has, too many words, and so on. It also reads the
translations, in a folder beside the chapter that is called like the language, and
names what they lack. A name may be a number, or cut short: 7 will do.

flags of check, and of show:
`

// Progress is told how many of all chapters have been walked, in their virtual times; it
// may be nil.
type Progress func(done, total time.Duration)

// Main does what the arguments say and returns the exit status: 0, 1 if anything is wrong
// with a chapter or the result could not be written, 2 if the arguments make no sense or a
// file is no chapter, in which case none was walked.
func Main(words []string, stdout, stderr io.Writer, progress Progress) int {
	in := inLanguage("en")
	var asJSON *bool
	c := textfiles.Command[*chapter.Chapter]{
		Kind: *kind(), Usage: usage, Example: "chapters check my-chapter.txt", List: list, Of: map[string]string{"lang": "show"},
		Flags: func(flags *flag.FlagSet) {
			asJSON = flags.Bool("json", false, "print JSON instead of tables")
			flags.Var(&in, "lang", "`language` to show chapters in: "+strings.Join(language.Tags(), ", "))
		},
		Check: func(w io.Writer, all []*chapter.Chapter) (int, error) { return check(w, all, *asJSON, progress) },
	}
	c.Text = func(c *chapter.Chapter) string {
		if t := c.TranslationOf(string(in)); t != nil {
			return t.File
		}
		return c.File
	}
	return c.Main("chapters", words, stdout, stderr)
}

func list(w io.Writer, all []*chapter.Chapter) error {
	rows := [][]string{{"name", "chapter", "", ""}}
	for _, c := range all {
		rows = append(rows, []string{c.Name, fmt.Sprintf("%d. %s (%v)", c.Number, c.Title, c.Time)}, []string{"", "   " + c.Beat})
	}
	_, err := io.WriteString(w, report.Rows(1, rows))
	return err
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
