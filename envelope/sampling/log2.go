package sampling

import "math/bits"

// logBits is the number of fractional bits of a fixed-point logarithm: an error
// of 2^-40 in the exponent is one of 6·10^-13 in the rate, a millionth of the
// smallest step that a PPM can take.
const logBits = 40

// log2 returns the binary logarithm of x ≥ 1 in units of 2^-40, rounded down
// but for an error in the last place. It is monotonic and gives the same bits
// on every machine.
//
// The integer part is the position of the highest set bit. Each fractional bit
// comes from squaring what is left, a number between 1 and 2: the square is at
// least 2 if and only if the next bit of the logarithm is 1.
func log2(x uint64) uint64 {
	n := bits.Len64(x) - 1
	m := x << (63 - n) // 1 ≤ m < 2 in units of 2^-63
	l := uint64(n)
	for range logBits {
		l <<= 1
		hi, lo := bits.Mul64(m, m) // units of 2^-126; hi alone is in units of 2^-62
		if hi>>63 != 0 {
			l |= 1
			m = hi
		} else {
			m = hi<<1 | lo>>63
		}
	}
	return l
}
