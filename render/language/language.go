package language

import (
	"slices"
	"strings"
	"unicode"
)

// Language puts texts into one language. The nil Language is English, the language that
// the program is written in. It is not safe for concurrent use.
type Language struct {
	Tag  string // as browsers name it: "de"
	Name string // in itself: "Deutsch"

	catalogue *Catalogue
	cache     map[string]string
}

// mostCached is how many texts are remembered. Numbers that count make new ones.
const mostCached = 4096

// deepest is how many gaps may lie within each other.
const deepest = 5

func newLanguage(tag, name string, c *Catalogue) *Language {
	return &Language{Tag: tag, Name: name, catalogue: c, cache: make(map[string]string)}
}

// Text is an English text in this language; one that is not in the catalogue keeps its
// words and has its numbers spelled. The same text takes no memory when it comes again.
func (l *Language) Text(text string) string {
	if l == nil {
		return text
	}
	if known, ok := l.cache[text]; ok {
		return known
	}
	if len(l.cache) >= mostCached {
		clear(l.cache)
	}
	text = strings.Clone(text) // it may be a part of a long one
	put, _ := l.look(text, deepest)
	l.cache[text] = put
	return put
}

// Numbers is a text with its numbers spelled in this language, and its words kept.
func (l *Language) Numbers(text string) string {
	if l == nil {
		return text
	}
	key, taken := numbers(text)
	return fill(key, taken)
}

// Typed is what a person typed, in the notation of English: 1 003,5 is 1003.5. A point, which
// may stand before a fraction or between thousands, stays what English has it for.
func (l *Language) Typed(text string) string {
	if l == nil {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == ',':
			return '.'
		case r == '\u202f' || r == '\u00a0':
			return -1
		}
		return r
	}, text)
}

// look is a text in this language, and whether all of it is known: in the catalogue, or
// nothing that a language could have another word for.
func (l *Language) look(text string, deep int) (put string, known bool) {
	core := strings.Trim(text, " ")
	if core != text {
		before, after, _ := strings.Cut(text, core)
		put, known = l.look(core, deep)
		return before + put + after, known
	}
	if put, ok := l.catalogue.texts[text]; ok {
		return put, true
	}
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' { // what a person has typed
		return text, true
	}
	key, taken := numbers(text)
	if put, ok := l.catalogue.texts[key]; ok {
		return fill(put, taken), true
	}
	plain := fill(key, taken)
	if !worded(text) {
		return plain, true
	}
	if put, ok := l.lookList(text, deep); ok {
		return put, true
	}
	for i := range l.catalogue.patterns {
		if put, ok := l.lookPattern(&l.catalogue.patterns[i], key, taken, deep-1); ok {
			return put, true
		}
	}
	return plain, false
}

// comma joins the items of a list.
const comma = ", "

// lookList tries a text as a list of things that are known.
func (l *Language) lookList(text string, deep int) (put string, ok bool) {
	items := strings.Split(text, comma)
	if len(items) == 1 || deep <= 0 {
		return "", false
	}
	for i := range items {
		if items[i], ok = l.look(items[i], deep-1); !ok {
			return "", false
		}
	}
	return strings.Join(items, comma), true
}

// lookPattern tries a key with gaps. ok is false if the text is none of it, or the catalogue
// lacks what is in a gap: the words of one language do not stand in a sentence of the other.
func (l *Language) lookPattern(p *pattern, key string, taken []string, deep int) (put string, ok bool) {
	in, ok := p.match(key)
	switch {
	case !ok || deep <= 0:
		return "", false
	case p.translation == "":
		return restore(key, taken), true
	}
	next := func(part string) (of []string) {
		n := strings.Count(part, hole)
		of, taken = taken[:n], taken[n:]
		return of
	}
	put = p.translation
	own := slices.Clone(next(p.between[0]))
	for i, inside := range in {
		said, known := l.look(restore(inside, next(inside)), deep)
		if !known {
			return "", false
		}
		put = strings.Replace(put, gap, escape(said), 1)
		own = append(own, next(p.between[i+1])...)
	}
	return unescape(fill(put, own)), true
}

// The braces of a text that fills a gap are not those of the pattern.
var escape, unescape = strings.NewReplacer("{", "\x01").Replace, strings.NewReplacer("\x01", "{").Replace

// restore puts numbers back into their holes.
func restore(key string, taken []string) string {
	for _, n := range taken {
		key = strings.Replace(key, hole, n, 1)
	}
	return key
}

// fill puts the numbers, spelled, into a translation.
func fill(put string, taken []string) string {
	if len(taken) == 0 {
		return put
	}
	ordered := strings.Contains(put, hole)
	for i, n := range taken {
		if ordered {
			put = strings.Replace(put, hole, spelled(n), 1)
		} else {
			put = strings.ReplaceAll(put, placeholder(i), spelled(n))
		}
	}
	return put
}

// worded reports whether a text has words. A name in code, such as guild.fan_out, one with a
// figure in it, such as gs-11 or an id in hexadecimal, and a single letter are none.
func worded(text string) bool {
	for token := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '…' || r == ',' || r == '(' || r == ')' }) {
		if !isCode(token) && letters(token) > 1 {
			return true
		}
	}
	return false
}

// letters is how many letters follow each other at most.
func letters(token string) (most int) {
	run := 0
	for _, r := range token {
		if run++; !unicode.IsLetter(r) {
			run = 0
		}
		most = max(most, run)
	}
	return most
}

// isCode reports whether a token is a name that machines read: it has a figure, or a point
// or a line joins its letters.
func isCode(token string) bool {
	if strings.ContainsAny(token, "0123456789") {
		return true
	}
	at := strings.IndexAny(token, "._")
	return at > 0 && at+1 < len(token) && isLetter(token[at-1]) && isLetter(token[at+1])
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Has reports whether the catalogue has a text, or there is nothing in it to translate.
func (l *Language) Has(text string) bool {
	_, ok := l.look(text, deepest)
	return ok
}

// Texts are those that need no number and no gap, by the English ones.
func (l *Language) Texts() map[string]string {
	texts := make(map[string]string)
	for english, text := range l.catalogue.texts {
		if english != text && !strings.Contains(english, hole) {
			texts[english] = text
		}
	}
	return texts
}

// Key is a text with its numbers taken out, as catalogues have it.
func Key(text string) string {
	key, _ := numbers(text)
	return key
}
