package render

import (
	"testing"
	"time"
)

// A run that a person waits for gets four times as much real time as everything else takes,
// within bounds.
func TestRunsHurry(t *testing.T) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	for _, c := range []struct {
		elapsed, before, rest time.Duration
		runs                  bool
		want                  time.Duration
	}{
		{ms(16), ms(8), ms(8), false, ms(8)}, {ms(16), ms(8), ms(8), true, ms(32)}, {ms(250), ms(50), ms(50), true, ms(200)},
		{ms(250), 0, ms(900), true, budgetRun}, {ms(250), 0, ms(900), false, ms(250) * budget / frame}, {ms(16), 0, 0, true, ms(8)},
		{ms(16), ms(20), 0, true, ms(40)}, {ms(16), 0, ms(20), true, ms(40)},
	} {
		s := share{rest: c.before}
		s.took(ms(5))
		if got := s.next(c.elapsed, ms(5)+c.rest, c.runs); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
