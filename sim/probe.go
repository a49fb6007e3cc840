package sim

import (
	"fmt"
	"slices"
	"strings"

	"fanout/sim/calibrate"
	"fanout/sim/readout"
)

// Probe is something short that can be timed part by part where the program runs. The
// result is for pictures: it never enters a history.
type Probe struct {
	Name  string   // one word
	Doc   string   // one line
	Parts []string // in the order in which they are done

	// Bench is what to run, and its Samples those of each part.
	Bench func() Bench
}

// Probing is a probe that is under way.
type Probing struct {
	probe   *Probe
	bench   Bench
	session *calibrate.Session
}

// NewProbing prepares a probe of a model; nothing has run yet. The error is one sentence.
func NewProbing(m *Model, name string, c MeasureConfig) (*Probing, error) {
	i := slices.IndexFunc(m.Probes, func(p Probe) bool { return p.Name == name })
	if i < 0 {
		var names []string
		for _, p := range m.Probes {
			names = append(names, p.Name)
		}
		if names == nil {
			return nil, fmt.Errorf("probe: %s has nothing to time; expected a model that has", m.Name)
		}
		return nil, fmt.Errorf("probe: %q is not known; expected one of %s", Clip(name), strings.Join(names, ", "))
	}
	b := m.Probes[i].Bench()
	return &Probing{&m.Probes[i], b, calibrate.New(calibrate.Config{Now: c.Now, BatchNs: c.BatchNs, Rounds: c.Rounds, Most: c.Most}, b.Operations)}, nil
}

// Step runs one batch, some milliseconds of work, and reports whether there are more.
func (p *Probing) Step() bool { return p.session.Step() }

// Progress is how far it is.
func (p *Probing) Progress() readout.Probed {
	done, of := p.session.Progress()
	return readout.Probed{Name: p.probe.Name, Done: done, Of: of}
}

// Result is that of a finished probe.
func (p *Probing) Result() readout.Probed {
	r := p.Progress()
	for _, part := range p.probe.Parts {
		r.Parts = append(r.Parts, readout.Part{Name: part, Ps: calibrate.FigureOf(p.bench.Samples(p.session, part)).Typical})
	}
	return r
}
