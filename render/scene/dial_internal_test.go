package scene

import (
	"math"
	"testing"

	"fanout/sim/guild"
)

func TestDials(t *testing.T) {
	all := newDials(guild.Model())
	for i := range all.list {
		d := &all.list[i]
		if d.At(0) != d.Lo || d.At(1) != d.Hi {
			t.Errorf("%s runs from %v to %v, want %v to %v", d.setting.Key, d.At(0), d.At(1), d.Lo, d.Hi)
		}
		last := 0.
		for place := 0.; place <= 1; place += .001 {
			v := d.At(place)
			if v < last {
				t.Fatalf("%s falls from %v to %v at %v", d.setting.Key, last, v, place)
			}
			if back := d.Place(v); math.Abs(back-place) > .025 && !d.Whole {
				t.Fatalf("%s: %v stands at %v and reads %v", d.setting.Key, v, place, back)
			}
			last = v
		}
		// Keys reach both ends, and every press changes something on the way.
		v, presses := d.Lo, 0
		for ; v < d.Hi && presses < 1000; presses++ {
			next := d.Step(v, 1)
			if next <= v {
				t.Fatalf("%s: a press at %v gives %v", d.setting.Key, v, next)
			}
			v = next
		}
		if v != d.Hi {
			t.Errorf("%s: the keys end at %v", d.setting.Key, v)
		}
	}
}

func TestDialMiddle(t *testing.T) {
	all := newDials(guild.Model())
	if got := all.find("head.rate").At(.5); got != .01 {
		t.Errorf("the middle of the head rate is %v, want 1 %%", got)
	}
	ticks := 0
	all.find("members").Ticks(func(float64) { ticks++ })
	if ticks != 7 {
		t.Errorf("%d decades from 1 to 1,000,000", ticks)
	}
}
