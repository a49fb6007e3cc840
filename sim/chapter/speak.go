package chapter

import (
	"math"
	"strconv"
	"strings"

	"fanout/sim"
	"fanout/sim/exact"
)

// Speak spells a figure for people: 45.1 %, 16 min 2 s, 1,003.
func Speak(u sim.Unit, v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "no number"
	case u == sim.UnitShare:
		return rounded(v*100, 3) + " %"
	case u == sim.UnitTime:
		return duration(v)
	case u == sim.UnitCount:
		return rounded(v, 3)
	}
	panic("chapter: a figure without a unit")
}

// Read reads a guess as people write it: 49, 49 % or 49% of a share; 90, 90 s, 16m or
// 16 min 2 s of a time; 1,003, or 1,003 with the word of the unit behind it.
func (p *Prediction) Read(text string) (float64, error) {
	plain := strings.TrimSpace(text)
	switch p.Quantity.Unit() {
	case sim.UnitShare:
		plain = strings.TrimSpace(strings.TrimSuffix(plain, "%")) + "%"
	case sim.UnitTime:
		plain = strings.NewReplacer(" ", "", "min", "m").Replace(plain)
		if strings.Trim(plain, "0123456789.") == "" {
			plain += "s"
		}
	default:
		plain = strings.TrimSpace(strings.TrimSuffix(plain, p.Unit))
	}
	return p.Quantity.Parse(plain)
}

// rounded is a number with so many figures at least, and all of those before the point.
func rounded(v float64, figures int) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return exact.Thousands(int64(v))
	}
	whole := 1
	for w := math.Abs(v); w >= 10; w /= 10 {
		whole++
	}
	decimals := max(0, figures-whole)
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		return strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return exact.Thousands(n)
	}
	return text
}

// duration spells nanoseconds: below a minute in one unit, above it in two.
func duration(ns float64) string {
	switch v := math.Abs(ns); {
	case v < 1e3:
		return rounded(ns, 3) + " ns"
	case v < 1e6:
		return rounded(ns/1e3, 3) + " µs"
	case v < 1e9:
		return rounded(ns/1e6, 3) + " ms"
	case v < 60e9:
		return rounded(ns/1e9, 3) + " s"
	}
	if math.Abs(ns) > float64(math.MaxInt64) {
		return rounded(ns/3600e9, 3) + " h"
	}
	return exact.Minutes(int64(ns))
}

// apart says how far a guess is from the answer: in points for shares, as a ratio where
// that is large and what was counted is more than a handful, and otherwise as a difference.
func apart(u sim.Unit, guess, answer float64) string {
	if math.IsNaN(answer) || math.IsInf(answer, 0) {
		return "nothing to compare with"
	}
	off := math.Abs(guess - answer)
	if u == sim.UnitShare {
		switch points := rounded(off*100, 2); points {
		case "0":
			return "exact"
		case "1":
			return "1 point off"
		default:
			return points + " points off"
		}
	}
	low, high := math.Min(guess, answer), math.Max(guess, answer)
	if Speak(u, low) == Speak(u, high) {
		return "exact"
	}
	if low > 0 && high/low >= 2 && (u != sim.UnitCount || high >= 10) {
		words := [2]string{"too low", "too high"}
		if u == sim.UnitTime {
			words = [2]string{"too short", "too long"}
		}
		if guess < answer {
			return rounded(high/low, 2) + " times " + words[0]
		}
		return rounded(high/low, 2) + " times " + words[1]
	}
	return Speak(u, off) + " off"
}
