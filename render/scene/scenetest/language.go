package scenetest

import (
	"fmt"
	"slices"
	"sync"

	"fanout/render/language"
	"fanout/render/ui"
)

// Listener is a Translator that leaves texts as they are and remembers them, so that
// [Untranslated] can say what a language lacks. All Listeners remember together.
type Listener struct{}

var heard = struct {
	sync.Mutex
	texts map[string]bool
}{texts: make(map[string]bool)}

// Text implements ui.Translator.
func (Listener) Text(text string) string {
	heard.Lock()
	defer heard.Unlock()
	if !heard.texts[text] {
		heard.texts[text] = true
	}
	return text
}

// Typed implements ui.Translator.
func (Listener) Typed(text string) string { return text }

// Hear remembers the words of widgets, which go to screen readers, tooltips and scripts.
func Hear(widgets []ui.Widget) {
	for i := range widgets {
		w := &widgets[i]
		for _, text := range []string{w.Label, w.Value, w.Disabled, w.Hint} {
			Listener{}.Text(text)
		}
	}
}

// Untranslated lists what was heard in this process and is not in the catalogue of a
// language, in order of the alphabet.
func Untranslated(l *language.Language) (lacking []string) {
	heard.Lock()
	defer heard.Unlock()
	for text := range heard.texts {
		if !l.Has(text) {
			lacking = append(lacking, language.Key(text))
		}
	}
	slices.Sort(lacking)
	return slices.Compact(lacking)
}

// Translated is the exit status of a test binary whose tests ended with the given one: it
// fails if a text was drawn that a language lacks.
func Translated(status int) int {
	for _, tag := range language.Tags()[1:] {
		l, _ := language.Of(tag)
		for _, text := range Untranslated(l) {
			fmt.Printf("render/language/%s.txt lacks %q\n", tag, text)
			status = max(status, 1)
		}
	}
	return status
}
