package guild

import (
	"fanout/sim/exact"
)

// forecast is what follows from settings alone, computed when they change and not with
// every frame: with 10,000 small guilds it takes tens of milliseconds.
type forecast struct{ now, before known }

// known is the expected spans of some settings.
type known struct {
	of    any `checkpoint:"shared"` // Settings; nil if nothing is known yet
	spans int64
}

// spansOf is how many session spans per 1,000 s some settings lead to; -1 if there are
// none.
func (k *known) spansOf(settings any) int64 {
	if settings == nil {
		return -1
	}
	if k.of != settings {
		s := settings.(Settings)
		k.of, k.spans = settings, expectedSpans(&s)
	}
	return k.spans
}

// expectedSpans is how many session spans per 1,000 s the settings lead to: those
// of messages that the API samples and the second layer keeps, and the roots that
// sessions start of themselves. Spans of traces that the guild started are left
// out, as they are in the estimates.
func expectedSpans(s *Settings) int64 {
	kept := s.expectedSpansOf(s.MessageRate*int64(s.Members), s.Members)
	l := s.smallLoad()
	var perSize [smallSizeMost + 1]int64 // how many small guilds there are of each size
	for id := 1; id <= s.Guilds; id++ {
		perSize[s.smallSize(id)]++
	}
	for n, guilds := range perSize {
		if n := int64(n); guilds > 0 {
			kept += guilds * s.expectedSpansOf(exact.MulDiv(s.smallMessages(), n*n, l.members), int(n))
		}
	}
	return kept
}

// expectedSpansOf is the part of deliveries per 1,000 s with so many recipients each.
func (s *Settings) expectedSpansOf(deliveries int64, recipients int) (kept int64) {
	whole := int64(exact.Whole)
	enveloped := exact.MulDiv(deliveries, int64(s.EnvelopesSessions), whole)
	p, q := int64(s.HeadRate), int64(s.fanoutTable().Rate(recipients))
	if s.GRPCLink && s.Sieve != SieveIgnore {
		kept = exact.MulDiv(exact.MulDiv(exact.MulDiv(enveloped, int64(s.EnvelopesGuild), whole), p, whole), q, whole)
	}
	if s.RootsSession {
		kept += exact.MulDiv(deliveries-enveloped, p, whole) // a bare message does not say that it was fanned out
		if !s.NoRoots && s.SkipUnsampled {
			kept += exact.MulDiv(exact.MulDiv(enveloped, whole-p, whole), p, whole)
		}
	}
	return kept
}
