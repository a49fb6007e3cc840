package challenge

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fanout/sim"
)

// Bounds of a file and of a run.
const (
	Longest = 32 << 10 // bytes of a file

	leastRun   = 10 * time.Second
	longestRun = 10 * time.Minute
	mostEvents = 100
	mostRules  = 8
)

// Parse reads a challenge: text in UTF-8. The error names file, line and column, the latter
// in characters from 1, what stands there, and what was expected.
func Parse(m *sim.Model, name, text string) (*Challenge, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	switch {
	case len(text) > Longest:
		return nil, fmt.Errorf("%s has %d bytes; expected a challenge, of at most %d", name, len(text), Longest)
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return nil, fmt.Errorf("%s is no text in UTF-8; expected a challenge", name)
	}
	r := &reader{c: &Challenge{Name: name, Number: -1, File: text, Model: m}}
	r.events = &r.c.Events
	for i, raw := range strings.Split(text, "\n") {
		raw = strings.TrimRight(raw, " \t\r")
		if err := r.line(raw); err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", name, i+1, sim.Column(raw, 0, err), plainly(err))
		}
	}
	if err := r.c.lacks(); err != nil {
		return nil, fmt.Errorf("%s:1:1: %w", name, err)
	}
	return r.c, nil
}

// plainly is the error without its place, which stands before it.
func plainly(err error) error {
	if inner := errors.Unwrap(err); inner != nil && sim.WordOf(err) != 0 {
		return inner
	}
	return err
}

// reader reads a challenge line by line.
type reader struct {
	c      *Challenge
	text   func(line string) // takes text below the verb above, nil if it has none
	events *[]Event          // that at adds to
	tried  bool              // below pass or fail, where nothing but at is
}

func (r *reader) line(raw string) error {
	verb, args, _ := strings.Cut(strings.Join(strings.Fields(raw), " "), " ")
	switch {
	case verb == "":
		if r.text != nil {
			r.text("")
		}
		return nil
	case raw[0] == '#':
		r.c.Title = cmp.Or(r.c.Title, strings.TrimSpace(raw[1:]))
		return nil
	case raw[0] == ' ' || raw[0] == '\t':
		if r.text == nil {
			return errors.New("text has to stand below brief, always or end; expected a verb at the beginning of the line")
		}
		r.text(strings.TrimSpace(raw))
		return nil
	}
	r.text = nil
	if r.tried && verb != "at" && verb != "pass" && verb != "fail" {
		return fmt.Errorf("%q cannot stand below pass or fail; expected at TIME COMMAND", sim.Clip(verb))
	}
	if read, ok := verbs[verb]; ok {
		return read(r, args)
	}
	return r.start(verb, verb+" "+args)
}

// verbs are those of the file; other lines are commands that make the starting state.
var verbs map[string]func(r *reader, args string) error

func init() {
	verbs = map[string]func(r *reader, args string) error{
		"challenge": (*reader).challenge, "for": (*reader).lasts, "brief": (*reader).brief, "at": (*reader).at, "allow": (*reader).allow,
		"always": func(r *reader, args string) error { return r.rule(true, args) },
		"end":    func(r *reader, args string) error { return r.rule(false, args) },
		"bill":   (*reader).bill,
		"pass":   func(r *reader, args string) error { return r.try(&r.c.Pass, args) },
		"fail":   func(r *reader, args string) error { return r.try(&r.c.Fail, args) },
	}
}

func (r *reader) challenge(args string) error {
	n, err := strconv.Atoi(args)
	if err != nil || n < 0 || n > 99 {
		return sim.AtWord(1, fmt.Errorf("challenge: %q is not a number from 0 to 99", sim.Clip(args)))
	}
	r.c.Number = n
	return nil
}

func (r *reader) lasts(args string) (err error) {
	if r.c.For, err = time.ParseDuration(args); err != nil || r.c.For < leastRun || r.c.For > longestRun {
		return sim.AtWord(1, fmt.Errorf("for: %q is not possible; expected a duration from %v to %v", sim.Clip(args), leastRun, longestRun))
	}
	return nil
}

func (r *reader) brief(args string) error {
	if args != "" {
		return sim.AtWord(1, fmt.Errorf("brief: %q is too much; expected the text in the lines below", sim.Clip(args)))
	}
	open := false
	r.text = func(line string) {
		switch last := len(r.c.Brief) - 1; {
		case line == "":
			open = false
		case open:
			r.c.Brief[last] += " " + line
		default:
			r.c.Brief, open = append(r.c.Brief, line), true
		}
	}
	return nil
}

func (r *reader) at(args string) error {
	when, line, _ := strings.Cut(args, " ")
	at, err := time.ParseDuration(when)
	if err != nil || at < 0 || at > longestRun {
		return sim.AtWord(1, fmt.Errorf("at: %q is not a time; expected one from 0s to the end of the run", sim.Clip(when)))
	}
	if len(*r.events) == mostEvents {
		return fmt.Errorf("at: there are too many; expected at most %d", mostEvents)
	}
	l, err := sim.ParseLine(r.c.Model, line, nil)
	if err != nil {
		return sim.AtWord(2+sim.WordOf(err), err)
	}
	if !alters(r.c.Model, l.Text()) {
		return sim.AtWord(2, fmt.Errorf("at %s: %q changes nothing in the world; expected such as set, or a fault", when, sim.Clip(line)))
	}
	if r.tried && !r.c.allows(l.Text()) {
		return sim.AtWord(2, r.c.refusal(l.Text()))
	}
	*r.events = append(*r.events, Event{at, l.Text()})
	return nil
}

func (r *reader) allow(args string) error {
	for i, key := range strings.Fields(args) {
		if r.c.Model.Setting(key) == nil {
			return sim.AtWord(1+i, fmt.Errorf("allow: %q is not a setting of %s", sim.Clip(key), r.c.Model.Name))
		}
		r.c.Allow = append(r.c.Allow, key)
	}
	return nil
}

func (r *reader) rule(always bool, args string) error {
	if len(r.c.Rules) == mostRules {
		return fmt.Errorf("there are too many rules; expected at most %d", mostRules)
	}
	l, err := sim.ParseLine(r.c.Model, "expect "+args, map[string]bool{})
	if err != nil {
		return sim.AtWord(sim.WordOf(err), err)
	}
	i := len(r.c.Rules)
	r.c.Rules = append(r.c.Rules, Rule{Always: always, Expect: l.Expectation()})
	r.text = func(line string) { r.c.Rules[i].Text = strings.TrimSpace(r.c.Rules[i].Text + " " + line) }
	return nil
}

func (r *reader) bill(args string) error {
	q, err := r.c.Model.ParseQuantity(args, nil)
	if err != nil {
		return sim.AtWord(1+sim.WordOf(err), err)
	}
	if q.Unit() != sim.UnitCount {
		return sim.AtWord(1, fmt.Errorf("bill: %q does not count anything; expected a metric such as spans.recorded", args))
	}
	r.c.bill = *q
	return nil
}

func (r *reader) try(events *[]Event, args string) error {
	if args != "" {
		return sim.AtWord(1, fmt.Errorf("%q is too much; expected at TIME COMMAND in the lines below", sim.Clip(args)))
	}
	r.events, r.tried = events, true
	return nil
}

// start takes a line that makes the starting state.
func (r *reader) start(verb, line string) error {
	l, err := sim.ParseLine(r.c.Model, strings.TrimSpace(line), nil)
	if err != nil {
		return err
	}
	if !slices.Contains([]string{"set", "toggle", "costs", "cost", "seed", "model"}, verb) {
		return fmt.Errorf("%q does not make a starting state; expected set, toggle, costs, cost or seed", sim.Clip(verb))
	}
	if verb != "model" {
		r.c.Start = append(r.c.Start, l.Text())
	}
	return nil
}

// lacks is what a file has to have and does not.
func (c *Challenge) lacks() error {
	slices.SortStableFunc(c.Events, func(a, b Event) int { return cmp.Compare(a.At, b.At) })
	for _, lack := range []struct {
		yes  bool
		what string
	}{
		{c.Title == "", "no title; expected # and a title in the first line"},
		{c.Number < 0, "no number; expected challenge N"},
		{c.For == 0, "no length; expected for DURATION"},
		{len(c.Brief) == 0, "no text; expected brief, with text below it"},
		{len(c.Allow) == 0, "nothing that may be changed; expected allow KEY…"},
		{len(c.Rules) == 0, "no rule; expected always or end"},
		{slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Text == "" }), "a rule that says nothing; expected text below it"},
		{c.bill == sim.Quantity{}, "no bill; expected bill METRIC"},
		{slices.ContainsFunc(slices.Concat(c.Events, c.Pass, c.Fail), func(e Event) bool { return e.At >= c.For }), fmt.Sprintf("something that happens after its end; expected times before %v", c.For)},
	} {
		if lack.yes {
			return fmt.Errorf("the challenge has %s", lack.what)
		}
	}
	return nil
}
