package guild

import (
	"math"

	"fanout/sim/exact"
)

// fanoutSeen is how likely a sampled fan-out to so many recipients is to keep the span of at
// least one of them.
func (s *Settings) fanoutSeen(recipients int) exact.PPM {
	keep := float64(s.fanoutTable().Rate(recipients)) / float64(exact.Whole)
	return exact.PPM(math.Round((1 - math.Pow(1-keep, float64(recipients))) * float64(exact.Whole)))
}
