package scene

import (
	"math"
	"testing"

	"fanout/sim"
)

func TestDials(t *testing.T) {
	for i := range dials {
		d := &dials[i]
		if d.at(0) != d.lo || d.at(1) != d.hi {
			t.Errorf("%s runs from %v to %v, want %v to %v", d.key, d.at(0), d.at(1), d.lo, d.hi)
		}
		last := 0.
		for place := 0.; place <= 1; place += .001 {
			v := d.at(place)
			if v < last {
				t.Fatalf("%s falls from %v to %v at %v", d.key, last, v, place)
			}
			if back := d.place(v); math.Abs(back-place) > .025 && d.key != "members" {
				t.Fatalf("%s: %v stands at %v and reads %v", d.key, v, place, back)
			}
			last = v
		}
		// Keys reach both ends, and every press changes something on the way.
		v, presses := d.lo, 0
		for ; v < d.hi && presses < 1000; presses++ {
			next := d.step(v, 1)
			if next <= v {
				t.Fatalf("%s: a press at %v gives %v", d.key, v, next)
			}
			v = next
		}
		if v != d.hi {
			t.Errorf("%s: the keys end at %v", d.key, v)
		}
	}
}

func TestDialMiddle(t *testing.T) {
	if got := dialOf("slider.head.rate").at(.5); got != .01 {
		t.Errorf("the middle of the head rate is %v, want 1 %%", got)
	}
	if got := len(dialOf("slider.members").decades()); got != 7 {
		t.Errorf("%d decades from 1 to 1,000,000", got)
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
	s := sim.DefaultSettings()
	for i, n := range sim.FanoutRecipients {
		if got, want := keepRate(&s, float64(n)), share(s.FanoutTable[i]); math.Abs(got-want) > 1e-6 {
			t.Errorf("%d recipients: %v, want %v", n, got, want)
		}
	}
	s.Fanout = sim.FanoutTenN
	if got := keepRate(&s, 100); got != .1 {
		t.Errorf("10/n at 100 is %v", got)
	}
}

func TestEase(t *testing.T) {
	last := 0.
	for x := 0.; x <= 1; x += .01 {
		y := ease(x)
		if y < last-1e-9 || y > 1 {
			t.Fatalf("ease(%v) = %v after %v", x, y, last)
		}
		last = y
	}
	if ease(1) < .999 || ease(.5) < .8 {
		t.Errorf("ease(.5) = %v, ease(1) = %v", ease(.5), ease(1))
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{count(0), "0"}, {count(999), "999"}, {count(1_000), "1,000"}, {count(1_234_567), "1,234,567"}, {count(-12_345), "−12,345"},
		{decimal(-1.25, 1), "−1.2"}, {decimal(-.01, 1), "0.0"}, {decimal(1234.5, 1), "1,234.5"},
		{percent(sim.Whole), "100 %"}, {percent(10_000), "1 %"}, {percent(1_000), "0.1 %"}, {percent(316_228), "31.6 %"}, {percent(100), "0.01 %"},
		{percent(999_000), "99.9 %"}, {tenths(450_400), "45.0"},
		{rate(4_000), "4.0"}, {rate(40_000), "40"}, {rate(39_640_000), "39,640"}, {rate(400), "0.4"}, {rate(100), "0.1"},
		{speedText(20_000), "0.02×"}, {speedText(500), "0.0005×"}, {speedText(10_000_000), "10×"},
		{clock(41_298_000_000), "00:41.298"}, {clock(3_600e9), "60:00.000"}, {clockShort(30e9), "00:30"},
		{duration(357_000), "357 µs"}, {duration(48_000_000), "48 ms"}, {duration(1_690_000), "1.7 ms"},
		{magnitude(4e6), "4 M"}, {magnitude(40_000), "40 k"}, {magnitude(100), "100"},
		{short(9_999), "9,999"}, {short(113_000), "113 k"}, {short(2_540_000), "2.54 M"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
