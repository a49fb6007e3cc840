// Package stats sums up what several seeds have found of a figure: its mean, how far it
// spreads, and how sure the mean is.
//
// # Decisions
//
// Sums are exact. A figure counts as the decimal number that it is written as, so 0.4545 and
// not the binary fraction beside it. A sum then depends neither on the order of its figures
// nor on how they were shared out among processes, to the last digit.
//
// How sure a mean is says the 95 % interval of Student's t, for a few seeds as for many: of
// a hundred such intervals, about 95 hold the mean of all seeds that there are.
package stats

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Sample is what is known of the figures that were added to it. The zero value has none.
// A Sample must not be copied once it has some.
type Sample struct {
	n            int64
	sum, squares big.Rat
	least, most  big.Rat
}

// Add adds a figure. One that is no number, such as a ratio to nothing, is left out.
func (s *Sample) Add(figure float64) {
	if x, ok := decimal(figure); ok {
		s.add(x)
	}
}

// AddDifference adds by how much to is greater than from. If one of them is no number it is
// left out.
func (s *Sample) AddDifference(from, to float64) {
	x, ok := decimal(from)
	y, both := decimal(to)
	if ok && both {
		s.add(y.Sub(y, x))
	}
}

func (s *Sample) add(x *big.Rat) {
	if s.n == 0 || x.Cmp(&s.least) < 0 {
		s.least.Set(x)
	}
	if s.n == 0 || x.Cmp(&s.most) > 0 {
		s.most.Set(x)
	}
	s.n++
	s.sum.Add(&s.sum, x)
	s.squares.Add(&s.squares, new(big.Rat).Mul(x, x))
}

// Merge adds the figures of another sample.
func (s *Sample) Merge(o *Sample) {
	if o.n == 0 {
		return
	}
	if s.n == 0 || o.least.Cmp(&s.least) < 0 {
		s.least.Set(&o.least)
	}
	if s.n == 0 || o.most.Cmp(&s.most) > 0 {
		s.most.Set(&o.most)
	}
	s.n += o.n
	s.sum.Add(&s.sum, &o.sum)
	s.squares.Add(&s.squares, &o.squares)
}

// decimal is a figure as the decimal number that it is written as.
func decimal(figure float64) (*big.Rat, bool) {
	if math.IsNaN(figure) || math.IsInf(figure, 0) {
		return nil, false
	}
	return new(big.Rat).SetString(strconv.FormatFloat(figure, 'g', -1, 64))
}

// N is how many figures there are.
func (s *Sample) N() int64 { return s.n }

// Least is the least figure, 0 if there is none.
func (s *Sample) Least() float64 { return float(&s.least) }

// Most is the greatest figure, 0 if there is none.
func (s *Sample) Most() float64 { return float(&s.most) }

// AllZero reports whether there are figures and each of them is 0.
func (s *Sample) AllZero() bool { return s.n > 0 && s.least.Sign() == 0 && s.most.Sign() == 0 }

// Mean is that of the figures, 0 if there is none.
func (s *Sample) Mean() float64 {
	if s.n == 0 {
		return 0
	}
	return float(new(big.Rat).Quo(&s.sum, whole(s.n)))
}

// Deviation is the standard deviation of the figures, with n − 1 in the denominator; 0 for
// fewer than two.
func (s *Sample) Deviation() float64 {
	if s.n < 2 {
		return 0
	}
	v := new(big.Rat).Mul(&s.sum, &s.sum)
	v.Sub(&s.squares, v.Quo(v, whole(s.n)))
	return math.Sqrt(float(v.Quo(v, whole(s.n-1))))
}

// Margin is half the width of the 95 % interval around the mean; ok is false for fewer than
// two figures, which say nothing of how far they spread.
func (s *Sample) Margin() (half float64, ok bool) {
	if s.n < 2 {
		return 0, false
	}
	return student(s.n-1) * s.Deviation() / math.Sqrt(float64(s.n)), true
}

// Interval is the 95 % interval around the mean; ok is false for fewer than two figures.
func (s *Sample) Interval() (low, high float64, ok bool) {
	half, ok := s.Margin()
	return s.Mean() - half, s.Mean() + half, ok
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

func float(x *big.Rat) float64 {
	f, _ := x.Float64()
	return f
}

// written is a sample in a file: sums and bounds as exact fractions.
type written struct {
	N       int64    `json:"n"`
	Sum     fraction `json:"sum"`
	Squares fraction `json:"squares"`
	Least   fraction `json:"least"`
	Most    fraction `json:"most"`
}

// fraction is a number in a file, "7" or "112887/125000".
type fraction struct{ *big.Rat }

// longestFraction is more characters than a sum of figures has, or of their squares.
const longestFraction = 4_000

// UnmarshalText reads nothing but digits, a sign and a slash: no short text stands for a
// number that takes long to compute.
func (f *fraction) UnmarshalText(text []byte) error {
	if len(text) > longestFraction || strings.Trim(string(text), "-/0123456789") != "" {
		return errNoSums
	}
	f.Rat = new(big.Rat)
	return f.Rat.UnmarshalText(text)
}

var errNoSums = errors.New("these are no sums of figures")

// MarshalJSON writes all that is known of the figures, exactly.
func (s *Sample) MarshalJSON() ([]byte, error) {
	return json.Marshal(written{s.n, fraction{&s.sum}, fraction{&s.squares}, fraction{&s.least}, fraction{&s.most}})
}

// UnmarshalJSON reads what MarshalJSON wrote, and refuses what no figures can add up to.
func (s *Sample) UnmarshalJSON(text []byte) error {
	var w written
	if err := json.Unmarshal(text, &w); err != nil {
		return err
	}
	if w.Sum.Rat == nil || w.Squares.Rat == nil || w.Least.Rat == nil || w.Most.Rat == nil || !w.possible() {
		return errNoSums
	}
	*s = Sample{n: w.N}
	s.sum.Set(w.Sum.Rat)
	s.squares.Set(w.Squares.Rat)
	s.least.Set(w.Least.Rat)
	s.most.Set(w.Most.Rat)
	return nil
}

// possible reports whether some figures add up to this: their mean lies between their
// bounds, and they do not spread by less than nothing.
func (w *written) possible() bool {
	if w.N <= 0 {
		return w.N == 0 && w.Sum.Sign() == 0 && w.Squares.Sign() == 0 && w.Least.Sign() == 0 && w.Most.Sign() == 0
	}
	n := whole(w.N)
	times := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	return times(w.Least.Rat, n).Cmp(w.Sum.Rat) <= 0 && w.Sum.Cmp(times(w.Most.Rat, n)) <= 0 &&
		times(w.Sum.Rat, w.Sum.Rat).Cmp(times(w.Squares.Rat, n)) <= 0
}
