package sim

import (
	"strings"
	"time"
)

// Line is one line of a script that has been checked: a command of the grammar, a mark, or
// an expectation. [Scenario] is nothing but such lines; chapters have them between their
// prose.
type Line struct{ line scenarioLine }

// ParseLine reads one line of a script. marks are those of the lines before it, and get the
// one that it makes. The error is about one word of the text, see [Column].
func ParseLine(m *Model, text string, marks map[string]bool) (*Line, error) {
	l := &Line{scenarioLine{text: tidy(text)}}
	if err := l.line.parse(m, marks); err != nil {
		return nil, err
	}
	return l, nil
}

// Text is the line with single blanks.
func (l *Line) Text() string { return l.line.text }

// Command reports whether the line is one for [Player.Do].
func (l *Line) Command() bool { return l.line.do != nil }

// Mark is the mark that the line makes, "" if it makes none.
func (l *Line) Mark() string { return l.line.mark }

// Expectation is what the line expects, nil if it is none.
func (l *Line) Expectation() *Expectation { return l.line.expect }

// Lasts is the virtual time by which the line goes on, 0 if it is not a run.
func (l *Line) Lasts() time.Duration {
	d, ok := strings.CutPrefix(l.line.text, "run ")
	if !ok {
		return 0
	}
	run, _ := time.ParseDuration(d) // it was parsed before
	return run
}

// Published is the figure that the expectation reproduces, nil if it is a plain one.
func (e *Expectation) Published() *Published { return e.published }

// Column is where in a line, counted in characters from 1, the word stands that an error is
// about. skip is how many words the line has before the text that was parsed.
func Column(line string, skip int, err error) int { return columnOf(line, skip+wordOf(err)) }

// WordOf is the word of a text, counted from 0, that an error is about.
func WordOf(err error) int { return wordOf(err) }

// AtWord is an error about one word of a text, counted from 0.
func AtWord(n int, err error) error { return atWord(n, err) }
