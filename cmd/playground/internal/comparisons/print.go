package comparisons

import (
	"fmt"
	"io"
	"math"
	"strings"

	"fanout/cmd/playground/internal/output"
	"fanout/cmd/playground/internal/report"
	"fanout/sim/compare"
	"fanout/sim/exact"
)

// result is a comparison that has been played, and which of its metrics are to be printed.
type result struct {
	compare.Result
	metrics []string // all if it names none
}

// chosen is the table with the metrics that are to be printed.
func (r *result) chosen() *compare.Table {
	t, err := r.Table.Only(r.metrics)
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
	seeds := fmt.Sprint("seed ", r.First)
	if r.Seeds > 1 {
		seeds = fmt.Sprintf("seeds %d to %d", r.First, r.First+uint64(r.Seeds)-1)
	}
	return fmt.Sprintf("model %s, %s, %v of virtual time each\n", r.Model.Name, seeds, r.Length)
}

// told is what A and B were told differently.
func (r *result) told() string {
	rows := [][]string{{"", "A", "B"}}
	for _, d := range r.Differ {
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
	if r.Seeds > 1 {
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
	if r.Seeds == 1 {
		return "\n= is the same in both. One seed does not tell how far a difference depends on chance; -n 20 does.\n"
	}
	return fmt.Sprintf("\n= is the same in both with each of the %d seeds. The rest are means of the differences seed by\n"+
		"seed; ± is half the width of the 95 %% interval, by Student's t with %s.\n", r.Seeds, report.Degrees(r.Seeds))
}

// mostParted is how many metrics are named that differ since the histories part.
const mostParted = 4

// where says when the histories part, and in what.
func (r *result) where() string {
	p := r.Parting
	if p == nil {
		return fmt.Sprintf("The histories of seed %d do not part: all nodes do the same at the same times.\n", r.First)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "The histories of seed %d part at %v of virtual time, at the node %s", r.First, p.At, p.Where)
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
	m := r.Model
	head := []string{"cpu, B − A, points", "total"}
	for _, s := range m.Stages {
		head = append(head, s.Name)
	}
	rows := [][]string{head}
	for _, service := range m.Services {
		line := []string{service.Name, points(r.Table.CPU(service.Name, ""))}
		for _, s := range m.Stages {
			line = append(line, points(r.Table.CPU(service.Name, s.Name)))
		}
		rows = append(rows, line)
	}
	return report.Rows(0, rows)
}

// points is the mean difference of a share, "=" if there is none in any seed.
func points(row *compare.Row) string {
	if row.Same() {
		return "="
	}
	p := exact.PPM(math.Round(row.Difference.Mean() * float64(exact.Whole)))
	if p.InTenths() > 0 {
		return "+" + p.Tenths()
	}
	return p.Tenths()
}

// WriteJSON implements [output.Result].
func (r *result) WriteJSON(w io.Writer) error {
	part := r.Result
	part.Table = r.chosen()
	return output.JSON(w, &part)
}

var _ output.Result = (*result)(nil)
