package scene

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/setting"
	"fanout/sim/sweep"
)

// Question is what is asked about other values of a setting.
type Question = sweep.Question

// Answer is what is known of the answer to a question so far.
type Answer struct {
	Question Question
	Sweep    *sweep.Sweep  // that answers it, nil with Err
	Result   *sweep.Result // of the histories that have been played
	Done     int           // so many
	Jobs     int           // of so many
	Waits    Waits
	Err      error // why there is no answer, in one sentence
}

// Waits is what an answer waits for.
type Waits uint8

const (
	WaitsForNothing Waits = iota
	WaitsForTime          // the picture leaves none
	WaitsForPause         // a history begins that takes longer than a frame
	WaitsForMemory        // there is hardly any left
)

// waitsFor are these in words.
var waitsFor = [...]string{
	WaitsForTime:   "Waiting: the picture takes all the time there is.",
	WaitsForPause:  "Waiting for a pause: a run this large takes long to begin.",
	WaitsForMemory: "Waiting: there is hardly any memory left.",
}

// WhatIf is what the tab about other values of a setting begins with.
type WhatIf struct {
	Setting string     // its key, where none was changed before; "" for the model's first one
	Metrics []Measured // that can be chosen, the ones that are drawn at first before the others; none for those that matter most to the model
}

// Measured is a metric that can be drawn over a setting.
type Measured struct {
	Metric  string
	Name    string
	Brief   string // where there is little room; "" for Name
	Tracing bool   // it is about spans and traces
}

// mostCharts is how many metrics are drawn side by side.
const mostCharts = 3

// The choices of how much is played.
var (
	whatIfSeeds   = [...]int{1, 3, 10}
	whatIfLengths = [...]time.Duration{2 * time.Second, 10 * time.Second, time.Minute}
)

// whatIfTab shows what some metrics would be with other values of a setting: a small chart for
// each, with the present value marked. To press a point is to go there.
type whatIfTab struct {
	ui.Scroll
	asked   Question // of all metrics that can be chosen: another chart needs no other histories
	picked  bool     // a person has chosen the setting
	metrics []whatIfMetric
	charts  []int // of them, those that are drawn
	answer  *Answer
	seen    whatIfSeen
	numbers []float64 // the values of the points
	round   []bool    // whether they are round ones, and not the present one in between
	of      *sweep.Sweep
	read    string // the value of the point that is read, "" for the present one
	spoken  []string
}

// whatIfMetric is a metric with its words.
type whatIfMetric struct {
	Measured
	metric *sim.Metric
}

// whatIfSeen is what the last frame showed of an answer.
type whatIfSeen struct {
	of    *sweep.Sweep
	done  int
	waits Waits
}

// newWhatIfTab makes the tab of a model.
func newWhatIfTab(m *sim.Model, w *Words) *whatIfTab {
	p := &whatIfTab{asked: Question{Seeds: whatIfSeeds[1], Length: whatIfLengths[1]}}
	list := w.WhatIf.Metrics
	if len(list) == 0 {
		for _, name := range m.Figures {
			list = append(list, Measured{Metric: name, Name: name})
		}
	}
	for _, one := range list {
		metric, err := m.Metric(one.Metric)
		if err != nil {
			panic("scene: what if: " + err.Error()) // in the list of the picture
		}
		p.offer(one, metric)
	}
	for i := range min(mostCharts, len(list)) {
		p.charts = append(p.charts, i)
	}
	return p
}

// offer has a metric be one that can be chosen.
func (p *whatIfTab) offer(one Measured, metric *sim.Metric) {
	if one.Brief == "" {
		one.Brief = one.Name
	}
	p.metrics = append(p.metrics, whatIfMetric{one, metric})
	p.asked.Metrics = append(slices.Clip(p.asked.Metrics), one.Metric) // others have the list
}

func (*whatIfTab) tab() (id, title, brief string) { return "whatif", "What if", "What if" }

func (*whatIfTab) count(*sim.Snapshot) string { return "" }

// opened has the tab begin with what was changed last, unless a person has chosen something.
func (p *whatIfTab) opened() {
	if !p.picked {
		p.asked.Setting = ""
	}
}

// begin chooses the setting, if none is.
func (p *whatIfTab) begin(v *view) {
	m := v.Snap.Model
	for _, key := range []string{p.asked.Setting, v.Snap.Changed, v.s.words.WhatIf.Setting} {
		if k := m.Setting(key); k != nil && k.Dragged() {
			p.asked.Setting = key
			return
		}
	}
	p.asked.Setting = sweep.Asked(m)[0].Key
}

// setting is the one that is asked about.
func (p *whatIfTab) setting(v *view) *setting.Setting { return v.Snap.Model.Setting(p.asked.Setting) }

// whatIf is the tab, whether it is open or not.
func (d *drawer) whatIf() *whatIfTab {
	for _, t := range d.tabs {
		if p, ok := t.(*whatIfTab); ok {
			return p
		}
	}
	panic("scene: no tab for what if") // every model has one
}

// Asks is what is asked about other values of a setting, nil while nobody looks at the answer.
func (w *shown) Asks() *Question {
	s := w.shell.scene
	p, ok := s.drawer.current().(*whatIfTab)
	if !ok || s.drawer.snap == drawerClosed || p.asked.Setting == "" || s.worlds.Open() || s.arriving.on {
		return nil
	}
	return &p.asked
}

// Answer tells what is known of the answer, nil for nothing. It is valid until the next call.
func (w *shown) Answer(a *Answer) { w.shell.scene.drawer.whatIf().answer = a }

// moved reports whether more is known than in the last frame.
func (p *whatIfTab) moved() bool {
	at := whatIfSeen{}
	if a := p.answer; a != nil {
		at = whatIfSeen{a.Sweep, a.Done, a.Waits}
	}
	was := p.seen
	p.seen = at
	return at != was
}

// known is the answer to what is asked, nil while there is none.
func (p *whatIfTab) known() *Answer {
	if a := p.answer; a != nil && a.Question.Is(&p.asked) {
		if p.of != a.Sweep && a.Sweep != nil {
			plan := a.Sweep.Plan()
			p.of, p.numbers, p.round = a.Sweep, plan.Axes[0].Numbers(plan.Base.Model), nil
			rungs := sweep.Ladder(plan.Base.Model.Setting(a.Question.Setting)).Values
			for _, text := range plan.Axes[0].Values {
				p.round = append(p.round, slices.Contains(rungs, text))
			}
		}
		return a
	}
	return nil
}

// whatIfVerb is the verb of the line for Look that leads here.
const whatIfVerb = "whatif"

// looks is the line that leads to what is asked.
func (p *whatIfTab) looks() []string {
	if p.asked.Setting == "" {
		return nil
	}
	var names []string
	for _, i := range p.charts {
		names = append(names, p.metrics[i].Metric)
	}
	return []string{fmt.Sprintf("%s %s %s %d %v", whatIfVerb, p.asked.Setting, strings.Join(names, ","), p.asked.Seeds, p.asked.Length)}
}

// lookAtWhatIf shows the tab with what a line asks: a setting, then, as far as they are there,
// metrics, seeds and a length.
func (d *drawer) lookAtWhatIf(rest string) error {
	if !d.hasTab("whatif") {
		return fmt.Errorf("whatif: the open chapter hides the tab whatif")
	}
	snap := d.s.shell.Snap()
	if snap == nil {
		return fmt.Errorf("whatif: there is no picture yet")
	}
	p, words := d.whatIf(), strings.Fields(rest)
	q := Question{Seeds: p.asked.Seeds, Length: p.asked.Length, Metrics: p.drawn()}
	for i, word := range words {
		var err error
		switch i {
		case 0:
			q.Setting = word
		case 1:
			q.Metrics = strings.Split(word, ",")
		case 2:
			if q.Seeds, err = strconv.Atoi(word); err != nil || q.Seeds > mostWhatIfSeeds {
				return fmt.Errorf("whatif: %q is no number of seeds; expected one from 1 to %d", ui.Clip(word, 40), mostWhatIfSeeds)
			}
		case 3:
			if q.Length, err = time.ParseDuration(word); err != nil || q.Length > mostWhatIfLength {
				return fmt.Errorf("whatif: %q is no length of a run; expected one up to %v, such as 10s", ui.Clip(word, 40), mostWhatIfLength)
			}
		default:
			return fmt.Errorf("whatif: %q is one word too many; expected a setting, metrics, seeds and a length", ui.Clip(word, 40))
		}
	}
	if len(q.Metrics) > mostCharts {
		return fmt.Errorf("whatif: %d metrics; expected at most %d", len(q.Metrics), mostCharts)
	}
	if err := q.Check(snap.Model); err != nil {
		return fmt.Errorf("whatif: %w", err)
	}
	p.ask(snap.Model, &q)
	d.show("whatif")
	d.s.in.Stale = true
	return nil
}

// Bounds of what a link asks.
const (
	mostWhatIfSeeds  = 100
	mostWhatIfLength = time.Hour
)

// drawn are the metrics that are drawn.
func (p *whatIfTab) drawn() (names []string) {
	for _, i := range p.charts {
		names = append(names, p.metrics[i].Metric)
	}
	return names
}

// ask has the tab ask what was checked.
func (p *whatIfTab) ask(m *sim.Model, q *Question) {
	p.charts = p.charts[:0]
	for _, name := range q.Metrics {
		i := slices.IndexFunc(p.metrics, func(one whatIfMetric) bool { return one.Metric == name })
		if i < 0 {
			metric, err := m.Metric(name)
			if err != nil {
				panic("scene: what if: " + err.Error()) // it was checked
			}
			i = len(p.metrics)
			p.offer(Measured{Metric: name, Name: name}, metric)
		}
		p.charts = append(p.charts, i)
	}
	p.asked.Setting, p.asked.Seeds, p.asked.Length, p.picked = q.Setting, q.Seeds, q.Length, true
}
