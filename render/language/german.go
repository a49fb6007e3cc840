package language

import (
	_ "embed"
	"strings"
)

//go:embed de.txt
var german string

// Tags are the languages that the program speaks, English first.
func Tags() []string { return []string{"en", "de"} }

// Of is the language of that tag, or the one that it is a kind of: "de-AT" is "de". English
// is nil. ok is false if the program does not speak it.
func Of(tag string) (l *Language, ok bool) {
	tag, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	switch tag {
	case "en":
		return nil, true
	case "de":
		return newLanguage("de", "Deutsch", mustParse("de.txt", german)), true
	}
	return nil, false
}

// mustParse reads a catalogue that comes with the program, which a test has read before.
func mustParse(name, file string) *Catalogue {
	c, err := Parse(name, file)
	if err != nil {
		panic("language: " + err.Error())
	}
	return c
}
