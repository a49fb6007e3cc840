package compare

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"fanout/sim"
	"fanout/sim/stats"
)

// Table is what the seeds of a comparison have found of every metric.
type Table struct {
	Model *sim.Model
	Rows  []*Row // in the order of the model's metrics
}

// Row is a metric: its figures in A and in B, and the differences between B and A of the
// same seed.
type Row struct {
	Metric           sim.Metric
	A, B, Difference stats.Sample
}

// Same reports whether the metric is the same in both histories of every seed.
func (r *Row) Same() bool { return r.Difference.AllZero() }

// Clear reports whether the difference is more than chance: the 95 % interval does not
// reach 0. Of one seed nobody can tell.
func (r *Row) Clear() bool {
	low, high, ok := r.Difference.Interval()
	return ok && (low > 0 || high < 0)
}

// NewTable is a table without seeds.
func NewTable(m *sim.Model) *Table {
	t := &Table{Model: m}
	for _, metric := range m.AllMetrics() {
		t.Rows = append(t.Rows, &Row{Metric: metric})
	}
	return t
}

// FiguresOf is every metric of a history as it stands, in the order of the model. It
// completes the preview of the bars, so that figures depend on the history alone.
func FiguresOf(p *sim.Player) []float64 {
	var s sim.Snapshot
	sim.Foretell(p, nil)
	p.Snapshot(&s)
	return FiguresIn(&s)
}

// FiguresIn is every metric of a snapshot, in the order of the model: what there is to show
// in a frame, where the preview is completed bit by bit.
func FiguresIn(s *sim.Snapshot) []float64 {
	all := s.Model.AllMetrics()
	figures := make([]float64, len(all))
	for i := range all {
		figures[i] = all[i].Of(s)
	}
	return figures
}

// Add adds a seed: what [FiguresOf] has of both histories.
func (t *Table) Add(a, b []float64) {
	for i, r := range t.Rows {
		r.A.Add(a[i])
		r.B.Add(b[i])
		r.Difference.AddDifference(a[i], b[i])
	}
}

// Row is that of a metric, nil if there is none of that name.
func (t *Table) Row(metric string) *Row {
	for _, r := range t.Rows {
		if r.Metric.Name == metric {
			return r
		}
	}
	return nil
}

// CPU is the row of the CPU that a service is expected to need, in all or, if a stage is
// named, by that stage: where the points went.
func (t *Table) CPU(service, stage string) *Row {
	if stage == "" {
		return t.Row(service + ".cpu")
	}
	return t.Row(service + ".cpu." + stage)
}

// Only is the table with the rows of some metrics, in their order; of all of them if none
// is named. The error is one sentence.
func (t *Table) Only(metrics []string) (*Table, error) {
	if len(metrics) == 0 {
		return t, nil
	}
	part := &Table{Model: t.Model}
	for _, name := range metrics {
		r := t.Row(name)
		if r == nil {
			_, err := t.Model.Metric(name)
			return nil, err
		}
		part.Rows = append(part.Rows, r)
	}
	return part, nil
}

// MarshalJSON writes the rows. Shares are parts of 1, and times nanoseconds; low and high
// are the ends of the 95 % interval, null for one seed.
func (r *Row) MarshalJSON() ([]byte, error) {
	var low, high *float64
	if l, h, ok := r.Difference.Interval(); ok {
		low, high = &l, &h
	}
	return json.Marshal(struct {
		Metric     string   `json:"metric"`
		Unit       string   `json:"unit"`
		Seeds      int64    `json:"seeds"`
		A          float64  `json:"a"` // the mean of the seeds, as all that follow
		B          float64  `json:"b"`
		Difference float64  `json:"difference"` // B − A
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		Deviation  float64  `json:"deviation"`
		Least      float64  `json:"least"`
		Most       float64  `json:"most"`
		Same       bool     `json:"same"` // in every seed
	}{
		r.Metric.Name, r.Metric.Unit().String(), r.Difference.N(), r.A.Mean(), r.B.Mean(), r.Difference.Mean(), low, high,
		r.Difference.Deviation(), r.Difference.Least(), r.Difference.Most(), r.Same(),
	})
}

// WriteCSV writes the rows with the columns of the JSON; a number that does not exist is
// empty.
func (t *Table) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "metric,unit,seeds,a,b,difference,low,high,deviation,least,most,same\n"); err != nil {
		return err
	}
	for _, r := range t.Rows {
		low, high := "", ""
		d := &r.Difference
		if l, h, ok := d.Interval(); ok {
			low, high = number(l), number(h)
		}
		_, err := fmt.Fprintf(w, "%s,%v,%d,%s,%s,%s,%s,%s,%s,%s,%s,%t\n", r.Metric.Name, r.Metric.Unit(), d.N(), number(r.A.Mean()), number(r.B.Mean()),
			number(d.Mean()), low, high, number(d.Deviation()), number(d.Least()), number(d.Most()), r.Same())
		if err != nil {
			return err
		}
	}
	return nil
}

// number is a figure with as many digits as it has.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
