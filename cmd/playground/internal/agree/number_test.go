package agree

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// value is what a place shows: a number as exactly as it is written, or words.
type value struct {
	text string
	n    float64
	half float64 // half a unit of the last figure that is written: n is that exact
}

func (v value) String() string { return strconv.Quote(v.text) }

// exactly is a number that is not rounded.
func exactly(n float64) value {
	return value{text: strconv.FormatFloat(n, 'g', -1, 64), n: n}
}

// word is something that is no number.
func word(text string) value { return value{text: text, n: math.NaN()} }

var numbers = regexp.MustCompile(`[−-]?\d[\d,]*(?:\.\d+)?(?: [kM]\b)?`)

// number reads the first number of a text, with its thousands, k and M.
func number(text string) (v value, ok bool) {
	found := numbers.FindString(text)
	if found == "" {
		return value{}, false
	}
	digits, unit := found, 1.
	switch {
	case strings.HasSuffix(found, " k"):
		digits, unit = strings.TrimSuffix(found, " k"), 1e3
	case strings.HasSuffix(found, " M"):
		digits, unit = strings.TrimSuffix(found, " M"), 1e6
	}
	digits = strings.NewReplacer(",", "", "−", "-").Replace(digits)
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return value{}, false
	}
	_, decimals, point := strings.Cut(digits, ".")
	half := .5 * unit * math.Pow(10, -float64(len(decimals)))
	if !point && unit == 1 {
		half = 0 // a count
	}
	return value{text, n * unit, half}, true
}

// rounded is a number that is rounded also where it has no decimals.
func rounded(text string) (value, bool) {
	v, ok := number(text)
	if v.half == 0 {
		v.half = .5
	}
	return v, ok
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]value{
		"1,234 sent": {n: 1234}, "1.19 M": {n: 1.19e6, half: 5e3}, "12 k kept": {n: 12e3, half: 500}, "45.6 %": {n: 45.6, half: .05}, "−3": {n: -3},
	} {
		got, ok := number(text)
		assert.True(t, ok, text)
		assert.InDelta(t, want.n, got.n, 1e-9, text)
		assert.InDelta(t, want.half, got.half, 1e-9, text)
	}
}
