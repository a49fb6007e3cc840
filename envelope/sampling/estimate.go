package sampling

import (
	"errors"
	"fmt"
	"math"
)

// Interval is an estimate of a true count and the range that covers the truth
// with the confidence asked for. It is for people to read: it is computed in
// floating point, and the last digits may differ between machines.
type Interval struct {
	Low, Estimate, High float64
}

// Covers reports whether x lies within the interval.
func (i Interval) Covers(x float64) bool { return i.Low <= x && x <= i.High }

// ErrEstimate is wrapped by the errors of CountInterval and Estimator.
var ErrEstimate = errors.New("sampling: no estimate")

// checkConfidence refuses what is no confidence: one of 95 % is 0.95.
func checkConfidence(confidence float64) error {
	if confidence > 0 && confidence < 1 { // not so for NaN
		return nil
	}
	return fmt.Errorf("%w: confidence %v, want more than 0 and less than 1", ErrEstimate, confidence)
}

// CountInterval estimates how many there were of something of which kept were
// kept, each independently with probability p: sampled messages to messages, or
// the session spans of one trace to its recipients. kept is 0 or more, p from 0 to
// Whole, confidence between 0 and 1.
//
// The interval is exact in the sense of Clopper and Pearson up to a million kept: it
// consists of the counts n that would not make the observed one a surprise, so it
// covers with at least the confidence, however small the numbers are. Beyond, it is
// Wilson's score interval, which no reader could tell from it. Nothing kept is an
// observation too: Low and Estimate are 0, High is not. If p is 0, nothing can have
// been kept, nothing can be known, and High is +Inf.
func CountInterval(kept int, p PPM, confidence float64) (Interval, error) {
	switch {
	case p < 0 || p > Whole:
		return Interval{}, fmt.Errorf("%w: rate %d ppm, want 0 to %d", ErrEstimate, p, Whole)
	case kept < 0 || kept > 0 && p == 0:
		return Interval{}, fmt.Errorf("%w: %d kept at %v, want 0 or more, and 0 at 0%%", ErrEstimate, kept, p)
	}
	if err := checkConfidence(confidence); err != nil {
		return Interval{}, err
	}
	k, f := float64(kept), float64(p)/float64(Whole)
	switch {
	case p == 0:
		return Interval{0, 0, math.Inf(1)}, nil
	case p == Whole:
		return Interval{k, k, k}, nil
	}
	low, high := score(k, f, confidence)
	if kept <= exactMost {
		low, high = exact(k, f, confidence)
	}
	estimate := k / f
	return Interval{min(low, estimate), estimate, max(high, estimate)}, nil
}

// exactMost is the largest count for which the exact interval is computed: the
// logarithms of factorials that it takes lose a digit for each digit of the count.
const exactMost = 1_000_000

// exact returns the bounds of Clopper and Pearson, whole numbers.
func exact(k, f, confidence float64) (low, high float64) {
	tail := (1 - confidence) / 2
	// The chance of keeping k or more of n at rate f is the regularised
	// incomplete beta function I_f(k, n-k+1), which rises with n.
	atLeast := func(k, n float64) float64 { return betaInc(f, k, n-k+1) }
	if k > 0 {
		low = firstWhole(k, func(n float64) bool { return atLeast(k, n) > tail })
	}
	return low, firstWhole(k, func(n float64) bool { return 1-atLeast(k+1, n+1) <= tail })
}

// score returns the bounds of Wilson: the counts n from which k is as many standard
// deviations of n·f away as the confidence asks for, with one more or less kept for the
// steps in which counts come.
func score(k, f, confidence float64) (low, high float64) {
	z := math.Sqrt2 * math.Erfinv(confidence)
	v := z * z * (1 - f)
	bound := func(k, side float64) float64 { return (k + v/2 + side*math.Sqrt(v*(k+v/4))) / f }
	return bound(max(k-1, 0), -1), bound(k+1, 1)
}

// firstWhole returns the least whole number from lo on for which f holds, given
// that it goes on holding.
func firstWhole(lo float64, f func(float64) bool) float64 {
	step := 1.0
	hi := lo
	for !f(hi) {
		lo = hi + 1
		hi += step
		step *= 2
	}
	for lo < hi {
		if mid := math.Floor((lo + hi) / 2); f(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return hi
}

// Estimator estimates the number of deliveries of all messages, sampled or not,
// from the session spans of the sampled ones. Feed it traces that are rooted
// where the head sampler decided about the message, and no others: the spans of
// a trace that a guild or a session started have another chance of being there.
// The zero value is ready to use.
//
// Each span has the weight 1/(p·q) (Horvitz and Thompson). The spans of one
// trace come and go together, so what varies is the sum of a trace, and a few
// sampled traces of very different fan-outs are far from a normal distribution.
type Estimator struct {
	// Largest is the number of recipients of the largest fan-out there may have
	// been, sampled or not: the number of members, say. Of ten sampled traces
	// none tells of the one message in a thousand that went to everybody, so
	// without this knowledge no interval can promise to cover it. 0 means: none
	// was larger than those that were sampled.
	Largest int

	traces   int
	total    float64
	variance float64
	heaviest float64 // weight of the heaviest event seen, or possible by Largest
}

// Add adds a sampled trace of which kept session spans, 0 or more, were recorded at
// the rate q, the one recorded on them, while the head rate was p. A trace of which
// no session span was kept must be added as well. Rates are from 1 to Whole, since a
// rate of 0 cannot have kept anything. On an error nothing was added.
//
// Where a relay with a second layer stands between the sender and the sessions, q is the
// product of the rates, and the interval is too narrow: the sessions of a relay come and
// go together.
func (e *Estimator) Add(p, q PPM, kept int) error {
	switch {
	case p < 1 || p > Whole || q < 1 || q > Whole:
		return fmt.Errorf("%w: rates %d and %d ppm, want 1 to %d", ErrEstimate, p, q, Whole)
	case kept < 0:
		return fmt.Errorf("%w: %d kept, want 0 or more", ErrEstimate, kept)
	}
	fp, fq := float64(p)/float64(Whole), float64(q)/float64(Whole)
	n := float64(kept) / fq // estimate of this trace's recipients …
	v := n * (1 - fq) / fq  // … and of that estimate's variance
	e.traces++
	e.total += n / fp
	e.variance += (1-fp)/(fp*fp)*n*n + v/fp
	// One event more or less is one span at rate q or, if whole traces may be
	// missing, one trace.
	event := 1 / fq
	if p < Whole {
		event = max(event, n, float64(e.Largest))
	}
	e.heaviest = max(e.heaviest, event/fp)
	return nil
}

// Traces returns the number of traces added.
func (e *Estimator) Traces() int { return e.traces }

// Interval returns the estimate and an interval for it, with a confidence between 0
// and 1. The interval is that of
// Fay and Feuer for a sum of weighted Poisson counts ("Confidence intervals for
// directly standardized rates", Statistics in Medicine, 1997): exact if all
// weights are equal, conservative otherwise, and the normal interval in the
// limit of many traces. Below about a hundred traces the normal interval does
// not cover. Set Largest, 0 or more, before the first Add.
//
// It takes at least one trace to know how much one weighs; before that High is
// +Inf.
func (e *Estimator) Interval(confidence float64) (Interval, error) {
	if err := checkConfidence(confidence); err != nil {
		return Interval{}, err
	}
	if e.Largest < 0 {
		return Interval{}, fmt.Errorf("%w: largest fan-out %d, want 0 or more", ErrEstimate, e.Largest)
	}
	if e.traces == 0 {
		return Interval{High: math.Inf(1)}, nil
	}
	if e.variance == 0 && e.total > 0 { // everything was kept
		return Interval{e.total, e.total, e.total}, nil
	}
	i := Interval{Estimate: e.total}
	if e.total > 0 {
		i.Low = min(scaledGamma(e.total, e.variance, -confidence), e.total)
	}
	i.High = max(scaledGamma(e.total+e.heaviest, e.variance+e.heaviest*e.heaviest, confidence), e.total)
	return i, nil
}

// scaledGamma returns the upper bound, or for a negative confidence the lower one, of
// the gamma distribution with the given mean and variance.
func scaledGamma(mean, variance, confidence float64) float64 {
	shape := mean * mean / variance
	return gammaBound(shape, confidence) * variance / mean
}
