package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The names of the price lists.
const (
	beamPublished = "beam-published"
	goNative      = "go-native"
	thisMachine   = "this-machine"
)

var profileNames = []string{beamPublished, goNative, thisMachine}

// Costs is the cost model in force: a price list and the edits made to it. It is
// part of the [Settings] and, like them, a plain value.
//
// Capacities follow the list and not the edits: choosing a list is moving to
// other machines, which are bought for the load they find, and editing a price
// moves the bars of the machines that are there.
type Costs struct {
	list  Profile
	price [numOps]int64 // in force
}

func costsOf(p Profile) Costs { return Costs{list: p, price: p.price} }

// inForce is the price list with the edits in it.
func (c *Costs) inForce() *Profile {
	p := c.list
	p.price = c.price
	return &p
}

// Lines is the commands that turn the default costs into c.
func (c *Costs) Lines() []string {
	var lines []string
	if c.list != BEAMPublished {
		lines = append(lines, "costs "+c.list.words())
	}
	for o, ns := range c.price {
		if ns != c.list.price[o] {
			lines = append(lines, "cost "+operations[o].key+" "+nanoseconds(ns))
		}
	}
	return lines
}

// words is the list as the command `costs` takes it.
func (p *Profile) words() string {
	words := []string{p.Name}
	if p.reading.Roots != RootAttempts {
		words = append(words, "roots="+rootReadings[p.reading.Roots])
	}
	if p.reading.GRPC != GRPC75 {
		words = append(words, "grpc="+grpcReadings[p.reading.GRPC])
	}
	if p.Name != thisMachine {
		return strings.Join(words, " ")
	}
	if p.Date != "" {
		words = append(words, "date="+p.Date)
	}
	if p.Machine != "" {
		words = append(words, "on="+p.Machine)
	}
	for o, ns := range p.price {
		if op(o).modelled() {
			continue
		}
		price := nanoseconds(ns)
		if s := p.spread[o]; s != (Spread{}) {
			price = fmt.Sprintf("%d..%d..%dns", s.Low, ns, s.High)
		}
		words = append(words, operations[o].key+"="+price)
	}
	return strings.Join(words, " ")
}

func nanoseconds(ns int64) string { return strconv.FormatInt(ns, 10) + "ns" }

// parseProfile reads what follows `costs`: the name of a list and, as KEY=VALUE,
// what that list leaves open. The error is one sentence.
func parseProfile(args string) (p Profile, err error) {
	words := strings.Fields(args)
	if len(words) == 0 {
		return p, fmt.Errorf("costs: no price list; expected one of %s", strings.Join(profileNames, ", "))
	}
	name, words := words[0], words[1:]
	switch name {
	case beamPublished:
		return parseReadings(words)
	case goNative:
		if len(words) > 0 {
			return p, atWord(2, fmt.Errorf("costs: %q is too much; expected nothing after %s", clip(words[0]), goNative))
		}
		return GoNative, nil
	case thisMachine:
		return parseMeasured(words)
	}
	return p, fmt.Errorf("costs: %q is not a price list; expected one of %s", clip(name), strings.Join(profileNames, ", "))
}

// parseReadings reads the readings of the published list.
func parseReadings(words []string) (p Profile, err error) {
	var r Reading
	for i, word := range words {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "roots":
			r.Roots, err = reading[RootReading](word, value, rootReadings)
		case "grpc":
			r.GRPC, err = reading[GRPCReading](word, value, grpcReadings)
		default:
			err = fmt.Errorf("costs: %q does not go with %s; expected roots=%s or grpc=%s, and cost KEY TIME edits a price", clip(word), beamPublished,
				strings.Join(rootReadings, "|"), strings.Join(grpcReadings, "|"))
		}
		if err != nil {
			return p, atWord(i+2, err)
		}
	}
	return published(r), nil
}

func reading[T ~uint8](word, value string, names []string) (T, error) {
	i := slices.Index(names, value)
	if i < 0 {
		return 0, fmt.Errorf("costs: %q is not possible; expected one of %s", clip(word), strings.Join(names, ", "))
	}
	return T(i), nil
}

// parseMeasured reads the prices that were measured on a machine, all of them.
func parseMeasured(words []string) (p Profile, err error) {
	p = Profile{Name: thisMachine, Source: "measured where this history was made, in batches after a warm-up; medians"}
	p.price[opConnect], p.price[opConnectSmall] = connectPrice, connectSmallPrice
	given := make(map[string]bool, len(words))
	for i, word := range words {
		key, value, _ := strings.Cut(word, "=")
		if given[key] {
			return p, atWord(i+2, fmt.Errorf("costs: %q comes a second time; expected each name once", clip(word)))
		}
		given[key] = true
		if expected := p.take(key, value); expected != "" {
			return p, atWord(i+2, fmt.Errorf("costs: %q is not possible; expected %s", clip(word), expected))
		}
	}
	for _, key := range measuredKeys() {
		if !given[key] {
			return p, fmt.Errorf("costs: %s has no price for %s; expected one for each of %s", thisMachine, key, strings.Join(measuredKeys(), ", "))
		}
	}
	return p, nil
}

// take enters what a measured list says under a key, or says what was expected.
func (p *Profile) take(key, value string) (expected string) {
	o, isOp := findOp(key)
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
	case isOp && !o.modelled():
		price, spread, ok := parsePrice(value)
		if !ok {
			return priceExpect + ", or LOW..MEDIAN..HIGHns"
		}
		p.price[o], p.spread[o] = price, spread
	default:
		return "a name of date, on, " + strings.Join(measuredKeys(), ", ")
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
func parsePrice(text string) (ns int64, s Spread, ok bool) {
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
		return n[1], Spread{n[0], n[2]}, ordered
	}
	d, err := time.ParseDuration(text)
	return int64(d), s, err == nil && d >= 0 && d <= priceMax
}

func parseCosts(args string) (action, error) {
	list, err := parseProfile(args)
	if err != nil {
		return nil, err
	}
	return func(p *Player) {
		next := p.world.settings
		next.Costs = costsOf(list)
		p.enter("costs", false, next)
	}, nil
}

// parseCost edits one price of the list in force.
func parseCost(args string) (action, error) {
	key, value, _ := strings.Cut(args, " ")
	o, ok := findOp(key)
	if !ok {
		return nil, fmt.Errorf("cost: %q is not an operation; expected one of %s", clip(key), strings.Join(opKeys(), ", "))
	}
	ns, spread, ok := parsePrice(strings.TrimSpace(value))
	if !ok || spread != (Spread{}) {
		return nil, atWord(2, fmt.Errorf("cost %s: %q is not possible; expected %s", key, clip(strings.TrimSpace(value)), priceExpect))
	}
	return func(p *Player) {
		next := p.world.settings
		next.Costs.price[o] = ns
		p.enter("cost."+key, true, next)
	}, nil
}
