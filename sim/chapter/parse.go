package chapter

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fanout/sim"
)

// Bounds of a file. What keeps to them can be walked; nothing of it is refused later.
const (
	Longest = 64 << 10 // bytes

	stepsRead   = 12  // that a file can have; Check wants fewer
	mostLines   = 400 // of the grammar, in the whole chapter
	mostHints   = 2
	leastOption = 2
	mostOptions = 5
	longestRuns = 2 * time.Hour // virtual time, all runs together
	usualWithin = 500 * time.Millisecond
)

// automatic are the marks that a session makes.
var automatic = []string{"start", "step", "guess", "stage"}

// elsewhere are the commands that go to another time: nobody could say how long that takes.
var elsewhere = []string{"goto", "back", "end", "next", "previous", "undo", "redo", "branch"}

// Parse reads a chapter: text in UTF-8, with a byte order mark or without. Every line is
// checked before anything can run; the error names file, line and column, the latter in
// characters from 1, what stands there, and what was expected.
func Parse(m *sim.Model, name, text string) (*Chapter, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	switch {
	case len(text) > Longest:
		return nil, fmt.Errorf("%s has %d bytes; expected a chapter, of at most %d", name, len(text), Longest)
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return nil, fmt.Errorf("%s is no text in UTF-8; expected a chapter", name)
	}
	r := &reader{c: &Chapter{Name: name, Number: -1, File: text, Model: m, numbers: make(map[*sim.Line]int)}, marks: make(map[string]bool)}
	for _, mark := range automatic {
		r.marks[mark] = true
	}
	for i, raw := range strings.Split(text, "\n") {
		r.number, r.raw = i+1, strings.TrimRight(raw, " \t\r")
		if err := r.line(); err != nil {
			return nil, r.place(err)
		}
	}
	if err := r.finish(); err != nil {
		return nil, r.place(err)
	}
	return r.c, nil
}

// reader reads a chapter line by line.
type reader struct {
	c      *Chapter
	marks  map[string]bool
	number int // of the present line
	raw    string

	text  *Text    // that the verb above has; nil if it has none
	lines []source // of the paragraph that has begun
	in    place
	seen  map[string]int // lines of verbs that there may be one of
	count int            // lines of the grammar
	runs  time.Duration
	guess bool // the text may speak of the guess
	hints bool // the text may speak of what was seen
}

// place is the part of a chapter to which lines of the grammar belong.
type place uint8

const (
	inStart   place = iota // the starting state
	inStep                 // done as the step is entered
	inPredict              // done once the guess is locked
	inReveal               // expectations only
	inCheck                // none
	inRight                // what does what the check asks for
	inWrong                // what does not
	inKnow                 // none
)

// place is an error with file, line and column.
func (r *reader) place(err error) error {
	var p *placed
	if !errors.As(err, &p) {
		p = &placed{r.number, sim.Column(r.raw, 0, err), err}
	}
	return fmt.Errorf("%s:%d:%d: %w", r.c.Name, p.line, p.column, err)
}

func (r *reader) line() error {
	first, _ := utf8.DecodeRuneInString(r.raw)
	if r.raw != "" && r.raw[0] == '#' {
		if r.c.Title == "" {
			r.c.Title = strings.TrimSpace(r.raw[1:])
		}
		return nil
	}
	if r.raw != "" && unicode.IsSpace(first) {
		return r.prose()
	}
	if err := r.flush(); err != nil || r.raw == "" {
		return err
	}
	r.text, r.hints = nil, false
	verb, args, _ := strings.Cut(strings.Join(strings.Fields(r.raw), " "), " ")
	if do, ok := verbs[verb]; ok {
		return do(r, args)
	}
	return r.grammar()
}

// verbs are those of chapters. All others are lines of a scenario.
var verbs map[string]func(r *reader, args string) error

func init() { // two of them read the table
	verbs = map[string]func(r *reader, args string) error{
		"chapter": (*reader).chapter, "beat": (*reader).beat, "time": (*reader).time,
		"show": (*reader).show, "look": (*reader).look,
		"step": (*reader).step, "loop": (*reader).loop, "predict": (*reader).predict, "option": (*reader).option, "reveal": (*reader).reveal,
		"check": (*reader).check, "hint": (*reader).hint, "try": (*reader).try, "point": (*reader).point,
		"know": (*reader).know, "code": (*reader).code,
	}
}

// prose takes a line of text in, for the verb above.
func (r *reader) prose() error {
	l := source{r.number, r.raw, strings.TrimLeftFunc(r.raw, unicode.IsSpace)}
	if r.text == nil {
		return &placed{r.number, utf8.RuneCountInString(r.raw) - utf8.RuneCountInString(l.text) + 1,
			fmt.Errorf("%q is text, and belongs to no verb; expected it below step, predict, reveal, check, hint or know", sim.Clip(l.text))}
	}
	r.lines = append(r.lines, l)
	return nil
}

// flush ends a paragraph.
func (r *reader) flush() error {
	if len(r.lines) == 0 {
		return nil
	}
	p, err := parse(r.lines, r.figure)
	r.lines = nil
	if err == nil {
		*r.text = append(*r.text, p)
	}
	return err
}

// figure reads what stands between braces.
func (r *reader) figure(text string) (*figure, error) {
	if ofGuess[text] {
		if !r.guess {
			return nil, fmt.Errorf("{%s} is a figure of a prediction; expected it in a reveal", text)
		}
		return &figure{text: text, name: text}, nil
	}
	if text == "seen" {
		if !r.hints {
			return nil, errors.New("{seen} is what the reader pointed at; expected it in a hint")
		}
		return &figure{text: text, name: text}, nil
	}
	q, err := r.c.Model.ParseQuantity(text, r.marks)
	return &figure{text: text, quantity: q}, err
}

// texts has the lines below go into a text.
func (r *reader) texts(t *Text) { r.text = t }

// now is the step that is being read, nil before the first.
func (r *reader) now() *Step {
	if len(r.c.Steps) == 0 {
		return nil
	}
	return &r.c.Steps[len(r.c.Steps)-1]
}

// grammar reads a line of a scenario.
func (r *reader) grammar() error {
	l, err := sim.ParseLine(r.c.Model, r.raw, r.marks)
	if err != nil {
		if verb := strings.Fields(r.raw)[0]; !isVerb(r.c.Model, verb) {
			return fmt.Errorf("%q is neither a command nor a verb of chapters; expected one of %s, or one of the commands", sim.Clip(verb), strings.Join(verbNames(), ", "))
		}
		return err
	}
	if verb, _, _ := strings.Cut(l.Text(), " "); slices.Contains(elsewhere, verb) {
		return fmt.Errorf("%q goes to another time; expected run, by which a chapter goes on", verb)
	}
	if r.count++; r.count > mostLines {
		return fmt.Errorf("a chapter has at most %d lines of the grammar", mostLines)
	}
	if r.runs += l.Lasts(); r.runs > longestRuns {
		return sim.AtWord(1, fmt.Errorf("run: with those before it that is %v; expected at most %v in all", r.runs, longestRuns))
	}
	if slices.Contains(automatic, l.Mark()) {
		return sim.AtWord(1, fmt.Errorf("mark: %q is made by every chapter; expected another name", l.Mark()))
	}
	if l.Expectation() != nil {
		r.c.numbers[l] = r.number
	}
	return r.put(l)
}

// put adds a line of the grammar where it belongs.
func (r *reader) put(l *sim.Line) error {
	step := r.now()
	if !l.Command() && (r.in == inRight || r.in == inWrong) {
		return fmt.Errorf("%q is nothing that a reader does; expected a command, or point", sim.Clip(l.Text()))
	}
	switch r.in {
	case inStart:
		r.c.Start = append(r.c.Start, l)
	case inStep:
		step.Do = append(step.Do, l)
	case inPredict:
		step.Predict.Run = append(step.Predict.Run, l)
	case inReveal:
		if l.Expectation() == nil {
			return fmt.Errorf("%q stands behind reveal; expected it between predict and reveal, or before predict", sim.Clip(l.Text()))
		}
		step.Predict.Held = append(step.Predict.Held, l.Expectation())
	case inRight:
		step.Check.Right = append(step.Check.Right, Act{Line: l, Text: l.Text()})
	case inWrong:
		step.Check.Wrong = append(step.Check.Wrong, Act{Line: l, Text: l.Text()})
	default:
		return fmt.Errorf("%q stands where nothing is done; expected it before step, below step, predict or try", sim.Clip(l.Text()))
	}
	return nil
}

// once notes a verb that a chapter has at most once.
func (r *reader) once(verb string) error {
	if at := r.seen[verb]; at > 0 {
		return fmt.Errorf("%s: there is one in line %d; expected one in a chapter", verb, at)
	}
	if r.seen == nil {
		r.seen = make(map[string]int)
	}
	r.seen[verb] = r.number
	return nil
}

func (r *reader) chapter(args string) error {
	n, err := strconv.Atoi(args)
	if err != nil || n < 0 || n > 999 {
		return sim.AtWord(1, fmt.Errorf("chapter: %q is not possible; expected a whole number from 0 to 999", sim.Clip(args)))
	}
	r.c.Number = n
	return r.once("chapter")
}

func (r *reader) beat(args string) error {
	if args == "" {
		return sim.AtWord(1, errors.New("beat: nothing follows; expected what the reader takes home, in one phrase"))
	}
	r.c.Beat = args
	return r.once("beat")
}

func (r *reader) time(args string) error {
	d, err := time.ParseDuration(args)
	if err != nil || d < 10*time.Second || d > time.Hour {
		return sim.AtWord(1, fmt.Errorf("time: %q is not possible; expected a duration from 10s to 1h, such as 3m", sim.Clip(args)))
	}
	r.c.Time = d
	return r.once("time")
}

// scene is that of the present step, or of the chapter.
func (r *reader) scene() *Scene {
	if s := r.now(); s != nil {
		return &s.Scene
	}
	return &r.c.Scene
}

func (r *reader) show(args string) error {
	ids := strings.Fields(args)
	if len(ids) == 0 {
		return sim.AtWord(1, errors.New("show: nothing follows; expected the ids of controls, such as slider.members"))
	}
	s := r.scene()
	for i, id := range ids {
		if strings.ContainsFunc(id, func(c rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789./-", c) }) {
			return sim.AtWord(i+1, fmt.Errorf("show: %q is not the id of a control; expected one such as slider.members", sim.Clip(id)))
		}
		s.Show = append(s.Show, Shown{Name: id, Line: r.number, Column: sim.Column(r.raw, i+1, nil)})
	}
	return nil
}

func (r *reader) look(args string) error {
	if args == "" {
		return sim.AtWord(1, errors.New("look: nothing follows; expected a line for the picture, such as zoom fit"))
	}
	s := r.scene()
	s.Look = append(s.Look, args)
	return nil
}

// nothing refuses what follows a verb that has only text.
func nothing(verb, args string) error {
	if args != "" {
		return sim.AtWord(1, fmt.Errorf("%s: %q is too much; expected nothing behind it, and text in the lines below", verb, sim.Clip(args)))
	}
	return nil
}

func (r *reader) step(args string) error {
	if err := nothing("step", args); err != nil {
		return err
	}
	if len(r.c.Steps) == stepsRead {
		return fmt.Errorf("step: a chapter has at most %d", stepsRead)
	}
	if r.in == inKnow {
		return fmt.Errorf("step: it stands behind know in line %d; expected all steps before it", r.seen["know"])
	}
	r.c.Steps = append(r.c.Steps, Step{Line: r.number})
	r.in, r.guess = inStep, false
	r.texts(&r.now().Prose)
	return nil
}

func (r *reader) know(args string) error {
	if err := nothing("know", args); err != nil {
		return err
	}
	if r.now() == nil {
		return errors.New("know: there is no step before it")
	}
	r.in, r.guess = inKnow, false
	r.texts(&r.c.Know)
	return r.once("know")
}

func (r *reader) code(args string) error {
	f := strings.Fields(args)
	if len(f) != 2 {
		return sim.AtWord(1, fmt.Errorf("code: %q is not possible; expected FILE SYMBOL, such as envelope/wire.go Encode", sim.Clip(args)))
	}
	r.c.Code = append(r.c.Code, Code{f[0], f[1]})
	return nil
}

// finish says what the whole lacks, where that shows.
func (r *reader) finish() error {
	if err := r.flush(); err != nil {
		return err
	}
	c := r.c
	for _, lack := range []struct {
		what string
		yes  bool
	}{
		{"title; expected # TITLE in the first line", c.Title == ""}, {"number; expected a line chapter NUMBER", c.Number < 0},
		{"beat; expected a line beat PHRASE", c.Beat == ""}, {"time; expected a line time DURATION", c.Time == 0},
		{"step; expected one or more", len(c.Steps) == 0}, {"end; expected know, with text below it", len(c.Know) == 0},
	} {
		if lack.yes {
			return &placed{1, 1, fmt.Errorf("the chapter has no %s", lack.what)}
		}
	}
	for i := range c.Steps {
		if at, err := c.Steps[i].lacks(); err != nil {
			return &placed{at, 1, err}
		}
	}
	if at, err := c.unsteady(); err != nil {
		return &placed{at, 1, err}
	}
	return nil
}

func (s *Step) lacks() (line int, err error) {
	if len(s.Prose) == 0 {
		return s.Line, errors.New("step: it has no text; expected some in the lines below")
	}
	if p := s.Predict; p != nil {
		switch {
		case len(p.Question) == 0:
			return p.Line, errors.New("predict: it has no question; expected text in the lines below")
		case len(p.Reveal) == 0:
			return p.Line, errors.New("predict: it is never answered; expected reveal, with text below it")
		case p.Kind == Choice && len(p.Options) < leastOption:
			return p.Line, fmt.Errorf("predict: the choice has %d options; expected %d to %d", len(p.Options), leastOption, mostOptions)
		}
	}
	if k := s.Check; k != nil {
		switch {
		case len(k.Text) == 0:
			return k.Line, errors.New("check: it has no task; expected text in the lines below")
		case len(k.Right) == 0 || len(k.Wrong) == 0:
			return k.Line, errors.New("check: nobody can tell whether it works; expected try right and try wrong, with commands below them")
		}
		for _, h := range k.Hints {
			if len(h) == 0 {
				return k.Line, errors.New("hint: it has no text; expected some in the lines below")
			}
		}
	}
	return 0, nil
}

func verbNames() []string {
	names := []string{"chapter", "beat", "time", "show", "look", "step", "predict", "option", "reveal", "check", "hint", "try", "point", "know", "code"}
	return append(names, "model", "mark", "expect", "published")
}

func isVerb(m *sim.Model, verb string) bool {
	if slices.Contains(verbNames(), verb) {
		return true
	}
	return slices.ContainsFunc(m.Grammar(), func(c sim.Command) bool { return c.Verb == verb })
}
