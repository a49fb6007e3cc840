package sim

import (
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// series keeps a Series. A preview has none.
//
// How much a service has spent is measured by its cores. The stages of it are those of the
// operations that were begun meanwhile: a message that takes longer than a step spends its
// time in the steps after the one in which it was charged.
type series struct {
	known    meter // what was executed before the step under way
	split    [row.MaxServices][row.MaxStages]int64
	steps    []readout.SeriesStep
	halvings int
	sums     [row.MaxServices][row.MaxStages]int64
	samples  int // in sums
}

// sample adds the last BusyStepNs.
func (p *series) sample(k *Kernel) {
	m := k.allExecuted()
	var begun [row.MaxServices][row.MaxStages]int64
	m.since(&p.known, func(c, o int, n int64) {
		begun[k.model.Classes[c].Service][k.model.Ops[o].Stage] += n * k.costs.price[o] * k.weights[c]
	})
	p.known = m
	for v := range k.model.Services {
		if begun[v] != ([row.MaxStages]int64{}) {
			p.split[v] = begun[v]
		}
		for st, share := range divide(k.busy.steps[v][readout.BusySteps-1], &p.split[v]) {
			p.sums[v][st] += int64(share)
		}
	}
	if p.samples++; p.samples == 1<<p.halvings {
		p.close()
	}
}

// divide shares out what a service has spent in proportion: the parts add up to it. Without
// a proportion all of it is the work itself.
func divide(spent exact.PPM, split *[row.MaxStages]int64) (parts readout.StageCost) {
	var all, sum int64
	for _, n := range split {
		all += n
	}
	if all == 0 {
		parts[0] = spent
		return parts
	}
	given := exact.PPM(0)
	for st, n := range split {
		sum += n
		upTo := exact.PPM(exact.MulDiv(int64(spent), sum, all))
		parts[st], given = upTo-given, upTo
	}
	return parts
}

// close makes a step of what has been added up.
func (p *series) close() {
	var step readout.SeriesStep
	for v := range step {
		for st := range row.MaxStages {
			step[v][st] = exact.PPM(p.sums[v][st] / int64(p.samples))
		}
		p.sums[v] = [row.MaxStages]int64{}
	}
	p.samples = 0
	if p.steps = append(p.steps, step); len(p.steps) == readout.SeriesSteps {
		p.halve()
	}
}

// halve makes room for as much time again.
func (p *series) halve() {
	for i := range readout.SeriesSteps / 2 {
		a, b := &p.steps[2*i], &p.steps[2*i+1]
		var mean readout.SeriesStep
		for v := range mean {
			for st := range row.MaxStages {
				mean[v][st] = (a[v][st] + b[v][st]) / 2
			}
		}
		p.steps[i] = mean
	}
	p.steps = p.steps[:readout.SeriesSteps/2]
	p.halvings++
}

func (p *series) view() readout.Series {
	return readout.Series{StepNs: readout.BusyStepNs << p.halvings, Steps: p.steps}
}
