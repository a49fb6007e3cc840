package ui

import "strings"

// Translator puts texts into the reader's language. It is asked wherever a text is
// measured or drawn, in every frame, so that it should know again what it was asked. nil
// stands for English, the language that texts are written in.
type Translator interface {
	Text(english string) string // the text in the language of the reader
	Typed(text string) string   // a number that a reader typed, in the notation of English
}

// Said is an English text in the language of words.
func Said(words Translator, english string) string {
	if words == nil {
		return english
	}
	return words.Text(english)
}

// translated begins a line that Wrap has made: a piece of a text that is in the reader's
// language already. Only painters with a Translator make and see it.
const translated = "\u2060"

// Said is a text in the reader's language.
func (p *Painter) Said(text string) string {
	if line, ok := strings.CutPrefix(text, translated); ok {
		return line
	}
	return Said(p.Words, text)
}

// Verbatim runs draw with texts as they are: what a person has typed is in no language.
func (p *Painter) Verbatim(draw func()) {
	words := p.Words
	p.Words = nil
	draw()
	p.Words = words
}
