package scene

import "fanout/render/ui"

// speech is what the interface says to people who do not see the canvas.
type speech struct {
	number  int      // of sentences so far
	text    string   // the last one
	about   []string // what the inspector says
	telling bool     // what was picked is still to be told
	words   ui.Translator
}

// Said is the last sentence for people who do not see the canvas, and how many
// there have been.
func (s *Scene) Said() (number int, text string) { return s.speech.number, s.speech.text }

// say makes text the last sentence, in the reader's language.
func (sp *speech) say(text string) { sp.tell(ui.Said(sp.words, text)) }

// tell is say for a text that is in the reader's language already.
func (sp *speech) tell(text string) { sp.number, sp.text = sp.number+1, text }
