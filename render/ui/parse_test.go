package ui

import "testing"

func TestNumberParse(t *testing.T) {
	members := Number{Lo: 1, Hi: 1_000_000, Whole: true}
	share := Number{Lo: 0, Hi: 1, Percent: true}
	rate := Number{Lo: .1, Hi: 100, Units: []string{"/s"}}
	for _, c := range []struct {
		n    Number
		text string
		want float64
		ok   bool
	}{
		{members, "12345", 12345, true}, {members, "1,000,000", 1e6, true}, {members, "2.5k", 2500, true}, {members, "1 M", 1e6, true},
		{members, "0", 0, false}, {members, "1.5", 0, false}, {members, "2m", 0, false}, {members, "", 0, false},
		{share, "0.123%", .00123, true}, {share, "2.5", .025, true}, {share, "1/1000", .001, true}, {share, "0", 0, true},
		{share, "1/0", 0, false}, {share, "1/2 %", 0, false}, {share, "101 %", 0, false},
		{rate, "7.25/s", 7.25, true}, {rate, "1e2", 0, false}, {rate, "−4", 0, false},
	} {
		got, wrong := c.n.Parse(c.text)
		if got != c.want || (wrong == "") != c.ok {
			t.Errorf("%q gives %v and %q, want %v", c.text, got, wrong, c.want)
		}
	}
}
