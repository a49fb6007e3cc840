package sim

import (
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// realSpent keeps a RealTime.
type realSpent struct {
	readout.RealTime
	world meter // what had been executed at the last call of add
}

// Spent tells the Player how much real time its last Frame took. It is shared out
// to the services and stages in proportion to the operations that they executed in
// it times what one takes on this machine (see UseUnits): what no operation stands
// for, such as the work of the actor runtime, is spread over all of them.
func (p *Player) Spent(ns int64) {
	w, preview := p.k.allExecuted(), meter{}
	if small := p.preview.world(p.k); small != nil {
		preview = small.allExecuted()
	}
	p.real.add(p.model, max(0, ns), &w, &preview, &p.preview.charged, &p.units)
}

// UseUnits has real time shared out by a finished measurement from now on, instead of by the
// model's list of recorded prices.
func (p *Player) UseUnits(m *Measurement) { p.units = m.units() }

func (b *realSpent) add(model *Model, ns int64, w, preview, charged *meter, u *units) {
	b.Total += ns
	shares := make([]int64, 0, row.MaxServices*row.MaxStages+1)
	var stages [row.MaxServices][row.MaxStages]int64
	w.since(&b.world, func(c, o int, n int64) { stages[model.Classes[c].Service][model.Ops[o].Stage] += n * u.ps[o] })
	for v := range stages {
		shares = append(shares, stages[v][:]...)
	}
	var foretold int64
	preview.since(charged, func(_, o int, n int64) { foretold += n * u.ps[o] })
	shares = append(shares, foretold)
	b.world, *charged = *w, *preview
	if !shareOut(ns, shares) {
		b.Idle += ns
		return
	}
	for v := range stages {
		for st := range stages[v] {
			b.Stages[v][st] += shares[v*row.MaxStages+st]
		}
	}
	b.Preview += shares[len(shares)-1]
}

// shareOut turns weights into parts of whole in proportion, none of it lost or
// made. It reports false, and changes nothing, if all weights are 0.
func shareOut(whole int64, weights []int64) bool {
	var sum int64
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return false
	}
	var upTo, given int64
	for i, w := range weights {
		upTo += w
		end := exact.MulDiv(whole, upTo, sum)
		weights[i] = end - given
		given = end
	}
	return true
}
