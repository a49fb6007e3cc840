package report

import (
	"strconv"

	"fanout/sim"
	"fanout/sim/exact"
)

// Costs is the table that `playground bench` prints: nanoseconds per operation and
// their ratios, first the operations of the world, then what they are compared with.
func Costs(rows []sim.MeasuredRow) string {
	g := &grid{}
	g.row("operation", "typical", "low", "high", "W, measured", "W, published", "ratio", "to")
	for _, r := range rows {
		cells := []string{r.Name, nanoseconds(r.Figure.Typical), nanoseconds(r.Figure.Low), nanoseconds(r.Figure.High), "", "", "", ""}
		if !r.Peer {
			cells[4], cells[5] = times(r.W[0]), times(r.W[1])
		}
		if r.Beside != "" {
			cells[6], cells[7] = times(r.Ratio), r.Beside
		}
		g.row(cells...)
	}
	return g.String()
}

// nanoseconds writes picoseconds as nanoseconds, with as many decimals as say something.
func nanoseconds(ps int64) string {
	switch {
	case ps >= 100_000:
		return exact.Thousands((ps + 500) / 1000)
	case ps >= 1_000:
		return strconv.FormatFloat(float64(ps)/1000, 'f', 1, 64)
	}
	return strconv.FormatFloat(float64(ps)/1000, 'f', 3, 64)
}

// times writes a ratio with three digits that say something.
func times(x float64) string {
	digits := 4
	for limit := 0.1; limit < 1_000 && x >= limit && digits > 0; limit *= 10 {
		digits--
	}
	return strconv.FormatFloat(x, 'f', digits, 64)
}
