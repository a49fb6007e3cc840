package sim

import (
	"fmt"
	"slices"

	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Metric is a figure of a snapshot that scenarios can name and expect.
type Metric struct {
	Name  string
	unit  Unit
	value func(s *Snapshot) float64

	recent   bool // see Recent
	expected bool // see Expected
	foretold bool // see Foretold
}

// SinceChange is the metric as one of the stretch since the last change of a setting.
func (m Metric) SinceChange() Metric {
	m.recent = true
	return m
}

// Recent reports whether the figure is of the stretch since the last change of a setting.
// Other figures are of the whole history, or of the moment.
func (m *Metric) Recent() bool { return m.recent }

// InTheMean is the metric as one of what the settings lead to.
func (m Metric) InTheMean() Metric {
	m.expected = true
	return m
}

// Expected reports whether the figure is what the settings in force lead to in the mean, and
// nothing that was counted or measured in the history.
func (m *Metric) Expected() bool { return m.expected }

// ByPreview is the metric as one that the preview has a part in.
func (m Metric) ByPreview() Metric {
	m.foretold = true
	return m
}

// Foretold reports whether the preview of the settings in force has a part in the figure,
// which then moves until the preview is complete, see [Foretell].
func (m *Metric) Foretold() bool { return m.foretold }

// Of is the metric's figure in s: a share of 1, nanoseconds of virtual time, or a
// count.
func (m *Metric) Of(s *Snapshot) float64 { return m.value(s) }

// Unit is what its figures are in.
func (m *Metric) Unit() Unit { return m.unit }

// Text is a figure of this metric as tables and expectations spell it.
func (m *Metric) Text(v float64) string { return m.unit.text(v) }

// Count is a metric that counts.
func Count(name string, f func(s *Snapshot) int64) Metric {
	return Metric{Name: name, value: func(s *Snapshot) float64 { return float64(f(s)) }}
}

// Figure is a metric that is a plain number.
func Figure(name string, f func(s *Snapshot) float64) Metric { return Metric{Name: name, value: f} }

// Portion is a metric that is a share of 1.
func Portion(name string, f func(s *Snapshot) exact.PPM) Metric {
	return Metric{Name: name, unit: UnitShare, value: func(s *Snapshot) float64 { return float64(f(s)) / float64(exact.Whole) }}
}

// Lasting is a metric in nanoseconds of virtual time.
func Lasting(name string, f func(s *Snapshot) int64) Metric {
	return Metric{Name: name, unit: UnitTime, value: func(s *Snapshot) float64 { return float64(f(s)) }}
}

// AllMetrics lists the metrics of the model: its own, and those that follow from its
// tables. [Metric.Recent] says which time a figure is of.
func (m *Model) AllMetrics() []Metric {
	return slices.Concat(m.Metrics, m.traceMetrics(), m.timeMetrics(), m.serviceMetrics())
}

// traceMetrics are about the spans in the store and the traces that they make.
func (m *Model) traceMetrics() (list []Metric) {
	if m.Tracing == nil {
		return nil
	}
	list = []Metric{
		Count("spans.recorded", func(s *Snapshot) int64 { return s.Spans.Recorded }),
		Count("spans.held", func(s *Snapshot) int64 { return int64(s.Spans.Held) }),
		Count("spans.left", func(s *Snapshot) int64 { return s.Spans.Left }),
		Count("estimate.traces", func(s *Snapshot) int64 { return int64(s.Estimates.Traces) }),
	}
	for o, name := range m.Tracing.Origins {
		list = append(list,
			Count("traces.whole."+name, func(s *Snapshot) int64 { return s.Traces.Whole(row.Origin(o)) }),
			Count("traces.partial."+name, func(s *Snapshot) int64 { return s.Traces.Partial(row.Origin(o)) }),
		)
	}
	interval := func(name string, of func(e *span.Estimates) *span.Interval) {
		list = append(list,
			Count(name, func(s *Snapshot) int64 { return of(&s.Estimates).Estimate }),
			Count(name+".low", func(s *Snapshot) int64 { return of(&s.Estimates).Low }),
			Count(name+".high", func(s *Snapshot) int64 { return of(&s.Estimates).High }),
			Portion(name+".error", func(s *Snapshot) exact.PPM { return uncertainty(of(&s.Estimates)) }),
		)
	}
	interval("estimate.messages", func(e *span.Estimates) *span.Interval { return &e.Messages })
	interval("estimate.deliveries", func(e *span.Estimates) *span.Interval { return &e.Deliveries })
	return list
}

// uncertainty is by which share of an estimate the truth may lie above or below it: half
// of its interval. It is the whole if there is no estimate, or no upper bound.
func uncertainty(i *span.Interval) exact.PPM {
	if i.Estimate <= 0 || i.High < 0 {
		return exact.Whole
	}
	return exact.PPM(min(exact.MulDiv(i.High-i.Low, int64(exact.Whole), 2*i.Estimate), int64(exact.Whole)))
}

// timeMetrics are the mean times per message of each class.
func (m *Model) timeMetrics() (list []Metric) {
	for c := range m.Classes {
		list = append(list, Lasting("time."+m.Classes[c].Metric, func(s *Snapshot) int64 { return s.times[c] }).SinceChange().ByPreview())
	}
	return list
}

// serviceMetrics are about one service each.
func (m *Model) serviceMetrics() (list []Metric) {
	for v := range m.Services {
		name := m.Services[v].Name
		list = append(list,
			Portion(name+".busy", func(s *Snapshot) exact.PPM { return s.Services[v].BusyMean(s.Now - s.ChangedAt) }).SinceChange(),
			Portion(name+".cpu", func(s *Snapshot) exact.PPM { return s.Services[v].CPU.Total() }).SinceChange().InTheMean().ByPreview(),
			Count(name+".handled", func(s *Snapshot) int64 { return s.Services[v].Handled }),
			Count(name+".mailbox", func(s *Snapshot) int64 { return int64(s.Services[v].Mailbox) }),
		)
		for st := range m.Stages {
			list = append(list, Portion(name+".cpu."+m.Stages[st].Name, func(s *Snapshot) exact.PPM { return s.Services[v].CPU[st] }).SinceChange().InTheMean().ByPreview())
		}
		if m.Tracing == nil {
			continue
		}
		list = append(list,
			Portion(name+".unpack.useless", func(s *Snapshot) exact.PPM { return s.Services[v].Useless }).SinceChange().ByPreview(),
			Count(name+".notrecorded", func(s *Snapshot) int64 { return s.Services[v].NotRecorded }))
		for o, origin := range m.Tracing.Origins {
			list = append(list, Count(name+".spans."+origin, func(s *Snapshot) int64 { return s.Services[v].Spans[o] }))
		}
	}
	return list
}

// Time is the mean time per message of a class since the last change, in ns.
func (s *Snapshot) Time(c row.Class) int64 { return s.times[c] }

// Metric finds a metric by its name. The error is one sentence.
func (m *Model) Metric(name string) (*Metric, error) {
	all := m.AllMetrics()
	for i := range all {
		if all[i].Name == name {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("%q is not a metric; playground run -model %s -h lists them", Clip(name), m.Name)
}
