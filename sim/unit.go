package sim

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// unit is how a figure is spelled.
type unit uint8

const (
	unitCount unit = iota // a plain number
	unitShare             // of 1, in percent
	unitTime              // nanoseconds, as durations are spelled
)

// wanted says what a figure of the unit looks like.
func (u unit) wanted() string {
	return [...]string{"a number", "a percentage such as 45.1%", "a duration such as 1.69ms"}[u]
}

// text spells a figure.
func (u unit) text(v float64) string {
	switch u {
	case unitShare:
		return strconv.FormatFloat(v*100, 'f', 2, 64) + "%"
	case unitTime:
		return time.Duration(math.Round(v)).String()
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// parse reads a figure; numbers may have commas between groups of digits.
func (u unit) parse(text string) (v float64, ok bool) {
	if u == unitTime {
		d, err := time.ParseDuration(text)
		return float64(d), err == nil
	}
	number, isPercent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || isPercent != (u == unitShare) {
		return 0, false
	}
	if isPercent {
		v /= 100
	}
	return v, true
}
