package sim

import (
	"fmt"
	"io/fs"

	"fanout/actor"
	"fanout/sim/calibrate"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/setting"
	"fanout/sim/span"
)

// A Model is one simulated system: what runs in it, what that costs and what can be
// set. It is a value that does not change; see [World] for a history of it.
//
// The tables say everything that the engine, the command grammar, the page's form, the
// tables of the command line and the pictures need to know of a row: nothing about it
// stands anywhere else. [Model.Check] reports a table that is not complete.
type Model struct {
	Name  string // as the command line and links spell it: one word
	Title string // for people
	About string // one sentence

	// Rows is how many rows the model's constants name, so that a row that was forgotten
	// at the end of a table is noticed: one in the middle is, since it is empty.
	Rows row.Counts

	Services []Service     // rows of the CPU strip, in the order of a message's way
	Stages   []Stage       // in the stacking order of a bar
	Classes  []Class       // one row for each kind of message
	Ops      []Op          // one row for each operation that is charged
	Events   []Event       // one row for each kind of occurrence that nobody commanded
	Tracing  *span.Tracing // nil for a system that is not traced
	Lists    []PriceList
	Settings []setting.Setting
	Commands []Command // besides those of the [Player]
	Metrics  []Metric  // besides those that follow from the tables
	Finds    []Find    // what a reader can be asked to point at
	Figures  []string  // the metrics that matter most: a spread over seeds is printed of these

	Default any // the settings at the start: a comparable struct
	Preview Preview
	Speed   exact.PPM                                // of virtual time at the start; 0 is DefaultSpeed
	Bench   func(now func() int64, peers bool) Bench // what this machine can measure; nil for nothing
	Probes  []Probe                                  // what this machine can time for pictures
	Files   fs.FS                                    // scenarios/*.txt, chapters/*.txt, challenges/*.txt

	// Report is what tables and scripts get to see of a View; nil for nothing.
	Report func(s *Snapshot) Report

	// New makes the world at time 0, of settings of the type of Default. It keeps the
	// Kernel, most simply by embedding it.
	New func(k *Kernel, settings any) World
}

// A World is a history of a model in progress. It embeds its [Kernel], which has
// methods that do nothing for the last three.
type World interface {
	// Apply puts settings into force at the present time. Both are of the type of
	// Model.Default. newList says that another price list was chosen, which is moving
	// to other machines; an edited price is not.
	Apply(old, next any, newList bool)

	// View is what pictures show of this model: its part of a [Snapshot]. It is
	// filled into old, if that is an earlier result, and shares no memory that the
	// world will change, but for what its documentation excepts.
	View(old any) any

	// AtRest reports whether nothing is in motion: a good moment for a checkpoint.
	AtRest() bool

	// Until is the time, at most t, to which the world can run before Reached has to
	// be called.
	Until(t actor.Time) actor.Time

	// Reached is called when all nodes stand at one time.
	Reached()

	// Sampled is called every readout.BusyStepNs of virtual time.
	Sampled()
}

// Service is one row of the CPU strip: the machines that do one thing together.
type Service struct {
	Name  string // as commands, metrics and spans spell it
	Title string // as pictures and tables have it
}

// Stage is what a service was doing when it spent time. Every unit of modelled time
// belongs to exactly one stage.
type Stage struct {
	Name   string // as metrics and stacks spell it
	Title  string // as the legend has it
	Letter byte   // in bars and tables
	Doc    string // one sentence
}

// Class is a kind of message of one service: messages of a class cost alike, and
// arrive at a rate of their own.
type Class struct {
	Metric  string // time.METRIC is its mean time per message
	Service row.Service
	Actor   string // who handles it, as stacks have it
	Action  string // what that is called

	// Offered is the rate at which the settings make such messages, per 1,000 s. Nil
	// for those that nobody offers at a rate.
	Offered func(settings any) int64

	// Weight is how many times each of its operations is charged; nil is once.
	Weight func(settings any) int64

	// Counts is how many of its messages in the real world one in the preview stands
	// for; nil is one.
	Counts func(settings any) int64
}

// Op is an operation that a world charges for.
type Op struct {
	Key           string // as the command grammar spells it
	Doc           string // one line
	Frame         string // in stacks
	Stage         row.Stage
	Actor, Action string // in stacks, instead of those of the class; "" for those

	// Price in virtual ns: that of the first list, and of any list that does not say.
	Price int64

	// Modelled operations are work that this program does not do, so that no machine
	// can measure them: all lists have the same price for them.
	Modelled bool
}

// Report is a model's part of what leaves the program in words: on the command line, in
// the page's readings, to scripts.
type Report struct {
	Rows [][]string     // of the table of totals: a name, a figure, remarks
	Top  [][]string     // a table beside where the time went, with its head; nil for none
	JSON map[string]any // parts of the state, by name
}

// Preview is how the mean costs under new settings are foretold: by a small world of
// the same code that runs for a while. Length 0 means that nothing is foretold.
type Preview struct {
	Settings func(settings any) any // of the small world
	Length   actor.Time             // virtual time that it runs in all
	Least    actor.Time             // of that, before anybody sees the outcome
}

// Event is a kind of occurrence in a world that nobody commanded.
type Event struct {
	Name    string
	Service row.Service // where it happens
	Log     bool        // it has a line in the log
	Step    bool        // it is worth stopping at
	Tick    bool        // it has a tick on the timeline

	// Text says it in a few words. Flag says it in fewer, beside a flag on the timeline; nil,
	// or "", for an event without one.
	Text, Flag func(o *Occurrence) string
}

// Bench is what can be measured of a model's operations on the machine at hand.
type Bench struct {
	Operations []calibrate.Operation

	// Samples are the batches of an operation that the world charges for, in
	// picoseconds; nil for one that takes nothing.
	Samples func(s *calibrate.Session, key string) []int64

	Unit   row.Op            // of the ratios in the bench's table
	Beside map[string]string // key of an operation: the row that it is compared with
	Peers  []BenchPeer       // that were asked for
}

// BenchPeer is something that operations are compared with.
type BenchPeer struct{ Name, Beside, Doc string }

// Check reports the first thing that is missing or wrong in the tables of the model,
// in one sentence, nil if they are complete.
func (m *Model) Check() error {
	for _, t := range []struct {
		table     string
		rows, max int
	}{
		{"Services", len(m.Services), row.MaxServices}, {"Stages", len(m.Stages), row.MaxStages},
		{"Classes", len(m.Classes), row.MaxClasses}, {"Ops", len(m.Ops), row.MaxOps},
		{"Events", len(m.Events), 256}, {"Lists", len(m.Lists), 256}, {"Settings", len(m.Settings), 256},
	} {
		if t.rows > t.max || t.rows == 0 && t.table != "Events" {
			return fmt.Errorf("model %s: %d rows in %s; expected 1 to %d", m.Name, t.rows, t.table, t.max)
		}
	}
	for _, t := range []struct {
		table       string
		rows, named int
	}{
		{"Services", len(m.Services), int(m.Rows.Services)}, {"Stages", len(m.Stages), int(m.Rows.Stages)},
		{"Classes", len(m.Classes), int(m.Rows.Classes)}, {"Ops", len(m.Ops), int(m.Rows.Ops)}, {"Events", len(m.Events), int(m.Rows.Events)},
	} {
		if t.rows != t.named {
			return fmt.Errorf("model %s: %d rows in %s; expected %d, as many as Rows says that constants name", m.Name, t.rows, t.table, t.named)
		}
	}
	if t := m.Tracing; t != nil && (len(t.Origins) == 0 || len(t.Origins) > row.MaxOrigins || len(t.Gaps) == 0 || len(t.Gaps) > row.MaxGaps || t.Gap == nil || t.Weigh == nil) {
		return fmt.Errorf("model %s: Tracing has %d origins and %d gaps; expected 1 to %d and 1 to %d, and both functions", m.Name, len(t.Origins), len(t.Gaps), row.MaxOrigins, row.MaxGaps)
	}
	if t := m.Tracing; t != nil {
		for _, op := range []row.Op{t.Inject, t.ExtractEmpty, t.Extract, t.Headers, t.Sieve, t.Root, t.RootKept, t.Child, t.Capture, t.Export} {
			if int(op) >= len(m.Ops) {
				return fmt.Errorf("model %s: Tracing names operation %d, and Ops has no such row", m.Name, op)
			}
		}
		if int(t.Leaf) >= len(m.Services) {
			return fmt.Errorf("model %s: Tracing.Leaf is service %d, and Services has no such row", m.Name, t.Leaf)
		}
	}
	if m.Name == "" || m.Title == "" || m.About == "" || m.Default == nil || m.New == nil {
		return fmt.Errorf("model %q: Name, Title, About, Default and New are required", m.Name)
	}
	for _, row := range m.rows() {
		for _, field := range row.required {
			if field == "" {
				return fmt.Errorf("model %s: row %d of %s is not complete: %+q", m.Name, row.number, row.table, row.required)
			}
		}
		if row.wrong != "" {
			return fmt.Errorf("model %s: row %d of %s (%s): %s", m.Name, row.number, row.table, row.required[0], row.wrong)
		}
	}
	return m.checkUnique()
}

// tableRow is what has to be there of one row.
type tableRow struct {
	table    string
	number   int
	required []string // the first is its name
	wrong    string
}

func (m *Model) rows() (rows []tableRow) {
	add := func(table string, number int, wrong string, required ...string) {
		rows = append(rows, tableRow{table, number, required, wrong})
	}
	for i, s := range m.Services {
		add("Services", i, "", s.Name, s.Title)
	}
	for i, s := range m.Stages {
		wrong := ""
		if s.Letter == 0 {
			wrong = "it has no Letter"
		}
		add("Stages", i, wrong, s.Name, s.Title)
	}
	for i, c := range m.Classes {
		wrong := ""
		if int(c.Service) >= len(m.Services) {
			wrong = "its Service has no row"
		}
		add("Classes", i, wrong, c.Metric, c.Actor, c.Action)
	}
	for i, o := range m.Ops {
		wrong := ""
		if int(o.Stage) >= len(m.Stages) {
			wrong = "its Stage has no row"
		}
		add("Ops", i, wrong, o.Key, o.Doc, o.Frame)
	}
	for i, e := range m.Events {
		wrong := ""
		if e.Log && e.Text == nil {
			wrong = "it has a line in the log, and no Text"
		}
		add("Events", i, wrong, e.Name)
	}
	for i, c := range m.Commands {
		wrong := ""
		if c.Parse == nil {
			wrong = "it has no Parse"
		} else if _, _, err := m.parseCommand(c.Example); err != nil {
			wrong = "its Example is not possible: " + err.Error()
		}
		add("Commands", i, wrong, c.Verb, c.Usage, c.Doc, c.Example)
	}
	for i, f := range m.Finds {
		wrong := ""
		if f.Is == nil || f.Example == nil {
			wrong = "it lacks Is or Example"
		}
		add("Finds", i, wrong, f.Name, f.Kind, f.Doc)
	}
	for i, p := range m.Probes {
		wrong := ""
		if p.Bench == nil || len(p.Parts) == 0 {
			wrong = "it lacks Bench or Parts"
		}
		add("Probes", i, wrong, p.Name, p.Doc)
	}
	for i := range m.Lists {
		l := &m.Lists[i]
		wrong := ""
		if l.Prices == nil && i == 0 {
			wrong = "the first list is the default, and needs prices"
		}
		add("Lists", i, wrong, l.Name, l.Label, l.Doc)
	}
	for i := range m.Settings {
		k := &m.Settings[i]
		add("Settings", i, k.Wrong(m.Default), k.Key, k.Label, k.Group, k.Doc, k.Expect)
	}
	return rows
}

// checkUnique reports a name that two rows of one table have.
func (m *Model) checkUnique() error {
	seen := make(map[string]int)
	for _, row := range m.rows() {
		at := row.table + " " + row.required[0]
		if other, ok := seen[at]; ok {
			return fmt.Errorf("model %s: rows %d and %d of %s are both called %s", m.Name, other, row.number, row.table, row.required[0])
		}
		seen[at] = row.number
	}
	return nil
}

// service finds the row of a name; ok is false if it has none.
func (m *Model) service(name string) (v row.Service, ok bool) {
	for i := range m.Services {
		if m.Services[i].Name == name {
			return row.Service(i), true
		}
	}
	return 0, false
}

func (m *Model) findOp(key string) (row.Op, bool) {
	for i := range m.Ops {
		if m.Ops[i].Key == key {
			return row.Op(i), true
		}
	}
	return 0, false
}

func (m *Model) opKeys() []string {
	keys := make([]string, len(m.Ops))
	for i := range m.Ops {
		keys[i] = m.Ops[i].Key
	}
	return keys
}

// measuredKeys is the operations that a measured list has prices for.
func (m *Model) measuredKeys() (keys []string) {
	for i := range m.Ops {
		if !m.Ops[i].Modelled {
			keys = append(keys, m.Ops[i].Key)
		}
	}
	return keys
}

// offered is the offered rate of every class at given settings, per 1,000 s.
func (m *Model) offered(settings any) (rates [row.MaxClasses]int64) {
	for c := range m.Classes {
		if f := m.Classes[c].Offered; f != nil {
			rates[c] = f(settings)
		}
	}
	return rates
}

// weights is how many times the operations of every class are charged.
func (m *Model) weights(settings any) (times [row.MaxClasses]int64) {
	for c := range m.Classes {
		times[c] = 1
		if f := m.Classes[c].Weight; f != nil {
			times[c] = f(settings)
		}
	}
	return times
}
