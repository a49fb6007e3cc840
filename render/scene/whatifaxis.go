package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim"
)

// scale is an axis of a chart: from where to where it goes.
type scale struct {
	low, high float64
	log       bool
}

// place is where a value lies, from 0 to 1.
func (s scale) place(v float64) float64 {
	if s.log {
		if v <= 0 {
			return 0
		}
		return min(max(math.Log(v/s.low)/math.Log(s.high/s.low), 0), 1)
	}
	return min(max((v-s.low)/(s.high-s.low), 0), 1)
}

// along is the scale of a setting's slider, over some values.
func along(values []float64, even bool) scale {
	s := scale{values[0], values[len(values)-1], !even}
	if s.log && s.low <= 0 { // 0 lies at the end of what a logarithm has
		s.low = values[1]
		if len(values) > 2 {
			s.low *= values[1] / values[2]
		}
	}
	return s
}

// manyDecades is from how many times as much the greatest figure of a chart is as the least, its
// scale is logarithmic.
const manyDecades = 50

// upTo is the scale of figures: from 0 to a round number above them, or over whole decades if
// they span several.
func upTo(figures []float64) scale {
	least, most := math.Inf(1), 0.
	for _, f := range figures {
		least, most = min(least, f), max(most, f)
	}
	switch {
	case most <= 0:
		return scale{0, 1, false}
	case least > 0 && most/least >= manyDecades:
		return scale{math.Pow(10, math.Floor(math.Log10(least)+1e-9)), math.Pow(10, math.Ceil(math.Log10(most)-1e-9)), true}
	}
	return scale{0, roundAbove(most), false}
}

// roundAbove is the least round number that leaves a little room above a figure.
func roundAbove(v float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, times := range [...]float64{1, 1.5, 2, 3, 4, 5, 6, 8} {
		if v <= unit*times*1.0001 {
			return unit * times
		}
	}
	return unit * 10
}

// ticks are the values at which an axis has a line: three, or up to four decades.
func (s scale) ticks() (list []float64) {
	if !s.log {
		return []float64{s.low, (s.low + s.high) / 2, s.high}
	}
	decades := math.Round(math.Log10(s.high / s.low))
	for e := 0.; e <= decades; e += math.Ceil(decades / 3) {
		list = append(list, s.low*math.Pow(10, e))
	}
	return list
}

// figureTick is a figure of a metric at its axis.
func figureTick(m *sim.Metric, v float64) string {
	switch {
	case m.Unit() == sim.UnitShare:
		return ui.ShareText(v)
	case m.Unit() == sim.UnitTime && v == 0:
		return "0"
	case m.Unit() == sim.UnitTime:
		return ui.Duration(int64(v))
	case v >= 1000:
		return ui.Magnitude(v)
	}
	return ui.TrimZeros(ui.Decimal(ui.RoundFigures(v, 2), 6))
}

// measuredText is a figure of a metric with three figures that say something.
func measuredText(m *sim.Metric, v float64) string {
	if m.Unit() == sim.UnitCount && math.Abs(v) < 1000 {
		return ui.TrimZeros(ui.Decimal(ui.RoundFigures(v, 3), 6))
	}
	if m.Unit() == sim.UnitCount {
		return ui.Count(int64(math.Round(v)))
	}
	return figureText(m, v)
}
