package sampling

import "math"

// Interval is an estimate of a true count and the range that covers the truth
// with the confidence asked for. It is for people to read: it is computed in
// floating point, and the last digits may differ between machines.
type Interval struct {
	Low, Estimate, High float64
}

// Covers reports whether x lies within the interval.
func (i Interval) Covers(x float64) bool { return i.Low <= x && x <= i.High }

// CountInterval estimates how many there were of something of which kept were
// kept, each independently with probability p: sampled messages to messages, or
// the session spans of one trace to its recipients.
//
// The interval is exact in the sense of Clopper and Pearson: it consists of the
// counts n that would not make the observed one a surprise, so it covers with at
// least the confidence, however small the numbers are. Nothing kept is an
// observation too: Low and Estimate are 0, High is not. If p is 0 nothing can be
// known and High is +Inf.
func CountInterval(kept int, p PPM, confidence float64) Interval {
	kept = max(kept, 0)
	p = p.clamp()
	if p == 0 {
		return Interval{0, 0, math.Inf(1)}
	}
	f := float64(p) / float64(Whole)
	i := Interval{Estimate: float64(kept) / f}
	if p == Whole {
		i.Low, i.High = i.Estimate, i.Estimate
		return i
	}
	tail := (1 - confidence) / 2
	// The chance of keeping k or more of n at rate f is the regularised
	// incomplete beta function I_f(k, n-k+1), which rises with n.
	atLeast := func(k, n float64) float64 { return betaInc(f, k, n-k+1) }
	k := float64(kept)
	if kept > 0 {
		i.Low = firstWhole(k, func(n float64) bool { return atLeast(k, n) > tail })
	}
	i.High = firstWhole(k, func(n float64) bool { return 1-atLeast(k+1, n+1) <= tail })
	return i
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

// Add adds a sampled trace of which kept session spans were recorded at the
// rate q, the one recorded on them, while the head rate was p. A trace of which
// no session span was kept must be added as well. Rates of zero cannot have
// kept anything and are ignored.
func (e *Estimator) Add(p, q PPM, kept int) {
	if p <= 0 || q <= 0 || kept < 0 {
		return
	}
	fp, fq := float64(p.clamp())/float64(Whole), float64(q.clamp())/float64(Whole)
	n := float64(kept) / fq // estimate of this trace's recipients …
	v := n * (1 - fq) / fq  // … and of that estimate's variance
	e.traces++
	e.total += n / fp
	e.variance += (1-fp)/(fp*fp)*n*n + v/fp
	// One event more or less is one span at rate q or, if whole traces may be
	// missing, one trace.
	event := 1 / fq
	if p < Whole {
		event = math.Max(event, math.Max(n, float64(e.Largest)))
	}
	e.heaviest = math.Max(e.heaviest, event/fp)
}

// Traces returns the number of traces added.
func (e *Estimator) Traces() int { return e.traces }

// Interval returns the estimate and an interval for it. The interval is that of
// Fay and Feuer for a sum of weighted Poisson counts ("Confidence intervals for
// directly standardized rates", Statistics in Medicine, 1997): exact if all
// weights are equal, conservative otherwise, and the normal interval in the
// limit of many traces. Below about a hundred traces the normal interval does
// not cover. Set Largest before the first Add.
//
// It takes at least one trace to know how much one weighs; before that High is
// +Inf.
func (e *Estimator) Interval(confidence float64) Interval {
	if e.traces == 0 {
		return Interval{High: math.Inf(1)}
	}
	if e.variance == 0 && e.total > 0 { // everything was kept
		return Interval{e.total, e.total, e.total}
	}
	tail := (1 - confidence) / 2
	i := Interval{Estimate: e.total}
	if e.total > 0 {
		i.Low = scaledGamma(e.total, e.variance, tail)
	}
	i.High = scaledGamma(e.total+e.heaviest, e.variance+e.heaviest*e.heaviest, 1-tail)
	return i
}

// scaledGamma returns the quantile of the gamma distribution with the given mean
// and variance.
func scaledGamma(mean, variance, quantile float64) float64 {
	shape := mean * mean / variance
	return gammaQuantile(shape, quantile) * variance / mean
}
