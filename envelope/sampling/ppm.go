package sampling

import "fmt"

// PPM is a probability or share in parts per million, 0 to Whole.
type PPM int32

// Whole is the probability 1.
const Whole PPM = 1_000_000

// clamp returns the nearest value in the range of a probability.
func (p PPM) clamp() PPM { return min(max(p, 0), Whole) }

// times returns p·q, rounded to a whole part per million, and 1 rather than 0 unless q
// is 0. Both are in the range of a probability.
func (p PPM) times(q PPM) PPM {
	product := (int64(p)*int64(q) + int64(Whole)/2) / int64(Whole)
	return max(PPM(product), min(q, 1))
}

// String writes the probability in percent, with as many decimals as it has.
func (p PPM) String() string {
	s, n := "", int64(p)
	if n < 0 {
		s, n = "-", -n
	}
	s += fmt.Sprintf("%d.%04d", n/10_000, n%10_000)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s + "%"
}
