package chapter

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"fanout/sim"
)

// Chapter is a parsed chapter. Nothing in it changes.
type Chapter struct {
	Name   string // of the file, without its ending
	Number int    // in the order of chapters, from 0
	Title  string
	Beat   string        // what the reader takes home, in one phrase
	Time   time.Duration // that a reader takes, about
	File   string        // the whole text
	Model  *sim.Model

	Start []*sim.Line // lines that make the starting state
	Scene             // from the start on
	Steps []Step
	Know  Text // what the reader knows at the end
	Code  []Code

	numbers map[*sim.Line]int // of lines that expect something: where they stand
	speech  Speech            // of figures in texts; nil for English
}

// Scene is what a reader sees of the world.
type Scene struct {
	Show []Shown  // controls that there are from here on, besides those before
	Look []string // lines for the picture, without the word look
}

// Step is one page of a chapter: one idea.
type Step struct {
	Line  int // of the file, from 1
	Prose Text
	Scene
	Do      []*sim.Line   // lines that are done when the step is entered for the first time
	Loop    time.Duration // of virtual time after which the world goes back to where the step began, until the guess is locked; 0 for never
	Predict *Prediction   // nil for none
	Check   *Task         // nil for none
}

// Kind is the way in which a guess is made.
type Kind uint8

const (
	Bar    Kind = iota // a bar is drawn, from From to To
	Choice             // one of Options is picked
	Number             // a number is typed or drawn, from From to To
)

var kindNames = []string{Bar: "bar", Choice: "choice", Number: "number"}

// String is the kind as files spell it.
func (k Kind) String() string { return kindNames[k] }

// Prediction is a question that the run answers.
type Prediction struct {
	Line     int // of the file, from 1
	Kind     Kind
	Quantity *sim.Quantity // the answer is its figure once Run is through
	From, To float64       // the range of a bar or a number, in the quantity's unit
	Unit     string        // a word behind the number, "" for none
	Question Text
	Options  []Option    // of a choice
	Run      []*sim.Line // what is done once the guess is locked
	Reveal   Text
	Held     []*sim.Expectation // what the run is held against; those with Published are shown

	named map[*sim.Published]string // what published figures are called in another language
}

// Option is one of a choice.
type Option struct {
	Label, About string
	is           []Condition // all hold if it is the answer
}

// Task is something to do in the world, and when it is done.
type Task struct {
	Line   int // of the file, from 1
	Text   Text
	Stages [][]Condition // each holds as a whole, one after the other
	Within time.Duration // virtual time after an act in which it shows whether it was the right one
	Hints  []Text        // at most two: what was seen, and the way
	Right  []Act         // what does it
	Wrong  []Act         // what does not
}

// Condition is one thing that has to hold. Exactly one of its fields is set.
type Condition struct {
	Expect  *sim.Expectation
	Setting *Setting
	Find    *sim.Find
}

// Setting is a setting that is to have a value.
type Setting struct{ Key, Value string }

// Act is something that a reader does: a command, or pointing at something.
type Act struct {
	Line  *sim.Line
	Point *sim.Find
	Text  string // as the file has it
}

// Code names what has just run.
type Code struct{ File, Symbol string }

// Of lists the chapters that come with a model, by number. It panics if one of them is
// wrong, which a test of the model finds out.
func Of(m *sim.Model) []*Chapter {
	if m.Files == nil {
		return nil
	}
	files, err := fs.Glob(m.Files, "chapters/[0-9]*.txt")
	if err != nil {
		panic("chapter: " + err.Error())
	}
	var all []*Chapter
	for _, f := range files {
		text, err := fs.ReadFile(m.Files, f)
		if err != nil {
			panic("chapter: " + err.Error())
		}
		c, err := Parse(m, strings.TrimSuffix(path.Base(f), ".txt"), string(text))
		if err != nil {
			panic("chapter: " + err.Error())
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b *Chapter) int { return a.Number - b.Number })
	return all
}

// Is reports whether a text means to be a chapter: a line of it begins with that verb.
// Whether it is one is for Parse to say.
func Is(text string) bool {
	text = strings.TrimPrefix(text, "\ufeff")
	return strings.HasPrefix(text, "chapter ") || strings.Contains(text, "\nchapter ")
}

// texts calls yield for all prose of the chapter, in its order.
func (c *Chapter) texts(yield func(line int, t Text)) {
	for i := range c.Steps {
		s := &c.Steps[i]
		yield(s.Line, s.Prose)
		if p := s.Predict; p != nil {
			yield(p.Line, p.Question)
			yield(p.Line, p.Reveal)
		}
		if k := s.Check; k != nil {
			yield(k.Line, k.Text)
			for _, h := range k.Hints {
				yield(k.Line, h)
			}
		}
	}
	yield(0, c.Know)
}

// Words is how many words of a step a reader reads: hints, which not everyone sees, and
// labels do not count.
func (s *Step) Words() int {
	n := s.Prose.Words()
	if s.Predict != nil {
		n += s.Predict.Question.Words() + s.Predict.Reveal.Words()
	}
	if s.Check != nil {
		n += s.Check.Text.Words()
	}
	return n
}

// Words is how many words of the chapter a reader reads.
func (c *Chapter) Words() int {
	n := c.Know.Words()
	for i := range c.Steps {
		n += c.Steps[i].Words()
	}
	return n
}
