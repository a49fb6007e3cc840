package scene

import (
	"math"
	"testing"

	"fanout/sim/guild"
)

func TestDials(t *testing.T) {
	for i := range dials {
		d := &dials[i]
		if d.At(0) != d.Lo || d.At(1) != d.Hi {
			t.Errorf("%s runs from %v to %v, want %v to %v", d.key, d.At(0), d.At(1), d.Lo, d.Hi)
		}
		last := 0.
		for place := 0.; place <= 1; place += .001 {
			v := d.At(place)
			if v < last {
				t.Fatalf("%s falls from %v to %v at %v", d.key, last, v, place)
			}
			if back := d.Place(v); math.Abs(back-place) > .025 && d.key != "members" {
				t.Fatalf("%s: %v stands at %v and reads %v", d.key, v, place, back)
			}
			last = v
		}
		// Keys reach both ends, and every press changes something on the way.
		v, presses := d.Lo, 0
		for ; v < d.Hi && presses < 1000; presses++ {
			next := d.Step(v, 1)
			if next <= v {
				t.Fatalf("%s: a press at %v gives %v", d.key, v, next)
			}
			v = next
		}
		if v != d.Hi {
			t.Errorf("%s: the keys end at %v", d.key, v)
		}
	}
}

func TestDialMiddle(t *testing.T) {
	if got := dialOf("slider.head.rate").At(.5); got != .01 {
		t.Errorf("the middle of the head rate is %v, want 1 %%", got)
	}
	ticks := 0
	dialOf("slider.members").Ticks(func(float64) { ticks++ })
	if ticks != 7 {
		t.Errorf("%d decades from 1 to 1,000,000", ticks)
	}
}

func TestRateAt(t *testing.T) {
	for _, c := range []struct{ height, want float64 }{{1, 1}, {2. / 3, .1}, {1. / 3, .01}, {0, .001}, {-1, .001}, {2, 1}} {
		if got := rateAt(c.height); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("rateAt(%v) = %v, want %v", c.height, got, c.want)
		}
	}
}

// The picture of the rule goes through the points of the table.
func TestKeepRate(t *testing.T) {
	s := guild.DefaultSettings()
	for i := range guild.FanoutPoints {
		n := guild.FanoutRecipients(i)
		if got, want := keepRate(&s, float64(n)), share(s.FanoutTable[i]); math.Abs(got-want) > 1e-6 {
			t.Errorf("%d recipients: %v, want %v", n, got, want)
		}
	}
	s.Fanout = guild.FanoutTenN
	if got := keepRate(&s, 100); got != .1 {
		t.Errorf("10/n at 100 is %v", got)
	}
}
