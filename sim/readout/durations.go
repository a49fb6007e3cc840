package readout

import "fanout/sim/row"

// DurationBuckets is how many buckets a histogram of durations has: up to some four minutes.
const DurationBuckets = 148

// Bucket is a range of durations: how many there were, and their sum, ns.
type Bucket struct{ N, Ns int64 }

// Action is how often messages of one class were handled in a stretch, and how long that took:
// without what they waited.
type Action struct {
	Class    row.Class
	Messages int64
	Buckets  [DurationBuckets]Bucket // by length, the shortest first
}

// Percentile is the duration, in ns, that so many of 100 messages did not exceed, to the mean of
// its bucket; 0 without any.
func (a *Action) Percentile(of100 float64) int64 {
	var all, seen int64
	for i := range a.Buckets {
		all += a.Buckets[i].N
	}
	last := int64(0)
	for i := range a.Buckets {
		b := &a.Buckets[i]
		if b.N == 0 {
			continue
		}
		seen, last = seen+b.N, b.Ns/b.N
		if float64(seen) >= of100/100*float64(all) {
			return last
		}
	}
	return last
}

// Longest is the mean of the last bucket: about the longest duration.
func (a *Action) Longest() int64 { return a.Percentile(100) }
