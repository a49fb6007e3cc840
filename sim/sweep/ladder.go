package sweep

import (
	"math"

	"fanout/sim/setting"
)

// MostRungs is how many values a [Ladder] has at most: as many points as fit side by side on a
// phone, each as wide as a fingertip.
const MostRungs = 9

// rungs are the values of a decade that a ladder may have, the closest first.
var rungs = [...][]float64{{1, 2, 5}, {1, 3}, {1}}

// tooNear is how many times as much the end of a ladder is at least than the rung before it.
const tooNear = 1.4

// Ladder is round values of a setting that is [setting.Setting.Dragged], over the range of its
// slider, both ends included: even ones on a linear slider, such as 0 %, 20 % … 100 %, else
// 1, 3, 10, 30 or the like. A logarithmic slider that begins at 0 has them from four decades
// below its end.
func Ladder(k *setting.Setting) Axis {
	low, high := k.Ends()
	values := steps(low, high)
	if !k.Even {
		values = decades(low, high)
	}
	a := Axis{Name: k.Key}
	for _, v := range values {
		if text := k.Spell(v); len(a.Values) == 0 || a.Values[len(a.Values)-1] != text {
			a.Values = append(a.Values, text)
		}
	}
	return a
}

// steps are multiples of the smallest round number of which there are few enough, between two
// ends that belong to them.
func steps(low, high float64) (values []float64) {
	for size := math.Pow(10, math.Floor(math.Log10(high-low))-1); ; size *= 10 {
		for _, times := range [...]float64{1, 2, 5} {
			if values = stepsOf(low, high, size*times); len(values) <= MostRungs {
				return values
			}
		}
	}
}

func stepsOf(low, high, step float64) []float64 {
	values := []float64{low}
	for n := math.Floor(low/step) + 1; n*step < high-step/4; n++ {
		values = append(values, n*step)
	}
	return append(values, high)
}

// decades are the rungs of each decade, the closest ones of which there are few enough.
func decades(low, high float64) (values []float64) {
	if low <= 0 {
		low = high / 1e4
	}
	for _, of := range rungs {
		if values = decadesOf(low, high, of); len(values) <= MostRungs {
			return values
		}
	}
	return values
}

func decadesOf(low, high float64, rungs []float64) []float64 {
	values := []float64{low}
	for e := math.Floor(math.Log10(low)); e <= math.Log10(high); e++ {
		for _, r := range rungs {
			v := fourDigits(r * math.Pow(10, e))
			if v > low*tooNear && v < high/tooNear {
				values = append(values, v)
			}
		}
	}
	return append(values, high)
}
