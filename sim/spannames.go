package sim

import "fanout/envelope/sampling"

// SpanName is what is known of all recorded spans of one name in one service, in
// traces of one origin. It counts those too that have left the store.
type SpanName struct {
	Service string // "callers" for those who make background requests
	Name    string
	Origin  Origin
	Orphan  bool  // a root of its own, or below one, where the message had come without context
	Kept    int64 // recorded since the start
	Since   int64 // of those, since the last change of a setting

	// Total is what the spans say of how many such operations were part of a
	// trace, sampled or not, with its interval of Confidence. Orphans say nothing: they
	// had another chance to be there. Estimated is false for them.
	Estimated bool
	Total     Interval
}

// nameBook counts spans by name, in the order in which the names came up. There are
// about a dozen.
type nameBook []nameCount

type nameCount struct {
	SpanName
	weights   sampling.Estimator // of spans that only the head sampler decided about
	totalOf   int64              // number of spans that Total is of
	delivered bool               // the second layer decided as well: estimated by trace
}

func (b *nameBook) note(s *Span) {
	n := b.row(s)
	n.Kept++
	n.Since++
	if n.Estimated && !n.delivered {
		p, _ := s.HeadRate()
		n.weights.Add(sampling.PPM(p), sampling.Whole, 1)
	}
}

func (b *nameBook) row(s *Span) *nameCount {
	origin := s.Origin()
	head := origin == OriginAPI || origin == OriginBackground && (s.Parent.IsValid() || s.Resource.bit == callersBit || s.Resource.bit == 1<<Sessions)
	for i := range *b {
		n := &(*b)[i]
		if n.Name == s.Name && n.Origin == origin && n.Orphan == !head && n.Service == s.Resource.Service {
			return n
		}
	}
	*b = append(*b, nameCount{
		SpanName:  SpanName{Service: s.Resource.Service, Name: s.Name, Origin: origin, Orphan: !head, Estimated: head},
		delivered: s.Resource.bit == 1<<Sessions && origin != OriginBackground,
	})
	return &(*b)[len(*b)-1]
}

// forget begins the counts since the last change anew.
func (b nameBook) forget() {
	for i := range b {
		b[i].Since = 0
	}
}

// view appends the rows to list. deliveries is the estimate from whole traces.
func (b nameBook) view(list []SpanName, deliveries Interval) []SpanName {
	for i := range b {
		n := &b[i]
		switch {
		case !n.Estimated:
		case n.delivered:
			n.Total = deliveries
		case n.totalOf != n.Kept:
			n.Total, n.totalOf = whole(n.weights.Interval(Confidence)), n.Kept
		}
		list = append(list, n.SpanName)
	}
	return list
}
