package chapter

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fanout/sim"
)

// Speech is how figures and what chapters say of them are spelled in another language.
type Speech interface {
	Text(english string) string    // a phrase, such as "45.1 %" or "no guess"
	Numbers(english string) string // a text with its numbers spelled, and its words kept
}

// Translation is the texts of a chapter in another language: a file beside that of the
// chapter, in a folder that is called like the language. It has the verbs that texts
// belong to, and nothing of what they do, in the order of the chapter:
//
//	# Zehn Punkte CPU
//	beat nach einem Fan-out einen Trace fortsetzen, nie beginnen
//
//	step
//	  Absatz für Absatz. {sessions.cpu} und [[head sampling|Head-Sampling]] bleiben.
//	predict
//	  Wo landet der Balken?
//	option 1 : und das Netz kopiert sie
//	reveal
//	  …
//	published Sessions: CPU ohne Roots
//	check
//	  …
//	hint
//	  …
//
//	know
//	  …
//
// Paragraphs are matched by their place. One has the figures and the terms of the English
// one, in any order. What is missing, or does not match, appears in English.
type Translation struct {
	Name  string // of the file
	File  string // the whole text
	title phrase
	beat  phrase
	steps []stepTexts
	know  prose
}

// phrase is a text of one line, with the line of the file.
type phrase struct {
	line int
	text string
}

// prose is the paragraphs below a verb.
type prose struct {
	line       int // of the verb
	paragraphs []Paragraph
	lines      []int // where they begin
}

// stepTexts are the texts of a step.
type stepTexts struct {
	prose, predict, reveal, check prose
	hints                         []prose
	options, published            []phrase
}

// TranslationOf is the translation that comes with a chapter's model, nil if there is none.
// It panics if it is wrong, which a test of the model finds out.
func (c *Chapter) TranslationOf(language string) *Translation {
	file := path.Join("chapters", language, c.Name+".txt")
	if c.Model.Files == nil {
		return nil
	}
	text, err := fs.ReadFile(c.Model.Files, file)
	if err != nil {
		return nil
	}
	t, err := ParseTranslation(path.Join(language, c.Name), string(text))
	if err != nil {
		panic("chapter: " + err.Error())
	}
	return t
}

// ParseTranslation reads a translation. The error names file, line and column.
func ParseTranslation(name, text string) (*Translation, error) {
	if !utf8.ValidString(text) || len(text) > Longest {
		return nil, fmt.Errorf("%s is no translation; expected a text in UTF-8 of at most %d bytes", name, Longest)
	}
	r := &translationReader{t: &Translation{Name: name, File: text}}
	for i, raw := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		r.number, r.raw = i+1, strings.TrimRight(raw, " \t\r")
		if err := r.line(); err != nil {
			return nil, r.place(err)
		}
	}
	if err := r.flush(); err != nil {
		return nil, r.place(err)
	}
	return r.t, nil
}

// translationReader reads a translation line by line.
type translationReader struct {
	t      *Translation
	number int // of the present line
	raw    string
	into   *prose   // of the verb above; nil if it has none
	lines  []source // of the paragraph that has begun
}

func (r *translationReader) place(err error) error {
	at, column := r.number, 1
	if p, ok := err.(*placed); ok {
		at, column = p.line, p.column
	}
	return fmt.Errorf("%s:%d:%d: %w", r.t.Name, at, column, err)
}

func (r *translationReader) line() error {
	if strings.HasPrefix(r.raw, "#") {
		if r.t.title.text == "" {
			r.t.title = phrase{r.number, strings.TrimSpace(r.raw[1:])}
		}
		return nil
	}
	if first, _ := utf8.DecodeRuneInString(r.raw); r.raw != "" && unicode.IsSpace(first) {
		if r.into == nil {
			return fmt.Errorf("%q is text, and belongs to no verb; expected it below step, predict, reveal, check, hint or know", sim.Clip(strings.TrimSpace(r.raw)))
		}
		r.lines = append(r.lines, source{r.number, r.raw, strings.TrimLeftFunc(r.raw, unicode.IsSpace)})
		return nil
	}
	if err := r.flush(); err != nil || r.raw == "" {
		return err
	}
	verb, args, _ := strings.Cut(r.raw, " ")
	return r.verb(verb, strings.TrimSpace(args))
}

// verb begins what the lines below belong to.
func (r *translationReader) verb(verb, args string) error {
	r.into = nil
	var step *stepTexts
	if n := len(r.t.steps); n > 0 {
		step = &r.t.steps[n-1]
	}
	switch {
	case verb == "beat":
		r.t.beat = phrase{r.number, args}
		return nil
	case verb == "step":
		r.t.steps = append(r.t.steps, stepTexts{})
		r.into = &r.t.steps[len(r.t.steps)-1].prose
	case verb == "know":
		r.into = &r.t.know
	case step == nil:
		return fmt.Errorf("%q is not possible here; expected beat, step or know", sim.Clip(verb))
	case verb == "predict":
		r.into = &step.predict
	case verb == "reveal":
		r.into = &step.reveal
	case verb == "check":
		r.into = &step.check
	case verb == "hint":
		step.hints = append(step.hints, prose{})
		r.into = &step.hints[len(step.hints)-1]
	case verb == "option":
		step.options = append(step.options, phrase{r.number, args})
		return nil
	case verb == "published":
		step.published = append(step.published, phrase{r.number, args})
		return nil
	default:
		return fmt.Errorf("%q is nothing that a translation has; expected step, predict, option, reveal, published, check, hint or know", sim.Clip(verb))
	}
	if args != "" {
		return fmt.Errorf("%s: %q is too much; expected nothing behind it, and text in the lines below", verb, sim.Clip(args))
	}
	if r.into.line > 0 {
		return fmt.Errorf("%s: there is one in line %d; expected one in a step", verb, r.into.line)
	}
	r.into.line = r.number
	return nil
}

// flush ends a paragraph. Its figures are those of the English one, which is found later.
func (r *translationReader) flush() error {
	if len(r.lines) == 0 {
		return nil
	}
	p, err := parse(r.lines, func(text string) (*figure, error) { return &figure{text: text}, nil })
	if err != nil {
		return err
	}
	r.into.paragraphs = append(r.into.paragraphs, p)
	r.into.lines = append(r.into.lines, r.lines[0].number)
	r.lines = nil
	return nil
}

// In is the chapter with the texts of a translation, nil for none, and figures spelled by a
// speech. problems are what does not match, by lines of the translation: that is in English.
func (c *Chapter) In(t *Translation, speech Speech, g *Glossary) (in *Chapter, problems []Problem) {
	if t == nil {
		t = new(Translation)
	}
	m := &matcher{t: t, speech: speech, glossary: g}
	out := *c
	out.speech = speech
	m.phrase(&out.Title, t.title, "title", 1)
	m.phrase(&out.Beat, t.beat, "beat", 1)
	out.Steps = slices.Clone(c.Steps)
	for i := range out.Steps {
		var texts stepTexts
		if i < len(t.steps) {
			texts = t.steps[i]
		} else if i == len(t.steps) {
			m.problem(m.at, "step %d of %d and all behind it are missing", i+1, len(c.Steps))
		}
		m.step(&out.Steps[i], &texts)
	}
	for _, more := range t.steps[min(len(t.steps), len(c.Steps)):] {
		m.problem(more.prose.line, "step: the chapter has only %d", len(c.Steps))
	}
	out.Know = m.prose(c.Know, t.know, "know")
	return &out, m.problems
}

// matcher puts the texts of a translation in the places of the English ones.
type matcher struct {
	t        *Translation
	speech   Speech
	glossary *Glossary
	problems []Problem
	at       int // line of the last verb that was there
}

func (m *matcher) problem(line int, format string, args ...any) {
	m.problems = append(m.problems, Problem{Line: max(1, line), Text: fmt.Sprintf(format, args...)})
}

// phrase puts a text of one line into its place.
func (m *matcher) phrase(english *string, p phrase, what string, line int) {
	if p.text == "" {
		m.problem(line, "%s: %q is not translated", what, sim.Clip(*english))
		*english = m.speech.Numbers(*english)
		return
	}
	*english = p.text
}

// step puts the texts of a step into their places.
func (m *matcher) step(s *Step, t *stepTexts) {
	s.Prose = m.prose(s.Prose, t.prose, "step")
	if s.Predict != nil {
		p := *s.Predict
		p.Question = m.prose(p.Question, t.predict, "predict")
		m.options(&p, t.options)
		p.Reveal = m.prose(p.Reveal, t.reveal, "reveal")
		m.published(&p, t.published)
		s.Predict = &p
	}
	if s.Check != nil {
		k := *s.Check
		k.Text = m.prose(k.Text, t.check, "check")
		k.Hints = slices.Clone(k.Hints)
		for i := range k.Hints {
			var hint prose
			if i < len(t.hints) {
				hint = t.hints[i]
			}
			k.Hints[i] = m.prose(k.Hints[i], hint, "hint")
		}
		s.Check = &k
	}
}

// options are matched by their order.
func (m *matcher) options(p *Prediction, in []phrase) {
	p.Options = slices.Clone(p.Options)
	if len(in) != len(p.Options) {
		m.problem(max(m.at, 1), "option: there are %d; expected %d", len(in), len(p.Options))
	}
	for i := range p.Options {
		o := &p.Options[i]
		if i >= len(in) {
			o.Label, o.About = m.speech.Numbers(o.Label), m.speech.Numbers(o.About)
			continue
		}
		label, about, _ := strings.Cut(in[i].text, " : ")
		m.at = in[i].line
		o.Label = strings.TrimSpace(label)
		if about = strings.TrimSpace(about); about == "" && o.About != "" {
			m.problem(in[i].line, "option: %q is not translated; expected %s : and its translation", sim.Clip(o.About), o.Label)
			continue
		}
		o.About = about
	}
}

// published figures are matched by their order.
func (m *matcher) published(p *Prediction, in []phrase) {
	n := 0
	p.named = make(map[*sim.Published]string)
	for _, e := range p.Held {
		if e.Published() == nil {
			continue
		}
		if n == len(in) {
			m.problem(m.at, "published: %q is not translated", sim.Clip(e.Published().Figure))
			return
		}
		m.at = in[n].line
		p.named[e.Published()] = in[n].text
		n++
	}
}

// prose is the translation of a text, paragraph by paragraph.
func (m *matcher) prose(english Text, in prose, verb string) Text {
	if in.line > 0 {
		m.at = in.line
	}
	out := make(Text, len(english))
	for i, p := range english {
		out[i] = m.untranslated(p)
		if i >= len(in.paragraphs) {
			m.problem(m.at, "%s: %q is not translated", verb, sim.Clip(Text{p}.String()))
			continue
		}
		translated, wrong := m.match(p, in.paragraphs[i])
		if wrong != "" {
			m.problem(in.lines[i], "%s: %s", verb, wrong)
			continue
		}
		out[i] = translated
	}
	for i := len(english); i < len(in.paragraphs); i++ {
		m.problem(in.lines[i], "%s: this paragraph is one too many; expected %d", verb, len(english))
	}
	return out
}

// untranslated is an English paragraph with the numbers of the other language.
func (m *matcher) untranslated(p Paragraph) Paragraph {
	out := slices.Clone(p)
	for i := range out {
		if out[i].figure == nil {
			out[i].Text = m.speech.Numbers(out[i].Text)
		}
	}
	return out
}

// match gives a paragraph the figures of the English one. wrong says what the two do not
// have in common.
func (m *matcher) match(english, in Paragraph) (out Paragraph, wrong string) {
	figures := make(map[string]*figure)
	for _, r := range english {
		if r.figure != nil {
			figures[r.figure.text] = r.figure
		}
	}
	if wrong := same("{", "}", figuresOf(english), figuresOf(in)); wrong != "" {
		return nil, wrong
	}
	if wrong := same("[[", "]]", m.termsOf(english), m.termsOf(in)); wrong != "" {
		return nil, wrong
	}
	out = slices.Clone(in)
	for i := range out {
		if out[i].figure != nil {
			out[i].figure = figures[out[i].figure.text]
		} else if n := grouped(out[i].Text); n != "" {
			return nil, fmt.Sprintf("%q is one number to some readers and another to others; expected a blank between thousands", n)
		}
	}
	return out, ""
}

func figuresOf(p Paragraph) (all []string) {
	for _, r := range p {
		if r.figure != nil {
			all = append(all, r.figure.text)
		}
	}
	return all
}

// termsOf are the terms of a paragraph as the glossary has them.
func (m *matcher) termsOf(p Paragraph) (all []string) {
	for _, r := range p {
		if r.Term == "" {
			continue
		}
		name := key(r.Term)
		if t, ok := m.glossary.Find(r.Term); ok {
			name = t.Name
		}
		all = append(all, name)
	}
	return all
}

// same says what is in one of two lists and not in the other; "" if nothing is.
func same(opening, closing string, english, in []string) (wrong string) {
	for _, one := range in {
		if !slices.Contains(english, one) {
			return fmt.Sprintf("%s%s%s is not in the English paragraph", opening, sim.Clip(one), closing)
		}
	}
	for _, one := range english {
		if !slices.Contains(in, one) {
			return fmt.Sprintf("%s%s%s of the English paragraph is missing", opening, sim.Clip(one), closing)
		}
	}
	return ""
}

// grouped is the first number of a text that has three digits behind a comma or a point: it
// is a fraction to some readers, and has thousands to others. "" is for none.
func grouped(text string) string {
	isDigit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	for i := range text {
		if (text[i] == ',' || text[i] == '.') && isDigit(i-1) && isDigit(i+1) && isDigit(i+2) && isDigit(i+3) && !isDigit(i+4) {
			from := i
			for isDigit(from - 1) {
				from--
			}
			return text[from : i+4]
		}
	}
	return ""
}
