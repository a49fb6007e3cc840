package render

import (
	"testing"
	"time"
)

// A game rests a second after the last thing that moved, and not while something is to come.
func TestRest(t *testing.T) {
	var r rest
	now := time.Duration(0)
	after := func(d time.Duration, still, want bool) {
		t.Helper()
		now += d
		if r.saw(now, still); r.now != want {
			t.Errorf("at %v: rests is %v, want %v", now, r.now, want)
		}
	}
	after(frame, false, false)
	for range 59 {
		after(frame, true, false)
	}
	after(2*frame, true, true)
	after(time.Hour, true, true)
	after(frame, false, false)
	after(time.Minute, true, false) // a frame that took long is no rest
	after(time.Minute, true, false)
	after(time.Minute, true, true)
}

// A game comes to rest by itself; a sentence on the canvas keeps it awake until it has gone,
// and what it slept through is not made up for.
func TestResting(t *testing.T) {
	g, p, _ := newStandIn(t)
	g.Layout(800, 600)
	rests := func(most int) bool {
		for range most {
			*p.clock += frame
			if g.Update(); g.Resting() {
				return true
			}
		}
		return false
	}
	if !rests(1000) {
		t.Fatal("it does not come to rest")
	}
	g.Tell("a sentence")
	g.Update()
	if g.Resting() {
		t.Error("it rests with a sentence on it")
	}
	if !rests(1000) {
		t.Error("it does not come to rest again")
	}
	*p.clock += time.Hour
	if g.Update(); p.elapsed > frame {
		t.Errorf("after a rest the world is told %v", p.elapsed)
	}
}
