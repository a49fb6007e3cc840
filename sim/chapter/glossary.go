package chapter

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fanout/sim"
)

// Glossary is what terms mean. The file is like that of a chapter: a term, also by which
// other names it goes, where the definition comes from if that is not plain usage, and
// below it, after a blank, the definition.
//
//	# Glossary
//	orphan root | orphan
//	  The first span of a trace that …
//	second layer [POST]
//	  A second decision where …
type Glossary struct {
	terms []Term
	byKey map[string]int
}

// Term is one entry.
type Term struct {
	Name       string
	Also       []string
	Definition string // one or two sentences
	Tag        string // where the definition comes from, as figures say it: one of tags, or "" for plain usage
}

// tags are those of figures: published, assumed by a model, measured here.
var tags = []string{"POST", "MODEL", "TAB"}

// cutTag is a line of names without its tag. The error is one sentence.
func cutTag(line string) (names, tag string, err error) {
	names, rest, ok := strings.Cut(line, "[")
	if !ok {
		return line, "", nil
	}
	tag, closed := strings.CutSuffix(rest, "]")
	if !closed || !slices.Contains(tags, tag) {
		return "", "", fmt.Errorf("%q is no tag; expected one of [%s] at the end of the line", sim.Clip("["+rest), strings.Join(tags, "], ["))
	}
	return strings.TrimSpace(names), tag, nil
}

// ParseGlossary reads a glossary. The error names file, line and column.
func ParseGlossary(name, text string) (*Glossary, error) {
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("%s is no text in UTF-8; expected a glossary", name)
	}
	g := &Glossary{byKey: make(map[string]int)}
	for i, raw := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line := strings.TrimRight(raw, " \t\r")
		wrong := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d:1: %w", name, i+1, fmt.Errorf(format, args...))
		}
		first, _ := utf8.DecodeRuneInString(line)
		last := len(g.terms) - 1
		switch {
		case line == "" || line[0] == '#':
		case unicode.IsSpace(first):
			if last < 0 {
				return nil, wrong("a definition without a term; expected the term in a line before it")
			}
			g.terms[last].Definition = strings.TrimSpace(g.terms[last].Definition + " " + strings.TrimSpace(line))
		default:
			if last >= 0 && g.terms[last].Definition == "" {
				return nil, wrong("%q has no definition; expected one before this line", g.terms[last].Name)
			}
			line, tag, err := cutTag(line)
			if err != nil {
				return nil, wrong("%w", err)
			}
			names := strings.Split(line, "|")
			for k := range names {
				names[k] = strings.TrimSpace(names[k])
				if other, ok := g.byKey[key(names[k])]; ok || names[k] == "" {
					if ok {
						return nil, wrong("%q is a name of %q already; expected each name once", names[k], g.terms[other].Name)
					}
					return nil, wrong("a name is missing; expected NAME or NAME | OTHER NAME")
				}
				g.byKey[key(names[k])] = last + 1
			}
			g.terms = append(g.terms, Term{Name: names[0], Also: names[1:], Tag: tag})
		}
	}
	if n := len(g.terms); n > 0 && g.terms[n-1].Definition == "" {
		return nil, fmt.Errorf("%s: %q has no definition; expected one below it", name, g.terms[n-1].Name)
	}
	return g, nil
}

// key is a name as it is looked for: in lower case.
func key(name string) string { return strings.ToLower(name) }

// GlossaryOf is the glossary that comes with a model, an empty one if it has none. It
// panics if it is wrong, which a test of the model finds out.
func GlossaryOf(m *sim.Model) *Glossary { return glossaryOf(m, "chapters/glossary.txt") }

// GlossaryIn is that of a language: the English one with the definitions of the language's,
// where there are any, and with its names besides. Entries of it begin with the English name.
func GlossaryIn(m *sim.Model, language string) *Glossary {
	g, in := GlossaryOf(m), glossaryOf(m, "chapters/"+language+"/glossary.txt")
	out := &Glossary{terms: slices.Clone(g.terms), byKey: maps.Clone(g.byKey)}
	for i := range out.terms {
		t := &out.terms[i]
		other, ok := in.Find(t.Name)
		if !ok {
			continue
		}
		t.Definition, t.Also = other.Definition, slices.Concat(t.Also, other.Also)
		for _, name := range other.Also {
			out.byKey[key(name)] = i
		}
	}
	return out
}

func glossaryOf(m *sim.Model, file string) *Glossary {
	g := &Glossary{byKey: make(map[string]int)}
	if m.Files == nil {
		return g
	}
	text, err := fs.ReadFile(m.Files, file)
	if err != nil {
		return g
	}
	if g, err = ParseGlossary("glossary", string(text)); err != nil {
		panic("chapter: " + err.Error())
	}
	return g
}

// Find is the entry of a name, in any case of letters.
func (g *Glossary) Find(name string) (Term, bool) {
	i, ok := g.byKey[key(name)]
	if !ok {
		return Term{}, false
	}
	return g.terms[i], true
}

// Terms lists the entries in the order of the file.
func (g *Glossary) Terms() []Term { return g.terms }
