package chapter

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fanout/sim"
)

// Text is prose: paragraphs of runs.
type Text []Paragraph

// Paragraph is a sequence of runs that follow each other without a blank between them.
type Paragraph []Run

// Run is a stretch of text that is set alike.
type Run struct {
	Text   string
	Strong bool
	Term   string // of the glossary, "" for none

	figure *figure // that Text is replaced by, nil for none
}

// String is the text alone, with an empty line between paragraphs.
func (t Text) String() string {
	var all []string
	for _, p := range t {
		var b strings.Builder
		for _, r := range p {
			b.WriteString(r.Text)
		}
		all = append(all, b.String())
	}
	return strings.Join(all, "\n\n")
}

// Words is how many words the text has.
func (t Text) Words() int { return len(strings.Fields(t.String())) }

// Terms are those of the glossary that the text speaks of, in its order.
func (t Text) Terms() (terms []string) {
	t.runs(func(r *Run) {
		if r.Term != "" {
			terms = append(terms, r.Term)
		}
	})
	return terms
}

func (t Text) runs(yield func(*Run)) {
	for _, p := range t {
		for i := range p {
			yield(&p[i])
		}
	}
}

// figure is a place in a text for a figure of the run.
type figure struct {
	text     string        // as the file has it between braces
	name     string        // of a prediction: answer, guess, off, before; of a check: seen; otherwise ""
	quantity *sim.Quantity // if it is none of those
}

// ofGuess are the figures that only a reveal has.
var ofGuess = map[string]bool{"answer": true, "guess": true, "off": true, "before": true}

// speaksOf reports whether a figure of that name has a place in the text.
func (t Text) speaksOf(name string) (does bool) {
	t.runs(func(r *Run) { does = does || r.figure != nil && r.figure.name == name })
	return does
}

// filled is the text with its figures in their places.
func (t Text) filled(fill func(*figure) string) Text {
	out := make(Text, len(t))
	for i, p := range t {
		out[i] = append(Paragraph(nil), p...)
	}
	out.runs(func(r *Run) {
		if r.figure != nil {
			r.Text = fill(r.figure)
		}
	})
	return out
}

// Coming is the text as it is shown before its figures are known.
func (t Text) Coming() Text { return t.filled(func(*figure) string { return "…" }) }

// misread is what is wrong with a paragraph, and behind how many bytes of it.
type misread struct {
	at  int
	err error
}

// markup is what of prose is more than words. closing is what ends it.
var markup = []struct{ opening, closing, example string }{
	{"[[", "]]", "[[term]] or [[term|words]]"},
	{"{", "}", "{answer} or {METRIC}"},
	{"*", "*", "*stress* or *{METRIC}*"},
}

// parseParagraph reads a paragraph into runs. quantity reads what stands between braces.
func parseParagraph(line string, quantity func(text string) (*figure, error)) (runs Paragraph, wrong *misread) {
	rest := line
	for rest != "" {
		at, kind := len(rest), -1
		for i, m := range markup {
			if k := strings.Index(rest, m.opening); k >= 0 && k < at {
				at, kind = k, i
			}
		}
		if at > 0 {
			runs = append(runs, Run{Text: rest[:at]})
			rest = rest[at:]
		}
		if kind < 0 {
			break
		}
		m := markup[kind]
		place := len(line) - len(rest)
		inside, after, ok := strings.Cut(rest[len(m.opening):], m.closing)
		if !ok || inside == "" {
			return nil, &misread{place, fmt.Errorf("%q has no end; expected %s within the paragraph", sim.Clip(rest), m.example)}
		}
		run := Run{Text: inside}
		switch m.opening {
		case "[[":
			term, words, renamed := strings.Cut(inside, "|")
			if run.Term = strings.TrimSpace(term); renamed {
				run.Text = words
			}
			if run.Term == "" || run.Text == "" {
				return nil, &misread{place, fmt.Errorf("%q is no term; expected %s", sim.Clip(inside), m.example)}
			}
		case "{":
			f, err := quantity(inside)
			if err != nil {
				return nil, &misread{place + 1, err}
			}
			run.figure = f
		case "*":
			run.Strong = true
			if bare, ok := strings.CutPrefix(inside, "{"); ok && strings.HasSuffix(bare, "}") { // a stressed figure
				f, err := quantity(strings.TrimSuffix(bare, "}"))
				if err != nil {
					return nil, &misread{place + 2, err}
				}
				run.figure = f
			}
		}
		runs = append(runs, run)
		rest = after
	}
	return runs, nil
}

// source is a line of a paragraph as the file has it.
type source struct {
	number int    // of the line
	raw    string // with its indent
	text   string // without
}

// placed is an error at a place of the file.
type placed struct {
	line, column int // from 1; the latter in characters
	err          error
}

func (p *placed) Error() string { return p.err.Error() }

// parse reads the lines of a paragraph, which a single blank joins.
func parse(lines []source, quantity func(text string) (*figure, error)) (Paragraph, error) {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	p, wrong := parseParagraph(strings.Join(texts, " "), quantity)
	if wrong == nil {
		return p, nil
	}
	at := wrong.at
	for _, l := range lines {
		if at <= len(l.text) {
			indent := len(l.raw) - len(l.text)
			return nil, &placed{l.number, utf8.RuneCountInString(l.raw[:indent+at]) + 1, wrong.err}
		}
		at -= len(l.text) + 1
	}
	panic("chapter: an error behind the end of its paragraph")
}
