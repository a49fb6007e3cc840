package timed

import (
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/compare"
)

// told is what A and B were told differently. It is found out when it is asked for, and again
// once either was told something else.
type told struct {
	known  bool
	differ []compare.Difference
	lines  []string
	snap   sim.Snapshot // of B
}

// Other fills what there is to show of the second history, and returns nil while there is
// none.
func (p *Player) Other(o *scene.Other) *scene.Other {
	if p.pair == nil {
		return nil
	}
	pair, t := p.pair, &p.told
	pair.B.Snapshot(&t.snap)
	if !t.known {
		t.known = true
		a, b := pair.A.History(), pair.B.History()
		t.differ, _ = compare.Differences(&a, &b) // none of histories that nobody can begin
		t.lines, _ = compare.Apart(&a, &b)
	}
	*o = scene.Other{Snap: &t.snap, Differ: t.differ, Lines: t.lines, Apart: pair.Apartness()}
	switch pair.Late() {
	case pair.A:
		o.Late = "A"
	case pair.B:
		o.Late = "B"
	}
	return o
}
