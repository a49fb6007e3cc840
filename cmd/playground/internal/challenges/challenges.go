// Package challenges lists, shows, checks and scores challenges: `playground challenges`.
package challenges

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/textfiles"
	"fanout/sim/challenge"
	"fanout/sim/exact"
)

const usage = `usage: playground challenges [list]
       playground challenges show NAME...
       playground challenges check [flags] [NAME|FILE...]
       playground challenges score LINK

list tells what there is, show prints the files; a date such as 2026-11-28 names the
challenge of that day. check plays what a file says passes and what it says fails, and
exits with 1 if one does not. score plays the run of a link again, of a challenge that
comes with the program, and prints its bill; it exits with 1 if a rule was broken.

flags of check:
`

// Kind is what challenges are as files.
func Kind() *textfiles.Kind[*challenge.Challenge] {
	return &textfiles.Kind[*challenge.Challenge]{
		Word: "challenge", Longest: challenge.Longest,
		All:   All,
		Name:  func(c *challenge.Challenge) string { return c.Name },
		Text:  func(c *challenge.Challenge) string { return c.File },
		Parse: challenge.Parse,
		Find:  func(name string) (*challenge.Challenge, error) { return challenge.Find(models.Default(), name) },
	}
}

// All lists the challenges that come with the program, model by model.
func All() (all []*challenge.Challenge) {
	for _, m := range models.All() {
		all = append(all, challenge.Of(m)...)
	}
	return all
}

// Main does what the arguments say and returns the exit status, see [textfiles.Command].
func Main(words []string, stdout, stderr io.Writer) int {
	var asJSON *bool
	c := textfiles.Command[*challenge.Challenge]{
		Kind: *Kind(), Usage: usage, Example: "challenges score 'https://…/#challenge=1&do=0s+set+head.rate+60%25'", List: list,
		Flags: func(flags *flag.FlagSet) { asJSON = flags.Bool("json", false, "print JSON instead of tables") },
		Check: func(w io.Writer, all []*challenge.Challenge) (int, error) { return check(w, all, *asJSON) },
		More:  []textfiles.Verb{{Name: "score", Main: score}},
	}
	return c.Main("challenges", words, stdout, stderr)
}

func list(w io.Writer, all []*challenge.Challenge) error {
	rows := [][]string{{"name", "challenge", "", ""}}
	for _, c := range all {
		rows = append(rows, []string{c.Name, fmt.Sprintf("%d. %s (%v)", c.Number, c.Title, c.For)}, []string{"", "   " + strings.Join(c.Brief, " ")})
	}
	rows = append(rows, []string{"YYYY-MM-DD", "the challenge of a date"})
	_, err := io.WriteString(w, report.Rows(1, rows))
	return err
}

// checked is a challenge and how its file's own runs ended.
type checked struct {
	Name     string   `json:"name"`
	Pass     outcome  `json:"pass"`
	Fail     outcome  `json:"fail"`
	Problems []string `json:"problems"`
}

// outcome is how a run ended.
type outcome struct {
	Bill   int64  `json:"bill"`
	Passed bool   `json:"passed"`
	Rules  []rule `json:"rules"`
}

type rule struct {
	Text  string `json:"text"`
	Rule  string `json:"rule"`
	Value string `json:"value"`
	AtNs  int64  `json:"atNs"`
	Met   bool   `json:"met"`
}

func outcomeOf(r challenge.Result) outcome {
	o := outcome{Bill: r.Bill, Passed: r.Passed}
	for _, k := range r.Rules {
		o.Rules = append(o.Rules, rule{k.Text, k.Expect.String(), k.Value, int64(k.At), k.Met})
	}
	return o
}

func check(w io.Writer, all []*challenge.Challenge, asJSON bool) (wrong int, err error) {
	results := []checked{}
	for _, c := range all {
		pass, fail, problems := challenge.Check(c)
		wrong += len(problems)
		if results = append(results, checked{c.Name, outcomeOf(pass), outcomeOf(fail), append([]string{}, problems...)}); asJSON {
			continue
		}
		if _, err = fmt.Fprintf(w, "%s: %s\n%s", c.Name, c.Title, table(c, pass)); err != nil {
			return wrong, err
		}
		for _, p := range problems {
			if _, err = fmt.Fprintf(w, "%s: %s\n", c.Name, p); err != nil {
				return wrong, err
			}
		}
	}
	if asJSON {
		return wrong, json.NewEncoder(w).Encode(results)
	}
	return wrong, nil
}

// table is what a run came to, for people.
func table(c *challenge.Challenge, r challenge.Result) string {
	rows := [][]string{{"rule", "wanted", "found", ""}}
	for _, k := range r.Rules {
		verdict := "kept"
		if !k.Met {
			verdict = "broken at " + k.At.Round(100*time.Millisecond).String()
		}
		rows = append(rows, []string{k.Text, k.Expect.String(), k.Value, verdict})
	}
	return report.Rows(1, rows) + fmt.Sprintf("bill: %s %s\n", exact.Thousands(r.Bill), c.Bill())
}

// score plays the run of a link again.
func score(words []string, w io.Writer) (status int, err error) {
	if len(words) != 1 {
		return 2, fmt.Errorf("score: %d arguments; expected one link", len(words))
	}
	name, done, err := link.Run(words[0])
	if err != nil {
		return 2, err
	}
	if name == "" {
		return 2, errors.New("score: the link names no challenge; expected challenge=NAME in it")
	}
	c, err := challenge.Find(models.Default(), name)
	if err != nil {
		return 2, err
	}
	r, err := challenge.Score(c, done)
	if err != nil {
		return 2, fmt.Errorf("score: %w", err)
	}
	if _, err := fmt.Fprintf(w, "%s: %s\n%s", c.Name, c.Title, table(c, r)); err != nil {
		return 1, err
	}
	if !r.Passed {
		return 1, nil
	}
	return 0, nil
}
