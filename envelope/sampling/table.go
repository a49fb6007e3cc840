package sampling

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sort"
	"sync/atomic"
)

// Point is the keep rate of the second layer at one fan-out size.
type Point struct {
	Recipients int
	Keep       PPM
}

// Table is the second layer's keep rate as a function of the number of
// recipients. It does not change once made and may be used from any goroutine;
// to change the rates, make another and exchange it.
type Table struct {
	name      string
	points    []Point // two or more, or nil for the other rules
	low, high int     // first below and at low, last at and above high
	first     PPM
	last      PPM
	between   func(t *Table, n int) PPM // for low < n < high

	// Rates between the points are remembered, because the million recipients
	// of a fan-out ask for the same one: each entry is n<<20 | rate.
	memo [64]atomic.Uint64
}

// ErrTable is wrapped by the errors of NewTable.
var ErrTable = errors.New("sampling: bad table")

// maxRecipients bounds the sizes in a table, so that a size and a rate fit one
// word.
const maxRecipients = 1 << 40

// NewTable returns the table of straight lines through the points on
// logarithmic axes. Below the first point and beyond the last the rate stays
// what it is there. The points must have strictly increasing sizes from 1 to
// 2^40 and rates from 1 ppm to Whole: a rate of zero has no logarithm, and a
// size that is never recorded cannot be estimated.
func NewTable(points ...Point) (*Table, error) {
	if len(points) == 0 {
		return nil, fmt.Errorf("%w: no points", ErrTable)
	}
	for i, p := range points {
		switch {
		case p.Recipients < 1 || int64(p.Recipients) > maxRecipients:
			return nil, fmt.Errorf("%w: %d recipients, want 1 to 2^40", ErrTable, p.Recipients)
		case p.Keep < 1 || p.Keep > Whole:
			return nil, fmt.Errorf("%w: rate %d ppm at %d recipients, want 1 to %d",
				ErrTable, p.Keep, p.Recipients, Whole)
		case i > 0 && p.Recipients <= points[i-1].Recipients:
			return nil, fmt.Errorf("%w: %d recipients after %d, want increasing sizes",
				ErrTable, p.Recipients, points[i-1].Recipients)
		}
	}
	first, last := points[0], points[len(points)-1]
	return &Table{
		name:    "table",
		points:  slices.Clone(points),
		low:     first.Recipients,
		high:    last.Recipients,
		first:   first.Keep,
		last:    last.Keep,
		between: (*Table).interpolate,
	}, nil
}

// Published returns the default table. The post gives the rates for 1, 100 and
// 10,000 recipients; those for 10 and 1,000 are assumed: the middle of the
// straight lines between them.
func Published() *Table {
	t, err := NewTable(
		Point{1, 1_000_000}, Point{10, 316_228}, Point{100, 100_000},
		Point{1_000, 10_000}, Point{10_000, 1_000},
	)
	if err != nil {
		panic("sampling: " + err.Error())
	}
	return t
}

// TenOverN returns the rule max(0.1 %, min(1, 10/n)), rounded to the nearest
// ppm. It fits the published points too: about ten session spans for each
// fan-out of up to 10,000 recipients.
func TenOverN() *Table {
	return &Table{
		name: "10/n", low: 10, high: 10_000, first: Whole, last: 1_000,
		between: func(_ *Table, n int) PPM { return PPM((20*int(Whole)/n + 1) / 2) },
	}
}

// Flat returns one rate for every size, the post's first attempt. Rates outside
// 0 to Whole become the nearer of the two.
func Flat(keep PPM) *Table {
	keep = keep.clamp()
	return &Table{name: "flat", low: math.MaxInt, first: keep, last: keep}
}

// None returns the table that keeps everything: no second layer.
func None() *Table {
	t := Flat(Whole)
	t.name = "none"
	return t
}

// Name is "table", "10/n", "flat" or "none".
func (t *Table) Name() string { return t.name }

// Points returns a copy of the points of a table made by NewTable, nil for the
// other rules.
func (t *Table) Points() []Point { return slices.Clone(t.points) }

// Rate returns the keep rate for a message to n recipients. A sender that did
// not say how many (0) counts as one recipient. It does not allocate, and a
// size that was asked for before is found without computing.
func (t *Table) Rate(n int) PPM {
	if n <= t.low {
		return t.first
	}
	if n >= t.high {
		return t.last
	}
	slot := &t.memo[uint64(n)*0x9e3779b97f4a7c15>>58]
	if m := slot.Load(); m>>20 == uint64(n) {
		return PPM(m & (1<<20 - 1))
	}
	keep := t.between(t, n)
	slot.Store(uint64(n)<<20 | uint64(keep))
	return keep
}

// interpolate returns the rate on the line between the two points around n.
func (t *Table) interpolate(n int) PPM {
	i := sort.Search(len(t.points), func(i int) bool { return t.points[i].Recipients >= n })
	a, b := t.points[i-1], t.points[i]
	if n == b.Recipients {
		return b.Keep
	}
	la, lb := log2(uint64(a.Keep)), log2(uint64(b.Keep))
	at, width := log2(uint64(n))-log2(uint64(a.Recipients)), log2(uint64(b.Recipients))-log2(uint64(a.Recipients))
	up := lb >= la
	rise := lb - la
	if !up {
		rise = la - lb
	}
	hi, lo := bits.Mul64(rise, at)
	step, _ := bits.Div64(hi, lo, width) // at < width, so this is less than rise
	if up {
		return exp2(la + step)
	}
	return exp2(la - step)
}

// exp2 returns 2 to the power of l, a logarithm as log2 returns it, rounded to
// the nearest rate: the one whose neighbours' midpoints enclose l. Searching
// for it with log2 needs no second function that could disagree with the first.
func exp2(l uint64) PPM {
	l += 1 << logBits // of twice the rate, so that midpoints are integers
	n := sort.Search(int(Whole), func(q int) bool { return log2(2*uint64(q)+1) > l })
	return PPM(n)
}
