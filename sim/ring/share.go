package ring

import (
	"math"
	"math/bits"
)

// Share is a part of the 2⁶⁴ hashes of the circle, exact: Whole + Part/2⁶⁴ of
// them. No part of one circle is greater than Share{Whole: 1}, all of it. Equal
// shares are equal by ==.
type Share struct {
	Whole, Part uint64
}

// Add returns the sum of two shares. It is exact up to 2⁶⁴ wholes.
func (s Share) Add(t Share) Share {
	part, carry := bits.Add64(s.Part, t.Part, 0)
	return Share{s.Whole + t.Whole + carry, part}
}

// Of returns the share of n things, rounded down.
func (s Share) Of(n uint64) uint64 {
	high, _ := bits.Mul64(s.Part, n)
	return s.Whole*n + high
}

// Float returns the share as a number, 1 for the whole, rounded to 53 bits.
func (s Share) Float() float64 { return float64(s.Whole) + math.Ldexp(float64(s.Part), -64) }

// between is the share of the hashes from one place, included, round to another,
// excluded: all of them if the places are the same.
func between(from, to uint64) Share {
	if from == to {
		return Share{Whole: 1}
	}
	return Share{Part: to - from}
}
