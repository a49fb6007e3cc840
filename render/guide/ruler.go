package guide

import (
	"math"
	"time"

	"fanout/render/ui"
)

// ruler is the range of a guess on a track: linear, or by decades where it spans many.
type ruler struct {
	low, high float64
	zero      float64 // what is added before decades are counted, so that a range may begin at 0
	log       bool
	whole     bool
}

// logFrom is how many times the lower end the upper one is for decades to be counted.
const logFrom = 200

func rulerOf(p *Predict) ruler {
	r := ruler{low: p.At.Low, high: p.At.High, whole: !p.Percent && p.At.High >= 10}
	if p.Kind == "bar" {
		return r
	}
	if r.low <= 0 {
		r.zero = max(1, r.high/1e6) - r.low
	}
	r.log = r.high+r.zero >= logFrom*(r.low+r.zero)
	return r
}

// place is where v stands, 0 … 1.
func (r *ruler) place(v float64) float64 {
	at := (v - r.low) / (r.high - r.low)
	if r.log {
		at = math.Log((v+r.zero)/(r.low+r.zero)) / math.Log((r.high+r.zero)/(r.low+r.zero))
	}
	if !(at > 0) { // no number is at the left end
		return 0
	}
	return min(at, 1)
}

// at is the value at a place, rounded to what a pointer can mean.
func (r *ruler) at(place float64) float64 {
	place = min(max(place, 0), 1)
	if !r.log {
		return r.fit(r.low + math.Round(place*100)/100*(r.high-r.low))
	}
	return r.fit(ui.RoundFigures((r.low+r.zero)*math.Pow((r.high+r.zero)/(r.low+r.zero), place)-r.zero, 2))
}

// fit is v as the range allows it.
func (r *ruler) fit(v float64) float64 {
	if r.whole {
		v = math.Round(v)
	}
	return min(max(v, r.low), r.high)
}

// step is the value n key presses away: hundredths of the range, or by decades 1, 2, 5.
func (r *ruler) step(v float64, n int) float64 {
	if !r.log {
		each := (r.high - r.low) / 100
		if r.whole {
			each = max(1, each)
		}
		return r.fit(v + each*float64(n))
	}
	for ; n > 0; n-- {
		v = r.fit(beyond(v))
	}
	for ; n < 0; n++ {
		v = r.fit(below(v))
	}
	return v
}

// beyond and below are the neighbours of v among 1, 2, 5, 10, 20 …
func beyond(v float64) float64 {
	decade := math.Pow(10, math.Floor(math.Log10(max(v, .1))+1e-9))
	for _, k := range []float64{1, 2, 5, 10} {
		if k*decade > v*(1+1e-9) {
			return k * decade
		}
	}
	return 20 * decade
}

func below(v float64) float64 {
	if v <= 1 {
		return 0
	}
	decade := math.Pow(10, math.Floor(math.Log10(v)+1e-9))
	for _, k := range []float64{5, 2, 1} {
		if k*decade < v*(1-1e-9) {
			return k * decade
		}
	}
	return decade / 2
}

// ticks calls mark with the place of each decade, or of each quarter.
func (r *ruler) ticks(mark func(place float64)) {
	if !r.log {
		for i := range 5 {
			mark(float64(i) / 4)
		}
		return
	}
	for v := r.low + r.zero; v <= (r.high+r.zero)*(1+1e-9); v *= 10 {
		mark(r.place(v - r.zero))
	}
}

// guess is the draft on a track, see [ui.Kept].
type guess struct {
	g     *Guide
	p     *Predict
	ruler ruler
	track ui.Rect
}

var (
	_ ui.Exact = (*guess)(nil)
	_ ui.Kept  = (*guess)(nil)
)

// Current is the draft, no number before there is one: any first value is then another one.
func (s *guess) Current() float64 {
	if s.g.draft.made {
		return s.g.draft.value
	}
	return math.NaN()
}

// rest is where a first key press leads from.
func (s *guess) rest() float64 {
	switch {
	case s.g.draft.made:
		return s.g.draft.value
	case s.p.Before != "":
		return s.ruler.fit(s.p.At.Before)
	}
	return s.ruler.at(.5)
}

// Keep implements ui.Kept. No number takes the draft back.
func (s *guess) Keep(v float64) { s.g.draft = draft{!math.IsNaN(v), v} }

func (s *guess) At(q ui.Point) float64            { return s.ruler.at((q.X - s.track.X) / s.track.W) }
func (s *guess) Command(float64) string           { return "" }
func (s *guess) Pace() time.Duration              { return 0 }
func (s *guess) Grabbed(ui.Point) (float64, bool) { return 0, false }
func (s *guess) Step(n int) float64               { return s.ruler.step(s.rest(), n) }
func (s *guess) Page() int                        { return 5 }
func (s *guess) Ends() (least, most float64)      { return s.ruler.low, s.ruler.high }
func (s *guess) Parse(text string) (float64, string) {
	v, err := s.p.Scale.Read(text)
	if err != nil {
		return 0, err.Error()
	}
	if v < s.ruler.low || v > s.ruler.high {
		return 0, text + " is not possible; expected " + s.p.From + " to " + s.p.To
	}
	return v, ""
}

// shown is the draft as it is drawn.
func (s *guess) shown() string {
	if !s.g.draft.made {
		return ""
	}
	return s.p.Scale.Speak(s.g.draft.value)
}
