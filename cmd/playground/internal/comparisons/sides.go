package comparisons

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"fanout/cmd/playground/internal/link"
	"fanout/sim"
)

// side is what -a or -b says, word by word.
type side struct {
	name  string
	words []string
}

// register adds the flag of the side to flags.
func (s *side) register(flags *flag.FlagSet, name string) {
	s.name = name
	doc := fmt.Sprintf("what %s begins with or has done in it: `settings` or commands, or a link; may be repeated", strings.ToUpper(name))
	flags.Func(name, doc, func(text string) error {
		s.words = append(s.words, text)
		return nil
	})
}

// isLink reports whether somebody means a link, whole or in part, and not one setting or
// command.
func isLink(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(word, "?") || strings.HasPrefix(word, "#") || strings.Contains(word, "&")
}

// link is the one that the side names, "" if it names none.
func (s *side) link() (address string, err error) {
	for _, word := range s.words {
		switch {
		case !isLink(word):
		case address != "":
			return "", fmt.Errorf("-%s: two links; expected one", s.name)
		default:
			address = word
		}
	}
	return address, nil
}

// linked reports whether the side names a link.
func (s *side) linked() bool { return slices.ContainsFunc(s.words, isLink) }

// lines are the settings and commands that the side names, as lines of the grammar.
func (s *side) lines(m *sim.Model) (lines []string, err error) {
	for _, word := range s.words {
		if isLink(word) {
			continue
		}
		for text := range strings.SplitSeq(word, ";") {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			line, err := lineOf(m, text)
			if err != nil {
				return nil, fmt.Errorf("-%s: %w", s.name, err)
			}
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// lineOf is a line of the grammar, also of name=value as -set and links have it.
func lineOf(m *sim.Model, text string) (string, error) {
	name, value, ok := strings.Cut(text, "=")
	if !ok || strings.Contains(name, " ") {
		return text, nil
	}
	return link.Setting(m, name, value)
}

// follow reads a link that a flag names.
func (o *options) follow(flag, address string) (link.Origin, error) {
	at, err := link.ReadOrigin(address)
	if err != nil {
		return at, fmt.Errorf("-%s: %w", flag, err)
	}
	if at.Note != "" {
		o.notes = append(o.notes, at.Note)
	}
	return at, nil
}

// from are the origins of A and B: what the flags say, one link for both, or a link each.
func (o *options) from(plain link.Origin, base string) (a, b link.Origin, err error) {
	linkA, errA := o.a.link()
	linkB, errB := o.b.link()
	if err = errors.Join(errA, errB); err != nil {
		return a, b, err
	}
	switch {
	case base != "" && (linkA != "" || linkB != ""):
		return a, b, errors.New("-link is what A and B begin with; expected settings or commands as -a and -b, and no links")
	case linkA != "" && linkB != "":
		if a, err = o.follow("a", linkA); err == nil {
			b, err = o.follow("b", linkB)
		}
		return a, b, err
	case base != "":
		a, err = o.follow("link", base)
		if err == nil && a.Other != nil && len(o.a.words)+len(o.b.words) == 0 { // it has both
			b = a
			b.History = *a.Other
			return a, b, nil
		}
	case linkA != "":
		a, err = o.follow("a", linkA)
	case linkB != "":
		a, err = o.follow("b", linkB)
	default:
		a = plain
	}
	return a, a, err
}
