// Package bench measures what this program's operations take on the machine at
// hand and prints it beside what Discord published: `playground bench`.
package bench

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/exact"
)

// Limits of the flags.
const (
	longest    = time.Minute
	mostRounds = 1_000
)

type options struct {
	length time.Duration
	rounds int
	asJSON bool
	costs  bool
	model  *sim.Model
}

// Main measures as the arguments say, prints the result and returns the exit
// status: 0, 1 if the result could not be written, 2 if the arguments make no
// sense, in which case nothing was measured.
func Main(args []string, stdout, stderr io.Writer, here timed.Machine) int {
	o, err := parse(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground bench:", err)
		return 2
	}
	m := o.measurement(func() int64 { return int64(here.Now()) })
	for m.Step() {
	}
	if err := o.write(stdout, m, here); err != nil {
		fmt.Fprintln(stderr, "playground bench:", err)
		return 1
	}
	return 0
}

const usage = `usage: playground bench [flags]

Measures the operations of the world on this machine, by the code that makes the
price list this-machine, beside OpenTelemetry's own propagator: after a warm-up, in
batches, round by round. Prints what is typical of them, the lower quartile, which a busy
machine hardly moves, and their range.

`

func parse(args []string, stdout io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("playground bench", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.DurationVar(&o.length, "for", 2*time.Second, "real `time` to measure for, about, from 10ms to 1m")
	flags.IntVar(&o.rounds, "rounds", 15, "`number` of batches of each operation")
	flags.BoolVar(&o.asJSON, "json", false, "print JSON instead of a table")
	flags.BoolVar(&o.costs, "costs", false, "print the command that makes a history use these costs, and nothing else")
	model := models.Flag(flags)
	err = flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, "\nexample: playground bench -for 5s -rounds 25\n")
	}
	if err == nil {
		o.model, _, err = model()
	}
	if err != nil {
		return o, err
	}
	switch {
	case o.model.Bench == nil:
		return o, fmt.Errorf("-model %s: nothing of it is measured; its prices are all modelled", o.model.Name)
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case o.length < 10*time.Millisecond || o.length > longest:
		return o, fmt.Errorf("-for is %v, want from 10ms to %v", o.length, longest)
	case o.rounds < 1 || o.rounds > mostRounds:
		return o, fmt.Errorf("-rounds is %d, want a whole number from 1 to %s", o.rounds, exact.Thousands(mostRounds))
	case o.asJSON && o.costs:
		return o, errors.New("-json and -costs do not go together: either prints alone")
	}
	return o, nil
}

// warmUp is how many batches of each operation the growing batches before the first
// round take, about.
const warmUp = 2

func (o *options) measurement(now func() int64) *sim.Measurement {
	c := sim.MeasureConfig{Now: now, Rounds: o.rounds, Peers: !o.costs}
	m := sim.NewMeasurement(o.model, c)
	_, batches := m.Progress()
	c.BatchNs = max(1, int64(o.length)/int64(batches+warmUp*batches/o.rounds))
	return sim.NewMeasurement(o.model, c)
}

// result is what -json prints. Times are nanoseconds per operation.
type result struct {
	Date    string `json:"date"`
	Machine string `json:"machine"`
	Rounds  int    `json:"rounds"`
	Costs   string `json:"costs"` // the command that makes a history use them
	Rows    []row  `json:"rows"`
}

type row struct {
	Name       string   `json:"name"`
	Doc        string   `json:"doc"`
	World      bool     `json:"world"` // the world charges for it
	Typical    float64  `json:"typical"`
	Low        float64  `json:"low"`
	High       float64  `json:"high"`
	W          *float64 `json:"w"`          // ÷ forward, measured here; null for peers
	PublishedW *float64 `json:"publishedW"` // ÷ forward in the list beam-published; null for peers
	Beside     string   `json:"beside,omitempty"`
	Ratio      *float64 `json:"ratio"` // ÷ the row beside; null without one
}

func (o *options) write(w io.Writer, m *sim.Measurement, here timed.Machine) error {
	costs := m.Command(here.Date, here.Name)
	if o.costs {
		_, err := fmt.Fprintln(w, costs)
		return err
	}
	if !o.asJSON {
		_, err := fmt.Fprintf(w, "%s, %s: lower quartile of %d rounds and their range, ns per operation\n\n%s\n%s",
			here.Name, here.Date, o.rounds, report.Costs(m.Rows()), notes)
		return err
	}
	out := result{Date: here.Date, Machine: here.Name, Rounds: o.rounds, Costs: costs}
	for _, r := range m.Rows() {
		f := r.Figure
		line := row{Name: r.Name, Doc: r.Doc, World: !r.Peer, Beside: r.Beside,
			Typical: float64(f.Typical) / 1000, Low: float64(f.Low) / 1000, High: float64(f.High) / 1000}
		if !r.Peer {
			line.W, line.PublishedW = &r.W[0], &r.W[1]
		}
		if r.Beside != "" {
			line.Ratio = &r.Ratio
		}
		out.Rows = append(out.Rows, line)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

const notes = `W        one session forward = 1: the unit of the published ratios
measured here, with the code that the world runs; the work of a service is what this
         program does for it (a message through a mailbox), without sockets or gRPC
published in the list beam-published: ratios by Discord, the split inside them modelled
ratio    to the operation in the last column
`
