package scene

import "fanout/render/ui"

// speech is what the interface says to people who do not see the canvas.
type speech struct {
	number  int      // of sentences so far
	text    string   // the last one
	about   []string // what the inspector says
	telling bool     // what was picked is still to be told
}

// Said is the last sentence for people who do not see the canvas, and how many
// there have been.
func (s *Scene) Said() (number int, text string) { return s.speech.number, s.speech.text }

// say makes a text the last sentence, in the reader's language.
func (s *Scene) say(text string) { s.speech.say(s.text(text)) }

// text is an English text in the reader's language.
func (s *Scene) text(english string) string { return ui.Said(s.in.Words, english) }

// say makes a text, which is in the reader's language, the last sentence.
func (sp *speech) say(text string) { sp.number, sp.text = sp.number+1, text }
