package guild

import "math"

// SecondLayer is the rule by which sessions of a sampled message keep their spans, for
// pictures of it: the model's table, read at each power of ten. All rules are straight
// lines between those, on logarithmic axes.
type SecondLayer struct{ rates [secondLayerKnots]float64 }

// secondLayerKnots is how many powers of ten there are up to the most members.
const secondLayerKnots = 7

// SecondLayer returns the rule that is in force under these settings.
func (s *Settings) SecondLayer() (l SecondLayer) {
	table, n := s.fanoutTable(), 1
	for i := range l.rates {
		l.rates[i] = float64(table.Rate(n)) / 1e6
		n *= 10
	}
	return l
}

// At is the keep rate at n recipients, as a share of 1.
func (l *SecondLayer) At(n float64) float64 {
	at := math.Log10(max(n, 1))
	i := int(at)
	if i >= len(l.rates)-1 {
		return l.rates[len(l.rates)-1]
	}
	a, b := l.rates[i], l.rates[i+1]
	if a <= 0 || b <= 0 {
		return a
	}
	return math.Pow(10, math.Log10(a)+(math.Log10(b)-math.Log10(a))*(at-float64(i)))
}
