package sim

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Unit is how a figure is spelled.
type Unit uint8

const (
	UnitCount Unit = iota // a plain number
	UnitShare             // of 1, in percent
	UnitTime              // nanoseconds, as durations are spelled
)

// String is the unit's name in tables for programs.
func (u Unit) String() string { return [...]string{"number", "share", "ns"}[u] }

// wanted says what a figure of the unit looks like.
func (u Unit) wanted() string {
	return [...]string{"a number", "a percentage such as 45.1%", "a duration such as 1.69ms"}[u]
}

// text spells a figure.
func (u Unit) text(v float64) string {
	switch u {
	case UnitShare:
		return strconv.FormatFloat(v*100, 'f', 2, 64) + "%"
	case UnitTime:
		return time.Duration(math.Round(v)).String()
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// parse reads a figure; numbers may have commas between groups of digits.
func (u Unit) parse(text string) (v float64, ok bool) {
	if u == UnitTime {
		d, err := time.ParseDuration(text)
		return float64(d), err == nil
	}
	number, isPercent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || isPercent != (u == UnitShare) {
		return 0, false
	}
	if isPercent {
		v /= 100
	}
	return v, true
}
