package ui

import (
	"math"
	"strconv"
	"strings"

	"fanout/sim/exact"
)

// PPM is a share in parts per million: 1,000,000 is all of it.
type PPM interface{ ~int | ~int32 | ~int64 }

// Minus is U+2212: as wide as a figure, unlike the hyphen.
const Minus = "−"

// Count writes n with a comma between thousands.
func Count(n int64) string {
	var buf [32]byte
	digits := strconv.AppendInt(buf[:0], n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = Minus, digits[1:]
	}
	if len(digits) <= 3 {
		return sign + string(digits)
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(d)
	}
	return b.String()
}

// Decimal writes v with a fixed number of decimals and a comma between thousands.
func Decimal(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, found := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil { // more than 18 digits, or not a number
		return s
	}
	out := Count(n)
	if found {
		out += "." + rest
	}
	if v < 0 && strings.Trim(s, "0.") != "" {
		out = Minus + out
	}
	return out
}

// Percent writes a share with as many decimals as it needs, at most three
// figures after the leading zeros: 100 %, 1 %, 0.1 %, 31.6 %.
func Percent[P PPM](v P) string { return percentNumber(v) + " %" }

func percentNumber[P PPM](v P) string {
	return TrimZeros(strconv.FormatFloat(RoundFigures(float64(v)/1e4, 3), 'f', 4, 64))
}

// Rate writes a rate that is given in thousandths per second: 4.0, 39,640, 0.5.
func Rate(milli int64) string {
	switch v := float64(milli) / 1000; {
	case v >= 100:
		return Count(int64(v + .5))
	case v >= 10 && milli%1000 == 0:
		return Count(milli / 1000)
	case v >= 1:
		return Decimal(v, 1)
	default:
		return TrimZeros(strconv.FormatFloat(RoundFigures(v, 2), 'f', 4, 64))
	}
}

// Times writes a factor in parts per million, such as the speed of virtual time: 0.02×.
func Times[P PPM](v P) string {
	return TrimZeros(strconv.FormatFloat(RoundFigures(float64(v)/1e6, 2), 'f', 6, 64)) + "×"
}

// Clock writes nanoseconds as minutes, seconds and milliseconds: 00:41.298.
func Clock(ns int64) string {
	ms := ns / 1e6
	b := make([]byte, 0, 12)
	b = pad2(b, ms/60_000)
	b = append(b, ':')
	b = pad2(b, ms/1000%60)
	b = append(b, '.', byte('0'+ms/100%10), byte('0'+ms/10%10), byte('0'+ms%10))
	return string(b)
}

// ClockShort writes nanoseconds as minutes and seconds: 00:41.
func ClockShort(ns int64) string {
	s := ns / 1e9
	b := pad2(make([]byte, 0, 8), s/60)
	b = append(b, ':')
	return string(pad2(b, s%60))
}

func pad2(b []byte, n int64) []byte {
	if n < 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, n, 10)
}

// Duration writes nanoseconds in the unit that leaves at most three figures
// before the point, and from a minute on as people say it: 357 µs, 1.7 ms, 16 min 6 s.
func Duration(ns int64) string {
	if ns >= exact.Minute {
		return exact.Minutes(ns)
	}
	v, unit := float64(ns), "ns"
	for _, next := range []string{"µs", "ms", "s"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	if v < 10 && unit != "ns" {
		return Decimal(v, 1) + " " + unit
	}
	return Decimal(v, 0) + " " + unit
}

// Short writes a count in at most six characters: 9,999, 113 k, 2.54 M.
func Short(n int64) string {
	if n < 10_000 {
		return Count(n)
	}
	return Magnitude(RoundFigures(float64(n), 3))
}

// Magnitude writes a count for a tick or a formula: 100, 10k, 4 M.
func Magnitude(v float64) string {
	switch {
	case v >= 1e6:
		return TrimZeros(Decimal(v/1e6, 2)) + " M"
	case v >= 1e4:
		return TrimZeros(Decimal(v/1e3, 1)) + " k"
	}
	return TrimZeros(Decimal(v, 1))
}

// TrimZeros drops zeros after a decimal point, and the point if none is left.
func TrimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// RoundFigures rounds v to that many significant figures.
func RoundFigures(v float64, figures int) float64 {
	if v == 0 {
		return 0
	}
	scale := math.Pow(10, float64(figures)-1-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}

// Plural writes a count with its noun: 1 span, 2 spans.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Count(int64(n)) + " " + noun + "s"
}

// Ordinal writes 1st, 2nd, 3rd, 4th … 11th … 21st.
func Ordinal(n int64) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return Count(n) + end
}

// ShareText writes a share from 0 to 1 as Percent does.
func ShareText(share float64) string { return Percent(int64(math.Round(share * 1e6))) }

// PlainShare writes a share from 0 to 1 for a command: 0.1%.
func PlainShare(share float64) string { return PlainNumber(math.Round(share*1e6)/1e4) + "%" }

// PlainNumber writes a number for a command: no exponent, no grouping.
func PlainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Clip is the first n bytes of a text that is longer than that, with an ellipsis.
func Clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return text[:n] + "…"
}
