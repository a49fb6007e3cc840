package challenge

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/random"
)

// dailyFile is the template of a model's daily challenges: a challenge in which {a|b|c}
// stands for one of several texts.
const dailyFile = "challenges/daily.txt"

// Daily is the challenge of a date, such as 2026-11-28: the same for everybody, drawn from
// the template by the date alone. It is nil if the model has none. The error says what is
// not a date.
func Daily(m *sim.Model, date string) (*Challenge, error) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || day.Year() < 2000 || day.Year() > 2999 {
		return nil, fmt.Errorf("%q is not a date; expected one from 2000-01-01 to 2999-12-31, such as 2026-11-28", sim.Clip(date))
	}
	if m.Files == nil {
		return nil, nil
	}
	template, err := fs.ReadFile(m.Files, dailyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	must(err)
	draw := random.Stream(uint64(day.Unix()/secondsPerDay), 0)
	c, err := Parse(m, date, drawn(string(template), func(n int) int { return int(draw.Below(uint64(n))) }))
	must(err) // a test of the model reads what can be drawn
	return c, nil
}

const secondsPerDay = 24 * 60 * 60

// drawn is a template with one of each choice: pick is given how many there are.
func drawn(template string, pick func(n int) int) string {
	var text strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		text.WriteString(before)
		if !found {
			return text.String()
		}
		choice, after, _ := strings.Cut(rest, "}")
		options := strings.Split(choice, "|")
		text.WriteString(options[pick(len(options))])
		template = after
	}
}

// Find is the challenge of a model by its name, the beginning of it, or its number; a date
// names a daily one.
func Find(m *sim.Model, name string) (*Challenge, error) {
	var names []string
	for _, c := range Of(m) {
		if name == c.Name || name != "" && strings.HasPrefix(c.Name, name+"-") {
			return c, nil
		}
		names = append(names, c.Name)
	}
	if len(name) == len(time.DateOnly) {
		if c, err := Daily(m, name); c != nil || err != nil {
			return c, err
		}
	}
	return nil, fmt.Errorf("challenge: %q is not one of %s; expected one of %s, or a date such as 2026-11-28", sim.Clip(name), m.Name, strings.Join(names, ", "))
}
