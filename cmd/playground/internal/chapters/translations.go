package chapters

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"fanout/render/language"
	"fanout/sim/chapter"
)

// inLanguage is the flag -lang.
type inLanguage string

func (in *inLanguage) String() string { return string(*in) }

func (in *inLanguage) Set(tag string) error {
	l, ok := language.Of(tag)
	if !ok {
		return fmt.Errorf("expected one of %s", strings.Join(language.Tags(), ", "))
	}
	if *in = "en"; l != nil {
		*in = inLanguage(l.Tag)
	}
	return nil
}

// translation is a file beside a chapter, and what it lacks.
type translation struct {
	file     string
	problems []chapter.Problem
}

// translationsOf reads what stands beside a chapter in other languages: with the program, or
// in the folder of the chapter's file.
func translationsOf(c *chapter.Chapter) (all []translation) {
	for _, tag := range language.Tags()[1:] {
		name := filepath.Join(filepath.Dir(c.Name), tag, filepath.Base(c.Name))
		t := c.TranslationOf(tag)
		if text, err := kind().ReadFile(name); err == nil {
			if t, err = chapter.ParseTranslation(name, text); err != nil {
				all = append(all, translation{name, []chapter.Problem{{Line: 1, Text: err.Error()}}})
				continue
			}
		} else if t != nil {
			name = path.Join(tag, c.Name)
		}
		if t != nil {
			l, _ := language.Of(tag)
			_, problems := c.In(t, l, chapter.GlossaryIn(c.Model, tag))
			all = append(all, translation{name, problems})
		}
	}
	return all
}
