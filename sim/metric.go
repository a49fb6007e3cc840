package sim

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Metric is a figure of a snapshot that scenarios can name and expect.
type Metric struct {
	Name  string
	unit  unit
	value func(s *Snapshot) float64
}

// Of is the metric's figure in s: a share of 1, nanoseconds of virtual time, or a
// count.
func (m *Metric) Of(s *Snapshot) float64 { return m.value(s) }

// Text is a figure of this metric as tables and expectations spell it.
func (m *Metric) Text(v float64) string { return m.unit.text(v) }

// Metrics lists all metrics.
func Metrics() []Metric { return metrics }

// metrics are all of them, in the order of the help.
var metrics = slices.Concat(messageMetrics(), traceMetrics(), stageMetrics(), estimateMetrics(), serviceMetrics())

func count(name string, f func(s *Snapshot) int64) Metric {
	return Metric{Name: name, value: func(s *Snapshot) float64 { return float64(f(s)) }}
}

func portion(name string, f func(s *Snapshot) PPM) Metric {
	return Metric{Name: name, unit: unitShare, value: func(s *Snapshot) float64 { return float64(f(s)) / float64(Whole) }}
}

func lasting(name string, f func(s *Snapshot) int64) Metric {
	return Metric{Name: name, unit: unitTime, value: func(s *Snapshot) float64 { return float64(f(s)) }}
}

// messageMetrics are about messages, what becomes of them, and the large guild.
func messageMetrics() []Metric {
	return []Metric{
		count("messages", func(s *Snapshot) int64 { return s.Messages.Sent }),
		count("messages.sampled", func(s *Snapshot) int64 { return s.Messages.Sampled }),
		count("deliveries", func(s *Snapshot) int64 { return s.Messages.Deliveries }),
		count("deliveries.expected", func(s *Snapshot) int64 { return s.Messages.Expected }),
		count("deliveries.missing", func(s *Snapshot) int64 { return s.Messages.Expected - s.Messages.Deliveries }),
		count("messages.small", func(s *Snapshot) int64 { return s.Messages.SentSmall }),
		count("deliveries.small", func(s *Snapshot) int64 { return s.Messages.DeliveriesSmall }),
		count("connects.waiting", func(s *Snapshot) int64 { return s.Connects.Large.Waiting }),
		count("connects.done", func(s *Snapshot) int64 { return s.Connects.Large.Done }),
		lasting("connects.oldest", func(s *Snapshot) int64 { return s.Connects.Large.OldestNs }),
		lasting("connects.longest", func(s *Snapshot) int64 { return s.Connects.Large.LongestNs }),
		count("connects.small.waiting", func(s *Snapshot) int64 { return s.Connects.Small.Waiting }),
		count("connects.small.done", func(s *Snapshot) int64 { return s.Connects.Small.Done }),
		lasting("connects.small.oldest", func(s *Snapshot) int64 { return s.Connects.Small.OldestNs }),
		lasting("connects.small.longest", func(s *Snapshot) int64 { return s.Connects.Small.LongestNs }),
		count("connects.timeouts", func(s *Snapshot) int64 { return s.Connects.Timeouts }),
		count("connects.retries", func(s *Snapshot) int64 { return s.Connects.Retries }),
		count("late.replies", func(s *Snapshot) int64 { return s.Connects.LateReplies }),
		count("deliveries.missed", func(s *Snapshot) int64 { return s.Connects.Missed }),
		count("wire.written", func(s *Snapshot) int64 { return s.Messages.Wire.Written }),
		count("wire.batches", func(s *Snapshot) int64 { return s.Messages.Wire.Batches }),
		count("wire.bytes", func(s *Snapshot) int64 { return s.Messages.Wire.Bytes }),
		count("wire.dropped", func(s *Snapshot) int64 { return s.Messages.Wire.Dropped }),
		count("lost", func(s *Snapshot) int64 { return s.Messages.Lost }),
		count("calls.failed", func(s *Snapshot) int64 { return s.Messages.Failed }),
		count("headers.parsed", func(s *Snapshot) int64 { return s.Messages.Parsed }),
		count("headers.stripped", func(s *Snapshot) int64 { return s.Messages.Stripped }),
		count("orphans", func(s *Snapshot) int64 { return s.Messages.OrphanRoots }),
		{Name: "orphans.rate", value: (*Snapshot).orphanRate},
		{Name: "spans.rate", value: func(s *Snapshot) float64 { return float64(s.Messages.SpansPerSecond) / 1000 }},
		count("relays", func(s *Snapshot) int64 { return int64(s.Messages.Relays) }),
		count("orphans.since", func(s *Snapshot) int64 { return s.Messages.OrphanSince }),
		count("spans.expected", func(s *Snapshot) int64 { return s.Messages.SessionSpansExp }),
		{Name: "spans.expected.each", value: (*Snapshot).expectedEach},
		count("dead.letters", func(s *Snapshot) int64 { return s.Messages.DeadLetters }),
		portion("keep.rate", func(s *Snapshot) PPM { return s.Messages.KeepRate }),
		portion("guild.busy", func(s *Snapshot) PPM { return s.Guild.Busy }),
		portion("guild.load", (*Snapshot).guildLoad),
		count("guild.mailbox", func(s *Snapshot) int64 { return int64(s.Guild.Mailbox) }),
	}
}

// traceMetrics are about the spans in the store and the traces that they make.
func traceMetrics() []Metric {
	list := []Metric{
		count("spans.recorded", func(s *Snapshot) int64 { return s.Spans.Recorded }),
		count("spans.held", func(s *Snapshot) int64 { return int64(s.Spans.Held) }),
		count("spans.left", func(s *Snapshot) int64 { return s.Spans.Left }),
		count("traces.whole", func(s *Snapshot) int64 { return s.Traces.ofMessages(s.Traces.Whole) }),
		count("traces.partial", func(s *Snapshot) int64 { return s.Traces.ofMessages(s.Traces.Partial) }),
		count("estimate.traces", func(s *Snapshot) int64 { return int64(s.Estimates.Traces) }),
	}
	for o := range NumOrigins {
		list = append(list,
			count("traces.whole."+o.String(), func(s *Snapshot) int64 { return s.Traces.Whole(o) }),
			count("traces.partial."+o.String(), func(s *Snapshot) int64 { return s.Traces.Partial(o) }),
		)
	}
	return list
}

// stageMetrics are about where time goes: the guild's, a gRPC handler's, and the mean of
// each kind of work.
func stageMetrics() (list []Metric) {
	for st := range NumStages {
		list = append(list,
			portion("guild.samples."+st.String(), func(s *Snapshot) PPM { return s.Guild.Stages.Samples[st] }),
			portion("guild.time."+st.String(), func(s *Snapshot) PPM { return s.Guild.Stages.Time[st] }),
			portion("grpc.samples."+st.String(), func(s *Snapshot) PPM { return s.GRPC.Samples[st] }),
			portion("grpc.time."+st.String(), func(s *Snapshot) PPM { return s.GRPC.Time[st] }),
		)
	}
	for c, name := range classMetrics {
		list = append(list, lasting("time."+name, func(s *Snapshot) int64 { return s.times[c] }))
	}
	return list
}

// estimateMetrics are true counts as the recorded spans tell them, with their intervals.
func estimateMetrics() (list []Metric) {
	interval := func(name string, of func(e *Estimates) *Interval) {
		list = append(list,
			count(name, func(s *Snapshot) int64 { return of(&s.Estimates).Estimate }),
			count(name+".low", func(s *Snapshot) int64 { return of(&s.Estimates).Low }),
			count(name+".high", func(s *Snapshot) int64 { return of(&s.Estimates).High }),
		)
	}
	interval("estimate.messages", func(e *Estimates) *Interval { return &e.Messages })
	interval("estimate.deliveries", func(e *Estimates) *Interval { return &e.Deliveries })
	return list
}

// serviceMetrics are about one service each.
func serviceMetrics() (list []Metric) {
	for v := range NumServices {
		name := v.String()
		list = append(list,
			portion(name+".busy", func(s *Snapshot) PPM { return s.Services[v].busyMean(s.Now - s.Messages.ChangedAt) }),
			portion(name+".cpu", func(s *Snapshot) PPM { return s.Services[v].CPU.Total() }),
			count(name+".handled", func(s *Snapshot) int64 { return s.Services[v].Handled }),
			count(name+".mailbox", func(s *Snapshot) int64 { return int64(s.Services[v].Mailbox) }),
			portion(name+".unpack.useless", func(s *Snapshot) PPM { return s.Services[v].Useless }),
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
}

// classMetrics name the mean times per message.
var classMetrics = [numClasses]string{
	classDispatch: "dispatch", classRPC: "rpc", classFanout: "fan_out", classSmall: "update",
	classRelay: "relay", classDelivery: "forward", classPresence: "presence",
	classFanoutSmall: "fan_out.small", classDeliverySmall: "forward.small", classConnect: "connect", classConnecting: "connecting",
}

// expectedEach is the session spans expected of a sampled message, in the mean.
func (s *Snapshot) expectedEach() float64 {
	return float64(s.Messages.SessionSpansExp) / float64(max(1, s.Messages.Sampled))
}

// orphanRate is the session-rooted spans per second since the last change.
func (s *Snapshot) orphanRate() float64 {
	return float64(mulDiv(s.Messages.OrphanSince, 1e9, max(1, s.Now-s.Messages.ChangedAt)))
}

// guildLoad is the time that the guild's own work takes at the offered rates: above
// the whole it falls behind.
func (s *Snapshot) guildLoad() PPM {
	var ns int64 // per 1,000 s
	for _, c := range []class{classFanout, classSmall} {
		ns += c.offered(&s.Settings) * s.times[c]
	}
	return PPM(min(mulDiv(ns, int64(Whole), 1e12), 1<<31-1))
}

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
	published *Published // nil for a plain expectation
}

func parseExpect(args string, marks map[string]bool) (*expectation, error) {
	f := strings.Fields(args)
	if len(f) == 0 {
		return nil, atWord(1, fmt.Errorf("expect: nothing expected; expected METRIC = VALUE"))
	}
	e := &expectation{metric: findMetric(f[0])}
	if e.metric == nil {
		return nil, atWord(1, fmt.Errorf("expect: %q is not a metric; playground run -h lists them", clip(f[0])))
	}
	word := 2 // of the line, where f begins
	f = f[1:]
	if len(f) >= 2 && f[0] == "/" {
		if e.mark = f[1]; !marks[e.mark] {
			return nil, atWord(word+1, fmt.Errorf("expect: there is no mark %q before this line", clip(e.mark)))
		}
		f, word = f[2:], word+2
	}
	if len(f) != 2 && len(f) != 4 || !isComparison(f[0]) || len(f) == 4 && (f[2] != "±" || f[0] != "=") {
		return nil, atWord(word, fmt.Errorf("expect: %q is not an expectation; expected = VALUE ± TOLERANCE, = VALUE, < VALUE or > VALUE", clip(args)))
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
func parsePublished(args string, marks map[string]bool) (*expectation, error) {
	f := strings.Fields(args)
	end := slices.IndexFunc(f, isComparison) + 2 // behind the value
	if end < len(f) && f[end] == "±" {
		end += 2
	}
	if end < 2 || end >= len(f) {
		return nil, atWord(len(f)+1, fmt.Errorf("published: %q is too little; expected METRIC = VALUE ± TOLERANCE FIGURE (SOURCE)", clip(args)))
	}
	e, err := parseExpect(strings.Join(f[:end], " "), marks)
	if err != nil {
		return nil, err
	}
	rest := strings.Join(f[end:], " ")
	name, source, ok := strings.Cut(rest, " (")
	source, closed := strings.CutSuffix(source, ")")
	if !ok || !closed || source == "" {
		return nil, atWord(end+1, fmt.Errorf("published: %q is not a figure; expected its name and, in parentheses, its source", clip(rest)))
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
		return 0, fmt.Errorf("expect: %q is not possible; expected %s", clip(text), unit.wanted())
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
