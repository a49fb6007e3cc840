package sim

import (
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// series keeps a Series. A preview has none.
type series struct {
	known    meter // of each class, the last messages that were handled, also before the last change
	steps    []readout.SeriesStep
	halvings int
	sums     [row.MaxServices]struct {
		stages [row.MaxStages]int64
		busy   int64
	}
	samples int // in sums
}

// sample adds the last BusyStepNs.
func (p *series) sample(k *Kernel) {
	m := k.means()
	for c := range k.model.Classes {
		if m.messages[c] == 0 { // none since the change: what is known is how it was
			m.messages[c], m.ops[c] = p.known.messages[c], p.known.ops[c]
			m.used |= p.known.used & (1 << c)
		}
	}
	p.known = m
	for v, cpu := range k.bars(&m) {
		for st, share := range cpu {
			p.sums[v].stages[st] += int64(share)
		}
		p.sums[v].busy += int64(k.busy.steps[v][readout.BusySteps-1])
	}
	if p.samples++; p.samples == 1<<p.halvings {
		p.close()
	}
}

// close makes a step of what has been added up.
func (p *series) close() {
	var step readout.SeriesStep
	for v := range step {
		for st := range row.MaxStages {
			step[v].CPU[st] = exact.PPM(p.sums[v].stages[st] / int64(p.samples))
		}
		step[v].Busy = exact.PPM(p.sums[v].busy / int64(p.samples))
		p.sums[v].stages, p.sums[v].busy = [row.MaxStages]int64{}, 0
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
				mean[v].CPU[st] = (a[v].CPU[st] + b[v].CPU[st]) / 2
			}
			mean[v].Busy = (a[v].Busy + b[v].Busy) / 2
		}
		p.steps[i] = mean
	}
	p.steps = p.steps[:readout.SeriesSteps/2]
	p.halvings++
}

func (p *series) view() readout.Series {
	return readout.Series{StepNs: readout.BusyStepNs << p.halvings, Steps: p.steps}
}
