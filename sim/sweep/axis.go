package sweep

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/setting"
)

// Axis is a setting, or a price as "cost.OPERATION", and the values that it takes, as the
// grammar spells them.
type Axis struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// Steps is how many values a range has that does not say, and MostSteps how many it has at
// most.
const (
	Steps     = 5
	MostSteps = 1000
)

// ParseAxis reads the values of a setting: a list "1%,5%,table", or a range
// "FROM..TO[:STEPS]" of a setting that has a slider, or of a price. The error is one sentence.
func ParseAxis(m *sim.Model, name, text string) (Axis, error) {
	if from, to, ok := strings.Cut(text, ".."); ok {
		return parseRange(m, name, from, to)
	}
	a := Axis{Name: name}
	for value := range strings.SplitSeq(text, ",") {
		value, err := canonical(m, name, strings.TrimSpace(value))
		if err != nil {
			return Axis{}, err
		}
		if slices.Contains(a.Values, value) {
			return Axis{}, fmt.Errorf("%s: %s comes twice; expected each value once", name, sim.Clip(value))
		}
		a.Values = append(a.Values, value)
	}
	return a, nil
}

// canonical is a value of a setting as the grammar spells it. One that is not possible is
// refused.
func canonical(m *sim.Model, name, value string) (string, error) {
	if value == "" {
		return "", fmt.Errorf("%s: a value is missing; expected one before and behind every comma, or at both ends of a range", sim.Clip(name))
	}
	if _, err := sim.ParseLine(m, m.Assign(name, value), nil); err != nil {
		return "", err
	}
	k := m.Setting(name)
	if k == nil {
		return value, nil // of a price
	}
	next, _ := k.Set(m.Default, value)
	return k.Text(next), nil
}

func parseRange(m *sim.Model, name, from, to string) (Axis, error) {
	to, steps, ok := strings.Cut(to, ":")
	n := Steps
	if ok {
		var err error
		if n, err = strconv.Atoi(steps); err != nil || n < 2 || n > MostSteps {
			return Axis{}, fmt.Errorf("%s: %q is no number of steps; expected a whole number from 2 to %d behind the colon", name, sim.Clip(steps), MostSteps)
		}
	}
	k, ok := scaleOf(m, name)
	var ends [2]float64
	for i, text := range []string{from, to} {
		text, err := canonical(m, name, strings.TrimSpace(text))
		switch {
		case err != nil:
			return Axis{}, err
		case !ok:
			return Axis{}, fmt.Errorf("%s has no range; expected a list of values, with commas between them", name)
		}
		ends[i] = k.value(text)
	}
	switch {
	case ends[0] >= ends[1]:
		return Axis{}, fmt.Errorf("%s: %s..%s is no range; expected one from a smaller value to a greater one", name, sim.Clip(from), sim.Clip(to))
	case ends[0] <= 0 && !k.even:
		return Axis{}, fmt.Errorf("%s: its scale is logarithmic, and a range on it cannot begin at 0; expected more than 0, or a list of values", name)
	}
	return Axis{name, k.between(ends[0], ends[1], n)}, nil
}

// Range is values of a setting that has a slider, from one to another that is greater, at
// equal distances on the scale of the slider. Both are [setting.Setting.Value]s; on a
// logarithmic scale they are greater than 0. Values in between have four digits, and those
// that are the same come once.
func Range(k *setting.Setting, from, to float64, steps int) Axis {
	s := scale{spell: k.Spell, even: k.Even}
	return Axis{k.Key, s.between(from, to, steps)}
}

// scale is what values lie on that a range has.
type scale struct {
	value func(text string) float64 // of a text that is possible
	spell func(value float64) string
	even  bool // linear; otherwise logarithmic
}

// scaleOf is that of a setting or a price; ok is false for a setting that is one of a few
// words.
func scaleOf(m *sim.Model, name string) (s scale, ok bool) {
	if k := m.Setting(name); k != nil {
		value := func(text string) float64 {
			settings, _ := k.Set(m.Default, text)
			return k.Value(settings)
		}
		return scale{value, k.Spell, k.Even}, k.Dragged()
	}
	value := func(text string) float64 {
		d, _ := time.ParseDuration(text)
		return float64(d)
	}
	spell := func(ns float64) string { return time.Duration(math.Round(ns)).String() }
	return scale{value, spell, false}, strings.HasPrefix(name, "cost.")
}

// between is values from one to another, both of them included.
func (s *scale) between(from, to float64, steps int) (values []string) {
	for i := range steps {
		value := from
		switch share := float64(i) / float64(steps-1); {
		case i == steps-1:
			value = to
		case i > 0 && s.even:
			value = fourDigits(from + float64((to-from)*share))
		case i > 0:
			value = fourDigits(from * math.Pow(to/from, share))
		}
		if text := s.spell(value); len(values) == 0 || text != values[len(values)-1] {
			values = append(values, text)
		}
	}
	return values
}

// fourDigits is a number with four digits that say something.
func fourDigits(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 3, 64), 64) // it was written here
	return r
}
