package sim

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Metric is a figure of a snapshot that scenarios can name and expect.
type Metric struct {
	Name  string
	unit  unit
	value func(s *Snapshot) float64

	recent bool // see Recent
}

// SinceChange is the metric as one of the stretch since the last change of a setting.
func (m Metric) SinceChange() Metric {
	m.recent = true
	return m
}

// Recent reports whether the figure is of the stretch since the last change of a setting.
// Other figures are of the whole history, or of the moment.
func (m *Metric) Recent() bool { return m.recent }

// Of is the metric's figure in s: a share of 1, nanoseconds of virtual time, or a
// count.
func (m *Metric) Of(s *Snapshot) float64 { return m.value(s) }

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
	return Metric{Name: name, unit: unitShare, value: func(s *Snapshot) float64 { return float64(f(s)) / float64(exact.Whole) }}
}

// Lasting is a metric in nanoseconds of virtual time.
func Lasting(name string, f func(s *Snapshot) int64) Metric {
	return Metric{Name: name, unit: unitTime, value: func(s *Snapshot) float64 { return float64(f(s)) }}
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
		)
	}
	interval("estimate.messages", func(e *span.Estimates) *span.Interval { return &e.Messages })
	interval("estimate.deliveries", func(e *span.Estimates) *span.Interval { return &e.Deliveries })
	return list
}

// timeMetrics are the mean times per message of each class.
func (m *Model) timeMetrics() (list []Metric) {
	for c := range m.Classes {
		list = append(list, Lasting("time."+m.Classes[c].Metric, func(s *Snapshot) int64 { return s.times[c] }).SinceChange())
	}
	return list
}

// serviceMetrics are about one service each.
func (m *Model) serviceMetrics() (list []Metric) {
	for v := range m.Services {
		name := m.Services[v].Name
		list = append(list,
			Portion(name+".busy", func(s *Snapshot) exact.PPM { return s.Services[v].BusyMean(s.Now - s.ChangedAt) }).SinceChange(),
			Portion(name+".cpu", func(s *Snapshot) exact.PPM { return s.Services[v].CPU.Total() }).SinceChange(),
			Count(name+".handled", func(s *Snapshot) int64 { return s.Services[v].Handled }),
			Count(name+".mailbox", func(s *Snapshot) int64 { return int64(s.Services[v].Mailbox) }),
		)
		for st := range m.Stages {
			list = append(list, Portion(name+".cpu."+m.Stages[st].Name, func(s *Snapshot) exact.PPM { return s.Services[v].CPU[st] }).SinceChange())
		}
		if m.Tracing == nil {
			continue
		}
		list = append(list,
			Portion(name+".unpack.useless", func(s *Snapshot) exact.PPM { return s.Services[v].Useless }).SinceChange(),
			Count(name+".notrecorded", func(s *Snapshot) int64 { return s.Services[v].NotRecorded }))
		for o, origin := range m.Tracing.Origins {
			list = append(list, Count(name+".spans."+origin, func(s *Snapshot) int64 { return s.Services[v].Spans[o] }))
		}
	}
	return list
}

// Time is the mean time per message of a class since the last change, in ns.
func (s *Snapshot) Time(c row.Class) int64 { return s.times[c] }

func (m *Model) findMetric(name string) *Metric {
	all := m.AllMetrics()
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}

// expectation is a line "expect METRIC [/ MARK] OP VALUE [± TOLERANCE]".
type expectation struct {
	metric    *Metric
	mark      string // compare with the figure at this mark, as a ratio
	op        string // = < >
	value     float64
	tolerance float64
	published *Published // nil for a plain expectation
}

func (m *Model) parseExpect(args string, marks map[string]bool) (*expectation, error) {
	f := strings.Fields(args)
	if len(f) == 0 {
		return nil, atWord(1, fmt.Errorf("expect: nothing expected; expected METRIC = VALUE"))
	}
	e := &expectation{metric: m.findMetric(f[0])}
	if e.metric == nil {
		return nil, atWord(1, fmt.Errorf("expect: %q is not a metric; playground run -model %s -h lists them", Clip(f[0]), m.Name))
	}
	word := 2 // of the line, where f begins
	f = f[1:]
	if len(f) >= 2 && f[0] == "/" {
		if e.mark = f[1]; !marks[e.mark] {
			return nil, atWord(word+1, fmt.Errorf("expect: there is no mark %q before this line", Clip(e.mark)))
		}
		f, word = f[2:], word+2
	}
	if len(f) != 2 && len(f) != 4 || !isComparison(f[0]) || len(f) == 4 && (f[2] != "±" || f[0] != "=") {
		return nil, atWord(word, fmt.Errorf("expect: %q is not an expectation; expected = VALUE ± TOLERANCE, = VALUE, < VALUE or > VALUE", Clip(args)))
	}
	e.op = f[0]
	var err error
	if e.value, err = e.figure(f[1]); err != nil {
		return nil, atWord(word+1, err)
	}
	if len(f) == 4 {
		if e.tolerance, err = e.figure(f[3]); err != nil {
			return nil, atWord(word+3, err)
		}
	}
	return e, nil
}

// parsePublished reads a line "published METRIC [/ MARK] = VALUE ± TOLERANCE FIGURE
// (SOURCE)", or with < VALUE or > VALUE.
func (m *Model) parsePublished(args string, marks map[string]bool) (*expectation, error) {
	f := strings.Fields(args)
	end := slices.IndexFunc(f, isComparison) + 2 // behind the value
	if end < len(f) && f[end] == "±" {
		end += 2
	}
	if end < 2 || end >= len(f) {
		return nil, atWord(len(f)+1, fmt.Errorf("published: %q is too little; expected METRIC = VALUE ± TOLERANCE FIGURE (SOURCE)", Clip(args)))
	}
	e, err := m.parseExpect(strings.Join(f[:end], " "), marks)
	if err != nil {
		return nil, err
	}
	rest := strings.Join(f[end:], " ")
	name, source, ok := strings.Cut(rest, " (")
	source, closed := strings.CutSuffix(source, ")")
	if !ok || !closed || source == "" {
		return nil, atWord(end+1, fmt.Errorf("published: %q is not a figure; expected its name and, in parentheses, its source", Clip(rest)))
	}
	e.published = &Published{
		Figure: name, Source: source, Value: e.value, Text: e.spell(e.value),
		Ratio: e.mark != "", Share: e.metric.unit == unitShare && e.mark == "",
	}
	if e.op != "=" {
		e.published.Text = e.op + " " + e.published.Text
	}
	return e, nil
}

func isComparison(word string) bool { return word == "=" || word == "<" || word == ">" }

// figure reads a number in the unit of the expectation: a plain number for counts
// and ratios, otherwise as the metric is spelled.
func (e *expectation) figure(text string) (float64, error) {
	unit := e.metric.unit
	if e.mark != "" {
		unit = unitCount
	}
	v, ok := unit.parse(text)
	if !ok {
		return 0, fmt.Errorf("expect: %q is not possible; expected %s", Clip(text), unit.wanted())
	}
	return v, nil
}

// check compares and says what was found.
func (e *expectation) check(s *Snapshot, marks map[string]*Snapshot) *Finding {
	v := e.metric.Of(s)
	if e.mark != "" {
		v /= e.metric.Of(marks[e.mark])
	}
	f := &Finding{Figure: v, Text: e.spell(v), expect: e}
	switch e.op {
	case "<":
		f.Met = v < e.value
	case ">":
		f.Met = v > e.value
	default:
		f.Met = math.Abs(v-e.value) <= e.tolerance
	}
	return f
}

// spell spells a figure of this expectation.
func (e *expectation) spell(v float64) string {
	if e.mark != "" {
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
	return e.metric.Text(v)
}
