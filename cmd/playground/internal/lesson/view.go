package lesson

import (
	"fanout/sim/chapter"
)

// View is what is to be shown, as scripts see it. Texts are paragraphs of runs.
type View struct {
	Chapters []Entry  `json:"chapters"` // of this model
	Open     *Opened  `json:"open"`     // null in free play
	Glossary []Term   `json:"glossary,omitempty"`
	Progress string   `json:"progress"`
	Shown    []string `json:"shown"` // ids of the controls that the chapter speaks of
}

// Entry is a chapter of the list.
type Entry struct {
	Number   int    `json:"number"`
	Title    string `json:"title"`
	Beat     string `json:"beat"`
	Minutes  int    `json:"minutes"`
	Finished bool   `json:"finished"`
}

// Opened is the chapter that is open.
type Opened struct {
	Number  int      `json:"number"`
	Title   string   `json:"title"`
	Step    int      `json:"step"` // from 1
	Steps   int      `json:"steps"`
	Busy    bool     `json:"busy"`
	Done    float64  `json:"done"`  // share of what is under way
	Total   float64  `json:"total"` // virtual time of what is under way, in seconds
	Prose   Text     `json:"prose"`
	Predict *Predict `json:"predict"`
	Task    *Task    `json:"task"`
	Closing bool     `json:"closing"`
	Know    Text     `json:"know"`
	Code    []Code   `json:"code"`
}

// Predict is a prediction and what has become of it.
type Predict struct {
	Kind      string   `json:"kind"`  // bar, choice or number
	State     string   `json:"state"` // open, locked, compared or skipped
	Question  Text     `json:"question"`
	Options   []Option `json:"options"`
	Unit      string   `json:"unit"`
	Percent   bool     `json:"percent"` // a guess is a share, said in percent
	From      string   `json:"from"`
	To        string   `json:"to"`
	Timed     bool     `json:"timed"` // a guess is a duration, said in seconds
	Low       float64  `json:"low"`   // in percent, or in seconds
	High      float64  `json:"high"`
	BeforeAt  *float64 `json:"beforeAt"` // as low and high are; null while there is none
	GuessAt   *float64 `json:"guessAt"`
	AnswerAt  *float64 `json:"answerAt"`
	Before    string   `json:"before"`
	Guess     string   `json:"guess"`
	Answer    string   `json:"answer"`
	Off       string   `json:"off"`
	Reveal    Text     `json:"reveal"`
	Published []string `json:"published"`
}

// Option is one of a choice.
type Option struct {
	Label string `json:"label"`
	About string `json:"about"`
}

// Task is something to do and what has become of it.
type Task struct {
	Text  Text   `json:"text"`
	Done  bool   `json:"done"`
	Tries int    `json:"tries"`
	Hints []Text `json:"hints"`
	More  bool   `json:"more"` // there is another hint
	Seen  string `json:"seen"`
	Find  string `json:"find"` // kind of what is to be pointed at, "" for nothing
}

// Code names what has just run.
type Code struct {
	File   string `json:"file"`
	Symbol string `json:"symbol"`
}

// Term is an entry of the glossary.
type Term struct {
	Name       string `json:"name"`
	Definition string `json:"definition"`
}

// Text is paragraphs of runs.
type Text [][]Run

// Run is a stretch of text that is set alike.
type Run struct {
	Text   string `json:"text"`
	Strong bool   `json:"strong,omitempty"`
	Name   string `json:"name,omitempty"`  // of a term, as the glossary has it
	Means  string `json:"means,omitempty"` // the definition of a term
}

var states = map[chapter.State]string{chapter.Open: "open", chapter.Locked: "locked", chapter.Compared: "compared", chapter.Skipped: "skipped"}

// View is what is to be shown now.
func (l *Lessons) View() View {
	v := View{Chapters: []Entry{}, Shown: []string{}}
	for _, c := range l.chapters() {
		v.Chapters = append(v.Chapters, Entry{c.Number, c.Title, c.Beat, max(1, int(c.Time.Round(minute)/minute)), l.progress.Finished(c)})
	}
	if l.session != nil {
		s := l.session.View()
		l.progress.Note(&s)
		v.Open, v.Shown = l.opened(&s), append(v.Shown, s.Shown...)
		v.Chapters[s.Chapter.Number].Finished = l.progress.Finished(s.Chapter)
	}
	v.Progress = l.Progress()
	return v
}

func (l *Lessons) opened(s *chapter.View) *Opened {
	g := chapter.GlossaryOf(s.Chapter.Model)
	text := func(t chapter.Text) Text { return textOf(t, g) }
	o := &Opened{
		Number: s.Chapter.Number, Title: s.Chapter.Title, Step: s.Step + 1, Steps: s.Steps, Busy: s.Busy, Done: s.Done, Total: s.Total.Seconds(),
		Prose: text(s.Prose), Closing: s.Closing, Know: text(s.Know), Code: []Code{},
	}
	for _, c := range s.Code {
		o.Code = append(o.Code, Code{c.File, c.Symbol})
	}
	if s.Predict != nil {
		o.Predict = predictOf(s.Predict, text)
	}
	if k := s.Check; k != nil {
		o.Task = &Task{Text: text(k.Text), Done: k.Done, Tries: k.Tries, Hints: []Text{}, More: k.More, Seen: k.Seen, Find: findOf(&s.Chapter.Steps[s.Step])}
		for _, h := range k.Hints {
			o.Task.Hints = append(o.Task.Hints, text(h))
		}
	}
	return o
}

func textOf(t chapter.Text, g *chapter.Glossary) Text {
	out := Text{}
	for _, p := range t {
		runs := []Run{}
		for _, r := range p {
			run := Run{Text: r.Text, Strong: r.Strong}
			if term, ok := g.Find(r.Term); ok {
				run.Name, run.Means = term.Name, term.Definition
			}
			runs = append(runs, run)
		}
		out = append(out, runs)
	}
	return out
}

// findOf is the kind of what a step asks to point at.
func findOf(s *chapter.Step) string {
	if s.Check == nil {
		return ""
	}
	for _, stage := range s.Check.Stages {
		for _, c := range stage {
			if c.Find != nil {
				return c.Find.Kind
			}
		}
	}
	return ""
}
