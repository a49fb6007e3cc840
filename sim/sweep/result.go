package sweep

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/stats"
)

// Result is what the histories of a sweep have found so far.
type Result struct {
	Sweep *Sweep
	Cells [][]stats.Sample // of each point, each metric
}

// NewResult is the result of no history.
func NewResult(s *Sweep) *Result {
	r := &Result{Sweep: s, Cells: make([][]stats.Sample, s.Points())}
	for i := range r.Cells {
		r.Cells[i] = make([]stats.Sample, len(s.metrics))
	}
	return r
}

// Metric is that of a number, in the order of the plan.
func (s *Sweep) Metric(i int) *sim.Metric { return s.metrics[i] }

// Add adds what one history has found at a point. The order does not matter.
func (r *Result) Add(point int, figures []float64) {
	for i, f := range figures {
		r.Cells[point][i].Add(f)
	}
}

// Merge adds what another process has found of the same sweep.
func (r *Result) Merge(o *Result) {
	for p := range r.Cells {
		for i := range r.Cells[p] {
			r.Cells[p][i].Merge(&o.Cells[p][i])
		}
	}
}

// WriteCSV writes a row for each point and metric: the values of the settings as the
// grammar spells them, then the metric. Shares are parts of 1, times nanoseconds; low and
// high are the ends of the 95 % interval, empty for one seed.
func (r *Result) WriteCSV(w io.Writer) error {
	for _, a := range r.Sweep.plan.Axes {
		if _, err := io.WriteString(w, a.Name+","); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(w, "metric,unit,seeds,mean,low,high,deviation,least,most\n"); err != nil {
		return err
	}
	for p, cells := range r.Cells {
		values := strings.Join(r.Sweep.points[p].values, ",")
		for i := range cells {
			c, m := &cells[i], r.Sweep.metrics[i]
			low, high := "", ""
			if l, h, ok := c.Interval(); ok {
				low, high = number(l), number(h)
			}
			if _, err := fmt.Fprintf(w, "%s,%s,%v,%d,%s,%s,%s,%s,%s,%s\n", values, m.Name, m.Unit(), c.N(),
				number(c.Mean()), low, high, number(c.Deviation()), number(c.Least()), number(c.Most())); err != nil {
				return err
			}
		}
	}
	return nil
}

// number is a figure with as many digits as it has.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// cell is a row of the JSON.
type cell struct {
	Values    []string `json:"values"` // of the axes, in their order
	Metric    string   `json:"metric"`
	Unit      string   `json:"unit"`
	Seeds     int64    `json:"seeds"` // whose metric is a number
	Mean      float64  `json:"mean"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Deviation float64  `json:"deviation"`
	Least     float64  `json:"least"`
	Most      float64  `json:"most"`
}

// MarshalJSON writes the sweep and the rows of the CSV.
func (r *Result) MarshalJSON() ([]byte, error) {
	p := &r.Sweep.plan
	var rows []cell
	for i, cells := range r.Cells {
		for k := range cells {
			c, m := &cells[k], r.Sweep.metrics[k]
			row := cell{r.Sweep.points[i].values, m.Name, m.Unit().String(), c.N(), c.Mean(), nil, nil, c.Deviation(), c.Least(), c.Most()}
			if low, high, ok := c.Interval(); ok {
				row.Low, row.High = &low, &high
			}
			rows = append(rows, row)
		}
	}
	commands := []string{}
	for _, c := range p.Base.Commands {
		commands = append(commands, fmt.Sprintf("at %v %s", time.Duration(c.At), c.Text))
	}
	return json.Marshal(struct {
		Model    string        `json:"model"`
		Setup    []string      `json:"setup"`    // the lines that every history begins with
		Commands []string      `json:"commands"` // and those that are done in it
		Axes     []Axis        `json:"axes"`
		First    uint64        `json:"firstSeed,string"`
		Seeds    int           `json:"seeds"`
		Length   time.Duration `json:"lengthNs"`
		Rows     []cell        `json:"rows"`
	}{p.Base.Model.Name, append([]string{}, p.Base.Setup...), commands, p.Axes, p.First, p.Seeds, p.Length, rows})
}
