package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/sim/readout"
	"fanout/sim/row"
)

// Profile is what each operation takes in nanoseconds of virtual time. It is a plain
// value: comparing two tells whether anything differs.
type Profile struct {
	Name    string // of its list, as the command grammar spells it
	Source  string // where the prices come from, one line
	Date    string // YYYY-MM-DD of the measurement; "" for prices that were not measured
	Machine string // class of machine and versions; "" likewise

	options [maxOptions]uint8
	price   [row.MaxOps]int64
	spread  [row.MaxOps]readout.Spread // of measured prices; zero for others
}

// Price is that of an operation, in ns.
func (p *Profile) Price(o row.Op) int64 { return p.price[o] }

// SetPrice changes one price, in ns.
func (p *Profile) SetPrice(o row.Op, ns int64) { p.price[o] = ns }

// PriceList is one row of [Model.Lists]: a price list that can be chosen.
type PriceList struct {
	Name  string // as the command grammar spells it
	Label string // on the control
	Doc   string // one line

	// Options are choices within the list, given as KEY=VALUE; the first value of each
	// is the default.
	Options []ListOption

	// Prices makes the profile with the options chosen, by their index. Its name is
	// that of the list. Nil for a list that is given with the command: what was
	// measured where the history was made.
	Prices func(m *Model, options []int) Profile
}

// ListOption is a choice within a price list.
type ListOption struct {
	Key    string
	Values []string
}

const maxOptions = 4

// ThisMachine is the name of the price list that is measured where a history is made.
const ThisMachine = "this-machine"

// Listed is the prices in the rows of the model's operations.
func (m *Model) Listed(source string) (p Profile) {
	p.Source = source
	for o := range m.Ops {
		p.price[o] = m.Ops[o].Price
	}
	return p
}

// Recorded is a profile from a line that the bench printed on another machine:
// "costs this-machine KEY=PRICE …". What it has no price for costs what the row of the
// operation says.
func (m *Model) Recorded(line, source string) Profile {
	p, err := m.parseMeasured(strings.Fields(line)[2:])
	must(err)
	p.Source = source
	return p
}

func (m *Model) listOf(name string) *PriceList {
	i := slices.IndexFunc(m.Lists, func(l PriceList) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &m.Lists[i]
}

func (m *Model) listNames() []string {
	names := make([]string, len(m.Lists))
	for i := range m.Lists {
		names[i] = m.Lists[i].Name
	}
	return names
}

// profile is the list with its options.
func (l *PriceList) profile(m *Model, options []int) Profile {
	p := l.Prices(m, options)
	p.Name = l.Name
	for i, n := range options {
		p.options[i] = uint8(n)
	}
	return p
}

// words is the list as the command `costs` takes it.
func (p *Profile) words(m *Model) string {
	words := []string{p.Name}
	if l := m.listOf(p.Name); l != nil {
		for i, o := range l.Options {
			if n := p.options[i]; n > 0 {
				words = append(words, o.Key+"="+o.Values[n])
			}
		}
	}
	if p.Name != ThisMachine {
		return strings.Join(words, " ")
	}
	if p.Date != "" {
		words = append(words, "date="+p.Date)
	}
	if p.Machine != "" {
		words = append(words, "on="+p.Machine)
	}
	for o := range m.Ops {
		if m.Ops[o].Modelled {
			continue
		}
		price := nanoseconds(p.price[o])
		if s := p.spread[o]; s != (readout.Spread{}) {
			price = fmt.Sprintf("%d..%d..%dns", s.Low, p.price[o], s.High)
		}
		words = append(words, m.Ops[o].Key+"="+price)
	}
	return strings.Join(words, " ")
}

func nanoseconds(ns int64) string { return strconv.FormatInt(ns, 10) + "ns" }

// parseProfile reads what follows `costs`: the name of a list and, as KEY=VALUE,
// what that list leaves open. The error is one sentence.
func (m *Model) parseProfile(args string) (p Profile, err error) {
	words := strings.Fields(args)
	if len(words) == 0 {
		return p, fmt.Errorf("costs: no price list; expected one of %s", strings.Join(m.listNames(), ", "))
	}
	l := m.listOf(words[0])
	switch {
	case l == nil:
		return p, fmt.Errorf("costs: %q is not a price list; expected one of %s", Clip(words[0]), strings.Join(m.listNames(), ", "))
	case l.Prices == nil:
		return m.parseMeasured(words[1:])
	case len(l.Options) == 0 && len(words) > 1:
		return p, atWord(2, fmt.Errorf("costs: %q is too much; expected nothing after %s", Clip(words[1]), l.Name))
	}
	options := make([]int, len(l.Options))
	for i, word := range words[1:] {
		if err := l.option(options, word); err != nil {
			return p, atWord(i+2, err)
		}
	}
	return l.profile(m, options), nil
}

// option enters one word KEY=VALUE.
func (l *PriceList) option(options []int, word string) error {
	key, value, _ := strings.Cut(word, "=")
	var expected []string
	for i, o := range l.Options {
		expected = append(expected, o.Key+"="+strings.Join(o.Values, "|"))
		if o.Key != key {
			continue
		}
		if options[i] = slices.Index(o.Values, value); options[i] < 0 {
			return fmt.Errorf("costs: %q is not possible; expected one of %s", Clip(word), strings.Join(o.Values, ", "))
		}
		return nil
	}
	return fmt.Errorf("costs: %q does not go with %s; expected %s, and cost KEY TIME edits a price", Clip(word), l.Name, strings.Join(expected, " or "))
}

// parseMeasured reads prices that were measured on a machine. An operation without one
// costs what its row says: operations come and go between versions, and links stay.
func (m *Model) parseMeasured(words []string) (p Profile, err error) {
	p = m.Listed("measured where this history was made, in batches after a warm-up; lower quartiles")
	p.Name = ThisMachine
	given := make(map[string]bool, len(words))
	prices := 0
	for i, word := range words {
		key, value, _ := strings.Cut(word, "=")
		if given[key] {
			return p, atWord(i+2, fmt.Errorf("costs: %q comes a second time; expected each name once", Clip(word)))
		}
		given[key] = true
		if expected := p.take(m, key, value); expected != "" {
			return p, atWord(i+2, fmt.Errorf("costs: %q is not possible; expected %s", Clip(word), expected))
		}
		if _, isOp := m.findOp(key); isOp {
			prices++
		}
	}
	if prices == 0 {
		return p, fmt.Errorf("costs: %s comes without a price; expected KEY=TIME for some of %s", ThisMachine, strings.Join(m.measuredKeys(), ", "))
	}
	return p, nil
}

// take enters what a measured list says under a key, or says what was expected.
func (p *Profile) take(m *Model, key, value string) (expected string) {
	o, isOp := m.findOp(key)
	switch {
	case key == "date":
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "a day such as date=2026-01-31"
		}
		p.Date = value
	case key == "on":
		if !isMachine(value) {
			return fmt.Sprintf("up to %d letters, digits and -._/, such as on=go1.26,linux/amd64", machineLength)
		}
		p.Machine = value
	case isOp && !m.Ops[o].Modelled:
		price, spread, ok := parsePrice(value)
		if !ok {
			return priceExpect + ", or LOW..MEDIAN..HIGHns"
		}
		p.price[o], p.spread[o] = price, spread
	default:
		return "a name of date, on, " + strings.Join(m.measuredKeys(), ", ")
	}
	return ""
}

const machineLength = 60

func isMachine(text string) bool {
	return text != "" && len(text) <= machineLength && !strings.ContainsFunc(text, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-._/,", r))
	})
}

// priceMax bounds a price: more than any operation of any service here takes,
// and little enough that a million of them fit into a Time.
const priceMax = 100 * time.Millisecond

const priceExpect = "a time from 0ns to 100ms, such as 1234ns"

// parsePrice reads a price, and its spread if that is given: "1234ns", "1.5us",
// "1200..1234..1500ns".
func parsePrice(text string) (ns int64, s readout.Spread, ok bool) {
	bare, inNs := strings.CutSuffix(text, "ns")
	if parts := strings.Split(bare, ".."); inNs && len(parts) == 3 {
		var n [3]int64
		for i, part := range parts {
			var err error
			if n[i], err = strconv.ParseInt(part, 10, 64); err != nil {
				return 0, s, false
			}
		}
		ordered := 0 <= n[0] && n[0] <= n[1] && n[1] <= n[2] && n[2] <= int64(priceMax)
		return n[1], readout.Spread{Low: n[0], High: n[2]}, ordered
	}
	d, err := time.ParseDuration(text)
	return int64(d), s, err == nil && d >= 0 && d <= priceMax
}
