package sampling

import "fmt"

// PPM is a probability or share in parts per million, 0 to Whole.
type PPM int32

// Whole is the probability 1.
const Whole PPM = 1_000_000

// clamp returns the nearest value in the range of a probability.
func (p PPM) clamp() PPM { return min(max(p, 0), Whole) }

// String writes the probability in percent, with as many decimals as it has.
func (p PPM) String() string {
	s := fmt.Sprintf("%d.%04d", p/10_000, max(p, -p)%10_000)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s + "%"
}
