// Package random is random numbers that a seed repeats on every machine: one stream for
// each purpose, and no logarithm.
package random

import "math/bits"

// RNG is SplitMix64 (Steele, Lea and Flood 2014): one word of state, good enough
// to place arrivals, and the same everywhere.
type RNG struct{ state uint64 }

// Stream derives the generator of one purpose from the seed of a history, so
// that a setting which changes how often one purpose draws leaves the others as
// they were.
func Stream(seed uint64, purpose uint64) RNG {
	r := RNG{seed ^ purpose*0x9e3779b97f4a7c15}
	r.next()
	return r
}

func (r *RNG) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	return Mix(r.state)
}

// Mix is the finaliser of SplitMix64: a bijection that spreads every bit.
func Mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Below draws from 0 … n-1.
func (r *RNG) Below(n uint64) uint64 {
	hi, _ := bits.Mul64(r.next(), n)
	return hi
}

// Exponential draws the time to the next of a stream of independent events with
// the given mean distance. It is von Neumann's method: descending runs of uniform
// numbers and nothing but comparisons, so that no logarithm can differ in its
// last bit between two machines.
func (r *RNG) Exponential(mean int64) int64 {
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
