package language

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// gap stands for any text in the key of a text.
const gap = "{…}"

// same begins the texts that need no translation.
const same = "same"

// Catalogue is a language's texts, by the English ones with their numbers taken out.
type Catalogue struct {
	texts    map[string]string
	patterns []pattern // keys with gaps, in the order of the file
}

// pattern is a key with gaps: what stands between them.
type pattern struct {
	between     []string // one more than there are gaps
	translation string   // "" for the text as it is
}

// Parse reads a catalogue. The error names file and line.
func Parse(name, file string) (*Catalogue, error) {
	c := &Catalogue{texts: make(map[string]string)}
	key, shared := "", false
	for i, raw := range strings.Split(file, "\n") {
		wrong := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %s", name, i+1, fmt.Sprintf(format, args...))
		}
		line := strings.TrimRight(raw, " \t\r")
		first, _ := utf8.DecodeRuneInString(line)
		switch {
		case line == "" || line[0] == '#' && (len(line) == 1 || line[1] == ' '):
		case unicode.IsSpace(first):
			if key == "" {
				return nil, wrong("%q translates nothing; expected the English text in the line above it", line)
			}
			if err := c.add(key, strings.TrimSpace(line)); err != nil {
				return nil, wrong("%v", err)
			}
			key = ""
		case key != "":
			return nil, wrong("%q has no translation; expected it in this line, behind a blank", key)
		case line == same:
			shared = true
		default:
			if _, twice := c.texts[line]; twice {
				return nil, wrong("%q is there already; expected each text once", line)
			}
			if shared {
				c.share(line)
			} else {
				key = line
			}
		}
	}
	if key != "" {
		return nil, fmt.Errorf("%s: %q has no translation; expected it below", name, key)
	}
	return c, nil
}

func (c *Catalogue) add(key, translation string) error {
	if err := matched(key, translation); err != nil {
		return err
	}
	if !strings.Contains(key, gap) {
		c.texts[key] = translation
		return nil
	}
	c.patterns = append(c.patterns, pattern{strings.Split(key, gap), translation})
	return nil
}

// share adds a text that both languages have.
func (c *Catalogue) share(key string) {
	if strings.Contains(key, gap) {
		c.patterns = append(c.patterns, pattern{between: strings.Split(key, gap)})
		return
	}
	c.texts[key] = key
}

// matched reports what of a key its translation lacks: a number or a text is never lost.
func matched(key, translation string) error {
	if want, got := strings.Count(key, gap), strings.Count(translation, gap); want != got {
		return fmt.Errorf("%q has %d of %s, its translation %d; expected as many", key, want, gap, got)
	}
	want := strings.Count(key, hole)
	if placed := strings.Count(translation, hole); placed == want {
		return nil
	}
	for n := range want {
		if strings.Count(translation, placeholder(n)) == 0 {
			return fmt.Errorf("%q has %d of %s; expected as many in its translation, or all of {1} to {%d}", key, want, hole, want)
		}
	}
	return nil
}

// placeholder is the number at that place, from 0.
func placeholder(n int) string { return fmt.Sprintf("{%d}", n+1) }

// Keys are the English texts, in order of the alphabet.
func (c *Catalogue) Keys() (keys []string) {
	for key := range c.texts {
		keys = append(keys, key)
	}
	for _, p := range c.patterns {
		keys = append(keys, strings.Join(p.between, gap))
	}
	slices.Sort(keys)
	return keys
}

// match is what stands in the gaps of a text, if it is one of the pattern.
func (p *pattern) match(text string) (in []string, ok bool) {
	rest, ok := strings.CutPrefix(text, p.between[0])
	if !ok {
		return nil, false
	}
	last := len(p.between) - 1
	for _, next := range p.between[1:last] {
		inside, after, found := strings.Cut(rest, next)
		if !found || inside == "" {
			return nil, false
		}
		in, rest = append(in, inside), after
	}
	inside, ok := strings.CutSuffix(rest, p.between[last])
	if !ok || inside == "" {
		return nil, false
	}
	return append(in, inside), true
}
