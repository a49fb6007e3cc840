package ui

import "testing"

func TestScroll(t *testing.T) {
	sc := Scroll{Row: 22}
	sc.Fit(1000, 300)
	for _, c := range []struct {
		key  string
		want float64
	}{{"ArrowUp", 0}, {"ArrowDown", 22}, {"PageDown", 300}, {"End", 700}, {"PageDown", 700}, {"PageUp", 422}, {"Home", 0}} {
		if !sc.Key(c.key) || sc.At != c.want {
			t.Errorf("%s leads to %v, want %v", c.key, sc.At, c.want)
		}
	}
	if sc.Key("a") {
		t.Error("a letter scrolls")
	}
	sc.To(700)
	if sc.Fit(400, 300); sc.At != 100 {
		t.Errorf("a shorter list stands at %v", sc.At)
	}
}
