package ui

import "testing"

func TestEase(t *testing.T) {
	last := 0.
	for x := 0.; x <= 1; x += .01 {
		y := Ease(x)
		if y < last-1e-9 || y > 1 {
			t.Fatalf("ease(%v) = %v after %v", x, y, last)
		}
		last = y
	}
	if Ease(1) < .999 || Ease(.5) < .8 {
		t.Errorf("ease(.5) = %v, ease(1) = %v", Ease(.5), Ease(1))
	}
}
