//go:build !js

package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"fanout/render/language"
)

// languageOption is the flag -lang: the language of a window.
type languageOption struct {
	given  bool
	chosen *language.Language // nil is English
}

// String is the language as the flag takes it.
func (o *languageOption) String() string {
	if o == nil || o.chosen == nil {
		return ""
	}
	return o.chosen.Tag
}

// Set reads a language such as de.
func (o *languageOption) Set(tag string) error {
	l, ok := language.Of(tag)
	if !ok {
		return fmt.Errorf("want one of %s", strings.Join(language.Tags(), ", "))
	}
	o.given, o.chosen = true, l
	return nil
}

// reader is the language of the person before the window: the one that was asked for, or
// that of the machine. A window that is driven by a program speaks English, as pictures do,
// unless it is asked for another language: what it says is the same everywhere.
func (o *windowOptions) reader() *language.Language {
	if o.language.given || o.stdio {
		return o.language.chosen
	}
	l, _ := language.Of(environment(os.Getenv))
	return l
}

// environment is the language of messages that the environment names, as POSIX has it.
func environment(get func(string) string) string {
	return cmp.Or(get("LC_ALL"), get("LC_MESSAGES"), get("LANG"))
}
