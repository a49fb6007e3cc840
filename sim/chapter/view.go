package chapter

import (
	"cmp"
	"strings"
	"time"

	"fanout/sim"
)

// View is all that is to be shown of a session at one moment. Texts have their figures
// filled in.
type View struct {
	Chapter *Chapter
	Step    int // of Steps, from 0
	Steps   int
	Busy    bool    // something runs that has to end first
	Done    float64 // how much of that, as a share of its virtual time
	Lasts   time.Duration
	Prose   Text // see Text.Coming while the step is still beginning

	Shown   []string // names of the controls that there are, those of earlier steps too, see Names
	Predict *Asked   // nil if the step has none
	Check   *Tasked  // nil if the step has none, or its prediction comes first

	Closing  bool // what the reader knows now is shown, below the last step
	Know     Text
	Code     []Code
	Finished bool // the end was reached once; going back does not undo it
}

// Asked is a prediction and what has become of it.
type Asked struct {
	*Prediction
	State    State
	Question Text
	Before   float64 // the figure when the step began, or when the guess was locked
	Compares bool    // the answer is meant to be seen beside Before: the reveal speaks of it
	Guessed  bool
	Guess    float64 // for a choice the number of the option, from 0
	Answer   float64 // once State is Compared or Skipped
	Option   int     // the answer of a choice, -1 before and if no option is
	Reveal   Text    // once State is Compared or Skipped

	// Spoken for people; "" while there is none.
	BeforeText, GuessText, AnswerText, OffText string

	Published []sim.Published // that stand beside the answer
	Post      *sim.Published  // the one of them that is a figure of what is asked, nil for none
}

// Tasked is a check and what has become of it.
type Tasked struct {
	Text  Text
	Done  bool
	Tries int    // attempts that did not do it
	Hints []Text // that have been shown, at most two
	More  bool   // there is another hint
	Seen  string // what the reader pointed at last, "" for nothing
}

// View is what is to be shown now.
func (s *Session) View() View {
	v := View{
		Chapter: s.c, Step: s.step, Steps: len(s.c.Steps), Busy: s.Busy(), Done: s.todo.share(s.p), Lasts: s.todo.total,
		Shown: s.Shown(), Closing: s.closing, Finished: s.know != nil,
	}
	if v.Closing {
		v.Know, v.Code = s.know, s.c.Code
	}
	step, page := &s.c.Steps[s.step], &s.pages[s.step]
	if v.Prose = page.prose; v.Prose == nil {
		v.Prose = step.Prose.Coming()
		return v
	}
	if step.Predict != nil {
		v.Predict = page.predict.view(step.Predict)
	}
	if k := &page.check; step.Check != nil && k.active {
		v.Check = &Tasked{Text: k.text, Done: k.done, Tries: k.tries, Hints: k.hints, More: !k.done && k.told < len(step.Check.Hints), Seen: k.seen}
	}
	return v
}

func (pr *prediction) view(p *Prediction) *Asked {
	a := &Asked{
		Prediction: p, State: pr.state, Question: pr.question, Before: pr.before, BeforeText: p.spoken(pr, "before"),
		Compares: p.Reveal.speaksOf("before"), Guessed: pr.guessed, Guess: pr.guess, Option: -1,
	}
	if pr.guessed {
		a.GuessText = p.spoken(pr, "guess")
	}
	if !pr.done {
		return a
	}
	a.Answer, a.Option, a.Reveal, a.AnswerText = pr.answer, pr.option, pr.reveal, p.spoken(pr, "answer")
	if pr.guessed {
		a.OffText = p.spoken(pr, "off")
	}
	for _, e := range p.Held {
		if e.Published() != nil {
			figure := *e.Published()
			figure.Figure = cmp.Or(p.named[e.Published()], figure.Figure)
			figure.Text = strings.TrimSuffix(figure.Text, e.Text(figure.Value)) + Speak(e.Unit(), figure.Value)
			a.Published = append(a.Published, figure)
			if e.Quantity.String() == p.Quantity.String() && e.Exact() {
				a.Post = &figure
			}
		}
	}
	return a
}

// share is how much of what is under way is done.
func (q *queue) share(p *sim.Player) float64 {
	if q.total == 0 {
		return 0
	}
	done := q.done
	if q.lasts > 0 {
		done += min(q.lasts, p.Now()-q.from)
	}
	return float64(done) / float64(q.total)
}

// Looks are the lines for the picture since the last call, in their order.
func (s *Session) Looks() []string {
	looks := s.looks
	s.looks = nil
	return looks
}

// held is what the run of the present step's prediction was held against.
func (s *Session) held(p *Prediction) (all []Held) {
	for i, f := range s.pages[s.step].predict.held {
		all = append(all, Held{p.Held[i], f})
	}
	return all
}
