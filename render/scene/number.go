package scene

import (
	"math"
	"strconv"
	"strings"

	"fanout/sim"
)

// minus is U+2212: as wide as a figure, unlike the hyphen.
const minus = "−"

// count writes n with a comma between thousands.
func count(n int64) string {
	var buf [32]byte
	digits := strconv.AppendInt(buf[:0], n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = minus, digits[1:]
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

// decimal writes v with a fixed number of decimals and a comma between thousands.
func decimal(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, found := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil { // more than 18 digits, or not a number
		return s
	}
	out := count(n)
	if found {
		out += "." + rest
	}
	if v < 0 && strings.Trim(s, "0.") != "" {
		out = minus + out
	}
	return out
}

// percent writes a share with as many decimals as it needs, at most three
// figures after the leading zeros: 100 %, 1 %, 0.1 %, 31.6 %.
func percent(v sim.PPM) string { return percentNumber(v) + " %" }

func percentNumber(v sim.PPM) string {
	return trimZeros(strconv.FormatFloat(roundFigures(float64(v)/1e4, 3), 'f', 4, 64))
}

// tenths writes a share in percent with one decimal, without the sign: 45.0.
func tenths(v sim.PPM) string { return decimal(float64(v)/1e4, 1) }

// rate writes thousandths per second: 4.0, 39,640, 0.5.
func rate(milli int64) string {
	switch v := float64(milli) / 1000; {
	case v >= 100:
		return count(int64(v + .5))
	case v >= 10 && milli%1000 == 0:
		return count(milli / 1000)
	case v >= 1:
		return decimal(v, 1)
	default:
		return trimZeros(strconv.FormatFloat(roundFigures(v, 2), 'f', 4, 64))
	}
}

// speedText writes a speed of virtual time: 0.02×.
func speedText(v sim.PPM) string {
	return trimZeros(strconv.FormatFloat(roundFigures(float64(v)/1e6, 2), 'f', 6, 64)) + "×"
}

// clock writes virtual time as minutes, seconds and milliseconds: 00:41.298.
func clock(ns int64) string {
	ms := ns / 1e6
	b := make([]byte, 0, 12)
	b = pad2(b, ms/60_000)
	b = append(b, ':')
	b = pad2(b, ms/1000%60)
	b = append(b, '.', byte('0'+ms/100%10), byte('0'+ms/10%10), byte('0'+ms%10))
	return string(b)
}

// clockShort writes virtual time as minutes and seconds: 00:41.
func clockShort(ns int64) string {
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

// duration writes nanoseconds in the unit that leaves at most three figures
// before the point: 357 µs, 48 ms, 1.7 ms.
func duration(ns int64) string {
	v, unit := float64(ns), "ns"
	for _, next := range []string{"µs", "ms", "s"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	if v < 10 && unit != "ns" {
		return decimal(v, 1) + " " + unit
	}
	return decimal(v, 0) + " " + unit
}

// short writes a count in at most six characters: 9,999, 113 k, 2.54 M.
func short(n int64) string {
	if n < 10_000 {
		return count(n)
	}
	return magnitude(roundFigures(float64(n), 3))
}

// magnitude writes a count for a tick or a formula: 100, 10k, 4 M.
func magnitude(v float64) string {
	switch {
	case v >= 1e6:
		return trimZeros(decimal(v/1e6, 2)) + " M"
	case v >= 1e4:
		return trimZeros(decimal(v/1e3, 1)) + " k"
	}
	return trimZeros(decimal(v, 1))
}

// trimZeros drops zeros after a decimal point, and the point if none is left.
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// roundFigures rounds v to that many significant figures.
func roundFigures(v float64, figures int) float64 {
	if v == 0 {
		return 0
	}
	scale := math.Pow(10, float64(figures)-1-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}
