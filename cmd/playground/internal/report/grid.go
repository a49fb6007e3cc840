package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// grid is a table of text: the first column is flush left, the others flush
// right, with two blanks between columns and none at the end of a line.
type grid struct {
	rows   [][]string
	widths []int
	left   int // one more column that is flush left, 0 for none
}

// Rows aligns rows as the tables of this package are aligned. Besides the first
// column, the one of the given number is flush left, unless that is 0.
func Rows(left int, rows [][]string) string {
	g := &grid{left: left}
	for _, r := range rows {
		g.row(r...)
	}
	return g.String()
}

func (g *grid) row(cells ...string) {
	g.rows = append(g.rows, cells)
	for i, cell := range cells {
		if i == len(g.widths) {
			g.widths = append(g.widths, 0)
		}
		g.widths[i] = max(g.widths[i], utf8.RuneCountInString(cell))
	}
}

func (g *grid) String() string {
	var b strings.Builder
	for _, cells := range g.rows {
		var line strings.Builder
		for i, cell := range cells {
			switch {
			case i == 0:
				fmt.Fprintf(&line, "%-*s", g.widths[i], cell)
			case i == g.left:
				fmt.Fprintf(&line, "  %-*s", g.widths[i], cell)
			default:
				fmt.Fprintf(&line, "  %*s", g.widths[i], cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}
