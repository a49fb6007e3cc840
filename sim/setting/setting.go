// Package setting declares what can be set of a model: one row for each key of the command
// grammar, of which the grammar, the page's form and the pictures' controls are made.
package setting

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim/exact"
)

// Row is what people get to see of a setting.
type Row struct {
	Key   string // as the command grammar spells it
	Label string // of its control
	Short string // where there is less room, such as at a flag; "" is Label
	Group string // heading under which its control stands
	Doc   string // one line
}

// Kind is the kind of value that a setting has.
type Kind uint8

const (
	KindNumber   Kind = iota // a whole number
	KindRate                 // a number per second, held per 1,000 s
	KindShare                // of 1, held in PPM
	KindDuration             // held in ns
	KindSwitch               // set with toggle KEY on|off
	KindChoice               // one of a few words
)

// Setting is one key of the command grammar: one row of a model's settings. The functions
// that make one are [Number], [Rate], [Share], [Duration], [Switch] and [OneOf].
type Setting struct {
	Row
	Kind    Kind
	Expect  string   // what a value must be, as errors say it
	Choices []string // of KindChoice
	Words   []string // the same for people; nil for Choices

	// Least and Most bound the value of a number: a count, per second, a share of 1, ns.
	Least, Most float64

	// Low and High are the ends of its slider, which may leave out what is seldom
	// wanted. Both are 0 for Least and Most.
	Low, High float64

	// Even sliders are linear; the others are logarithmic, because most things here span
	// decades.
	Even bool

	// Sampling controls are amber.
	Sampling bool

	// Derived is a value that follows from other settings: nobody needs to set it.
	Derived string

	of    func(settings any) bool // whether they are of the type that the functions take
	text  func(settings any) string
	value func(settings any) float64
	set   func(settings any, text string) (any, bool) // false if the text will not do
}

// Slides is the setting with a slider from low to high.
func (k Setting) Slides(low, high float64) Setting {
	k.Low, k.High = low, high
	return k
}

// Linear is the setting with a linear slider.
func (k Setting) Linear() Setting {
	k.Even = true
	return k
}

// Named is the setting with words for its choices.
func (k Setting) Named(words ...string) Setting {
	k.Words = words
	return k
}

// Amber marks the setting as one of sampling.
func (k Setting) Amber() Setting {
	k.Sampling = true
	return k
}

// Set is the settings with this one set to the text; ok is false if the text will not do.
func (k *Setting) Set(settings any, text string) (next any, ok bool) { return k.set(settings, text) }

// Text is the setting's value in settings of its model, as the grammar spells it.
func (k *Setting) Text(settings any) string { return k.text(settings) }

// Value is the same as a number: a count, per second, a share of 1, ns, 1 for on, or
// the number of the choice.
func (k *Setting) Value(settings any) float64 { return k.value(settings) }

// Spell is a value of a setting that is [Setting.Dragged], see [Setting.Value], as the
// grammar spells the nearest one that can be set.
func (k *Setting) Spell(value float64) string {
	switch value = min(max(value, k.Least), k.Most); k.Kind {
	case KindRate:
		return exact.FormatDecimal(int64(math.Round(value*1000)), 3)
	case KindShare:
		return exact.PPM(math.Round(value * float64(exact.Whole))).String()
	case KindDuration:
		return time.Duration(math.Round(value)).String()
	}
	return strconv.FormatInt(int64(math.Round(value)), 10)
}

// Ends are those of its slider.
func (k *Setting) Ends() (low, high float64) {
	if k.Low == 0 && k.High == 0 {
		return k.Least, k.Most
	}
	return k.Low, k.High
}

// Spoken is its choices for people.
func (k *Setting) Spoken() []string {
	if k.Words != nil {
		return k.Words
	}
	return k.Choices
}

// Name is what it is called where there is little room.
func (k *Setting) Name() string {
	if k.Short != "" {
		return k.Short
	}
	return k.Label
}

// Dragged reports whether the setting goes through many values on the way to one, as
// a number on a slider does, and no switch or choice.
func (k *Setting) Dragged() bool { return k.Kind != KindSwitch && k.Kind != KindChoice }

// Wrong says what is wrong with the row in a model with these defaults, "" if nothing is.
func (k *Setting) Wrong(defaults any) string {
	switch {
	case k.text == nil || k.set == nil:
		return "it was made by none of the functions for settings"
	case k.Words != nil && len(k.Words) != len(k.Choices):
		return "it has more or fewer words than choices"
	case k.Least > k.Most:
		return "its least value is greater than its greatest"
	}
	if !k.of(defaults) {
		return fmt.Sprintf("it is a setting of another type than Default, which is a %T", defaults)
	}
	if next, ok := k.set(defaults, k.text(defaults)); !ok || k.text(next) != k.text(defaults) {
		return "its default value cannot be set"
	}
	return ""
}

// row makes a setting of functions of one model's settings.
func row[S comparable](r Row, kind Kind, expect string, text func(*S) string, value func(*S) float64, set func(*S, string) bool) Setting {
	return Setting{
		Row: r, Kind: kind, Expect: expect,
		of:    func(settings any) bool { _, ok := settings.(S); return ok },
		text:  func(settings any) string { s := settings.(S); return text(&s) },
		value: func(settings any) float64 { s := settings.(S); return value(&s) },
		set: func(settings any, v string) (any, bool) {
			s := settings.(S)
			ok := set(&s, v)
			return s, ok
		},
	}
}

// Then has f adjust the other settings when this one has been set.
func Then[S comparable](k Setting, f func(*S)) Setting {
	set := k.set
	k.set = func(settings any, v string) (any, bool) {
		next, ok := set(settings, v)
		if !ok {
			return settings, false
		}
		s := next.(S)
		f(&s)
		return s, true
	}
	return k
}

// Number is a whole number.
func Number[S comparable](r Row, least, most int, field func(*S) *int) Setting {
	k := row(r, KindNumber, "a whole number from "+exact.Thousands(int64(least))+" to "+exact.Thousands(int64(most)),
		func(s *S) string { return strconv.Itoa(*field(s)) },
		func(s *S) float64 { return float64(*field(s)) },
		func(s *S, v string) bool {
			n, err := strconv.Atoi(v)
			if err != nil || n < least || n > most {
				return false
			}
			*field(s) = n
			return true
		})
	k.Least, k.Most = float64(least), float64(most)
	return k
}

// LeastLatency and MostLatency bound durations between services: what the runtime can
// look ahead by, and what a person waits for.
const (
	LeastLatency = actor.MinLatency
	MostLatency  = 10 * time.Second
)

// Duration is a time between two services, in ns.
func Duration[S comparable](r Row, least time.Duration, field func(*S) *int64) Setting {
	k := row(r, KindDuration, fmt.Sprintf("a duration from %v to %v, such as 200us", least, MostLatency),
		func(s *S) string { return time.Duration(*field(s)).String() },
		func(s *S) float64 { return float64(*field(s)) },
		func(s *S, v string) bool {
			d, err := time.ParseDuration(v)
			if err != nil || d < least || d > MostLatency {
				return false
			}
			*field(s) = int64(d)
			return true
		})
	k.Least, k.Most = float64(least), float64(MostLatency)
	return k
}

// Rate is a number per second, held per 1,000 s.
func Rate[S comparable](r Row, least, most int64, field func(*S) *int64) Setting {
	k := row(r, KindRate,
		fmt.Sprintf("a number from %s to %s with at most 3 decimals", exact.FormatDecimal(least, 3), exact.FormatDecimal(most, 3)),
		func(s *S) string { return exact.FormatDecimal(*field(s), 3) },
		func(s *S) float64 { return float64(*field(s)) / 1000 },
		func(s *S, v string) bool {
			n, ok := exact.ParseDecimal(v, 3)
			if !ok || n < least || n > most {
				return false
			}
			*field(s) = n
			return true
		})
	k.Least, k.Most = float64(least)/1000, float64(most)/1000
	return k
}

// Share is a share of 1.
func Share[S comparable](r Row, least exact.PPM, field func(*S) *exact.PPM) Setting {
	k := row(r, KindShare, fmt.Sprintf("a share from %v to 100%%, such as 1%% or 0.01", least),
		func(s *S) string { return field(s).String() },
		func(s *S) float64 { return float64(*field(s)) / float64(exact.Whole) },
		func(s *S, v string) bool {
			p, ok := exact.ParsePPM(v)
			if !ok || p < least || p > exact.Whole {
				return false
			}
			*field(s) = p
			return true
		})
	k.Least, k.Most = float64(least)/float64(exact.Whole), 1
	return k
}

// Switch is on or off.
func Switch[S comparable](r Row, field func(*S) *bool) Setting {
	return row(r, KindSwitch, "on or off",
		func(s *S) string {
			if *field(s) {
				return "on"
			}
			return "off"
		},
		func(s *S) float64 {
			if *field(s) {
				return 1
			}
			return 0
		},
		func(s *S, v string) bool {
			if v != "on" && v != "off" {
				return false
			}
			*field(s) = v == "on"
			return true
		})
}

// OneOf is one of a few words; the setting holds its number.
func OneOf[S comparable, T ~uint8](r Row, names []string, field func(*S) *T) Setting {
	k := row(r, KindChoice, "one of "+strings.Join(names, ", "),
		func(s *S) string { return names[*field(s)] },
		func(s *S) float64 { return float64(*field(s)) },
		func(s *S, v string) bool {
			for i, name := range names {
				if v == name {
					*field(s) = T(i)
					return true
				}
			}
			return false
		})
	k.Choices = names
	return k
}

// Of makes a function of one model's settings one of any settings, for the rows of its
// classes.
func Of[S any](f func(s *S) int64) func(settings any) int64 {
	return func(settings any) int64 {
		s := settings.(S)
		return f(&s)
	}
}
