package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
)

// Figure spells a figure of a metric, such as a mean over seeds, for a table: with commas
// between groups of digits, and with no more decimals than say something.
func Figure(m *sim.Metric, v float64) string {
	switch m.Unit() {
	case sim.UnitShare:
		return m.Text(v)
	case sim.UnitTime:
		return rounded(v).String()
	}
	return number(v)
}

// Change spells by how much a metric has changed, with its sign; a share has changed by
// points.
func Change(m *sim.Metric, v float64) string {
	sign := "+"
	if v < 0 {
		sign = "−"
	}
	return sign + Margin(m, math.Abs(v))
}

// Margin spells how far a change may be off, as Change does, without a sign.
func Margin(m *sim.Metric, v float64) string {
	if m.Unit() == sim.UnitShare {
		return strconv.FormatFloat(100*v, 'f', 2, 64) + " points"
	}
	return Figure(m, v)
}

// Degrees says how many degrees of freedom an interval of so many seeds has.
func Degrees(seeds int) string {
	if seeds == 2 {
		return "1 degree of freedom"
	}
	return strconv.Itoa(seeds-1) + " degrees of freedom"
}

// number spells a plain number.
func number(v float64) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	decimals := 2
	for limit := 1.0; decimals < 6 && math.Abs(v) < limit; limit /= 10 {
		decimals++
	}
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, part, _ := strings.Cut(text, ".")
	sign := ""
	if whole[0] == '-' {
		sign, whole = "−", whole[1:]
	}
	n, _ := strconv.ParseInt(whole, 10, 64) // it has digits only, and not too many
	if part = strings.TrimRight(part, "0"); part != "" {
		part = "." + part
	}
	return sign + exact.Thousands(n) + part
}

// rounded is a duration to four digits.
func rounded(ns float64) time.Duration {
	d := time.Duration(math.Round(ns))
	unit := time.Duration(1)
	for d.Abs()/unit >= 10_000 {
		unit *= 10
	}
	return d.Round(unit)
}
