package sim

import (
	"fmt"
	"strings"

	"go.opentelemetry.io/otel"

	"fanout/sim/calibrate"
)

// MeasureConfig says how to measure. Now is required.
type MeasureConfig struct {
	Now     func() int64 // real nanoseconds since any fixed start; never goes back
	BatchNs int64        // what a batch lasts at least; 0 means 2 ms
	Rounds  int          // batches per operation; 0 means 9
	Peers   bool         // also what only the bench compares with
}

// Measurement times this program's operations where it runs: the very code that
// the world executes, on this machine or in this tab. Its result is a price list
// (Command), and the units by which real time is shared out ([Player.UseUnits]).
type Measurement struct {
	session *calibrate.Session
	peers   bool
}

// NewMeasurement prepares a measurement; nothing has run yet.
func NewMeasurement(c MeasureConfig) *Measurement {
	b := newTestBed(c.Now)
	ops := b.operations()
	if c.Peers {
		ops = append(ops, b.peers()...)
	}
	return &Measurement{
		session: calibrate.New(calibrate.Config{Now: c.Now, BatchNs: c.BatchNs, Rounds: c.Rounds}, ops),
		peers:   c.Peers,
	}
}

// Step runs one batch, some milliseconds of work, and reports whether there are more.
func (m *Measurement) Step() bool { return m.session.Step() }

// Progress is how many batches are done, and of how many.
func (m *Measurement) Progress() (done, of int) { return m.session.Progress() }

// Units is what each operation takes on some machine, in picoseconds.
type Units struct {
	Source string // name of the price list they belong to
	ps     [numOps]int64
}

// units are those of a price list. What is only modelled takes no time here.
func (p *Profile) units() Units {
	u := Units{Source: p.Name}
	for o, ns := range p.price {
		if !op(o).modelled() {
			u.ps[o] = ns * 1000
		}
	}
	return u
}

// figures is what was measured, for the operations that the world charges for.
func (m *Measurement) figures() (f [numOps]calibrate.Figure) {
	for o := range numOps {
		f[o] = calibrate.FigureOf(m.samples(o))
	}
	return f
}

// samples are the batches of one operation. What a recorded span costs is the
// difference between one that is and one that is not; a recorded root costs no more
// here than any recorded span.
func (m *Measurement) samples(o op) []int64 {
	switch o {
	case opRootKept, opConnect, opConnectSmall:
		return nil
	case opCapture:
		return calibrate.Beyond(m.session.Samples(measuredKept), m.session.Samples(operations[opSpanRoot].key))
	case opExport:
		return calibrate.Beyond(m.session.Samples(measuredStored), m.session.Samples(measuredKept))
	}
	return m.session.Samples(operations[o].key)
}

// Units are the medians of a finished measurement.
func (m *Measurement) Units() Units {
	u := Units{Source: thisMachine}
	for o, f := range m.figures() {
		u.ps[o] = f.Median
	}
	return u
}

// Command is the line that enters a finished measurement into a history as the
// price list this-machine: medians and the range of the batches, in whole
// nanoseconds. date is its day as YYYY-MM-DD, machine says on what it was made;
// what the grammar does not allow in a machine's name becomes a "-".
func (m *Measurement) Command(date, machine string) string {
	p := Profile{Name: thisMachine, Date: date, Machine: machineName(machine)}
	for o, f := range m.figures() {
		p.price[o] = wholeNs(f.Median)
		p.spread[o] = Spread{Low: wholeNs(f.Low), High: wholeNs(f.High)}
	}
	return "costs " + p.words()
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
	W      [2]float64       // relative to one session forward: here, and as published; 0 for peers and where nothing is published
	Ratio  float64          // Figure.Median ÷ that of the row Beside; 0 without one
}

// Rows is a finished measurement as a table: the operations of the world, then
// the peers.
func (m *Measurement) Rows() []MeasuredRow {
	figures := m.figures()
	var rows []MeasuredRow
	median := make(map[string]int64)
	for o, f := range figures {
		if op(o).modelled() {
			continue
		}
		row := MeasuredRow{Name: operations[o].key, Doc: operations[o].doc, Beside: besides[op(o)], Figure: f}
		row.W[0] = ratio(f.Median, figures[opForward].Median)
		row.W[1] = ratio(BEAMPublished.price[o], BEAMPublished.price[opForward])
		rows = append(rows, row)
		median[row.Name] = f.Median
	}
	if m.peers {
		for _, p := range peerDocs {
			f := calibrate.FigureOf(m.session.Samples(p.name))
			rows = append(rows, MeasuredRow{Name: p.name, Doc: p.doc, Peer: true, Beside: p.beside, Figure: f})
			median[p.name] = f.Median
		}
	}
	for i, row := range rows {
		if other, ok := median[row.Beside]; ok {
			rows[i].Ratio = ratio(row.Figure.Median, other)
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
