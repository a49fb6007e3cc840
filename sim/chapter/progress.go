package chapter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fanout/sim"
)

// Progress is what a reader has done: which chapters are finished, and what was guessed and
// answered. It can be written as a small text and read back. The zero value is that of a
// reader who begins.
type Progress struct {
	finished map[string]bool // by Key
	answered map[stepOf]Outcome
}

// stepOf is a step of a chapter.
type stepOf struct {
	chapter string
	step    int // from 1
}

// Outcome is how a prediction went, as people spell it.
type Outcome struct {
	Guess  string // "" if it was skipped
	Answer string
}

// Key is by which name progress knows the chapter: its model and number.
func (c *Chapter) Key() string { return c.Model.Name + "/" + strconv.Itoa(c.Number) }

// Finished reports whether a chapter was once read to its end.
func (p *Progress) Finished(c *Chapter) bool { return p.finished[c.Key()] }

// Outcome is how the prediction of a step, counted from 0, went; ok is false if it was
// never answered.
func (p *Progress) Outcome(c *Chapter, step int) (o Outcome, ok bool) {
	o, ok = p.answered[stepOf{c.Key(), step + 1}]
	return o, ok
}

// Note takes in what a session shows, and reports whether that is news.
func (p *Progress) Note(v *View) (news bool) {
	key := v.Chapter.Key()
	if v.Finished && !p.finished[key] {
		if p.finished == nil {
			p.finished = make(map[string]bool)
		}
		p.finished[key], news = true, true
	}
	if a := v.Predict; a != nil && (a.State == Compared || a.State == Skipped) {
		at, o := stepOf{key, v.Step + 1}, Outcome{a.GuessText, a.AnswerText}
		if p.answered[at] != o {
			if p.answered == nil {
				p.answered = make(map[stepOf]Outcome)
			}
			p.answered[at], news = o, true
		}
	}
	return news
}

// Clear forgets everything.
func (p *Progress) Clear() { *p = Progress{} }

// progressVersion begins the text. A text of another version is not read.
const (
	progressHead    = "fan-out progress"
	progressVersion = 1
	longestProgress = 64 << 10 // bytes
	mostProgress    = 2_000    // lines
	longestFigure   = 100      // bytes of a guess or an answer
)

// String is the progress as [ReadProgress] takes it: the same progress gives the same text.
func (p *Progress) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d\n", progressHead, progressVersion)
	for _, key := range slices.Sorted(maps.Keys(p.finished)) {
		fmt.Fprintf(&b, "finished %s\n", key)
	}
	for _, at := range slices.SortedFunc(maps.Keys(p.answered), func(a, b stepOf) int {
		return cmp.Or(cmp.Compare(a.chapter, b.chapter), cmp.Compare(a.step, b.step))
	}) {
		o := p.answered[at]
		fmt.Fprintf(&b, "step %s %d %q %q\n", at.chapter, at.step, o.Guess, o.Answer)
	}
	return b.String()
}

// ReadProgress reads what String wrote. What cannot be read is left out, and told in one
// sentence: a text of another version, or that is none, leaves out everything.
func ReadProgress(text string) (*Progress, error) {
	p := new(Progress)
	if strings.TrimSpace(text) == "" {
		return p, nil
	}
	if len(text) > longestProgress || !utf8.ValidString(text) {
		return p, fmt.Errorf("progress: %d bytes are not one; expected a text of at most %d: it was left out", len(text), longestProgress)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	head := strings.TrimSpace(lines[0])
	if version, ok := strings.CutPrefix(head, progressHead+" "); !ok || version != strconv.Itoa(progressVersion) {
		return p, fmt.Errorf("progress: %q is not the beginning of one; expected %q: it was left out", sim.Clip(head), fmt.Sprint(progressHead, " ", progressVersion))
	}
	bad, first := 0, ""
	for i, line := range lines[1:] {
		if i >= mostProgress || !p.read(strings.TrimSpace(line)) {
			if bad++; bad == 1 {
				first = line
			}
		}
	}
	if bad > 0 {
		return p, fmt.Errorf("progress: %q is not possible; %d of %d lines were left out", sim.Clip(first), bad, len(lines)-1)
	}
	return p, nil
}

// read takes one line in.
func (p *Progress) read(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	key, rest, _ := strings.Cut(rest, " ")
	model, number, ok := strings.Cut(key, "/")
	if n, err := strconv.Atoi(number); !ok || model == "" || err != nil || n < 0 || strconv.Itoa(n) != number {
		return false
	}
	switch verb {
	case "finished":
		if rest != "" {
			return false
		}
		if p.finished == nil {
			p.finished = make(map[string]bool)
		}
		p.finished[key] = true
		return true
	case "step":
		step, rest, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(step)
		guess, rest, okGuess := unquote(rest)
		answer, rest, okAnswer := unquote(strings.TrimPrefix(rest, " "))
		if err != nil || n < 1 || n > stepsRead || !okGuess || !okAnswer || rest != "" {
			return false
		}
		if p.answered == nil {
			p.answered = make(map[stepOf]Outcome)
		}
		p.answered[stepOf{key, n}] = Outcome{guess, answer}
		return true
	}
	return false
}

// unquote reads a quoted figure at the beginning of a text.
func unquote(text string) (value, rest string, ok bool) {
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", "", false
	}
	value, err = strconv.Unquote(quoted)
	return value, text[len(quoted):], err == nil && len(value) <= longestFigure && utf8.ValidString(value)
}
