package span

import (
	"cmp"
	"math/bits"
	"slices"

	"fanout/envelope/sampling"
	"fanout/sim/exact"
)

// Fold is the spans of one fan-out as one row: siblings of the same name in the same
// service, each of which says how likely it was to be kept. In a trace without a second
// layer it is very many siblings.
//
// Latency is counted from the start of the span that fanned out to the end of the
// recipient's: that is how long after the fan-out began the recipient was through. Where
// the parent is not there it counts from the start of the trace.
type Fold struct {
	First, Kept int       // the rows from First on, so many
	Total       Interval  // how many there were in this trace, kept or not
	Rate        exact.PPM // with which each was kept; 0 if the rates differ
	Recipients  int64     // of the fan-out, as its envelope says; 0 if it says nothing
	Since       int64     // virtual ns from which latency counts

	P50, P99, Slowest int      // rows at these shares of the total by latency; Slowest is the last one
	Latencies         []Bucket // without a gap from the fastest to the slowest
}

// Bucket is how many kept spans had a latency from From up to, but not including, To, in
// ns. Four buckets double the latency.
type Bucket struct {
	From, To int64
	Kept     int
}

// manySiblings is from how many on they are folded though nobody says that they are a
// fan-out.
const manySiblings = 24

// siblingGroups are the siblings without children by name and service. There are few names.
type siblingGroups [][]int

func (b *treeBuilder) groups(siblings []int) (groups siblingGroups) {
	for _, i := range siblings {
		if len(b.children[i]) > 0 || b.done[i] {
			continue
		}
		if at := groups.index(b, i); at >= 0 {
			groups[at] = append(groups[at], i)
		} else {
			groups = append(groups, []int{i})
		}
	}
	return groups
}

// index is the group of the same name, service and parent, -1 for none.
func (g siblingGroups) index(b *treeBuilder, i int) int {
	r := &b.rows[i]
	return slices.IndexFunc(g, func(group []int) bool {
		o := &b.rows[group[0]]
		return o.Name == r.Name && o.Resource.Service == r.Resource.Service && o.Parent == r.Parent
	})
}

// of is the group that a sibling is in, nil for none.
func (g siblingGroups) of(b *treeBuilder, i int) []int {
	if at := g.index(b, i); at >= 0 && len(b.children[i]) == 0 {
		return g[at]
	}
	return nil
}

// foldable reports whether a group is one row.
func (b *treeBuilder) foldable(group []int) bool {
	_, sampled := b.rows[group[0]].Int(sampling.KeepRateKey)
	return sampled && b.rows[group[0]].Parent.IsValid() || len(group) >= manySiblings
}

// fold sums up the rows from first on, so many.
func (t *Trace) fold(first, kept int) Fold {
	f := Fold{First: first, Kept: kept, Since: t.From}
	rows := t.Rows[first : first+kept]
	if p := rows[0].ParentRow; p >= 0 {
		f.Since = t.Rows[p].Start
	}
	f.Recipients, _ = rows[0].Int(RecipientsKey)
	f.estimate(rows)
	f.rank(rows)
	return f
}

// keepRate is the rate with which the second layer kept a span.
func keepRate(s *Span) exact.PPM {
	if q, ok := s.Int(sampling.KeepRateKey); ok && q > 0 {
		return exact.PPM(q)
	}
	return exact.Whole
}

// estimate says how many the rows stand for. Rows of one rate are a count of which that
// share was kept. Of several rates each is such a count, and the bounds are added.
func (f *Fold) estimate(rows []Row) {
	type count struct {
		rate exact.PPM
		kept int
	}
	var counts []count
	for i := range rows {
		q := keepRate(rows[i].Span)
		at := slices.IndexFunc(counts, func(c count) bool { return c.rate == q })
		if at < 0 {
			at = len(counts)
			counts = append(counts, count{rate: q})
		}
		counts[at].kept++
	}
	if len(counts) == 1 {
		f.Rate = counts[0].rate
	}
	for _, c := range counts {
		part := rounded(sampling.CountInterval(c.kept, sampling.PPM(c.rate), Confidence))
		f.Total.Low += part.Low
		f.Total.Estimate += part.Estimate
		f.Total.High += part.High
	}
}

// Latency is that of a row of the fold, ns.
func (f *Fold) Latency(r *Row) int64 { return max(0, r.End-f.Since) }

// rank finds the exemplars and counts the latencies.
func (f *Fold) rank(rows []Row) {
	order := make([]int, len(rows))
	var whole int64
	for i := range rows {
		order[i] = i
		whole += weight(rows[i].Span)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[a].End, rows[b].End) })
	at := func(percent int64) int {
		var sum int64
		for _, i := range order {
			if sum += weight(rows[i].Span); sum*100 >= whole*percent {
				return f.First + i
			}
		}
		return f.First
	}
	f.P50, f.P99, f.Slowest = at(50), at(99), f.First+order[len(order)-1]
	for _, i := range order {
		f.count(f.Latency(&rows[i]))
	}
}

// weight is how many a span stands for, in thousandths.
func weight(s *Span) int64 { return 1_000 * int64(exact.Whole) / int64(keepRate(s)) }

// count puts a latency into its bucket. They come in order.
func (f *Fold) count(ns int64) {
	n := len(f.Latencies)
	if n == 0 {
		from, to := bucketOf(ns)
		f.Latencies = append(f.Latencies, Bucket{from, to, 1})
		return
	}
	for f.Latencies[n-1].To <= ns {
		from, to := bucketOf(f.Latencies[n-1].To)
		f.Latencies = append(f.Latencies, Bucket{From: from, To: to})
		n++
	}
	f.Latencies[n-1].Kept++
}

// bucketOf is the bucket of a latency: a quarter of the distance from one power of two to
// the next.
func bucketOf(ns int64) (from, to int64) {
	if ns < 4 {
		return ns, ns + 1
	}
	step := int64(1) << (bits.Len64(uint64(ns)) - 3)
	from = ns / step * step
	return from, from + step
}
