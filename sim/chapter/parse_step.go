package chapter

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/sim"
)

// predict reads "QUANTITY bar|number FROM to TO [UNIT]" or "QUANTITY choice".
func (r *reader) predict(args string) error {
	s := r.now()
	switch {
	case s == nil:
		return errors.New("predict: it stands before the first step; expected it below one")
	case s.Predict != nil:
		return fmt.Errorf("predict: the step has one in line %d; expected at most one in a step", s.Predict.Line)
	case s.Check != nil:
		return fmt.Errorf("predict: it stands behind the check of line %d; expected it before", s.Check.Line)
	}
	f := strings.Fields(args)
	at := slices.IndexFunc(f, func(w string) bool { return slices.Contains(kindNames, w) })
	if at < 0 {
		return sim.AtWord(len(f)+1, fmt.Errorf("predict: %q does not say how; expected METRIC bar FROM to TO, METRIC number FROM to TO or METRIC choice", sim.Clip(args)))
	}
	q, err := r.c.Model.ParseQuantity(strings.Join(f[:at], " "), r.marks)
	if err != nil {
		return shift(1, "predict", err)
	}
	p := &Prediction{Line: r.number, Quantity: q, Kind: Kind(slices.Index(kindNames, f[at]))}
	if err := p.ranged(f[at+1:]); err != nil {
		return shift(at+2, "predict", err)
	}
	s.Predict = p
	r.in, r.guess = inPredict, false
	r.texts(&p.Question)
	return nil
}

// ranged reads what stands behind the kind.
func (p *Prediction) ranged(f []string) (err error) {
	if p.Kind == Choice {
		if len(f) > 0 {
			return fmt.Errorf("%q is too much; expected the options in lines below", sim.Clip(f[0]))
		}
		return nil
	}
	if len(f) < 3 || f[1] != "to" {
		return fmt.Errorf("%q is no range; expected FROM to TO", sim.Clip(strings.Join(f, " ")))
	}
	if p.From, err = p.Quantity.Parse(f[0]); err != nil {
		return err
	}
	if p.To, err = p.Quantity.Parse(f[2]); err != nil {
		return sim.AtWord(2, err)
	}
	if p.From >= p.To {
		return fmt.Errorf("%s to %s is no range; expected the lower end first", f[0], f[2])
	}
	p.Unit = strings.Join(f[3:], " ")
	return nil
}

// shift is an error about a word of what stands behind so many others.
func shift(words int, verb string, err error) error {
	return sim.AtWord(words+sim.WordOf(err), fmt.Errorf("%s: %w", verb, err))
}

// option reads "CONDITION [and CONDITION]… : LABEL [: ABOUT]". The first condition may leave
// out its quantity, which is that of the prediction then.
func (r *reader) option(args string) error {
	if r.in != inPredict || r.now().Predict.Kind != Choice {
		return errors.New("option: it stands where nothing is chosen; expected it behind predict METRIC choice")
	}
	p := r.now().Predict
	is, rest, ok := strings.Cut(args, " : ")
	if !ok {
		return sim.AtWord(len(strings.Fields(args))+1, fmt.Errorf("option: %q has no label; expected = VALUE : LABEL, < VALUE : LABEL or > VALUE : LABEL", sim.Clip(args)))
	}
	f, added := strings.Fields(is), 0
	if len(f) > 0 && strings.ContainsAny(f[0], "=<>") { // of the predicted quantity
		q := strings.Fields(p.Quantity.String())
		f, added = append(q, f...), len(q)
	}
	all, err := r.conditions(f)
	if err != nil {
		return shift(1-added, "option", err)
	}
	if i := slices.IndexFunc(all, func(c Condition) bool { return c.Find != nil }); i >= 0 {
		return fmt.Errorf("option: find %s is for the reader to do; expected what the run does", all[i].Find.Name)
	}
	if len(p.Options) == mostOptions {
		return fmt.Errorf("option: a choice has at most %d", mostOptions)
	}
	label, about, _ := strings.Cut(rest, " : ")
	label = strings.TrimSpace(label)
	if label == "" || slices.ContainsFunc(p.Options, func(o Option) bool { return o.Label == label }) {
		return sim.AtWord(len(strings.Fields(is))+2, fmt.Errorf("option: %q is not possible; expected a label that no other option has", sim.Clip(label)))
	}
	p.Options = append(p.Options, Option{Label: label, About: strings.TrimSpace(about), is: all})
	return nil
}

func (r *reader) reveal(args string) error {
	if err := nothing("reveal", args); err != nil {
		return err
	}
	if r.in != inPredict {
		return errors.New("reveal: there is nothing to reveal; expected it behind predict and what that runs")
	}
	if r.now().Predict.runs() == 0 {
		return errors.New("reveal: nothing runs between predict and here; expected a run, so that there is an answer")
	}
	r.in, r.guess = inReveal, true
	r.texts(&r.now().Predict.Reveal)
	return nil
}

// runs is the virtual time that the prediction goes on by.
func (p *Prediction) runs() (total time.Duration) { return lasting(p.Run) }

// lasting is the virtual time that lines go on by.
func lasting(lines []*sim.Line) (total time.Duration) {
	for _, l := range lines {
		total += l.Lasts()
	}
	return total
}

// check reads "CONDITION [and CONDITION]… [then …] [within DURATION]".
func (r *reader) check(args string) error {
	s := r.now()
	switch {
	case s == nil:
		return errors.New("check: it stands before the first step; expected it below one")
	case s.Check != nil:
		return fmt.Errorf("check: the step has one in line %d; expected at most one in a step", s.Check.Line)
	case r.in == inPredict:
		return errors.New("check: the prediction before it has no reveal; expected one")
	case r.in == inKnow:
		return errors.New("check: it stands behind know; expected it below a step")
	}
	k := &Task{Line: r.number, Within: usualWithin}
	f := strings.Fields(args)
	if n := len(f); n >= 2 && f[n-2] == "within" {
		d, err := time.ParseDuration(f[n-1])
		if err != nil || d <= 0 || d > longestRuns {
			return sim.AtWord(n, fmt.Errorf("check: %q is not possible; expected a duration up to %v, such as 2s", sim.Clip(f[n-1]), longestRuns))
		}
		k.Within, f = d, f[:n-2]
	}
	for from := 0; from <= len(f); {
		to := until(f, from, "then")
		all, err := r.conditions(f[from:to])
		if err != nil {
			return shift(from+1, "check", err)
		}
		k.Stages = append(k.Stages, all)
		from = to + 1
	}
	s.Check = k
	r.in, r.guess = inCheck, false
	r.texts(&k.Text)
	return nil
}

// until is where the next such word stands, the end if nowhere.
func until(f []string, from int, word string) int {
	if at := slices.Index(f[from:], word); at >= 0 {
		return from + at
	}
	return len(f)
}

// conditions reads some, joined by and.
func (r *reader) conditions(f []string) (all []Condition, err error) {
	for from := 0; from <= len(f); {
		to := until(f, from, "and")
		one, err := r.condition(f[from:to])
		if err != nil {
			return nil, sim.AtWord(from+sim.WordOf(err), err)
		}
		all, from = append(all, one), to+1
	}
	return all, nil
}

// condition reads an expectation, "setting KEY VALUE" or "find NAME".
func (r *reader) condition(f []string) (c Condition, err error) {
	m := r.c.Model
	switch {
	case len(f) > 0 && f[0] == "setting":
		if len(f) != 3 {
			return c, sim.AtWord(1, fmt.Errorf("%q is not possible; expected setting KEY VALUE", sim.Clip(strings.Join(f, " "))))
		}
		k := m.Setting(f[1])
		if k == nil {
			return c, sim.AtWord(1, fmt.Errorf("there is no setting %q in the model %s", sim.Clip(f[1]), m.Name))
		}
		next, ok := k.Set(m.Default, f[2])
		if !ok {
			return c, sim.AtWord(2, fmt.Errorf("%s: %q is not possible; expected %s", k.Key, sim.Clip(f[2]), k.Expect))
		}
		c.Setting = &Setting{k.Key, k.Text(next)}
	case len(f) > 0 && f[0] == "find":
		if len(f) != 2 {
			return c, sim.AtWord(1, fmt.Errorf("%q is not possible; expected find NAME", sim.Clip(strings.Join(f, " "))))
		}
		if c.Find, err = r.find(f[1]); err != nil {
			return c, sim.AtWord(1, err)
		}
	default:
		c.Expect, err = m.ParseExpectation(strings.Join(f, " "), r.marks)
	}
	return c, err
}

func (r *reader) find(name string) (*sim.Find, error) {
	var names []string
	for i := range r.c.Model.Finds {
		f := &r.c.Model.Finds[i]
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return nil, fmt.Errorf("%q is nothing to point at in the model %s; expected one of %s", sim.Clip(name), r.c.Model.Name, strings.Join(names, ", "))
}

// checked is the check that a verb below it belongs to.
func (r *reader) checked(verb string) (*Task, error) {
	if s := r.now(); s != nil && s.Check != nil && (r.in == inCheck || r.in == inRight || r.in == inWrong) {
		return s.Check, nil
	}
	return nil, fmt.Errorf("%s: there is no check above it; expected one", verb)
}

func (r *reader) hint(args string) error {
	if err := nothing("hint", args); err != nil {
		return err
	}
	k, err := r.checked("hint")
	if err != nil {
		return err
	}
	if len(k.Hints) == mostHints {
		return fmt.Errorf("hint: a check has at most %d: what was seen, and the way", mostHints)
	}
	k.Hints = append(k.Hints, nil)
	r.in, r.hints = inCheck, true
	r.texts(&k.Hints[len(k.Hints)-1])
	return nil
}

// try begins what a reader may do.
func (r *reader) try(args string) error {
	k, err := r.checked("try")
	if err != nil {
		return err
	}
	acts, in := k.Right, inRight
	switch args {
	case "right":
	case "wrong":
		acts, in = k.Wrong, inWrong
	default:
		return sim.AtWord(1, fmt.Errorf("try: %q is not possible; expected right or wrong", sim.Clip(args)))
	}
	if len(acts) > 0 {
		return fmt.Errorf("try: the check has try %s already; expected one of each", args)
	}
	r.in = in
	return nil
}

// point is an act of a try: the reader points at something.
func (r *reader) point(args string) error {
	if r.in != inRight && r.in != inWrong {
		return errors.New("point: it stands where nothing is tried; expected it below try right or try wrong")
	}
	f, err := r.find(args)
	if err != nil {
		return sim.AtWord(1, fmt.Errorf("point: %w", err))
	}
	k, act := r.now().Check, Act{Point: f, Text: "point " + args}
	if r.in == inRight {
		k.Right = append(k.Right, act)
	} else {
		k.Wrong = append(k.Wrong, act)
	}
	return nil
}

// holds reports whether a setting has the value.
func (s *Setting) holds(shot *sim.Snapshot) bool {
	return shot.Model.Setting(s.Key).Text(shot.Settings) == s.Value
}
