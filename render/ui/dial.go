package ui

import (
	"math"
	"time"
)

// Dial describes a setting that a slider moves: its range, how its value is written
// for a reader and as a command, and what may be typed.
type Dial struct {
	ID      string // of the widget
	Label   string
	Lo, Hi  float64 // the ends of the track, Lo < Hi
	Linear  bool    // false is logarithmic, for what spans decades; Lo is then above 0
	Whole   bool    // only whole numbers
	Tracing bool    // a setting of tracing, drawn in its colour

	Unit    string               // after the value, if Show is nil
	Show    func(float64) string // for a reader; nil is a number and Unit
	Command func(float64) string // required, but with Keep
	Keep    func(float64)        // is told the value instead, where it is no part of the world; nil for a command
	Typed   Number               // what may be typed; the zero value is Lo … Hi
}

// Text is v for a reader.
func (d *Dial) Text(v float64) string {
	if d.Show != nil {
		return d.Show(v)
	}
	text := TrimZeros(Decimal(RoundFigures(v, 3), 4))
	if d.Unit != "" {
		text += " " + d.Unit
	}
	return text
}

// Place is where v stands between the ends of the track, 0 … 1.
func (d *Dial) Place(v float64) float64 {
	if d.Linear {
		return min(max((v-d.Lo)/(d.Hi-d.Lo), 0), 1)
	}
	return min(max(math.Log(v/d.Lo)/math.Log(d.Hi/d.Lo), 0), 1)
}

// At is the value at that place of the track, rounded to two figures, or to a
// hundredth of a linear track: nobody aims at less.
func (d *Dial) At(place float64) float64 {
	place = min(max(place, 0), 1)
	var v float64
	if d.Linear {
		v = d.Lo + math.Round(place*100)/100*(d.Hi-d.Lo)
	} else {
		v = RoundFigures(d.Lo*math.Pow(d.Hi/d.Lo, place), 2)
	}
	if d.Whole {
		v = math.Round(v)
	}
	return min(max(v, d.Lo), d.Hi)
}

// Step is the value so many key presses from v: each a twentieth of a decade, or a
// hundredth of a linear track, but always far enough to change the value.
func (d *Dial) Step(v float64, steps int) float64 {
	each := .01
	if !d.Linear {
		each = .05 / math.Log10(d.Hi/d.Lo)
	}
	next := v
	for place := d.Place(v); steps != 0 && next == v; {
		place += each * float64(steps)
		next = d.At(place)
		if place <= 0 || place >= 1 {
			break
		}
	}
	return next
}

// Ticks calls mark with the place of each tick: the powers of ten between the ends,
// or the quarters of a linear track.
func (d *Dial) Ticks(mark func(place float64)) {
	if d.Linear {
		for i := range 5 {
			mark(float64(i) / 4)
		}
		return
	}
	for v := math.Ceil(math.Log10(d.Lo) - 1e-9); v <= math.Log10(d.Hi)+1e-9; v++ {
		mark(d.Place(math.Pow(10, v)))
	}
}

// typed is what may be typed into the dial.
func (d *Dial) typed() Number {
	n := d.Typed
	if n.Lo == 0 && n.Hi == 0 {
		n.Lo, n.Hi, n.Whole = d.Lo, d.Hi, d.Whole
	}
	if n.Expected == "" {
		n.Expected = d.Text(n.Lo) + " to " + d.Text(n.Hi)
	}
	return n
}

// dialValue is a dial on its track.
type dialValue struct {
	*Dial
	now   float64
	track Rect
}

// keptDial is a dial whose value is told.
type keptDial struct{ *dialValue }

// Keep implements Kept.
func (s keptDial) Keep(v float64) { s.Dial.Keep(v) }

func (s *dialValue) Current() float64         { return s.now }
func (s *dialValue) At(q Point) float64       { return s.Dial.At((q.X - s.track.X) / s.track.W) }
func (s *dialValue) Command(v float64) string { return s.Dial.Command(v) }
func (s *dialValue) Pace() time.Duration      { return DragPace }
func (s *dialValue) Step(n int) float64       { return s.Dial.Step(s.now, n) }
func (s *dialValue) Page() int                { return 20 } // a decade
func (s *dialValue) Ends() (least, most float64) {
	return s.Lo, s.Hi
}
func (s *dialValue) Parse(text string) (float64, string) { return s.typed().Parse(text) }

func (s *dialValue) Grabbed(q Point) (off float64, ok bool) {
	off = q.X - (s.track.X + s.Place(s.now)*s.track.W)
	if off < -KnobReach || off > KnobReach {
		return 0, false
	}
	return off, true
}
