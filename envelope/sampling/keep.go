package sampling

import (
	"encoding/binary"
	"math/bits"

	"go.opentelemetry.io/otel/trace"
)

// Keep decides for one recipient of a sampled message whether its span is kept,
// at the rate q, one outside 0 to Whole being the nearer of the two. The decision is the same wherever and whenever it is made; it
// is independent between recipients and between traces.
//
// A recipient that is kept at some rate is kept at every higher one, so moving
// a rate adds or removes spans and exchanges none.
func Keep(id trace.TraceID, recipient uint64, q PPM) bool {
	return within(RecipientRandomness(id, recipient), q.clamp(), Whole)
}

// within reports whether a randomness of 56 bits is within the share part/whole.
func within(r uint64, part, whole PPM) bool {
	// r < part·2^56/whole, without rounding: both sides times whole as 128 bits.
	hi, lo := bits.Mul64(r, uint64(whole))
	p := uint64(part)
	return hi < p>>8 || hi == p>>8 && lo < p<<randomBits
}

// RecipientRandomness returns the 56 bits that decide about one recipient of
// one message.
func RecipientRandomness(id trace.TraceID, recipient uint64) uint64 {
	// Two rounds of a mixer that changes each output bit with probability one
	// half for each input bit. The first half of an id may be anything, also
	// the same in all traces; recipients may count 0, 1, 2 …; the golden ratio
	// keeps the sums of the two apart.
	h := mix(binary.BigEndian.Uint64(id[8:]) + recipient*goldenRatio)
	h = mix(h ^ binary.BigEndian.Uint64(id[:8]))
	return h >> (64 - randomBits)
}

const goldenRatio = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio, odd

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast Splittable
// Pseudorandom Number Generators", with the constants of Stafford's variant 13).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
