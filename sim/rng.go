package sim

import "math/bits"

// rng is SplitMix64 (Steele, Lea and Flood 2014): one word of state, good enough
// to place arrivals, and the same everywhere.
type rng struct{ state uint64 }

// The purposes of streams.
const (
	purposeUsers = 1 + iota
	purposeRequests
	purposeSmallUsers
	purposeStorm
	purposePauses
	purposeMembers // and all above: of one guild each
)

// stream derives the generator of one purpose from the seed of a history, so
// that a setting which changes how often one purpose draws leaves the others as
// they were.
func stream(seed uint64, purpose uint64) rng {
	r := rng{seed ^ purpose*0x9e3779b97f4a7c15}
	r.next()
	return r
}

func (r *rng) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	return mix(r.state)
}

// mix is the finaliser of SplitMix64: a bijection that spreads every bit.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below draws from 0 … n-1.
func (r *rng) below(n uint64) uint64 {
	hi, _ := bits.Mul64(r.next(), n)
	return hi
}

// exponential draws the time to the next of a stream of independent events with
// the given mean distance. It is von Neumann's method: descending runs of uniform
// numbers and nothing but comparisons, so that no logarithm can differ in its
// last bit between two machines.
func (r *rng) exponential(mean int64) int64 {
	for whole := uint64(0); ; whole++ {
		first := r.next() >> 32
		last, length := first, 1
		for {
			u := r.next() >> 32
			if u >= last {
				break
			}
			last = u
			length++
		}
		if length%2 == 1 {
			hi, lo := bits.Mul64(whole<<32|first, uint64(mean))
			return int64(hi<<32 | lo>>32)
		}
	}
}
