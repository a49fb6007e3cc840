package chapter

import (
	"fmt"
	"math"
	"time"

	"fanout/sim"
)

// Bounds of what a reader is asked to read, and how fast one reads and acts.
const (
	leastWords  = 150 // of a chapter; of one for less than a minute a third
	mostWords   = 320
	mostPerStep = 70
	leastSteps  = 3
	mostSteps   = 5

	wordsPerMinute = 180
	perGuess       = 20 * time.Second
	perCheck       = time.Minute
)

// Problem is what is wrong with a chapter, or what it was found to be.
type Problem struct {
	Line   int // of the file, from 1
	Column int // in the line, from 1; 0 if it is about the line
	Text   string
}

// String is the problem with its line.
func (p Problem) String() string { return fmt.Sprintf("%d: %s", p.Line, p.Text) }

// Answer is what the run of a prediction answered.
type Answer struct {
	Line           int
	Question, Text string
	Held           []Held
	Taken          time.Duration // virtual time
}

// Held is an expectation that stands behind a prediction, and what the run made of it.
type Held struct {
	Expectation *sim.Expectation
	*sim.Finding
}

// Result is a chapter that was walked headless.
type Result struct {
	Chapter  *Chapter
	Answers  []Answer
	Problems []Problem
	Words    int
	Reading  time.Duration // what a reader takes, by the words and what there is to do
}

// Check walks a chapter and tells what is wrong with it: a check that holds at once, that
// the right act does not make hold, or that a wrong one does; a prediction without an
// answer; an expectation that is not met; too many words, or too few; a time that is not
// the one it takes; a term that the glossary, unless it is nil, does not have. between, if
// not nil, is called after every frame's worth of work.
func Check(c *Chapter, g *Glossary, between func()) Result {
	r := &checker{Result: Result{Chapter: c, Words: c.Words()}, between: between}
	r.measure()
	if g != nil {
		r.terms(g)
	}
	r.walk(-1, nil)
	for i := range c.Steps {
		if c.Steps[i].Check != nil {
			r.wrong(i)
		}
	}
	return r.Result
}

type checker struct {
	Result
	between func()
}

func (r *checker) problem(line int, format string, args ...any) {
	r.Problems = append(r.Problems, Problem{Line: line, Text: fmt.Sprintf(format, args...)})
}

// measure looks at words and time.
func (r *checker) measure() {
	c, least, most := r.Chapter, leastWords, mostWords
	if c.Time < time.Minute {
		least, most = least/3, most/2
	}
	if r.Words < least || r.Words > most {
		r.problem(1, "the chapter has %d words; expected %d to %d", r.Words, least, most)
	}
	if n := len(c.Steps); c.Time >= time.Minute && (n < leastSteps || n > mostSteps) {
		r.problem(1, "the chapter has %d steps; expected %d to %d", n, leastSteps, mostSteps)
	}
	r.Reading = time.Duration(r.Words) * time.Minute / wordsPerMinute
	for i := range c.Steps {
		s := &c.Steps[i]
		if n := s.Words(); n > mostPerStep {
			r.problem(s.Line, "the step has %d words; expected at most %d", n, mostPerStep)
		}
		if s.Predict != nil {
			r.Reading += perGuess
		}
		if s.Check != nil {
			r.Reading += perCheck
		}
	}
	r.Reading = r.Reading.Round(time.Second)
	if c.Time < r.Reading*2/3 || c.Time > r.Reading*3/2 {
		r.problem(1, "the chapter says that it takes %v; expected about %v, by its words and what there is to do", c.Time, r.Reading)
	}
}

// terms looks them up.
func (r *checker) terms(g *Glossary) {
	r.Chapter.texts(func(line int, t Text) {
		for _, term := range t.Terms() {
			if _, ok := g.Find(term); !ok {
				r.problem(line, "%q is not in the glossary; expected one of its terms", term)
			}
		}
	})
}

// walk goes through a chapter, guessing nothing and doing what each check asks for, and
// tells what it finds. If to is a step, it tells nothing, and goes no further than there,
// where it does other acts.
func (r *checker) walk(to int, acts []Act) *Session {
	c := r.Chapter
	p, err := sim.NewPlayer(c.Model)
	must(err)
	s := newSession(c, p, func(l *sim.Line, found *sim.Finding) {
		if to < 0 && !found.Met {
			r.problem(c.numbers[l], "%s: it is %s", l.Text(), found.Text)
		}
	})
	r.carry(s)
	for i := range c.Steps {
		step := &c.Steps[i]
		if step.Predict != nil {
			from := p.Now()
			must(s.Skip())
			r.carry(s)
			if to < 0 {
				r.answered(s, step.Predict, p.Now()-from)
			}
		}
		s.Update(s.shot())
		switch {
		case i == to:
			r.act(s, acts)
			return s
		case step.Check == nil:
		case s.pages[i].check.done:
			if to < 0 {
				r.problem(step.Check.Line, "check: it holds before the reader has done anything; expected it not to")
			}
		default:
			r.act(s, step.Check.Right)
			if to < 0 && !s.pages[i].check.done {
				r.problem(step.Check.Line, "check: try right does not make it hold%s; expected it to", r.why(s, i))
			}
		}
		if i < len(c.Steps)-1 {
			must(s.Next())
			r.carry(s)
		}
	}
	return s
}

func must(err error) {
	if err != nil {
		panic("chapter: " + err.Error())
	}
}

// carry carries on what is under way.
func (r *checker) carry(s *Session) {
	for s.Busy() || s.p.Busy() {
		polls := 0
		s.p.Frame(0, func() bool { polls++; return r.between != nil && polls > pollsPerFrame })
		if !s.p.Busy() {
			s.Update(s.shot())
		}
		if r.between != nil {
			r.between()
		}
	}
}

// pollsPerFrame is how often a run looks at its budget between two calls of between.
const pollsPerFrame = 500

// answered tells what a prediction came to.
func (r *checker) answered(s *Session, p *Prediction, taken time.Duration) {
	v, shot := s.View().Predict, s.shot()
	r.Answers = append(r.Answers, Answer{Line: p.Line, Question: v.Question.String(), Text: v.AnswerText, Held: s.held(p), Taken: taken})
	switch {
	case math.IsNaN(v.Answer) || math.IsInf(v.Answer, 0):
		r.problem(p.Line, "predict: the run answers with no number; expected one")
	case p.Kind == Choice:
		met := 0
		for _, o := range p.Options {
			if s.holds(o.is, nil, shot) {
				met++
			}
		}
		if met != 1 {
			r.problem(p.Line, "predict: the run answers %s, which is %d of the options; expected exactly one", Speak(p.Quantity.Unit(), v.Answer), met)
		}
	case v.Answer < p.From || v.Answer > p.To:
		r.problem(p.Line, "predict: the run answers %s; expected it within the range", v.AnswerText)
	}
	for _, h := range s.held(p) {
		if !h.Met {
			r.problem(p.Line, "predict: %s was expected of the run, and it is %s", h.Expectation, h.Text)
		}
	}
}

// act does what a try says. The check is looked at after each act, as frames would.
func (r *checker) act(s *Session, acts []Act) {
	for _, a := range acts {
		if a.Point != nil {
			s.Point(a.Point.Kind, a.Point.Example(s.p))
		} else if a.Line.Command() {
			s.do(a.Line.Text())
			s.Acted(a.Line.Text())
			r.carry(s)
		}
		s.Update(s.shot())
	}
}

// wrong does what is wrong in one step.
func (r *checker) wrong(i int) {
	k := r.Chapter.Steps[i].Check
	s := r.walk(i, k.Wrong)
	switch page := &s.pages[i]; {
	case page.check.done:
		r.problem(k.Line, "check: try wrong makes it hold; expected it not to")
	case len(k.Hints) > 0 && len(page.check.hints) == 0:
		r.problem(k.Line, "check: try wrong shows no hint; expected more time than %v to pass after it", k.Within)
	}
}

// why says which condition did not hold.
func (r *checker) why(s *Session, i int) string {
	k := &s.pages[i].check
	shot := s.shot()
	for _, c := range r.Chapter.Steps[i].Check.Stages[k.stage] {
		switch {
		case s.holds([]Condition{c}, k, shot):
		case c.Expect != nil:
			return fmt.Sprintf(": %s, and it is %s", c.Expect, c.Expect.Text(c.Expect.Of(shot, s.marks)))
		case c.Setting != nil:
			return fmt.Sprintf(": %s is %s", c.Setting.Key, r.Chapter.Model.Setting(c.Setting.Key).Text(shot.Settings))
		default:
			return fmt.Sprintf(": %s was not found; the last thing pointed at: %q", c.Find.Name, k.seen)
		}
	}
	return ""
}
