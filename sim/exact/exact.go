// Package exact is arithmetic that comes out the same on every machine: shares in parts
// per million, decimals as integers, and no floating point on the way.
package exact

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// PPM is a share in parts per million: 1,000,000 is 100 %. Shares are integers
// because a history must be the same byte for byte on every machine.
type PPM int32

// Whole is 100 %.
const Whole PPM = 1_000_000

// ParseDecimal reads a non-negative decimal such as "0.02" or "12" as an integer
// number of 10^-places. It refuses what it cannot hold exactly.
func ParseDecimal(s string, places int) (int64, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" && frac == "" || len(frac) > places || len(whole) > 12 {
		return 0, false
	}
	frac += strings.Repeat("0", places-len(frac))
	for _, c := range whole + frac {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	v, err := strconv.ParseInt("0"+whole+frac, 10, 64)
	return v, err == nil
}

// FormatDecimal is the inverse of ParseDecimal, without trailing zeros.
func FormatDecimal(v int64, places int) string {
	s := fmt.Sprintf("%0*d", places+1, v)
	whole, frac := s[:len(s)-places], strings.TrimRight(s[len(s)-places:], "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// ParsePPM reads a share: "1%", "0.1 %", or a plain fraction "0.01".
func ParsePPM(s string) (PPM, bool) {
	places := 6
	if t, ok := strings.CutSuffix(s, "%"); ok {
		s, places = strings.TrimSpace(t), 4
	}
	v, ok := ParseDecimal(s, places)
	if !ok || v > 1<<31-1 {
		return 0, false
	}
	return PPM(v), true
}

// String writes the share in percent, as the commands do: "31.6228%".
func (p PPM) String() string { return FormatDecimal(int64(p), 4) + "%" }

// Decimal spells a share, or a speed, as the grammar takes speeds: 0.05.
func (p PPM) Decimal() string { return FormatDecimal(int64(p), 6) }

// Percent writes the share for people: "31.6228 %".
func (p PPM) Percent() string { return FormatDecimal(int64(p), 4) + " %" }

// Tenth is a tenth of a percent: loads are written to it.
const Tenth = Whole / 1_000

// InTenths is the share as Tenths writes it: the nearest tenth of a percent.
func (p PPM) InTenths() PPM { return p.Nearest(Tenth) }

// Nearest is the nearest multiple of a unit, halves away from 0.
func (p PPM) Nearest(unit PPM) PPM {
	n, half := int64(p), int64(unit/2)
	if n < 0 {
		half = -half
	}
	n = (n + half) / int64(unit) * int64(unit)
	return PPM(min(max(n, math.MinInt32), math.MaxInt32))
}

// Tenths writes the share in percent with one decimal, without the sign: "45.0", "1,234.5".
// Everything that is written to a tenth of a percent is rounded here.
func (p PPM) Tenths() string {
	n := int64(p.InTenths() / Tenth)
	sign := ""
	if n < 0 {
		sign, n = "−", -n
	}
	return sign + Thousands(n/10) + "." + strconv.FormatInt(n%10, 10)
}

// Thousands writes n with commas between groups of three digits.
func Thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	first := 0
	if n < 0 {
		first = 1 // no comma after the sign
	}
	for i := len(digits) - 3; i > first; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Minute is the time from which people count in minutes, see [Minutes], ns.
const Minute = int64(time.Minute)

// Minutes spells a time of a minute or more, in ns, as people say it: two units, the second one
// rounded and left out if there is none of it: 16 min 6 s, 2 h, 1 h 5 min.
func Minutes(ns int64) string {
	d := time.Duration(ns).Round(time.Second)
	large, small, step := " min", " s", time.Minute
	if d >= time.Hour {
		large, small, step = " h", " min", time.Hour
		d = d.Round(time.Minute)
	}
	text := Thousands(int64(d/step)) + large
	if rest := d % step / (step / 60); rest > 0 {
		text += " " + strconv.FormatInt(int64(rest), 10) + small
	}
	return text
}

// MulDiv is a·b/c of non-negative numbers without overflow in between, at most the
// greatest int64.
func MulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return 1<<63 - 1
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, 1<<63-1))
}
