package sim

import (
	"fmt"
	"strings"
	"time"

	"fanout/sim/readout"
	"fanout/sim/row"
)

// costs is the cost model in force: a price list and the edits made to it. It is a
// plain value.
//
// Capacities follow the list and not the edits: choosing a list is moving to
// other machines, which are bought for the load they find, and editing a price
// moves the bars of the machines that are there.
type costs struct {
	list  Profile
	price [row.MaxOps]int64 // in force
}

func costsOf(p Profile) costs { return costs{list: p, price: p.price} }

// Price is what an operation takes by the price list in force.
func (c *costs) Price(o row.Op) time.Duration { return time.Duration(c.price[o]) }

// ListPrice is what it takes by the list without the edits made to it, in ns.
func (c *costs) ListPrice(o row.Op) int64 { return c.list.price[o] }

// ListName is the name of the price list in force.
func (c *costs) ListName() string { return c.list.Name }

// defaultCosts is the first of the model's price lists.
func (m *Model) defaultCosts() costs {
	l := &m.Lists[0]
	return costsOf(l.profile(m, make([]int, len(l.Options))))
}

// lines is the commands that turn the default costs into c.
func (c *costs) lines(m *Model) []string {
	var lines []string
	if c.list != m.defaultCosts().list {
		lines = append(lines, "costs "+c.list.words(m))
	}
	for o := range m.Ops {
		if ns := c.price[o]; ns != c.list.price[o] {
			lines = append(lines, "cost "+m.Ops[o].Key+" "+nanoseconds(ns))
		}
	}
	return lines
}

func parseCosts(m *Model, args string) (action, error) {
	list, err := m.parseProfile(args)
	if err != nil {
		return nil, err
	}
	return func(p *Player) { p.enter("costs", false, setup{p.k.settings, costsOf(list)}) }, nil
}

// parseCost edits one price of the list in force.
func parseCost(m *Model, args string) (action, error) {
	key, value, _ := strings.Cut(args, " ")
	o, ok := m.findOp(key)
	if !ok {
		return nil, fmt.Errorf("cost: %q is not an operation; expected one of %s", Clip(key), strings.Join(m.opKeys(), ", "))
	}
	ns, spread, ok := parsePrice(strings.TrimSpace(value))
	if !ok || spread != (readout.Spread{}) {
		return nil, atWord(2, fmt.Errorf("cost %s: %q is not possible; expected %s", key, Clip(strings.TrimSpace(value)), priceExpect))
	}
	return func(p *Player) {
		next := setup{p.k.settings, p.k.costs}
		next.costs.price[o] = ns
		p.enter("cost."+key, true, next)
	}, nil
}

func (c *costs) view(m *Model, v *readout.Costs) {
	*v = readout.Costs{
		Profile: c.list.Name, Source: c.list.Source, Date: c.list.Date, Machine: c.list.Machine,
		Edited: c.price != c.list.price, Prices: v.Prices[:0], Options: v.Options[:0],
	}
	for i, o := range m.listOf(c.list.Name).Options {
		v.Options = append(v.Options, o.Values[c.list.options[i]])
	}
	for o := range m.Ops {
		v.Prices = append(v.Prices, readout.Price{
			Key: m.Ops[o].Key, Doc: m.Ops[o].Doc, Stage: m.Ops[o].Stage,
			Ns: c.price[o], Listed: c.list.price[o], Spread: c.list.spread[o],
		})
	}
}
