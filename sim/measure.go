package sim

import (
	"fmt"
	"strings"

	"go.opentelemetry.io/otel"

	"fanout/sim/calibrate"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// MeasureConfig says how to measure. Now is required.
type MeasureConfig struct {
	Now     func() int64 // real nanoseconds since any fixed start; never goes back
	BatchNs int64        // what a batch lasts at least; 0 means 2 ms
	Rounds  int          // batches per operation that count; 0 means 9
	Most    int          // rounds at most, if the figures do not hold still before
	Peers   bool         // also what only the bench compares with
}

// Measurement times this program's operations where it runs: the very code that
// the world executes, on this machine or in this tab. Its result is a price list
// (Command), and the units by which real time is shared out ([Player.UseUnits]).
//
// A measurement enters a history as one command of whole nanoseconds, so that seed and
// log stay the whole of it. It is made in this package, with a clock that is handed in,
// because what is measured must be the very code that the world runs.
type Measurement struct {
	model   *Model
	bench   Bench
	session *calibrate.Session
}

// NewMeasurement prepares a measurement; nothing has run yet.
func NewMeasurement(m *Model, c MeasureConfig) *Measurement {
	b := m.Bench(c.Now, c.Peers)
	return &Measurement{
		model: m, bench: b,
		session: calibrate.New(calibrate.Config{Now: c.Now, BatchNs: c.BatchNs, Rounds: c.Rounds, Most: c.Most}, b.Operations),
	}
}

// Step runs one batch, some milliseconds of work, and reports whether there are more.
func (m *Measurement) Step() bool { return m.session.Step() }

// Progress is how many batches are done, and of how many.
func (m *Measurement) Progress() (done, of int) { return m.session.Progress() }

// units is what each operation takes on some machine, in picoseconds.
type units struct {
	Source string // name of the price list they belong to
	ps     [row.MaxOps]int64
}

// unitsOf are those of a price list. What is only modelled takes no time here.
func (m *Model) unitsOf(p *Profile) units {
	u := units{Source: p.Name}
	for o := range m.Ops {
		if !m.Ops[o].Modelled {
			u.ps[o] = p.price[o] * 1000
		}
	}
	return u
}

// recordedUnits are those by which real time is shared out until something is measured:
// of the last list that was recorded from measurements, or else of the first list.
func (m *Model) recordedUnits() units {
	c := m.defaultCosts()
	best := c.list
	for i := range m.Lists {
		if l := &m.Lists[i]; l.Prices != nil {
			if p := l.profile(m, make([]int, len(l.Options))); p.Date != "" {
				best = p
			}
		}
	}
	return m.unitsOf(&best)
}

// figures is what was measured, for the operations that the world charges for.
func (m *Measurement) figures() (f [row.MaxOps]calibrate.Figure) {
	for o := range m.model.Ops {
		if !m.model.Ops[o].Modelled {
			f[o] = calibrate.FigureOf(m.bench.Samples(m.session, m.model.Ops[o].Key))
		}
	}
	return f
}

// units are the typical figures of a finished measurement.
func (m *Measurement) units() units {
	u := units{Source: ThisMachine}
	for o, f := range m.figures() {
		u.ps[o] = f.Typical
	}
	return u
}

// Command is the line that enters a finished measurement into a history as the
// price list this-machine: what is typical and the range of the batches, in whole
// nanoseconds. date is its day as YYYY-MM-DD, machine says on what it was made;
// what the grammar does not allow in a machine's name becomes a "-".
func (m *Measurement) Command(date, machine string) string {
	p := Profile{Name: ThisMachine, Date: date, Machine: machineName(machine)}
	for o, f := range m.figures() {
		p.price[o] = wholeNs(f.Typical)
		p.spread[o] = readout.Spread{Low: wholeNs(f.Low), High: wholeNs(f.High)}
	}
	return "costs " + p.words(m.model)
}

// wholeNs rounds picoseconds to a possible price. Something that takes time at all
// is not free.
func wholeNs(ps int64) int64 {
	if ps == 0 {
		return 0
	}
	return min(max(1, (ps+500)/1000), int64(priceMax))
}

func machineName(text string) string {
	text = strings.Map(func(r rune) rune {
		if isMachine(string(r)) {
			return r
		}
		return '-'
	}, text)
	return text[:min(len(text), machineLength)]
}

// MeasuredRow is one line of the bench's table.
type MeasuredRow struct {
	Name   string
	Doc    string
	Peer   bool // not an operation of the world, but something to compare with
	Beside string
	Figure calibrate.Figure // picoseconds per operation
	W      [2]float64       // relative to the bench's unit: here, and as published; 0 for peers and where nothing is published
	Ratio  float64          // Figure.Typical ÷ that of the row Beside; 0 without one
}

// Rows is a finished measurement as a table: the operations of the world, then
// the peers.
func (m *Measurement) Rows() []MeasuredRow {
	figures, published := m.figures(), m.model.defaultCosts().list
	var rows []MeasuredRow
	typical := make(map[string]int64)
	for o := range m.model.Ops {
		op, f := &m.model.Ops[o], figures[o]
		if op.Modelled {
			continue
		}
		row := MeasuredRow{Name: op.Key, Doc: op.Doc, Beside: m.bench.Beside[op.Key], Figure: f}
		row.W[0] = ratio(f.Typical, figures[m.bench.Unit].Typical)
		row.W[1] = ratio(published.price[o], published.price[m.bench.Unit])
		rows = append(rows, row)
		typical[row.Name] = f.Typical
	}
	for _, p := range m.bench.Peers {
		f := calibrate.FigureOf(m.session.Samples(p.Name))
		rows = append(rows, MeasuredRow{Name: p.Name, Doc: p.Doc, Peer: true, Beside: p.Beside, Figure: f})
		typical[p.Name] = f.Typical
	}
	for i, row := range rows {
		if other, ok := typical[row.Beside]; ok {
			rows[i].Ratio = ratio(row.Figure.Typical, other)
		}
	}
	return rows
}

func ratio(a, b int64) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// String sums up how far a measurement is.
func (m *Measurement) String() string {
	done, of := m.Progress()
	return fmt.Sprintf("%d of %d batches", done, of)
}

// Libraries names the version of what is measured besides this program's own code.
func Libraries() string { return "otel-" + otel.Version() }
