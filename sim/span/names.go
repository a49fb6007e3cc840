package span

import (
	"math"

	"fanout/envelope/sampling"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// ByName is what is known of all recorded spans of one name in one service, in
// traces of one origin. It counts those too that have left the store.
type ByName struct {
	Service string
	Name    string
	Origin  row.Origin
	Orphan  bool  // a root where the message had come without context, or a span below one
	Kept    int64 // recorded since the start
	Since   int64 // of those, since the last change of a setting

	// Of the spans since the last change: what they take on the wire, see Span.WireSize, and
	// what they would have been without the second layer, by the rates on them: each stands
	// for 1/q.
	Bytes     int64
	Unlayered Weighted

	// Total is what the spans say of how many such operations were part of a
	// trace, sampled or not, with its interval of Confidence. Orphans say nothing: they
	// had another chance to be there. Estimated is false for them.
	Estimated bool
	Total     Interval
}

// Weighted is a sum of weights, and the variance of it.
type Weighted struct{ Sum, Variance float64 }

// Margin is by how much the sum may be off, with Confidence.
func (w *Weighted) Margin() float64 { return 1.96 * math.Sqrt(w.Variance) }

// add adds a span that was kept at a rate.
func (w *Weighted) add(rate exact.PPM) {
	weight := float64(exact.Whole) / float64(rate)
	w.Sum += weight
	w.Variance += weight * (weight - 1)
}

// nameStats counts spans by name, in the order in which the names came up. There are
// about a dozen.
type nameStats struct {
	tracing *Tracing
	rows    []nameRow
}

type nameRow struct {
	ByName
	weights sampling.Estimator // of spans that only the head sampler decided about
	totalOf int64              // number of spans that Total is of
	both    bool               // the second layer decided as well: estimated by trace
}

func (b *nameStats) note(s *Span) {
	n := b.row(s)
	n.Kept++
	n.Since++
	n.Bytes += s.WireSize()
	n.Unlayered.add(keptAt(s))
	if n.Estimated && !n.both {
		p, _ := s.HeadRate()
		_ = n.weights.Add(sampling.PPM(p), sampling.Whole, 1) // without a rate it says nothing
	}
}

// keptAt is the rate of the second layer that is recorded on a span, all for one that it did not
// decide about.
func keptAt(s *Span) exact.PPM {
	if q, ok := s.Int(sampling.KeepRateKey); ok && q > 0 {
		return exact.PPM(q)
	}
	return exact.Whole
}

func (b *nameStats) row(s *Span) *nameRow {
	weight, origin := b.tracing.Weigh(s), s.Origin()
	for i := range b.rows {
		n := &b.rows[i]
		if n.Name == s.Name && n.Origin == origin && n.Orphan == (weight == WeighNone) && n.Service == s.Resource.Service {
			return n
		}
	}
	b.rows = append(b.rows, nameRow{
		ByName: ByName{Service: s.Resource.Service, Name: s.Name, Origin: origin,
			Orphan: weight == WeighNone, Estimated: weight != WeighNone},
		both: weight == WeighBoth,
	})
	return &b.rows[len(b.rows)-1]
}

// restart begins the counts since the last change of a setting from now on.
func (b *nameStats) restart() {
	for i := range b.rows {
		n := &b.rows[i]
		n.Since, n.Bytes, n.Unlayered = 0, 0, Weighted{}
	}
}

// view appends the rows to list. deliveries is the estimate from whole traces.
func (b *nameStats) view(list []ByName, deliveries Interval) []ByName {
	for i := range b.rows {
		n := &b.rows[i]
		switch {
		case !n.Estimated:
		case n.both:
			n.Total = deliveries
		case n.totalOf != n.Kept:
			n.Total, n.totalOf = rounded(n.weights.Interval(Confidence)), n.Kept
		}
		list = append(list, n.ByName)
	}
	return list
}
