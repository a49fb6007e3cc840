package render

import "testing"

// A world that nobody sees is given no time, however long it plays; and a game rests then.
func TestHold(t *testing.T) {
	g, p, _ := newStandIn(t)
	g.Layout(800, 600)
	after := func() {
		*p.clock += frame
		g.Update()
	}
	after()
	if after(); p.elapsed == 0 {
		t.Fatal("time stands still before it is held")
	}
	p.plays = true
	g.Hold(true)
	for range 200 {
		if after(); p.elapsed != 0 {
			t.Fatalf("the world is told %v", p.elapsed)
		}
	}
	if !g.Resting() {
		t.Error("it does not rest, with nobody to see it")
	}
	g.Hold(false)
	if after(); g.Resting() || p.elapsed > frame {
		t.Errorf("resting: %v, and the world is told %v", g.Resting(), p.elapsed)
	}
}
