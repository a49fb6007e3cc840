package sim

import (
	"math/bits"

	"fanout/envelope"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// meter counts messages and the operations that were executed for them, by class.
//
// A handler does not count its stages one by one. It counts which way through the code it
// took (receipt of the transport, outcome of the span), and the bars are counts times
// prices: one increment per delivery instead of six additions, and a learner who edits a
// price sees the past in it too.
type meter struct {
	used     uint32 // bits by class: of which anything was counted
	messages [row.MaxClasses]int64
	ops      [row.MaxClasses][row.MaxOps]int64
	unpacked [row.MaxClasses]int64 // contexts that the propagator took out of an envelope or headers
	useless  [row.MaxClasses]int64 // of those, contexts that were not sampled
}

func (m *meter) add(o *meter) {
	m.used |= o.used
	for left := o.used; left != 0; left &= left - 1 {
		c := bits.TrailingZeros32(left)
		m.messages[c] += o.messages[c]
		m.unpacked[c] += o.unpacked[c]
		m.useless[c] += o.useless[c]
		for i := range m.ops[c] {
			m.ops[c][i] += o.ops[c][i]
		}
	}
}

// scale counts everything of a class so many times.
func (m *meter) scale(c int, times int64) {
	m.messages[c] *= times
	m.unpacked[c] *= times
	m.useless[c] *= times
	for i := range m.ops[c] {
		m.ops[c][i] *= times
	}
}

// received counts what the transport did with n received messages.
func (m *meter) received(c row.Class, r envelope.Op, n int64) {
	if !r.Extracted() {
		return
	}
	m.used |= 1 << c
	m.unpacked[c] += n
	switch r {
	case envelope.ReceiveSampled, envelope.ParseSampled, envelope.SieveSampled:
	default:
		m.useless[c] += n
	}
}

// uselessShare is the share of a service's unpacked contexts that were not sampled.
func (m *meter) uselessShare(model *Model, v row.Service) exact.PPM {
	var all, useless int64
	for c := range model.Classes {
		if model.Classes[c].Service == v {
			all += m.unpacked[c]
			useless += m.useless[c]
		}
	}
	return exact.PPM(exact.MulDiv(useless, int64(exact.Whole), max(1, all)))
}

// times is the mean time per message of each class, in nanoseconds.
func (m *meter) times(p *costs, weights *[row.MaxClasses]int64) (times [row.MaxClasses]int64) {
	ns := m.priced(p, weights)
	for c := range times {
		for _, n := range ns[c] {
			times[c] += n
		}
		times[c] /= max(1, m.messages[c])
	}
	return times
}

// since calls f for what was executed since an earlier reading of the same meter.
func (m *meter) since(earlier *meter, f func(c, o int, n int64)) {
	for left := m.used; left != 0; left &= left - 1 {
		c := bits.TrailingZeros32(left)
		for o := range m.ops[c] {
			if n := m.ops[c][o] - earlier.ops[c][o]; n > 0 {
				f(c, o, n)
			}
		}
	}
}

// bars is the mean cost per message of each class × its offered rate ÷ the
// capacity of its service, stage by stage.
func (k *Kernel) bars(m *meter) (cpu [row.MaxServices]readout.StageCost) {
	var perSecond [row.MaxServices][row.MaxStages]int64 // ns of core time per 1,000 s
	weights := k.model.weights(k.settings)
	for c := range k.model.Classes {
		if m.messages[c] == 0 {
			continue
		}
		for o := range k.model.Ops {
			spent := m.ops[c][o] * k.costs.price[o] * weights[c]
			perSecond[k.model.Classes[c].Service][k.model.Ops[o].Stage] += exact.MulDiv(spent, k.offered[c], m.messages[c])
		}
	}
	for v := range k.model.Services {
		for st := range k.model.Stages {
			cpu[v][st] = exact.PPM(min(exact.MulDiv(perSecond[v][st], 1_000, max(1, k.capacity[v])), 1<<31-1))
		}
	}
	return cpu
}
