package ui

import (
	"math"
	"testing"
)

// Every dial reaches both its ends by pointer and by keys, and every press changes
// something on the way.
func TestDialReachesItsEnds(t *testing.T) {
	for _, d := range []Dial{
		{ID: "logarithmic", Lo: 1e-4, Hi: 10},
		{ID: "whole", Lo: 1, Hi: 1_000_000, Whole: true},
		{ID: "linear", Lo: -20, Hi: 50, Linear: true},
		{ID: "linear whole", Lo: 0, Hi: 7, Linear: true, Whole: true},
	} {
		t.Run(d.ID, func(t *testing.T) {
			if d.At(0) != d.Lo || d.At(1) != d.Hi {
				t.Errorf("the track runs from %v to %v", d.At(0), d.At(1))
			}
			last := math.Inf(-1)
			for place := 0.; place <= 1; place += .001 {
				v := d.At(place)
				if v < last {
					t.Fatalf("falls from %v to %v at %v", last, v, place)
				}
				last = v
			}
			v := d.Lo
			for presses := 0; v < d.Hi; presses++ {
				next := d.Step(v, 1)
				if next <= v || presses > 1000 {
					t.Fatalf("press %d at %v gives %v", presses, v, next)
				}
				v = next
			}
		})
	}
}

func TestDialTicks(t *testing.T) {
	for _, c := range []struct {
		dial Dial
		want int
	}{{Dial{Lo: 1, Hi: 1e6}, 7}, {Dial{Lo: .1, Hi: 100}, 4}, {Dial{Lo: 0, Hi: 10, Linear: true}, 5}} {
		n := 0
		c.dial.Ticks(func(float64) { n++ })
		if n != c.want {
			t.Errorf("%v to %v: %d ticks, want %d", c.dial.Lo, c.dial.Hi, n, c.want)
		}
	}
}

// A dial that is described by its range alone writes its values and says what may be
// typed.
func TestDialByRange(t *testing.T) {
	d := Dial{Lo: 0, Hi: 50, Linear: true, Whole: true, Unit: "ms"}
	if got := d.Text(12); got != "12 ms" {
		t.Errorf("%q", got)
	}
	if _, wrong := d.typed().Parse("60"); wrong != `"60" is not possible; expected 0 ms to 50 ms` {
		t.Error(wrong)
	}
}
