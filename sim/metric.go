package sim

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Metric is a figure of a snapshot that scenarios can name and expect.
type Metric struct {
	Name  string
	Share bool // a share of 1, shown in percent
	value func(s *Snapshot) float64
}

// Of is the metric's figure in s: a share of 1 for shares, a count otherwise.
func (m *Metric) Of(s *Snapshot) float64 { return m.value(s) }

// Text is a figure of this metric as tables and expectations spell it.
func (m *Metric) Text(v float64) string {
	if m.Share {
		return strconv.FormatFloat(v*100, 'f', 2, 64) + "%"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// Metrics lists all metrics.
func Metrics() []Metric { return metrics }

var metrics = func() []Metric {
	count := func(name string, f func(s *Snapshot) int64) Metric {
		return Metric{Name: name, value: func(s *Snapshot) float64 { return float64(f(s)) }}
	}
	portion := func(name string, f func(s *Snapshot) PPM) Metric {
		return Metric{Name: name, Share: true, value: func(s *Snapshot) float64 { return float64(f(s)) / float64(Whole) }}
	}
	list := []Metric{
		count("messages", func(s *Snapshot) int64 { return s.Messages.Sent }),
		count("messages.sampled", func(s *Snapshot) int64 { return s.Messages.Sampled }),
		count("deliveries", func(s *Snapshot) int64 { return s.Messages.Deliveries }),
		count("deliveries.expected", func(s *Snapshot) int64 { return s.Messages.Expected }),
		count("lost", func(s *Snapshot) int64 { return s.Messages.Lost }),
		count("calls.failed", func(s *Snapshot) int64 { return s.Messages.Failed }),
		count("headers.parsed", func(s *Snapshot) int64 { return s.Messages.Parsed }),
		count("headers.stripped", func(s *Snapshot) int64 { return s.Messages.Stripped }),
		count("orphans", func(s *Snapshot) int64 { return s.Messages.OrphanRoots }),
		count("orphans.since", func(s *Snapshot) int64 { return s.Messages.OrphanSince }),
		count("spans.expected", func(s *Snapshot) int64 { return s.Messages.SessionSpansExp }),
		count("dead.letters", func(s *Snapshot) int64 { return s.Messages.DeadLetters }),
		portion("keep.rate", func(s *Snapshot) PPM { return s.Messages.KeepRate }),
		portion("guild.busy", func(s *Snapshot) PPM { return s.Guild.Busy }),
	}
	list = append(list,
		count("spans.recorded", func(s *Snapshot) int64 { return s.Spans.Recorded }),
		count("spans.held", func(s *Snapshot) int64 { return int64(s.Spans.Held) }),
		count("spans.left", func(s *Snapshot) int64 { return s.Spans.Left }),
		count("traces.whole", func(s *Snapshot) int64 { return s.Traces.ofMessages(s.Traces.Whole) }),
		count("traces.partial", func(s *Snapshot) int64 { return s.Traces.ofMessages(s.Traces.Partial) }),
		count("estimate.traces", func(s *Snapshot) int64 { return int64(s.Estimates.Traces) }),
	)
	for o := range NumOrigins {
		list = append(list,
			count("traces.whole."+o.String(), func(s *Snapshot) int64 { return s.Traces.Whole(o) }),
			count("traces.partial."+o.String(), func(s *Snapshot) int64 { return s.Traces.Partial(o) }),
		)
	}
	interval := func(name string, of func(e *Estimates) *Interval) {
		list = append(list,
			count(name, func(s *Snapshot) int64 { return of(&s.Estimates).Estimate }),
			count(name+".low", func(s *Snapshot) int64 { return of(&s.Estimates).Low }),
			count(name+".high", func(s *Snapshot) int64 { return of(&s.Estimates).High }),
		)
	}
	for st := range NumStages {
		list = append(list,
			portion("guild.samples."+st.String(), func(s *Snapshot) PPM { return s.Guild.Stages.Samples[st] }),
			portion("guild.time."+st.String(), func(s *Snapshot) PPM { return s.Guild.Stages.Time[st] }),
			portion("grpc.samples."+st.String(), func(s *Snapshot) PPM { return s.GRPC.Samples[st] }),
			portion("grpc.time."+st.String(), func(s *Snapshot) PPM { return s.GRPC.Time[st] }),
		)
	}
	interval("estimate.messages", func(e *Estimates) *Interval { return &e.Messages })
	interval("estimate.deliveries", func(e *Estimates) *Interval { return &e.Deliveries })
	for v := range NumServices {
		name := v.String()
		list = append(list,
			portion(name+".busy", func(s *Snapshot) PPM { return s.Services[v].busyMean(s.Now - s.Messages.ChangedAt) }),
			portion(name+".cpu", func(s *Snapshot) PPM { return s.Services[v].CPU.Total() }),
			count(name+".handled", func(s *Snapshot) int64 { return s.Services[v].Handled }),
			count(name+".mailbox", func(s *Snapshot) int64 { return int64(s.Services[v].Mailbox) }),
			count(name+".notrecorded", func(s *Snapshot) int64 { return s.Services[v].NotRecorded }),
		)
		for st := range NumStages {
			list = append(list, portion(name+".cpu."+st.String(), func(s *Snapshot) PPM { return s.Services[v].CPU[st] }))
		}
		for o := range NumOrigins {
			list = append(list, count(name+".spans."+o.String(), func(s *Snapshot) int64 { return s.Services[v].Spans[o] }))
		}
	}
	return list
}()

func findMetric(name string) *Metric {
	for i := range metrics {
		if metrics[i].Name == name {
			return &metrics[i]
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
}

func parseExpect(args string, marks map[string]bool) (*expectation, error) {
	f := strings.Fields(args)
	if len(f) == 0 {
		return nil, fmt.Errorf("expect: nothing expected; expected METRIC = VALUE")
	}
	e := &expectation{metric: findMetric(f[0])}
	if e.metric == nil {
		return nil, fmt.Errorf("expect: %q is not a metric; playground run -h lists them", clip(f[0]))
	}
	f = f[1:]
	if len(f) >= 2 && f[0] == "/" {
		if e.mark = f[1]; !marks[e.mark] {
			return nil, fmt.Errorf("expect: there is no mark %q before this line", clip(e.mark))
		}
		f = f[2:]
	}
	if len(f) != 2 && len(f) != 4 || !strings.Contains("=<>", f[0]) || len(f) == 4 && (f[2] != "±" || f[0] != "=") {
		return nil, fmt.Errorf("expect: %q is not an expectation; expected = VALUE ± TOLERANCE, = VALUE, < VALUE or > VALUE", clip(args))
	}
	e.op = f[0]
	var err error
	if e.value, err = e.figure(f[1]); err != nil {
		return nil, err
	}
	if len(f) == 4 {
		e.tolerance, err = e.figure(f[3])
	}
	return e, err
}

// figure reads a number in the unit of the expectation: percent for shares, a
// plain number for counts and ratios.
func (e *expectation) figure(text string) (float64, error) {
	percent := e.metric.Share && e.mark == ""
	num, isPercent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.ReplaceAll(num, ",", ""), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || isPercent != percent {
		unit := "a number"
		if percent {
			unit = "a percentage such as 45.1%"
		}
		return 0, fmt.Errorf("expect: %q is not possible; expected %s", clip(text), unit)
	}
	if percent {
		v /= 100
	}
	return v, nil
}

// check compares and says what was found.
func (e *expectation) check(s *Snapshot, marks map[string]*Snapshot) (got string, ok bool) {
	v := e.metric.Of(s)
	got = e.metric.Text(v)
	if e.mark != "" {
		v /= e.metric.Of(marks[e.mark])
		got = strconv.FormatFloat(v, 'f', 3, 64)
	}
	switch e.op {
	case "<":
		return got, v < e.value
	case ">":
		return got, v > e.value
	}
	return got, math.Abs(v-e.value) <= e.tolerance
}
