package chapters

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"fanout/cmd/playground/internal/report"
	"fanout/sim/chapter"
)

// result is a chapter that was walked.
type result struct {
	chapter.Result
	translations []translation
}

// print writes the answers of the runs as a table, and then what is wrong, each with its
// place in the file.
func (r *result) print(w io.Writer) error {
	rows := [][]string{{"line", "asked", "answered", "", ""}}
	for _, a := range r.Answers {
		rows = append(rows, []string{strconv.Itoa(a.Line), lastSentence(a.Question), a.Text})
		for _, h := range a.Held {
			rows = append(rows, []string{"", "  " + h.Expectation.String(), h.Text, verdict(h.Met)})
		}
	}
	c := r.Chapter
	if _, err := fmt.Fprintf(w, "%s: %s; %d words, about %v\n%s", c.Name, c.Title, r.Words, r.Reading, report.Rows(1, rows)); err != nil {
		return err
	}
	for _, p := range r.Problems {
		if _, err := fmt.Fprintf(w, "%s:%d:%d: %s\n", c.Name, p.Line, max(1, p.Column), p.Text); err != nil {
			return err
		}
	}
	for _, t := range r.translations {
		for _, p := range t.problems {
			if _, err := fmt.Fprintf(w, "%s:%d:1: %s\n", t.file, p.Line, p.Text); err != nil {
				return err
			}
		}
	}
	return nil
}

// lastSentence is the question itself, behind what leads to it.
func lastSentence(text string) string {
	text = text[strings.LastIndexByte(text, '\n')+1:]
	return strings.TrimSpace(text[strings.LastIndex(text, ". ")+1:])
}

func verdict(met bool) string {
	if met {
		return "ok"
	}
	return "NOT MET"
}

type resultJSON struct {
	Name     string        `json:"name"`
	Number   int           `json:"number"`
	Title    string        `json:"title"`
	Words    int           `json:"words"`
	Reading  time.Duration `json:"reading"` // ns that a reader takes, about
	Answers  []answerJSON  `json:"answers"`
	Problems []problemJSON `json:"problems"`
}

type answerJSON struct {
	Line     int        `json:"line"` // of the file, from 1
	Question string     `json:"question"`
	Answer   string     `json:"answer"`
	Held     []heldJSON `json:"held,omitempty"`
}

type heldJSON struct {
	Expected string `json:"expected"`
	Found    string `json:"found"`
	Met      bool   `json:"met"`
}

type problemJSON struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
}

// MarshalJSON writes the answers and what is wrong.
func (r result) MarshalJSON() ([]byte, error) {
	c := r.Chapter
	out := resultJSON{Name: c.Name, Number: c.Number, Title: c.Title, Words: r.Words, Reading: r.Reading,
		Answers: []answerJSON{}, Problems: []problemJSON{}}
	for _, a := range r.Answers {
		answer := answerJSON{Line: a.Line, Question: a.Question, Answer: a.Text}
		for _, h := range a.Held {
			answer.Held = append(answer.Held, heldJSON{h.Expectation.String(), h.Text, h.Met})
		}
		out.Answers = append(out.Answers, answer)
	}
	for _, p := range r.Problems {
		out.Problems = append(out.Problems, problemJSON{p.Line, max(1, p.Column), p.Text})
	}
	return json.Marshal(out)
}

// writeJSON writes results as one indented list.
func writeJSON(w io.Writer, all []result) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(all)
}
