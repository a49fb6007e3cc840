package lesson

import (
	"fanout/render/guide"
	"fanout/sim"
	"fanout/sim/chapter"
)

// What is to be shown, in the page as in the window.
type (
	View    = guide.View
	Entry   = guide.Entry
	Opened  = guide.Opened
	Predict = guide.Predict
	Option  = guide.Option
	Task    = guide.Task
	Code    = guide.Code
	Term    = guide.Term
	Text    = guide.Text
	Run     = guide.Run
)

var states = map[chapter.State]string{chapter.Open: "open", chapter.Locked: "locked", chapter.Compared: "compared", chapter.Skipped: "skipped"}

// View is what is to be shown now.
func (l *Lessons) View() View {
	v := View{Chapters: []Entry{}, Shown: []string{}}
	if l.session != nil {
		s := l.session.View()
		l.note(&s)
		v.Open, v.Shown = l.opened(&s), append(v.Shown, s.Shown...)
	}
	for _, c := range l.chapters() {
		v.Chapters = append(v.Chapters, Entry{
			Number: c.Number, Title: c.Title, Beat: c.Beat, Minutes: max(1, int(c.Time.Round(minute)/minute)), Finished: l.progress.Finished(c),
		})
	}
	v.Progress = l.Progress()
	return v
}

// note keeps what the session shows as progress. A chapter of a file is none of those whose
// progress is kept, whatever its number.
func (l *Lessons) note(s *chapter.View) {
	if l.file != "" || !l.progress.Note(s) {
		return
	}
	if l.Kept != nil {
		l.Kept(l.Progress())
	}
}

func (l *Lessons) opened(s *chapter.View) *Opened {
	g := l.glossary(s.Chapter.Model)
	text := func(t chapter.Text) Text { return textOf(t, g) }
	o := &Opened{
		Number: s.Chapter.Number, Title: s.Chapter.Title, File: l.file, Step: s.Step + 1, Steps: s.Steps, Busy: s.Busy, Done: s.Done,
		Lasts: lasting(s), Prose: text(s.Prose), Closing: s.Closing, Know: text(s.Know), Code: []Code{},
	}
	for _, c := range s.Code {
		o.Code = append(o.Code, Code{File: c.File, Symbol: c.Symbol})
	}
	if s.Predict != nil {
		o.Predict = predictOf(s.Predict, text, l.Language)
	}
	if k := s.Check; k != nil {
		o.Task = &Task{Text: text(k.Text), Done: k.Done, Tries: k.Tries, Hints: []Text{}, More: k.More, Seen: k.Seen, Find: findOf(&s.Chapter.Steps[s.Step])}
		for _, h := range k.Hints {
			o.Task.Hints = append(o.Task.Hints, text(h))
		}
	}
	return o
}

// lasting is the virtual time of what is under way, "" if nothing is. Where a time is asked for
// it would be a hint.
func lasting(s *chapter.View) string {
	asked := s.Predict
	if !s.Busy || s.Lasts == 0 || asked != nil && asked.State == chapter.Locked && asked.Quantity.Unit() == sim.UnitTime {
		return ""
	}
	return chapter.Speak(sim.UnitTime, float64(s.Lasts))
}

func textOf(t chapter.Text, g *chapter.Glossary) Text {
	out := Text{}
	for _, p := range t {
		runs := []Run{}
		for _, r := range p {
			run := Run{Text: r.Text, Strong: r.Strong}
			if term, ok := g.Find(r.Term); ok {
				run.Name, run.Means, run.Tag = term.Name, term.Definition, term.Tag
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
