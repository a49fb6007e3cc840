package comparisons

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"fanout/cmd/playground/internal/output"
	"fanout/cmd/playground/internal/report"
	"fanout/sim/compare"
	"fanout/sim/exact"
)

// result is a comparison that has been played.
type result struct {
	*options
	table   *compare.Table
	parting *compare.Parting // nil if they do not part
}

// chosen is the table with the metrics that are to be printed.
func (r *result) chosen() *compare.Table {
	t, err := r.table.Only(r.metrics)
	if err != nil {
		panic(err) // they were checked before
	}
	return t
}

// WriteCSV implements [output.Result].
func (r *result) WriteCSV(w io.Writer) error { return r.chosen().WriteCSV(w) }

// WriteTable implements [output.Result].
func (r *result) WriteTable(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s\n%s\n%s%s\n%s\n%s", r.heading(), r.told(), r.figures(), r.legend(), r.where(), r.stages())
	return err
}

func (r *result) heading() string {
	seeds := fmt.Sprint("seed ", r.first)
	if r.seeds > 1 {
		seeds = fmt.Sprintf("seeds %d to %d", r.first, r.first+uint64(r.seeds)-1)
	}
	return fmt.Sprintf("model %s, %s, %v of virtual time each\n", r.table.Model.Name, seeds, r.length)
}

// told is what A and B were told differently.
func (r *result) told() string {
	rows := [][]string{{"", "A", "B"}}
	for _, d := range r.differs {
		rows = append(rows, []string{d.Name, orDash(d.A), orDash(d.B)})
	}
	return report.Rows(0, rows)
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// figures are the metrics.
func (r *result) figures() string {
	head := []string{"metric", "A", "B", "B − A"}
	if r.seeds > 1 {
		head = append(head, "± 95 %")
	}
	rows := [][]string{head}
	for _, row := range r.chosen().Rows {
		m, d := &row.Metric, &row.Difference
		line := []string{m.Name, report.Figure(m, row.A.Mean()), report.Figure(m, row.B.Mean())}
		half, several := d.Margin()
		switch {
		case row.Same():
			line = append(line, "=")
		case d.N() == 0:
			line = append(line, "no number")
		case several:
			line = append(line, report.Change(m, d.Mean()), report.Margin(m, half))
			if !row.Clear() {
				line = append(line, "may be chance")
			}
		default:
			line = append(line, report.Change(m, d.Mean()))
		}
		rows = append(rows, line)
	}
	return report.Rows(5, rows)
}

// legend says how the table is to be read.
func (r *result) legend() string {
	if r.seeds == 1 {
		return "\n= is the same in both. One seed does not tell how far a difference depends on chance; -n 20 does.\n"
	}
	return fmt.Sprintf("\n= is the same in both with each of the %d seeds. The rest are means of the differences seed by\n"+
		"seed; ± is half of the 95 %% interval, by Student's t with %s.\n", r.seeds, report.Degrees(r.seeds))
}

// mostParted is how many metrics are named that differ since the histories part.
const mostParted = 4

// where says when the histories part, and in what.
func (r *result) where() string {
	p := r.parting
	if p == nil {
		return fmt.Sprintf("The histories of seed %d do not part: all nodes do the same at the same times.\n", r.first)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "The histories of seed %d part at %v of virtual time, at the node %s", r.first, p.At, p.Where)
	for i, m := range p.Metrics {
		if i == mostParted {
			fmt.Fprintf(&b, "\n  and %d more", len(p.Metrics)-i)
			break
		}
		if i == 0 {
			b.WriteString(":")
		}
		fmt.Fprintf(&b, "\n  %s is %s in A and %s in B", m.Metric.Name, report.Figure(&m.Metric, m.A), report.Figure(&m.Metric, m.B))
	}
	b.WriteString("\n")
	return b.String()
}

// stages is where the CPU went: by how many points of each service's capacity.
func (r *result) stages() string {
	m := r.table.Model
	head := []string{"cpu, B − A, points", "total"}
	for _, s := range m.Stages {
		head = append(head, s.Name)
	}
	rows := [][]string{head}
	for _, service := range m.Services {
		line := []string{service.Name, r.points(service.Name + ".cpu")}
		for _, s := range m.Stages {
			line = append(line, r.points(service.Name+".cpu."+s.Name))
		}
		rows = append(rows, line)
	}
	return report.Rows(0, rows)
}

// points is the mean difference of a share, "=" if there is none in any seed.
func (r *result) points(metric string) string {
	row := r.table.Row(metric)
	if row.Same() {
		return "="
	}
	p := exact.PPM(math.Round(row.Difference.Mean() * float64(exact.Whole)))
	if p.InTenths() > 0 {
		return "+" + p.Tenths()
	}
	return p.Tenths()
}

// WriteJSON implements [output.Result]: all of it, times as nanoseconds.
func (r *result) WriteJSON(w io.Writer) error {
	type parted struct {
		Metric string  `json:"metric"`
		A      float64 `json:"a"`
		B      float64 `json:"b"`
	}
	type parting struct {
		At      time.Duration `json:"atNs"`
		Where   string        `json:"where"`
		Metrics []parted      `json:"metrics"`
	}
	var parts *parting
	if p := r.parting; p != nil {
		parts = &parting{p.At, p.Where, []parted{}}
		for _, m := range p.Metrics {
			parts.Metrics = append(parts.Metrics, parted{m.Metric.Name, m.A, m.B})
		}
	}
	return output.JSON(w, struct {
		Model   string               `json:"model"`
		First   uint64               `json:"firstSeed,string"`
		Seeds   int                  `json:"seeds"`
		Length  time.Duration        `json:"lengthNs"`
		Differ  []compare.Difference `json:"differ"`
		Parting *parting             `json:"parting"` // of the first seed; null if its histories do not part
		Metrics []*compare.Row       `json:"metrics"`
	}{r.table.Model.Name, r.first, r.seeds, r.length, r.differs, parts, r.chosen().Rows})
}

var _ output.Result = (*result)(nil)
