package guide_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/guide"
	"fanout/render/language"
)

// told is a language that notes what it was asked for and does not have.
type told struct {
	*language.Language
	lacks map[string]bool
}

func (w *told) Text(english string) string {
	if !w.Has(english) {
		w.lacks[english] = true
	}
	return w.Language.Text(english)
}

// content are the texts of the chapter of these tests, which comes in the reader's language.
var content = []string{
	"Ten points of CPU", "A million people", "a fan-out copies.", "continue a trace.", "the network copies it", "Hundreds", "1,000,000", "Weiter: A million people",
	"Discord Engineering: 45%, sessions", "message #7: spans of the API", "actor/call.go", "Context.Call", "head sampling",
	"Hello", "seconds", "Weiter: Ten points of CPU",
}

// Whatever the window says around a chapter, it says in German too: headings, buttons, the
// states of guesses and tasks, the list and the end.
func TestNothingIsLeftInEnglish(t *testing.T) {
	german, ok := language.Of("de")
	assert.True(t, ok)
	words := &told{german, map[string]bool{}}
	show := func(v guide.View, press ...string) {
		s := newScreen(t, v)
		s.words = words
		s.draw()
		for _, id := range press {
			s.press(id)
		}
	}
	task := &guide.Task{Text: prose("Find it."), More: true, Find: "message"}
	hinted := &guide.Task{Text: prose("Find it."), Tries: 1, Hints: []guide.Text{prose("Seen.")}, Find: "session", More: true}
	done := &guide.Task{Text: prose("Find it."), Done: true, Seen: "message #7: spans of the API", Find: "header"}
	end := opened(nil, nil)
	end.Open.Closing, end.Open.Know, end.Open.Code = true, prose("A queue."), []guide.Code{{File: "actor/call.go", Symbol: "Context.Call"}}
	for _, k := range []*guide.Task{task, hinted, done} {
		show(opened(nil, k))
	}
	show(end)
	all := opened(nil, nil)
	all.Chapters = nil
	for i := range 10 {
		all.Chapters = append(all.Chapters, guide.Entry{Number: i, Title: "Ten points of CPU", Beat: "continue a trace", Minutes: 3, Finished: i == 0})
	}
	show(all, "button.guide.list")
	show(guide.View{Chapters: all.Chapters})
	for _, state := range []string{"open", "locked", "compared", "skipped"} {
		for _, p := range []*guide.Predict{bar(), choice(), number()} {
			show(opened(in(state, p), nil))
			show(opened(expected(state, p), nil))
		}
	}
	for _, text := range content {
		delete(words.lacks, text)
	}
	assert.Empty(t, words.lacks)
	assert.Contains(t, german.Text("Next"), "W", "and it is another language")
}

// A title comes in the reader's language, or in English where nobody has translated it: what
// stands before it is German in both cases.
func TestTitlesStandBehindGermanWords(t *testing.T) {
	german, _ := language.Of("de")
	v := opened(nil, nil)
	v.Open.Closing, v.Open.Number = true, 0
	v.Chapters = []guide.Entry{{Number: 0, Title: "Eine Nachricht", Finished: true}, {Number: 1, Title: "One byte"}}
	for _, c := range []struct {
		open bool
		id   string
	}{{true, "button.guide.next"}, {false, "button.guide.begin"}} {
		if !c.open {
			v.Open = nil
		}
		s := newScreen(t, v)
		s.words = german
		s.draw()
		assert.Equal(t, "Weiter: One byte", s.widget(c.id).Label)
	}
}
