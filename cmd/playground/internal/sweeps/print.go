package sweeps

import (
	"fmt"
	"io"
	"math"
	"strings"

	"fanout/cmd/playground/internal/output"
	"fanout/cmd/playground/internal/report"
	"fanout/sim/sweep"
)

// result is a sweep that has been played, as people and programs read it.
type result struct{ *sweep.Result }

var _ output.Result = result{}

// WriteJSON implements [output.Result].
func (r result) WriteJSON(w io.Writer) error { return output.JSON(w, r.Result) }

// WriteTable implements [output.Result]: small multiples, a table for each metric, and for
// each value of the second setting if there is one.
func (r result) WriteTable(w io.Writer) error {
	p := r.Sweep.Plan()
	seeds := fmt.Sprint("seed ", p.First)
	if p.Seeds > 1 {
		seeds = fmt.Sprintf("seeds %d to %d", p.First, p.First+uint64(p.Seeds)-1)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "model %s, %s, %v of virtual time each\n", p.Base.Model.Name, seeds, p.Length)
	tables := 1
	if len(p.Axes) == 2 {
		tables = len(p.Axes[1].Values)
	}
	for metric := range p.Metrics {
		for second := range tables {
			b.WriteString("\n" + r.table(metric, second, tables))
		}
	}
	if p.Seeds > 1 {
		fmt.Fprintf(&b, "\n± is half the width of the 95 %% interval of the mean, by Student's t with %s.\n", report.Degrees(p.Seeds))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// table is one metric along the first setting, at one value of the second of so many.
func (r result) table(metric, second, of int) string {
	p, m := r.Sweep.Plan(), r.Sweep.Metric(metric)
	heading := m.Name
	if len(p.Axes) == 2 {
		heading += ", " + p.Axes[1].Name + " " + p.Axes[1].Values[second]
	}
	head := []string{p.Axes[0].Name, "mean"}
	if p.Seeds > 1 {
		head = append(head, "± 95 %", "deviation", "least", "most")
	}
	rows := [][]string{append(head, "")}
	most := r.most(metric)
	for i, value := range p.Axes[0].Values {
		c := &r.Cells[i*of+second][metric]
		row := []string{value}
		switch half, several := c.Margin(); {
		case c.N() == 0:
			row = append(row, "no number")
		case several:
			row = append(row, report.Figure(m, c.Mean()), report.Margin(m, half), report.Margin(m, c.Deviation()), report.Figure(m, c.Least()), report.Figure(m, c.Most()))
		default:
			row = append(row, report.Figure(m, c.Mean()))
		}
		for len(row) < len(head) {
			row = append(row, "")
		}
		rows = append(rows, append(row, bar(c.Mean(), most)))
	}
	return heading + "\n" + report.Rows(len(head), rows)
}

// most is the greatest mean of a metric in all tables, to which bars are drawn.
func (r result) most(metric int) (most float64) {
	for p := range r.Cells {
		most = max(most, r.Cells[p][metric].Mean())
	}
	return most
}

// barWidth is how many characters the longest bar has.
const barWidth = 24

// bar draws a figure as a bar, in eighths of a character.
func bar(v, most float64) string {
	if most <= 0 || v <= 0 {
		return ""
	}
	eighths := int(math.Round(v / most * barWidth * 8))
	text := strings.Repeat("█", eighths/8)
	if part := eighths % 8; part > 0 {
		text += string([]rune(" ▏▎▍▌▋▊▉")[part])
	}
	return text
}
