package sampling

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"go.opentelemetry.io/otel/trace"
)

// randomBits is the width of a trace's randomness: W3C Trace Context level 2
// has the right-most 7 bytes of a trace id chosen at random.
const randomBits = 56

// Randomness returns the 56 bits R that decide about a trace.
func Randomness(id trace.TraceID) uint64 {
	return binary.BigEndian.Uint64(id[8:]) & (1<<randomBits - 1)
}

// Threshold is a rejection threshold T of OpenTelemetry's consistent
// probability sampling, 0 to 2^56: a trace is kept if and only if its
// randomness R is at least T. See "TraceState: Probability Sampling" in the
// OpenTelemetry specification.
type Threshold uint64

// never is the threshold that no randomness reaches.
const never Threshold = 1 << randomBits

// precision is the number of significant hexadecimal digits of a threshold;
// leading digits f or 0 come on top of it. It is the default of the
// specification and makes 10 % e666 and 1 % fd70a.
const precision = 4

// ThresholdOf returns the threshold for keeping with probability p, rounded to
// the digits that its text form has, so that the decision and what is written
// about it are the same number. A p outside 0 to Whole counts as the nearer of the two.
func ThresholdOf(p PPM) Threshold {
	p = p.clamp()
	switch p {
	case 0:
		return never
	case Whole:
		return 0
	}
	kept := scale(p)
	reject := uint64(never) - kept
	// A hexadecimal digit of the text is spent for each leading 0 or f, which
	// is for each four bits by which the probability of being kept (f) or of
	// being rejected (0) falls short of one half.
	digits := precision + max(leadingDigits(kept), leadingDigits(reject))
	shift := 4 * max(0, randomBits/4-digits)
	if shift > 0 {
		reject = (reject + 1<<(shift-1)) >> shift << shift
	}
	return Threshold(reject)
}

// scale returns p·2^56, rounded to nearest.
func scale(p PPM) uint64 {
	hi, lo := bits.Mul64(uint64(p), 1<<randomBits)
	lo, carry := bits.Add64(lo, uint64(Whole)/2, 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(Whole))
	return q
}

func leadingDigits(x uint64) int { return (randomBits - bits.Len64(x)) / 4 }

// Keeps reports whether a trace of randomness r is kept.
func (t Threshold) Keeps(r uint64) bool { return r >= uint64(t) }

// AdjustedCount is the number of traces that one kept trace stands for,
// 2^56/(2^56-T); 0 if none is ever kept.
func (t Threshold) AdjustedCount() float64 {
	if t >= never {
		return 0
	}
	return float64(never) / float64(never-t)
}

// String is the value of "th" in the "ot" member of a tracestate: hexadecimal
// digits without trailing zeros, "0" for a threshold of zero. The threshold
// that keeps nothing has no text form and gives "".
func (t Threshold) String() string {
	if t >= never {
		return ""
	}
	const digits = "0123456789abcdef"
	var b [randomBits / 4]byte
	n := 1
	for i := range b {
		d := uint64(t) >> (randomBits - 4*(i+1)) & 0xf
		b[i] = digits[d]
		if d != 0 {
			n = i + 1
		}
	}
	return string(b[:n])
}

// ErrThreshold is returned for text that is not a threshold.
var ErrThreshold = errors.New("sampling: a threshold is 1 to 14 lower-case hexadecimal digits")

// ParseThreshold reads the value of "th"; missing digits on the right are zeros.
func ParseThreshold(s string) (Threshold, error) {
	if len(s) == 0 || len(s) > randomBits/4 {
		return 0, ErrThreshold
	}
	var t uint64
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			t = t<<4 | uint64(c-'0')
		case c >= 'a' && c <= 'f':
			t = t<<4 | uint64(c-'a'+10)
		default:
			return 0, ErrThreshold
		}
	}
	return Threshold(t << (randomBits - 4*len(s))), nil
}
