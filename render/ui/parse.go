package ui

import (
	"strconv"
	"strings"
)

// Number is what may be typed for a value.
type Number struct {
	Lo, Hi   float64
	Whole    bool
	Percent  bool     // a number without a unit is one of percent
	Units    []string // that a number may have, behind it or before it, and that mean nothing
	Expected string   // the end of a refusal: "0 to 100 %"
}

// Parse reads a number with its unit: "1,000", "10k", "1.5 M", "0.1 %", "1/1000",
// "4/s", "0.02x". wrong is a sentence with the text and what was expected.
func (x Number) Parse(text string) (v float64, wrong string) {
	wrong = strconv.Quote(text) + " is not possible; expected " + x.Expected
	bare := strings.ToLower(strings.NewReplacer(",", "", " ", "", "×", "x", Minus, "-").Replace(text))
	for _, unit := range x.Units {
		bare = strings.TrimPrefix(strings.TrimSuffix(bare, unit), unit)
	}
	factor := 1.
	if x.Percent {
		factor = .01
		bare = strings.TrimSuffix(bare, "%")
		if kept, of, ok := strings.Cut(bare, "/"); ok {
			n, err := strconv.ParseFloat(of, 64)
			if err != nil || n <= 0 || strings.HasSuffix(text, "%") {
				return 0, wrong
			}
			bare, factor = kept, 1/n
		}
	} else if end := len(bare) - 1; end > 0 {
		if at := strings.IndexByte("km", bare[end]); at >= 0 {
			bare, factor = bare[:end], [...]float64{1e3, 1e6}[at]
		}
	}
	if bare == "" || strings.Trim(bare, "0123456789.") != "" {
		return 0, wrong
	}
	n, err := strconv.ParseFloat(bare, 64)
	v = RoundFigures(n*factor, 9)
	if err != nil || v < x.Lo || v > x.Hi || x.Whole && v != float64(int64(v)) {
		return 0, wrong
	}
	return v, ""
}
